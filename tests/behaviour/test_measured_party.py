"""Whose clock the regulator reads: the person's, or that of the provider who orders the work."""

from typing import Any

import pytest

from by_hand import told
from ccsim.replication import EngineName
from faults import call, world
from measured import measured

Book = list[str]

AT_NINE = call(back_office=True)


def mended_in_vain(days: int, within: int = 2, **regulator: Any) -> dict[str, Any]:
    """From a Thursday in March on; each time the department is done in four hours, in vain."""
    facts = world(
        {"clock": "repair"},
        {"repeat_delay": {"constant": "2d"}},
        days,
        {"work": {"constant": "4h"}, "right_first_time": 0.0},
    )
    facts["calendar"]["start"] = "2026-03-26"
    targets = {"fault_in_time": {"needs": ["fault"], "within": within, "share": 0.70}}
    facts["regulator"] = {"targets": targets, "period": "month"} | regulator
    return facts


@pytest.mark.mechanism("S000-16")
def test_what_the_provider_counts_as_done_may_not_help_the_person(
    engine: EngineName, book: Book
) -> None:
    """Three tickets, each done within hours; the person's line is dead all week. April begins.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    13:05 network is done with homes 1 after 4h: not cured
    2d 13:05 homes 1 dials (repeat)
    2d 13:05 agents 0 answers homes 1 after 0s
    2d 13:10 agents 0 ends with homes 1 after 5m: ticket
    2d 13:10 network gets a ticket for homes 1, no date
    2d 17:10 network is done with homes 1 after 4h: not cured
    4d 17:10 homes 1 dials (repeat)
    4d 17:10 agents 0 answers homes 1 after 0s
    4d 17:15 agents 0 ends with homes 1 after 5m: ticket
    4d 17:15 network gets a ticket for homes 1, no date
    4d 21:15 network is done with homes 1 after 4h: not cured
    6d 00:00 target 0 is missed: 0.00
    6d 21:15 homes 1 dials (repeat)
    6d 21:15 agents 0 answers homes 1 after 0s
    6d 21:20 agents 0 ends with homes 1 after 5m: ticket
    6d 21:20 network gets a ticket for homes 1, no date
    """
    assert told(mended_in_vain(7), AT_NINE, engine) == book
    of_provider = told(mended_in_vain(7, measure_party="provider"), AT_NINE, engine)
    assert of_provider == [line for line in book if "target" not in line]


@pytest.mark.mechanism("S000-16")
def test_the_share_is_the_measured_partys_and_the_persons_stands_beside_it(
    engine: EngineName,
) -> None:
    """The first three of the tickets fall due; the case of the person fell due on Monday."""
    of_person, _ = measured(mended_in_vain(7), AT_NINE, engine)
    of_provider, _ = measured(mended_in_vain(7, measure_party="provider"), AT_NINE, engine)
    for name in ("within_target_rate", "share_faults_fixed_2wd"):
        assert of_person[name] == of_person[f"person_{name}"] == 0.0
        assert of_provider[name] == of_provider[f"{name}[kind=fault]"] == 1.0
        assert of_provider[f"person_{name}"] == of_provider[f"person_{name}[kind=fault]"] == 0.0
    assert (of_person["targets_missed"], of_provider["targets_missed"]) == (1, 0)


@pytest.mark.mechanism("S000-16")
def test_an_inspection_of_tickets_finds_nothing_where_one_of_cases_would(
    engine: EngineName, book: Book
) -> None:
    """Thirty hours of work in vain, and again from Saturday on; due by the next working day.

    1d 00:00 the regulator looks at homes 1: no breach
    2d 00:00 the regulator looks at homes 1: a breach
    """
    inspects = {"cases_per_month": 1000, "detects": 1.0}

    def looks(**regulator: Any) -> list[str]:
        facts = mended_in_vain(4, within=1, inspects=inspects, **regulator)
        facts["departments"]["network"]["work"] = {"constant": "30h"}
        facts["customers"]["homes"]["repeat_delay"] = {"constant": "18h"}
        return [line for line in told(facts, AT_NINE, engine) if "looks at" in line]

    assert looks() == book
    # No ticket is open when Saturday begins; Sunday's has until Monday's end.
    assert looks(measure_party="provider") == [
        book[0], "3d 00:00 the regulator looks at homes 1: no breach",
    ]  # fmt: skip
