"""What a change does month by month: what is learned, what dips, and what is gained so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final, Literal

import numpy as np

from ccsim.experiments.compare import Comparison
from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.experiments.results import RunResult
from ccsim.experiments.worth import Worth
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Change, Estimate, fractions_along, unit_of
from ccsim.metrics.window import Floats

Panel = Literal["causes", "been_there", "left", "dip", "wait", "gained"]
FRESH: Final[dict[Panel, str]] = {"been_there": "trained_share", "left": "uplift_left"}
"""What only a scenario with a pit stop has: its own numbers, not differences."""
APART: Final[dict[Panel, str]] = {"dip": "service_level", "wait": "mean_wait_s"}
"""What dips while a group is off the floor: differences from the reference."""


REFERENCE: Final = "r004_no_pit_stop"
STORIES: Final = {
    "r004_pit_stop": "Pit stop and root causes",
    "r004_refreshed": "Pit stop, refreshed",
    "r004_nobody_listens": "Pit stop that nobody listens to",
    "r004_coded": "Causes coded, no pit stop",
}
"""A year on the floor alone, and what may be done instead, by the names of their files."""
DOUBTED: Final = {
    "pit_stop.uplift.ownership": "Ownership brought back",
    "pit_stop.uplift.knowledge": "Knowledge brought back",
    "pit_stop.half_life": "Half of it is gone after",
    "pit_stop.implementation_fidelity": "Done as it is preached",
    "operating_model.voice_of_customer.funded": "Causes funded in a review",
    "operating_model.voice_of_customer.effect": "Needs spared by a fix",
    "departments.billing.staff": "Staff for bills",
}
"""Facts that decide over the year, and are known least (scenarios/stories/r004.md); with what they
are called on a form."""


@dataclass(frozen=True)
class Point:
    """One number of one month (or week) with its 95 % interval."""

    panel: Panel
    scenario: str
    begins: date
    ends: date
    """The first and the last day that it is about."""
    mean: float
    low: float | None
    high: float | None
    n: int
    """Replications."""
    unit: str

    @property
    def estimate(self) -> Estimate:
        """The number with its interval, as all estimates are told."""
        kind = Change if self.panel in APART else Estimate
        return kind(self.mean, self.low, self.high, self.n, self.unit)


@dataclass(frozen=True)
class _Month:
    """The measured days of a calendar month, by their places in the run."""

    begins: date
    ends: date
    days: slice


def learning(comparison: Comparison) -> list[Point]:
    """What each scenario of a comparison does over the months, beside the reference.

    Causes removed are counted from the start of the measured time; so is what is gained, by week
    and discounted. The first and the last month may be cut by the measured time.
    """
    points: list[Point] = []
    if not comparison.reference.totals:
        return points
    for other in comparison.runs[1:]:
        points += _of_run(comparison.reference, other)
    for one in comparison.worth:
        points += _gained(one, months(comparison.reference)[0].begins)
    return points


def _of_run(reference: RunResult, other: RunResult) -> Iterator[Point]:
    spans = months(other)
    yield from _causes(other, spans)
    for panel, name in FRESH.items():
        own = fractions_along(other.totals, name, "day")
        if own is not None:
            nothing = np.zeros_like(own[0]), np.ones_like(own[1])
            yield from _monthly(panel, name, other, spans, nothing, own)
    for panel, name in APART.items():
        before, after = (fractions_along(run.totals, name, "day") for run in (reference, other))
        if before is not None and after is not None:
            yield from _monthly(panel, name, other, spans, before, after)


def _causes(run: RunResult, spans: Sequence[_Month]) -> Iterator[Point]:
    """Causes removed so far, by the end of each month."""
    fixed = fractions_along(run.totals, "causes_fixed", "day")
    if fixed is None or "causes_fixed" not in run.estimates:
        return
    so_far = np.cumsum(fixed[0], axis=1)
    ones = np.ones(len(so_far))
    for month in spans:
        found = paired_difference(
            (np.zeros_like(ones), ones), (so_far[:, month.days.stop - 1], ones)
        )
        yield from _point("causes", "causes_fixed", run, month, found)


def _monthly(
    panel: Panel,
    name: str,
    run: RunResult,
    spans: Sequence[_Month],
    before: tuple[Floats, Floats],
    after: tuple[Floats, Floats],
) -> Iterator[Point]:
    """A ratio by month, under common luck: its days are added up above and below the line."""
    for month in spans:
        old, new = (
            (above[:, month.days].sum(axis=1), below[:, month.days].sum(axis=1))
            for above, below in (before, after)
        )
        yield from _point(panel, name, run, month, paired_difference(old, new))


def _point(
    panel: Panel, name: str, run: RunResult, month: _Month, found: PairedDifference
) -> Iterator[Point]:
    if found.mean is None:
        return
    unit = unit_of(CATALOGUE[name], run.totals[0].currency)
    yield Point(
        panel, run.label, month.begins, month.ends,
        found.mean, found.low, found.high, found.n, unit,
    )  # fmt: skip


def _gained(one: Worth, begins: date) -> Iterator[Point]:
    """The sum so far of what is gained, by the end of each week."""
    for week, sums in enumerate(one.gained):
        if sums.mean is not None:
            first = begins + timedelta(weeks=week)
            yield Point(
                "gained", one.scenario, first, first + timedelta(days=6),
                sums.mean, sums.low, sums.high, sums.n, one.currency,
            )  # fmt: skip


def months(run: RunResult) -> list[_Month]:
    """The calendar months of the measured time; the first and last may be parts."""
    days = [date.fromisoformat(label.removeprefix("day=")) for label in run.totals[0].labels["day"]]
    found, at = [], 0
    for _, group in groupby(days, key=lambda day: (day.year, day.month)):
        own = list(group)
        found.append(_Month(own[0], own[-1], slice(at, at + len(own))))
        at += len(own)
    return found
