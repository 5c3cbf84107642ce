"""Estimates over replications: total ÷ total, with the jackknife's 95 % interval.

Leaving out one replication at a time shows how much each of them matters; for a plain mean the
interval is the usual t interval.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.metric import Metric
from ccsim.metrics.totals import Totals, metric_key
from ccsim.metrics.window import Floats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A number with its interval and its count; None where it is not defined."""

    mean: float | None
    low: float | None
    high: float | None
    n: int
    unit: str
    signed: ClassVar[bool] = False
    """Whether it says how much more or less, and is shown with its sign."""

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Where its interval is shown to end: that of a share within 0 and 1, where all shares lie.

        The jackknife knows of no bounds. With few replications its interval of a share may reach
        beyond them; `low` and `high` tell that to whoever goes on reckoning with them.

        >>> Estimate(0.05, -0.12, 0.22, 2, "share").ends
        (0.0, 0.22)
        """
        if self.low is None or self.high is None:
            return None, None
        if self.signed or self.mean is None or not self.unit.startswith("share"):
            return self.low, self.high
        return max(self.low, min(self.mean, 0.0)), min(self.high, max(self.mean, 1.0))

    def to_json(self) -> dict[str, float | int | str | None]:
        """As other tools read it; what is not defined is None."""
        return dict(vars(self))


@dataclass(frozen=True)
class Change(Estimate):
    """How much more or less something is, in its unit; of a share that may be less than nought."""

    signed: ClassVar[bool] = True


def estimate(totals: Sequence[Totals]) -> dict[str, Estimate]:
    """Every metric of the catalogue in every slice that the totals allow."""
    return {
        metric_key(metric.name, label): one
        for metric, axis in _measurable(totals)
        for label, one in zip(totals[0].labels[axis], _by_slice(metric, axis, totals), strict=True)
    }


def estimate_of(totals: Sequence[Totals], name: str, slice_: str = "") -> Estimate | None:
    """One metric in one slice; None where the totals do not tell."""
    for metric, axis in _measurable(totals, [CATALOGUE[name]]):
        if slice_ in totals[0].labels[axis]:
            return _by_slice(metric, axis, totals)[totals[0].labels[axis].index(slice_)]
    return None


def values(totals: Totals) -> dict[str, float | None]:
    """The metrics of one replication; None where undefined."""
    keys, numbers = values_by_replication([totals])
    return {key: _number(number) for key, number in zip(keys, numbers[0], strict=True)}


def values_by_replication(totals: Sequence[Totals]) -> tuple[list[str], Floats]:
    """The keys of all metrics, and [replication, key]: what each gives; NaN where undefined."""
    keys, columns = list[str](), [np.empty((len(totals), 0))]
    for metric, axis in _measurable(totals):
        keys += [metric_key(metric.name, label) for label in totals[0].labels[axis]]
        columns.append(_apply(metric, _each(metric, axis, totals)))
    return keys, np.concatenate(columns, axis=1)


def fractions(totals: Sequence[Totals], name: str, slice_: str = "") -> tuple[Floats, Floats]:
    """Numerators and denominators of a metric by replication, for differences between runs.

    Sum ÷ sum is the metric of all replications together. Nought ÷ nought stands where the totals
    do not tell; a metric that is no ratio of totals gives its pseudo-values ÷ 1.
    """
    for metric, axis in _measurable(totals, [CATALOGUE[name]]):
        if slice_ in totals[0].labels[axis]:
            place = totals[0].labels[axis].index(slice_)
            return _fractions(metric, axis, place, totals)
    return np.zeros(len(totals)), np.zeros(len(totals))


def fractions_along(totals: Sequence[Totals], name: str, axis: str) -> tuple[Floats, Floats] | None:
    """Numerators and denominators of a metric, [replication, slice of the axis].

    Sums of neighbouring slices make the metric of both together, such as of the days of a month.
    None where the totals do not tell, or the metric is no ratio of totals.
    """
    metric = CATALOGUE[name]
    known = totals and totals[0].sums[axis].keys() >= set(metric.needs)
    if not known or metric.formula.fraction is None:
        return None
    return metric.formula.fraction(
        {need: np.stack([one.sums[axis][need] for one in totals]) for need in metric.needs}
    )


def mean_of(numbers: Floats, unit: str = "") -> Estimate:
    """A plain mean of independent numbers, with its t interval; one number has none.

    >>> mean_of(np.array([1.0, 2.0, 3.0])).mean
    2.0
    """
    n, mean = len(numbers), float(numbers.mean())
    if n < 2:
        return Estimate(mean, None, None, n, unit)
    half = student_t(n - 1) * float(numbers.std(ddof=1)) / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half, n, unit)


def unit_of(metric: Metric, currency: str | None) -> str:
    """The unit of a metric, with the scenario's currency for money."""
    return metric.unit.replace("money", currency or "money")


