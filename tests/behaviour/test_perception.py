"""The place that customers hear: whether they can follow, and what they feel about it."""

from typing import Any

import pytest

from by_hand import told
from ccsim.replication import EngineName
from faults import call, world
from measured import measured

A_DAY: dict[str, Any] = {"follow_up": "1d", "repeat_window": "1d"}
UNHEARD = {"perception": {"understood": 0.0}}


def centre(team: dict[str, Any], points: float = 20.0, **facts: Any) -> dict[str, Any]:
    """Customers who call once: what is not solved then is given up."""
    made = world(segment={"gives_up": 1.0}, days=2, team=team, **facts)
    feels = {"per_day_open": 0, "answered_from_abroad": points}
    return made | {"measures": {**A_DAY, "satisfaction": feels}}


@pytest.mark.mechanism("S001-09")
@pytest.mark.mechanism("E-SRC-04")
def test_what_is_not_followed_solves_nothing_and_is_closed_in_the_log(engine: EngineName) -> None:
    """The agent is right, and the customer goes home with something else."""
    clear, _ = measured(centre({}), call(), engine)
    unclear, _ = measured(centre(UNHEARD), call(), engine)
    assert (clear["resolution_rate"], unclear["resolution_rate"]) == (1, 0)
    assert (clear["log_fcr"], unclear["log_fcr"]) == (1, 1)
    assert clear["aht_s"] == unclear["aht_s"]


def test_who_did_not_follow_calls_again(engine: EngineName) -> None:
    """Nine o'clock and ten past: five minutes of talk, and five until the next attempt."""
    facts = world(segment={"repeat_delay": {"constant": "5m"}}, team=UNHEARD)
    lines = [line for line in told(facts, call(), engine) if "answers" in line]
    assert lines[:2] == [
        "09:00 agents 0 answers homes 1 after 0s",
        "09:10 agents 0 answers homes 1 after 0s",
    ]


def test_a_ticket_is_between_the_agent_and_the_department(engine: EngineName) -> None:
    """What a department does need not be followed by anybody."""
    for team in ({}, UNHEARD):
        numbers, _ = measured(centre(team, department={}), call(back_office=True), engine)
        assert numbers["resolution_rate"] == 1


@pytest.mark.mechanism("S001-09")
@pytest.mark.mechanism("E-SRC-03")
def test_who_hears_that_agents_are_abroad_feels_it_and_nothing_else_happens(
    engine: EngineName,
) -> None:
    """Ninety points, less twenty where everybody hears it and ten where every second one does."""
    found = [
        measured(centre({"perception": {"abroad": abroad}}), call(), engine)
        for abroad in (0.0, 0.5, 1.0)
    ]
    assert [numbers["satisfaction"] for numbers, _ in found] == [90, 80, 70]
    assert len({digest for _, digest in found}) == 1
    assert [numbers["contact_satisfaction"] for numbers, _ in found] == [90, 80, 70]


@pytest.mark.mechanism("E-SRC-02")
def test_unless_a_scenario_says_otherwise_the_place_does_not_count(engine: EngineName) -> None:
    """The null of the evidence: to be heard abroad costs nothing by itself."""
    abroad, log = measured(centre({"perception": {"abroad": 1.0}}, 0.0), call(), engine)
    at_home, same = measured(centre({}, 0.0), call(), engine)
    assert (abroad["satisfaction"], log) == (at_home["satisfaction"], same)
