"""Which way truer dates, follow-up, messages, trust and chosen slots go, with common luck.

The repair is the same: only what customers are told, and whether they believe it, differs.
"""

import pytest

from ccsim.spec.loading import Loaded, load
from directions import SMALL, Way, assert_goes
from shipped import SCENARIOS

DESKS = ("billing", "network", "provisioning", "retention")
OUTBOUND = (
    "operating_model.status_calls=outbound",
    "operating_model.outbound_queue=status",
    "queues.status={teams: [front], hours: 'Mo-Su 08:00-22:00'}",
)
VISITS = (
    "{share: 1.0, technicians: 8, lead: 1d, on_site: {constant: 1h}, missed: 0.02, no_access: 0.15}"
)


def dated(*sets: str) -> Loaded:
    """Agents may hand over what needs a department, with a date; callers always get through."""
    ample = ("teams.front.headcount=30", "queues.front.lines=200", "operating_model.authority=full")
    return load(SCENARIOS / "scripted_call_center.yaml", [*SMALL, *ample, *sets])


def at_every_desk(fact: str) -> list[str]:
    return [f"departments.{desk}.{fact}" for desk in DESKS]


TRUE, HALF = (
    at_every_desk("promise={date: estimated}"),
    at_every_desk("promise={date: estimated, bias: 0.5}"),
)
Steps = tuple[list[str], list[str], dict[str, Way]]
STEPS: dict[str, Steps] = {
    "a truer date": (HALF, TRUE, {"chases": "down", "promises_kept": "up", "eta_error_s": "down"}),
    "follow-up": (HALF, HALF + at_every_desk("follows_up=0.8"), {"chases": "down"}),
    "messages": (
        [*HALF, "customers.consumer.update_calms=0.5", "customers.business.update_calms=0.5"],
        [
            *[*HALF, "customers.consumer.update_calms=0.5", "customers.business.update_calms=0.5"],
            *at_every_desk("updates={accepted: 1.0, scheduled: 1.0, done: 1.0}"),
        ],
        {"chases": "down", "updates_sent": "up"},
    ),
    "trust that is lost": (
        HALF,
        [*HALF, "customers.consumer.trust={broken: 0.3, kept: 0.05}"],
        {"chases": "up"},
    ),
    "slots that customers choose": (
        [f"departments.network.visits={VISITS}"],
        [f"departments.network.visits={VISITS}", "departments.network.visits.self_book=1.0"],
        {"no_access_rate": "down", "chases": "down"},
    ),
}
MARKS = {
    "a truer date": ["S001-18"],
    "follow-up": ["S002-08"],
    "messages": ["S000-09"],
    "trust that is lost": ["S002-19"],
    "slots that customers choose": ["S000-10"],
}


@pytest.mark.parametrize(
    "step",
    [pytest.param(name, marks=pytest.mark.mechanism(*MARKS[name])) for name in STEPS],
)
def test_calls_about_promises_go_the_way_they_should(step: str) -> None:
    before, after, ways = STEPS[step]
    assert_goes(dated(*before), dated(*after), ways, replications=3)


@pytest.mark.mechanism("S001-17", "S004-09")
def test_calls_to_customers_are_work_of_agents() -> None:
    """An owner who calls is busy with it: the same customers take more of the agents' time."""
    owned = (*HALF, "operating_model.ownership=0.8", "operating_model.follow_up_time=0s")
    ways: dict[str, Way] = {"outbound_contacts": "up", "busy_s": "up", "occupancy": "up"}
    assert_goes(dated(*owned), dated(*owned, *OUTBOUND), ways, replications=3)
