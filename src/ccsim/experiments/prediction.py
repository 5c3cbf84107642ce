"""What happened held against what was predicted: intervals for one draw, errors, and chances."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from ccsim.metrics.estimates import CONFIDENCE, student_t, wilson
from ccsim.metrics.window import Bools, Floats

LEAST_REPLICATIONS: Final = 39
"""With fewer of them, no two draws leave 5 % outside: 2 ÷ (39 + 1)."""
_KNOWN_SHARE: Final = 0.9
"""In fewer of the draws a metric is defined too seldom for a band."""

_APART: Final = 1e-3
"""Below that, days count as by themselves."""
_MOST_TOGETHER: Final = 0.99


@dataclass(frozen=True)
class Predicted:
    """Predictions of a number of things, each for one draw, and what happened."""

    history: Floats
    """[thing]; NaN where it is a share or a mean of nobody."""
    expected: Floats
    """[thing]: the mean over replications."""
    low: Floats
    high: Floats
    """Between them lie 95 % of single draws: the rank of a new draw among n is uniform."""
    spread: Floats
    """Standard deviation of single draws."""
    luck: Floats
    """Mean absolute deviation of single draws: the error that a true model makes."""
    n: int
    """Replications."""
    draws_inside: Bools
    """[replication, thing]: which draws lie inside themselves; those of nobody do."""

    @property
    def known(self) -> Bools:
        """Where there is something to compare."""
        return np.asarray(~np.isnan(self.history) & ~np.isnan(self.low), np.bool_)

    @property
    def inside(self) -> Bools:
        """Whether what happened lies among what might have; what is at an end, does."""
        # An end between two draws that are equal is not that draw to the last digit.
        near = 1e-9 * (np.abs(self.low) + np.abs(self.high) + 1e-3)
        with np.errstate(invalid="ignore"):
            above, below = self.history >= self.low - near, self.history <= self.high + near
        return np.asarray(above & below, np.bool_)

    @property
    def error(self) -> Floats:
        """What the simulation says too much."""
        return np.asarray(self.expected - self.history, np.float64)

    @property
    def chance(self) -> Floats:
        """How likely a true model lies at least so far off: a t test of one more draw."""
        from scipy.special import stdtr

        error = self.error
        width = self.spread * math.sqrt(1 + 1 / self.n)
        with np.errstate(divide="ignore", invalid="ignore"):
            scores = np.where(np.abs(error) < 1e-9, 0.0, np.abs(error) / width)
        return np.where(self.known, 2 * stdtr(self.n - 1, -scores), np.nan)


def predicted(history: Floats, draws: Floats) -> Predicted:
    """Holds what happened against the draws of a simulation.

    Args:
        history: [thing].
        draws: [replication, thing]; NaN where a replication has nobody to speak of.
    """
    n = len(draws)
    shape = draws.shape[1:]
    columns = {name: np.full(shape, np.nan) for name in ("mean", "low", "high", "spread", "luck")}
    ends = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
    for at in range(shape[0]):
        own = draws[:, at][~np.isnan(draws[:, at])]
        if len(own) < max(_KNOWN_SHARE * n, 2):  # too seldom anybody: nothing is predicted
            continue
        low, high = np.quantile(own, ends, method="weibull")
        mean = own.mean()
        values = (mean, low, high, own.std(ddof=1), np.abs(own - mean).mean())
        for name, value in zip(columns, values, strict=True):
            columns[name][at] = value
    with np.errstate(invalid="ignore"):
        outside = (draws < columns["low"]) | (draws > columns["high"])
    return Predicted(
        history=np.asarray(history, np.float64),
        expected=columns["mean"],
        low=columns["low"],
        high=columns["high"],
        spread=columns["spread"],
        luck=columns["luck"],
        n=n,
        draws_inside=np.asarray(~outside, np.bool_),
    )


@dataclass(frozen=True)
class DailyErrors:
    """The errors of a metric over single days."""

    days: int
    inside: int
    """Days whose history lies inside the interval of a single day."""
    bias: float | None
    """Mean of simulated less history."""
    bias_low: float | None
    bias_high: float | None
    """Its 95 % interval, by t over the days."""
    mean_absolute: float | None
    luck: float | None
    """The mean absolute error that a true model would have by luck alone."""
    half_width: float | None
    """Half the width of the interval of a single day, on a median day."""
    together: float = 0.0
    """How much days of one draw are inside or outside together: their intraclass correlation."""

    @property
    def share_inside(self) -> tuple[float, float, float] | None:
        """The share of days inside, with Wilson's 95 % interval."""
        if not self.days:
            return None
        share = self.inside / self.days
        return share, *wilson(share, self.days)

    @property
    def chance(self) -> float:
        """How likely a true model has so few days inside.

        Where days of one draw tend to be outside together, as in a world with more calls on all of
        them, few inside are likelier than of days by themselves: beta-binomial, not binomial.
        """
        from scipy.stats import betabinom, binom

        if not self.days:
            return 1.0
        if self.together < _APART:
            return float(binom.cdf(self.inside, self.days, CONFIDENCE))
        both = 1 / self.together - 1
        ends = CONFIDENCE * both, (1 - CONFIDENCE) * both
        return float(betabinom.cdf(self.inside, self.days, *ends))


def daily_errors(days: Predicted) -> DailyErrors:
    """Bias, mean absolute error and days inside."""
    known = days.known
    errors = days.error[known]
    count = len(errors)
    if not count:
        return DailyErrors(0, 0, None, None, None, None, None, None)
    bias, half = float(errors.mean()), None
    if count > 1:
        half = student_t(count - 1) * float(errors.std(ddof=1)) / math.sqrt(count)
    return DailyErrors(
        days=count,
        inside=int(days.inside[known].sum()),
        bias=bias,
        bias_low=None if half is None else bias - half,
        bias_high=None if half is None else bias + half,
        mean_absolute=float(np.abs(errors).mean()),
        luck=float(days.luck[known].mean()),
        half_width=float(np.median(days.high[known] - days.low[known])) / 2,
        together=_together(days.draws_inside[:, known]),
    )


def _together(inside: Bools) -> float:
    """The intraclass correlation of the days of a draw in being inside: [replication, day].

    By how much more the number of days inside varies from draw to draw than a binomial one would.
    """
    count, share = inside.shape[1], float(inside.mean())
    if count < 2 or share in (0.0, 1.0):
        return 0.0
    more = float(inside.sum(axis=1).var(ddof=1)) / (count * share * (1 - share))
    return float(np.clip((more - 1) / (count - 1), 0.0, _MOST_TOGETHER))


def standing_out(things: Predicted, level: float) -> Bools:
    """Which of many things differ, of which at most so large a share may do so by chance.

    By Benjamini and Yekutieli (2001), whatever their dependence on each other.
    """
    from scipy.stats import false_discovery_control

    found = np.zeros(len(things.history), np.bool_)
    known = ~np.isnan(things.chance)
    if known.any():
        chances = np.clip(things.chance[known], 0.0, 1.0)
        found[known] = false_discovery_control(chances, method="by") < level
    return found
