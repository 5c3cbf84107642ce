"""The scenarios that are shipped, made short enough for SimPy to be quick."""

from pathlib import Path

from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.loading import load

SCENARIOS = Path(__file__).parents[1] / "scenarios"
FILES = sorted(SCENARIOS.glob("**/*.yaml"))

_THEORY = ["calendar.days=1", "calendar.warm_up_days=0"]
_WHOLE = ["calendar.weeks=0", "calendar.days=3", "calendar.warm_up_weeks=0"]
_CHANGED_AT_ONCE = [
    "calendar.warm_up_days=1", "transition.parallel_weeks=0", "transition.systems=null"
]  # fmt: skip
_SMALLER = {
    "sourcing_onshore": _CHANGED_AT_ONCE,
    "sourcing_colocated": _CHANGED_AT_ONCE,
    "sourcing_offshore": _CHANGED_AT_ONCE,
    "j1": ["queues.calls.forecast.rate=8/min", "teams.agents.headcount=8"],
    "mg1": ["queues.calls.forecast.rate=4/min", "teams.agents.headcount=4"],
    "mmn_g": ["queues.calls.forecast.rate=4/min", "teams.agents.headcount=4"],
    "r002_large": ["customers.consumer.count=92000", "customers.business.count=8000"],
    # So early and so likely that what the scenario is about happens within these days.
    "outage_day": ["incidents.cable.at=2026-01-13 10:00"],
    "pit_stop_year": ["pit_stop.starts=1d"],
    "wear_them_down": [
        "customers.consumer.complains.after=0s",
        "customers.consumer.complains.monthly=0.5",
    ],
    "worry_free_guarantee": [
        "calendar.days=16",
        "customers.consumer.count=9200",
        "customers.business.count=800",
        "customers.consumer.complains.after=0s",
        "customers.consumer.complains.monthly=0.5",
    ],
}


def short_plan(path: Path, *sets: str) -> Plan:
    """The plan of a few thousand contacts of a shipped scenario."""
    days = _THEORY if path.parent.name == "theory" else _WHOLE
    return make_plan(load(path, [*days, *_SMALLER.get(path.stem, []), *sets]).scenario)