def kind_of(metric: Metric) -> type[Estimate]:
    """What an estimate of it is: a change where the metric is one share less another."""
    return Change if metric.signed else Estimate


def _measurable(
    totals: Sequence[Totals], metrics: Iterable[Metric] = CATALOGUE.values()
) -> list[tuple[Metric, str]]:
    """The metrics and axes for which the totals hold all that the formula needs."""
    if not totals:
        return []
    sums = totals[0].sums
    return [
        (metric, axis)
        for metric in metrics
        for axis in metric.slices
        if sums[axis].keys() >= set(metric.needs)
    ]


def _by_slice(metric: Metric, axis: str, totals: Sequence[Totals]) -> list[Estimate]:
    """A metric in every slice of an axis."""
    whole, left_out = _resample(metric, axis, totals)
    low, high = _limits(whole, left_out)
    if metric.of_replications and len(totals) > 1:
        low, high = np.array([wilson(share, len(totals)) for share in whole]).T
    unit, kind = unit_of(metric, totals[0].currency), kind_of(metric)
    return [
        kind(_number(mean), _number(least), _number(most), len(totals), unit)
        for mean, least, most in zip(whole, low, high, strict=True)
    ]


def _apply(metric: Metric, table: dict[str, Floats]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        numbers = metric.formula.of(table)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _resample(metric: Metric, axis: str, totals: Sequence[Totals]) -> tuple[Floats, Floats]:
    """A metric by slice, of all replications and with each left out (replication x slice)."""
    each = _each(metric, axis, totals)
    together = {name: sums.sum(axis=0) for name, sums in each.items()}
    others = {name: together[name] - sums for name, sums in each.items()}
    return _apply(metric, together), _apply(metric, others)


def _each(metric: Metric, axis: str, totals: Sequence[Totals]) -> dict[str, Floats]:
    """What a metric needs: [replication, slice] of each sum."""
    return {name: np.stack([one.sums[axis][name] for one in totals]) for name in metric.needs}


def _fractions(
    metric: Metric, axis: str, place: int, totals: Sequence[Totals]
) -> tuple[Floats, Floats]:
    if metric.formula.fraction is not None:
        table = {
            name: np.array([one.sums[axis][name][place] for one in totals]) for name in metric.needs
        }
        return metric.formula.fraction(table)
    whole, left_out = _resample(metric, axis, totals)
    n, left_out_here = len(totals), left_out[:, place]
    # Pseudo-values about the estimate itself, without the jackknife's correction of bias.
    owed = (n - 1) * (left_out_here.mean() - left_out_here) if n > 1 else np.zeros(1)
    return whole[place] + owed, np.ones(n)


def _limits(whole: Floats, left_out: Floats) -> tuple[Floats, Floats]:
    """The ends of the interval by slice; NaN with fewer than two replications."""
    n = len(left_out)
    nowhere = np.full(len(whole), np.nan)
    if n < 2:
        return nowhere, nowhere
    with np.errstate(invalid="ignore"):
        spread = ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0) * (n - 1) / n
        half = student_t(n - 1) * np.sqrt(spread)
    return whole - half, whole + half


def wilson(share: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The ends of Wilson's two-sided interval of a share of n.

    >>> round(wilson(0.0, 10)[1], 2)
    0.28
    """
    spread = student_t(10**9, confidence) ** 2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return max(middle - half, 0.0), min(middle + half, 1.0)


@cache
def student_t(degrees: int, confidence: float = CONFIDENCE) -> float:
    """How many standard errors a two-sided t interval reaches to either side."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + confidence / 2))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
