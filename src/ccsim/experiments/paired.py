"""The statistics of a comparison with common luck: paired by replication, jackknifed, by Holm."""

import math
from bisect import bisect_left
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ccsim.metrics.estimates import CONFIDENCE, student_t
from ccsim.metrics.window import Floats

Key = TypeVar("Key", bound=Hashable)
Fractions = tuple[Floats, Floats]
"""Numerators and denominators of a metric, by replication."""

POWER = 0.8
"""With what chance the replications that are called needed establish a difference."""
MOST_NEEDED = 100_000
"""Beyond so many replications nobody is told how many more it would take."""


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
    spread: float | None = None
    """Standard deviation of what each replication (its pseudo-value) differs by."""

    @property
    def leaves_out_nought(self) -> bool:
        """Whether its plain interval says that there is a difference."""
        if self.same or self.low is None or self.high is None:
            return False
        return not self.low <= 0 <= self.high


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
        return PairedDifference(0.0, limit, limit, n, None, None, same=True, spread=limit)
    before, after = pseudo_values(reference), pseudo_values(other)
    differences = after - before
    if n == 1 or not np.isfinite(differences).all():
        return PairedDifference(whole, None, None, n, None, None)
    spread = float(differences.var(ddof=1))
    # What rounding leaves of equal pseudo-values is no variance.
    if spread <= 1e-24 * float(max((before**2).max(), (after**2).max())):
        return PairedDifference(whole, whole, whole, n, float(whole == 0), None, spread=0.0)
    error = math.sqrt(spread / n)
    reach = student_t(n - 1) * error
    separate = float(before.var(ddof=1) + after.var(ddof=1))
    p = two_sided_p(whole / error, n - 1)
    low, high, gained = whole - reach, whole + reach, separate / spread
    return PairedDifference(whole, low, high, n, p, gained, spread=math.sqrt(spread))


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


def chances(differences: Mapping[Key, PairedDifference]) -> dict[Key, float]:
    """What Holm ranks; identical replications are tests too, as far from different as can be.

    >>> chances({"a": PairedDifference(0.0, 0.0, 0.0, 5, None, None, same=True), "b": NOTHING})
    {'a': 1.0}
    """
    ranked = {key: 1.0 if one.same else one.p for key, one in differences.items()}
    return {key: p for key, p in ranked.items() if p is not None}


def holm(chances: Mapping[Key, float], level: float = 1 - CONFIDENCE) -> set[Key]:
    """Which of a family of tests stand when all of them together may err that rarely.

    >>> sorted(holm({"a": 0.01, "b": 0.04, "c": 0.03}))
    ['a']
    """
    standing: set[Key] = set()
    for key, own_level in holm_levels(chances, level).items():
        if chances[key] > own_level:
            break
        standing.add(key)
    return standing


def holm_levels(chances: Mapping[Key, float], level: float = 1 - CONFIDENCE) -> dict[Key, float]:
    """What each of a family of tests is held to at its place, the clearest first (Holm 1979).

    >>> holm_levels({"a": 0.01, "b": 0.2}, 0.5)
    {'a': 0.25, 'b': 0.5}
    """
    order = sorted(chances, key=lambda key: chances[key])
    return {key: level / (len(order) - rank) for rank, key in enumerate(order)}


def replications_needed(
    one: PairedDifference, level: float = 1 - CONFIDENCE, *, power: float = POWER
) -> int | None:
    """With how many replications a difference as large as this one would be established.

    The fewest with which the paired t-test finds it with that chance (`power`), if mean and
    standard deviation are what they seem: by the noncentral t distribution (Johnson and Welch,
    Biometrika 31, 1940; as `power.t.test` of R has it).

    >>> replications_needed(PairedDifference(1.0, -1.0, 3.0, 5, 0.2, None, spread=2.0))
    34

    Args:
        one: a difference that is not established.
        level: how rarely the test may find a difference where there is none.
        power: how often it is to find this one.

    Returns:
        None where it is not known (a single replication, no difference to be seen), or where
        `MOST_NEEDED` are too few.
    """
    from scipy import special

    if not one.mean or not one.spread:
        return None
    effect = abs(one.mean) / one.spread

    def chance(n: int) -> float:
        limit = special.stdtrit(n - 1, 1 - level / 2)
        return float(1 - special.nctdtr(n - 1, effect * math.sqrt(n), limit))

    more = range(one.n + 1, MOST_NEEDED + 1)
    place = bisect_left(more, power, key=chance)
    return more[place] if place < len(more) else None


def two_sided_p(t: float, degrees: int) -> float:
    """The chance of a t as far from zero as this one, or further, where there is no difference."""
    from scipy import special

    return float(2 * special.stdtr(degrees, -abs(t)))


def ratio(metric: Fractions) -> float:
    """A metric of all replications together; NaN where it is not defined."""
    numerator, denominator = (float(totals.sum()) for totals in metric)
    return numerator / denominator if denominator > 0 else math.nan
