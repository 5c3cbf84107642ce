"""The statistics of a comparison with common luck: paired by replication, jackknifed, by Holm."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ccsim.metrics.estimates import CONFIDENCE, student_t
from ccsim.metrics.window import Floats

Key = TypeVar("Key", bound=Hashable)
Fractions = tuple[Floats, Floats]
"""Numerators and denominators of a metric, by replication."""


@dataclass(frozen=True)
class PairedDifference:
    """How much more one scenario has than the reference, with its plain 95 % interval."""

    mean: float | None
    low: float | None
    high: float | None
    n: int
    """Replications that the difference rests on."""
    p: float | None
    """Two-sided chance of a difference as clear as this one where there is none."""
    variance_ratio: float | None
    """How much more variance independent luck would have brought: (Var A + Var B) / Var(A - B)."""
    same: bool = False
    """Whether the replications are identical."""


NOTHING = PairedDifference(None, None, None, 0, None, None)


def paired_difference(
    reference: Fractions, other: Fractions, whole: float | None = None
) -> PairedDifference:
    """The difference of a metric, total ÷ total, between two runs with the same luck.

    Each replication is left out in turn, in both runs at once: what a metric owes to it is its
    pseudo-value, and the pseudo-values of the two runs are paired.

    >>> ones = np.ones(3)
    >>> paired_difference((np.array([1.0, 2, 3]), ones), (np.array([2.0, 3, 4]), ones)).mean
    1.0

    Args:
        reference: numerators and denominators by replication, of the run compared with.
        other: those of the other run.
        whole: the difference as the runs report it, for a metric that is no ratio of totals.
    """
    n = len(reference[0])
    apart = ratio(other) - ratio(reference)
    if n == 0 or not math.isfinite(apart):
        return NOTHING
    whole = apart if whole is None else whole
    if all(np.array_equal(a, b) for a, b in zip(reference, other, strict=True)):
        limit = 0.0 if n > 1 else None
        return PairedDifference(0.0, limit, limit, n, None, None, same=True)
    before, after = pseudo_values(reference), pseudo_values(other)
    differences = after - before
    if n == 1 or not np.isfinite(differences).all():
        return PairedDifference(whole, None, None, n, None, None)
    spread = float(differences.var(ddof=1))
    # What rounding leaves of equal pseudo-values is no variance.
    if spread <= 1e-24 * float(max((before**2).max(), (after**2).max())):
        return PairedDifference(whole, whole, whole, n, float(whole == 0), None)
    error = math.sqrt(spread / n)
    reach = student_t(n - 1) * error
    separate = float(before.var(ddof=1) + after.var(ddof=1))
    p = two_sided_p(whole / error, n - 1)
    return PairedDifference(whole, whole - reach, whole + reach, n, p, separate / spread)


def pseudo_values(metric: Fractions) -> Floats:
    """What a metric of all replications owes to each of them (jackknife).

    >>> pseudo_values((np.array([1.0, 3.0]), np.array([1.0, 1.0]))).tolist()
    [1.0, 3.0]
    """
    above, below = (totals.sum() - totals for totals in metric)
    n = len(above)
    without = np.full(n, np.nan)
    np.divide(above, below, out=without, where=below > 0)
    return np.asarray(n * ratio(metric) - (n - 1) * without)


def holm(chances: Mapping[Key, float], level: float = 1 - CONFIDENCE) -> set[Key]:
    """Which of a family of tests stand when all of them together may err that rarely.

    >>> sorted(holm({"a": 0.01, "b": 0.04, "c": 0.03}))
    ['a']
    """
    standing: set[Key] = set()
    for rank, key in enumerate(sorted(chances, key=lambda key: chances[key])):
        if chances[key] > level / (len(chances) - rank):
            break
        standing.add(key)
    return standing


def two_sided_p(t: float, degrees: int) -> float:
    """The chance of a t as far from zero as this one, or further, where there is no difference."""
    from scipy import special

    return float(2 * special.stdtr(degrees, -abs(t)))


def ratio(metric: Fractions) -> float:
    """A metric of all replications together; NaN where it is not defined."""
    numerator, denominator = (float(totals.sum()) for totals in metric)
    return numerator / denominator if denominator > 0 else math.nan
