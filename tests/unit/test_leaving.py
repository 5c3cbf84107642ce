"""What makes up the hazard to leave: each cause is as frequent as its part of the chance."""

from math import sqrt
from typing import Any

import pytest

from ccsim.codes import LeavingCause
from ccsim.overnight.fading import nightly
from ccsim.overnight.leaving import Why, leave
from ccsim.overnight.memory import PROMISE
from ccsim.overnight.night import Nights
from ccsim.plan.plan import Plan, make_plan
from ccsim.plan.state import State
from ccsim.units import DAY, HOUR
from faults import world
from playing import scenario_of

MONTHLY = 0.3
LEAVING: dict[str, Any] = {
    "monthly": MONTHLY, "open_case": 4.0, "open_case_after": "10d", "effort_per_hour": 0.5,
    "broken_promise": 0.7, "compounded": 2.0, "unsolved": 4.0, "outage_loss": 1.0,
    "friends": 0.6, "publications": 3.0,
}  # fmt: skip
COUNT = 300_000
FAME = 0.25
PARTS = {
    LeavingCause.NOTHING_WRONG: 1.0,
    LeavingCause.OPEN_CASE: 2.0,  # open for five days of ten
    LeavingCause.EFFORT: 1.0,  # two hours
    LeavingCause.BROKEN_PROMISE: 2.1,  # three
    LeavingCause.COMPOUNDED: 1.0,  # half forgotten
    LeavingCause.UNSOLVED: 1.5,  # three eighths are left of one
    LeavingCause.OUTAGE: 0.5,  # half of a margin
    LeavingCause.FRIENDS: 1.2,  # two stories
    LeavingCause.PUBLICATIONS: 0.75,
}
"""What each adds to the hazard of somebody to whom all of it has happened."""


def made(**more: Any) -> Plan:
    facts = world(
        {"stops_business": True},
        {
            "count": COUNT, "margin": "720 EUR/month", "loss_per_hour": "36 EUR/h",
            "tells": {"complaint": 1.0}, "leaving": LEAVING | more,
        },
        days=20,
    )  # fmt: skip
    facts["market"] = {"ill_fame": FAME}
    facts["queues"] = {name: {"teams": [team], "talk": {"constant": "5m"}} for name, team in (
        ("calls", "agents"), ("experts", "experts"),
    )}  # fmt: skip
    return make_plan(scenario_of(facts))


def content(plan: Plan) -> State:
    return Nights(plan, 1, 0).first_state()


def unhappy(plan: Plan) -> State:
    state = content(plan)
    customers = state.customers
    customers["open_since"] = 5 * DAY
    customers["effort"], customers["outage"] = 2 * HOUR, 10 * HOUR
    customers["broken"], customers["distress"] = 3 * PROMISE, PROMISE // 2
    customers["heard"], customers["unsolved"] = 2 * PROMISE, 3 * PROMISE // 8
    return state


@pytest.mark.mechanism("S001-14")
def test_each_cause_is_as_frequent_as_its_part_of_the_hazard() -> None:
    plan, why = made(), Why()
    gone = leave(plan, unhappy(plan), 1, 0, 10, FAME, why)
    assert set(why) == set(gone.tolist())
    chance = nightly(MONTHLY)
    hazard = chance * sum(PARTS.values())
    assert {share for _, share in why.values()} == {int(hazard * 1e6)}
    found = {cause: sum(one == cause for one, _ in why.values()) for cause in PARTS}
    assert sum(found.values()) == len(gone)
    for cause, part in PARTS.items():
        wanted = COUNT * chance * part
        assert abs(found[cause] - wanted) < 4 * sqrt(wanted), cause


@pytest.mark.mechanism("S001-38")
def test_lower_inertia_sharpens_the_response_and_moves_nobody_back() -> None:
    """With the same luck: who leaves despite more inertia leaves with less of it too."""
    leavers = []
    for inertia in (0.8, 0.4, 0.0):
        plan = made(inertia=inertia)
        leavers.append(set(leave(plan, unhappy(plan), 1, 0, 10, FAME).tolist()))
    assert leavers[0] < leavers[1] < leavers[2]
    happy = made(inertia=0.0)
    go_anyway = set(leave(happy, content(happy), 1, 0, 10).tolist())
    assert go_anyway < leavers[0]
    for gone, inertia in zip(leavers, (0.8, 0.4, 0.0), strict=True):
        wanted = nightly(MONTHLY) * COUNT * (1 + (sum(PARTS.values()) - 1) * (1 - inertia))
        assert abs(len(gone) - wanted) < 4 * sqrt(wanted)
