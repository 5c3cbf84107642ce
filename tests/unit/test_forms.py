"""A scenario as a form shows it: every fact once, as a file writes it."""

import pytest

from ccsim.spec.forms import (
    FormFact,
    facts_matching,
    form_facts,
    plain_value,
    setting_text,
    typed_text,
)
from ccsim.spec.loading import load
from shipped import FILES

DOCUMENT = {
    "calendar": {"days": 2},
    "queues": {"line": {"teams": ["desk"], "talk": {"exponential": "3m"}}},
    "teams": {"desk": {"headcount": 1, "pay": "25 EUR/h"}},
}


def facts() -> dict[str, FormFact]:
    return {fact.dotted: fact for fact in form_facts(DOCUMENT)}


def test_what_is_named_stands_as_it_is_written() -> None:
    found = facts()
    assert found["teams.desk.pay"].value == "25 EUR/h"
    assert found["queues.line.talk"].value == {"exponential": "3m"}
    assert found["teams.desk.pay"].named


def test_what_is_not_named_is_there_with_what_holds_without_it() -> None:
    found = facts()
    assert found["operating_model.shared_notes"].value == 1.0
    assert found["measures.service_level_threshold"].value == "20s"
    assert found["teams.desk.authority"].value is None
    assert not found["operating_model.shared_notes"].named
    assert "pit_stop.size" in found  # a group that is off can be switched on fact by fact


def test_something_wrong_where_a_group_belongs_is_shown_as_it_is() -> None:
    found = {fact.dotted: fact.value for fact in form_facts(DOCUMENT | {"pit_stop": 3})}
    assert found["pit_stop"] == 3


def test_facts_are_found_by_name_before_meaning_and_those_of_the_scenario_first() -> None:
    found = [fact.dotted for fact in facts_matching(form_facts(DOCUMENT), "headcount")]
    assert found[0] == "teams.desk.headcount"
    words = [fact.dotted for fact in facts_matching(form_facts(DOCUMENT), "tape consent")]
    assert words
    assert all(path.startswith("operating_model.recorded") for path in words)
    assert not facts_matching(form_facts(DOCUMENT), "nosuchword")


@pytest.mark.parametrize("name", ["scripted_call_center", "pit_stop_year", "openreach"])
def test_every_fact_of_a_scenario_set_as_it_is_shown_gives_the_same_scenario(name: str) -> None:
    path = next(one for one in FILES if one.stem == name)
    start = load(path)
    named = [fact for fact in form_facts(start.document) if fact.named]
    sets = [f"{one.dotted}={setting_text(one.path, typed_text(one.value))}" for one in named]
    assert load(path, sets).scenario == start.scenario


def test_a_text_that_is_not_yaml_is_taken_as_it_is() -> None:
    assert plain_value("{exponential: [") == "{exponential: ["
    assert plain_value("{exponential: 3m}") == {"exponential": "3m"}
