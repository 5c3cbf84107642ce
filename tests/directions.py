"""Which way a metric goes from one scenario to another, with common luck."""

from typing import Literal

from ccsim.experiments.compare import Difference, compare
from ccsim.spec.loading import Loaded

Way = Literal["up", "down"]

SMALL = (
    "customers.consumer.count=20000",
    "customers.business.count=2000",
    "calendar.weeks=5",
    "calendar.warm_up_weeks=1",
    "teams.front.headcount=3",
    "teams.second_line.headcount=1",
    "departments.billing.staff=2",
    "departments.network.staff=13",
    "departments.provisioning.staff=2",
    "departments.retention.staff=1",
)
"""The scripted call centre for fewer customers: busy, and quick to play."""
AMPLE_DESKS = (
    "teams.second_line.headcount=60",
    "departments.billing.staff=110",
    "departments.network.staff=750",
    "departments.provisioning.staff=80",
    "departments.retention.staff=40",
    "queues.front.lines=1000",
)
"""Enough people behind the front that nobody waits for them, and a line for every caller."""


def assert_goes(before: Loaded, after: Loaded, ways: dict[str, Way], replications: int) -> None:
    """No metric is established to go the other way, and the first of them goes its own way."""
    found = {
        one.metric: one
        for one in compare([before, after], replications=replications, workers=1).differences
    }
    others = {name for name, way in ways.items() if goes(found[name]) not in (None, way)}
    wrong = [told(found[name]) for name in sorted(others)]
    assert not wrong, f"established in the wrong direction: {wrong}"
    first, way = next(iter(ways.items()))
    assert goes(found[first]) == way, told(found[first])


def goes(one: Difference) -> Way | None:
    """The way in which a difference is established by its plain interval, if it is."""
    assert one.low is not None, f"{one.metric} has no interval"
    assert one.high is not None
    if one.low > 0:
        return "up"
    return "down" if one.high < 0 else None


def told(one: Difference) -> str:
    return f"{one.metric} by {one.mean} ({one.low} to {one.high})"
