"""The sentence that decides, and the doubts behind it: what is established, and what is not."""

import re
from dataclasses import replace

import pytest

from ccsim.experiments.compare import Comparison, Verdict
from ccsim.experiments.results import RunResult
from ccsim.report.decision import decision_sentence
from ccsim.report.doubts import doubts
from ccsim.report.facts import all_facts, levers
from ccsim.report.words import conclusion
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import document_of
from made_up import LABELS, made_up_comparison, made_up_run, made_up_scenario

SOLVES = (
    "Pit stop solves the most cases, 71.8 % (69.6 to 74.0, n = 10) against 44.8 % "
    "(43.5 to 46.1, n = 10) of Scripted call centre: "
    "+27.0 points (95 % interval +24.3 to +29.7, n = 10)"
)


def judged(result: Comparison, metric: str, verdict: Verdict) -> Comparison:
    """The same comparison, with another verdict on a metric."""
    told = [
        replace(one, verdict=verdict, established=verdict in ("better", "worse"))
        if one.metric == metric
        else one
        for one in result.differences
    ]
    return replace(result, differences=told)


def test_the_best_is_named_with_its_difference_interval_and_count() -> None:
    sentence = decision_sentence(made_up_comparison())
    assert sentence == f"{SOLVES}, and each costs less (−3.80 EUR; −4.18 to −3.42, n = 10)."


def test_a_price_that_is_not_established_is_said_to_be_so() -> None:
    unsure = judged(made_up_comparison(), "cost_per_resolution", "not established")
    assert decision_sentence(unsure) == (
        f"{SOLVES}; that a solved case costs more or less is not established "
        "(−3.80 EUR; −4.18 to −3.42, n = 10)."
    )


def test_of_two_scenarios_one_solves_more() -> None:
    assert decision_sentence(made_up_comparison(2)).startswith("Solution centre solves more cases,")


@pytest.mark.parametrize("verdict", ["not established", "worse"])
def test_where_nothing_is_better_that_is_the_sentence(verdict: Verdict) -> None:
    sentence = decision_sentence(judged(made_up_comparison(2), "resolution_rate", verdict))
    assert sentence == (
        "No other scenario is established to be better than Scripted call centre in cases solved, "
        "44.8 % (43.5 to 46.1, n = 10): "
        f"Solution centre +26.4 points (+23.8 to +29.0, n = 10: {verdict})."
    )


def test_without_cases_it_is_decided_by_what_queues_have() -> None:
    made = made_up_comparison(2)
    queues = [one for one in made.differences if one.metric != "resolution_rate"]
    sentence = decision_sentence(replace(made, differences=queues))
    assert sentence.startswith("Solution centre has a higher service level, 83.0 % (")


def test_no_share_or_price_stands_without_its_interval_and_count() -> None:
    """In the first sentence, and in the longer ones that stand below it."""
    made = made_up_comparison()
    told = [decision_sentence(made), *conclusion(made).splitlines()]
    number = r"\d (?:%|points|EUR)(?: per case)?"
    known = r"(?: \(|; )[^()]* to [^()]*, n = 10\)"
    for sentence in told:
        assert re.search(number, sentence)
        assert not re.search(f"{number}(?! per case| interval)(?!{known})", sentence)


def test_one_replication_and_one_run_decide_nothing() -> None:
    assert "One replication says nothing" in decision_sentence(made_up_comparison(2, 1))
    assert decision_sentence(made_up_run()).startswith("Scripted call centre solves 44.8 %")


def test_nothing_that_could_decide_is_said() -> None:
    empty = Comparison(made_up_comparison(2).runs, [])
    assert decision_sentence(empty).startswith("Nothing that could decide")


def test_the_worst_doubts_are_those_that_the_scenarios_differ_in() -> None:
    found = doubts([made_up_scenario(place) for place in range(3)])
    assert [one.field for one in found[:2]] == [
        "operating_model.script_adherence",
        "operating_model.ownership",
    ]
    assert found[1].values == "0.1; 0.6"
    assert found[1].span == "0.04 to 0.95"
    assert found[1].why == "its size is an assumption; the scenarios differ in it"
    assert not any(one.differs for one in found[2:])


def world(**redials: float) -> Scenario:
    """Customers of several segments."""
    segments = {name: {"count": 10, "redials": chance} for name, chance in redials.items()}
    document = document_of(made_up_scenario()) | {"customers": segments}
    return Scenario.model_validate(document)


def test_doubts_of_one_kind_stand_together_with_all_their_places() -> None:
    (redials,) = (one for one in doubts([world(homes=0.5, shops=0.6)]) if "redials" in one.field)
    assert redials.field == "customers.*.redials"
    assert redials.places == ("customers.homes.redials", "customers.shops.redials")
    assert (redials.values, redials.source, redials.grade) == ("0.5; 0.6", "E-PAT-05", "D")
    assert not redials.outside


def test_a_value_outside_the_range_of_its_evidence_is_said() -> None:
    (redials,) = (one for one in doubts([world(homes=0.99)]) if "redials" in one.field)
    assert redials.outside
    assert redials.why.endswith("a value lies outside its range")


def test_many_values_are_told_by_their_ends() -> None:
    many = world(a=0.5, b=0.35, c=0.4, d=0.45, e=0.6)
    (redials,) = (one for one in doubts([many]) if "redials" in one.field)
    assert redials.values == "0.35 to 0.6"


def test_a_fact_of_what_only_one_scenario_has_is_no_difference_in_value() -> None:
    found = {one.field: one for one in doubts([world(homes=0.5), world(homes=0.5, shops=0.5)])}
    redials = found["customers.*.redials"]
    assert (redials.differs, redials.partly, redials.values) == (False, True, "0.5")
    assert "part of what only some scenarios have" in redials.why


def test_every_fact_has_its_source_or_is_the_scenarios_own() -> None:
    facts = {one.path: one for one in all_facts([made_up_scenario(0), made_up_scenario(1)])}
    assert facts["operating_model.ownership"].source == "S002-20"
    assert facts["operating_model.ownership"].differs
    assert facts["teams.front.headcount"].source == "the scenario's own"
    assert not facts["teams.front.headcount"].differs


def test_levers_say_what_stands_behind_them() -> None:
    rows = {one.path: one.source for one in levers([made_up_scenario(0), made_up_scenario(1)])}
    assert rows["operating_model.authority"] == "the scenario's own"
    assert rows["operating_model.ownership"] == "S002-20, grade D"


def test_who_cannot_be_told_apart_from_the_best_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = [[LABELS[2], LABELS[1]], [LABELS[0]]]
    monkeypatch.setattr("ccsim.report.decision.not_told_apart", lambda *_, **__: groups)
    made = made_up_comparison()
    runs: list[RunResult] = [replace(run, totals=("some",)) for run in made.runs]
    monkeypatch.setattr(Comparison, "worth", [])
    sentence = decision_sentence(replace(made, runs=runs))
    assert sentence.startswith(f"{SOLVES}, not told apart from Solution centre, and each costs")
