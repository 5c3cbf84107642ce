"""Satisfaction: courtesy counts beside resolution, and never instead of it."""

from typing import Any

import pytest

from ccsim.replication import EngineName
from ccsim.spec.loading import load
from directions import SMALL, Way, assert_goes
from faults import NEEDS_POWER, NO_POWER, UNKNOWN, call, world
from measured import Numbers, measured
from shipped import SCENARIOS

A_DAY: dict[str, Any] = {
    "follow_up": "1d", "repeat_window": "1d", "satisfaction": {"per_day_open": 0},
}  # fmt: skip
MIDDLING, RUDE, KIND = 0.5, 0.0, 1.0


def centre(team: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Customers who call once: what is not solved then is given up."""
    made = world(segment={"gives_up": 1.0}, days=2, team=team, **facts)
    return made | {"measures": A_DAY}


def asked(document: dict[str, Any], engine: EngineName) -> tuple[Numbers, str]:
    return measured(document, call(), engine)


@pytest.mark.mechanism("S000-11")
def test_satisfaction_rises_with_courtesy_and_resolution_does_not(engine: EngineName) -> None:
    """Not a row of the log depends on how kind the agents are."""
    seen = [
        asked(centre({**knows, "courtesy": courtesy}), engine)
        for knows in ({}, UNKNOWN)
        for courtesy in (RUDE, MIDDLING, KIND)
    ]
    assert [numbers["satisfaction"] for numbers, _ in seen] == [80, 90, 100, 0, 10, 20]
    assert [numbers["resolution_rate"] for numbers, _ in seen] == [1, 1, 1, 0, 0, 0]
    assert len({digest for _, digest in seen[:3]}) == 1


@pytest.mark.mechanism("S003-04")
def test_courtesy_alone_does_not_rescue_an_unsolved_case(engine: EngineName) -> None:
    """The kindest agent who may do nothing, and the rudest who solves it."""
    polite, _ = asked(centre({**NO_POWER, "courtesy": KIND}, need=NEEDS_POWER), engine)
    curt, _ = asked(centre({"courtesy": RUDE}, need=NEEDS_POWER), engine)
    assert polite["resolution_rate"] == 0
    assert polite["satisfaction"] == 20
    assert curt["satisfaction"] == 80


@pytest.mark.mechanism("S001-21")
def test_the_script_and_empathy_are_levers_of_their_own(engine: EngineName) -> None:
    """A cause off the script: leaving the script solves it, empathy is felt, solved or not."""
    found = {}
    for script in (1.0, 0.0):
        for empathy in (0.0, 1.0):
            levers = {"script_adherence": script, "empathy_training": empathy}
            facts = centre({}) | {"operating_model": levers}
            found[script, empathy] = measured(facts, call(off_script=True), engine)
    solved = {key: numbers["resolution_rate"] for key, (numbers, _) in found.items()}
    points = {key: numbers["satisfaction"] for key, (numbers, _) in found.items()}
    assert solved == {(1.0, 0.0): 0, (1.0, 1.0): 0, (0.0, 0.0): 1, (0.0, 1.0): 1}
    assert points == {(1.0, 0.0): 10, (1.0, 1.0): 20, (0.0, 0.0): 90, (0.0, 1.0): 100}
    assert found[1.0, 0.0][1] == found[1.0, 1.0][1] != found[0.0, 0.0][1]


@pytest.mark.mechanism("S002-22")
def test_a_promise_of_advertising_makes_the_same_service_satisfy_less(engine: EngineName) -> None:
    """Half of what is missing to a hundred is missing once more; the log is the same."""
    for team, points in (({}, (90, 85)), (UNKNOWN, (10, 0)), ({"courtesy": KIND}, (100, 100))):
        quiet = asked(centre(team), engine)
        loud = asked(centre(team) | {"operating_model": {"marketing_promise": 1.0}}, engine)
        assert (quiet[0]["satisfaction"], loud[0]["satisfaction"]) == points
        assert quiet[1] == loud[1]


@pytest.mark.mechanism("E-SAT-01")
@pytest.mark.mechanism("E-SAT-03")
def test_a_further_contact_costs_more_than_an_hour_of_waiting(engine: EngineName) -> None:
    """Nine o'clock, ten past seven and at night: three calls in vain cost thirty of fifty points.

    An hour's wait before a solution costs five of ninety.
    """
    vain = centre(UNKNOWN)
    vain["customers"]["homes"] |= {"gives_up": 0.0, "repeat_delay": {"constant": "10h"}}
    vain["measures"] = {**A_DAY, "satisfaction": {"unsolved": 50, "per_day_open": 0}}
    again, _ = asked(vain, engine)
    assert again["answered_contacts_per_case"] == 3
    assert again["satisfaction"] == 20
    waited, _ = asked(centre({"hours": "10:00-24:00"}), engine)
    assert waited["mean_wait_s"] == 3600
    assert waited["satisfaction"] == 85


def test_a_day_without_a_solution_is_felt(engine: EngineName) -> None:
    """A ticket that is done twelve hours after the call costs half a day's ten points."""
    facts = world(days=2, department={"work": {"constant": "11h55m"}})
    facts["measures"] = {**A_DAY, "satisfaction": {"per_day_open": 10}}
    numbers, _ = measured(facts, call(back_office=True), engine)
    assert numbers["time_to_resolve_s"] == 12 * 3600
    assert numbers["satisfaction"] == 85


def test_the_model_that_solves_more_at_first_contact_satisfies_more() -> None:
    """Customers, problems and luck are the same in the scripted and in the solution centre."""
    scripted, solution = (
        load(SCENARIOS / f"{name}.yaml", SMALL)
        for name in ("scripted_call_center", "solution_center")
    )
    ways: dict[str, Way] = {"fcr": "up", "satisfaction": "up", "repeat_rate_30d": "down"}
    assert_goes(scripted, solution, ways, replications=4)
