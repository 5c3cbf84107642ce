"""How many call, when, and how much days differ beyond chance: from counts by date and interval."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from ccsim.experiments.calibration.calls import Calls, Floats, Ints
from ccsim.experiments.calibration.estimates import Estimate

_MOST_CV: Final = 2.0
_UNKNOWN_CV: Final = (0.10, 0.05, 0.25)
"""E-ARR-04, with its range."""
_HARDLY_ANY: Final = 0.03


@dataclass(frozen=True)
class Totals:
    """Calls of whole days, each with the weekday whose mean it is held against."""

    calls: Floats
    """[date]: first calls of the day."""
    weekday: Ints
    noise: Floats
    """[date]: variance that is none of busy days: chance, and redials taken off."""

    @property
    def freedom(self) -> int:
        """How many dates are more than their weekdays."""
        return len(self.calls) - len(np.unique(self.weekday))

    def means(self) -> Floats:
        """[date]: the mean of its weekday."""
        sums = np.bincount(self.weekday, self.calls, 7)
        return np.asarray(
            (sums / np.maximum(np.bincount(self.weekday, minlength=7), 1))[self.weekday]
        )

    def scatter(self, cv: float) -> float:
        """Squares of what days are off their weekday's mean, in variances of that."""
        mean = self.means()
        by_day = np.bincount(self.weekday, self.noise, 7)
        noise = (by_day / np.maximum(np.bincount(self.weekday, minlength=7), 1))[self.weekday]
        variance = np.maximum(noise + (cv * mean) ** 2, 1e-9)
        return float(((self.calls - mean) ** 2 / variance).sum())


def totals_of(calls: Calls, first_calls: Floats, extra: Floats) -> Totals:
    """Day totals of the dates on which the centre was open.

    Args:
        calls: whose days they are.
        first_calls: [date, interval].
        extra: [date]: variance of the redials that were taken off.
    """
    kept = calls.open
    totals = first_calls.sum(axis=1)
    return Totals(totals[kept], calls.weekday[kept], np.maximum(totals, 0)[kept] + extra[kept])


def busy_day_cv(totals: Totals) -> Estimate:
    """How much days differ beyond chance, by moments; its interval from the same pivot.

    Day totals of a weekday vary by chance (Poisson) and by the busy-day factor (variance cv² times
    the squared mean). The sum of squares, each divided by its variance, is chi-square with as many
    degrees of freedom as there are dates beyond the weekdays' means; the cv at which it equals its
    mean is the estimate, the cv at which it equals the 2.5 % and 97.5 % points are the ends.
    """
    freedom = totals.freedom
    path, n = "demand.busy_day_cv", len(totals.calls)
    if freedom < 1:
        return Estimate(
            path, *_UNKNOWN_CV, n, "days",
            "E-ARR-04: no weekday comes twice, so these days tell nothing of it", grade="D",
            assumed=True,
        )  # fmt: skip
    value, low, high = (
        _cv_at(totals, goal)
        for goal in (freedom, stats.chi2.ppf(0.975, freedom), stats.chi2.ppf(0.025, freedom))
    )
    return Estimate(
        path, value, low, high, n, "days",
        "variance of day totals within weekdays beyond Poisson, by moments",
    )  # fmt: skip


def level(totals: Totals, cv: float, path: str) -> Estimate:
    """How sure the level of a queue's calls is, as a multiple of what was counted."""
    mean = totals.means()
    dates = np.bincount(totals.weekday, minlength=7)[totals.weekday]
    variance = totals.noise + (cv * mean) ** 2
    # Each weekday's mean enters the week once; its variance is that of a mean of its dates.
    week = float((mean / dates).sum())
    spread = float(np.sqrt((variance / dates**2).sum())) / max(week, 1e-9)
    known = totals.freedom > 0
    quantile = float(stats.t.ppf(0.975, totals.freedom) if known else stats.norm.ppf(0.975))
    return Estimate(
        path, 1.0, max(1 - quantile * spread, 0.0), 1 + quantile * spread,
        int(totals.calls.sum()), "first calls",
        "mean of each weekday; chance and busy days over so many dates",
    )  # fmt: skip


def opening(weekly: Floats) -> NDArray[np.bool_]:
    """[weekday, interval]: when queues that share a team are open, by their calls together.

    From either end of a day, an interval with less than 3 % of the calls of the busiest one is no
    opening time: somebody dialled early or late. What lies between the others is.
    """
    found = np.zeros(weekly.shape, bool)
    for day, row in enumerate(weekly):
        if row.any():
            busy = np.flatnonzero(row >= _HARDLY_ANY * row.max())
            found[day, busy[0] : busy[-1] + 1] = True
    return found


def _cv_at(totals: Totals, goal: float) -> float:
    """The cv at which the scatter is so large; 0 where it never is."""
    if totals.scatter(0.0) <= goal:
        return 0.0
    if totals.scatter(_MOST_CV) >= goal:
        return _MOST_CV
    return float(optimize.brentq(lambda cv: totals.scatter(cv) - goal, 0.0, _MOST_CV, xtol=1e-6))
