"""Which of several is best, by KN++: whoever is seen not to be goes out, stage by stage.

The procedure is KN++ (Kim and Nelson, "On the asymptotic validity of fully sequential selection
procedures for steady-state simulation", Operations Research 54, 2006), which renews the variances
of their KN ("A fully sequential procedure for indifference-zone selection in simulation", ACM
TOMACS 11, 2001) as replications are added. It looks at the paired differences alone, so common luck
makes it quicker and takes nothing from its guarantee: if one scenario is better than every other by
an indifference zone at least, it is chosen with a chance of 95 %. As it renews variances, that is
proved for many replications; that it holds from ten on is measured (tests/analytic).

It looks at stages, not at every replication. Looking more seldom errs more seldom (Jennison,
Johnstone and Turnbull, 1982), workers have something to share, and variances of few replications,
which the first looks rest on, have less of a say.

A ratio is total ÷ total, as everywhere: its difference and the variance of it come from the same
pseudo-values as those of a comparison. Values of single replications would answer another question
(the mean of ratios), and a replication without a case has none.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Generic, TypeVar

from ccsim.experiments.paired import Fractions, paired_difference
from ccsim.metrics.catalogue.metric import Metric
from ccsim.metrics.estimates import CONFIDENCE

FIRST_STAGE: Final = 10
"""Replications of every scenario before any is dropped."""
MOST_REPLICATIONS: Final = 1_000
"""When it is given up: nothing is chosen then."""

Key = TypeVar("Key", bound=Hashable)
Look = Callable[[int, Sequence[int], int], Mapping[int, Fractions] | None]


@dataclass(frozen=True)
class Best:
    """By what the best is to be found, and how small a difference matters to nobody."""

    metric: Metric
    delta: float
    """The indifference zone, in the unit of the metric."""

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.metric.better == "higher" else -1


@dataclass(frozen=True)
class Race:
    """How it ended: who is left, and who went out when."""

    staying: list[int]
    out_at: dict[int, int]
    stopped: bool


def race(among: int, best: Best, look: Look, first: int = FIRST_STAGE) -> Race:
    """Look in stages, and drop whoever is seen not to be the best, until one is left.

    Args:
        among: how many there are in the beginning.
        best: what is asked.
        look: gives numerators and denominators by replication of those who are in; None if the user
            ends it. It is told how many replications, of whom, and how many it may take at most.
        first: replications at the first look.
    """
    staying, out_at = list(range(among)), dict[int, int]()
    n, most = first, max(MOST_REPLICATIONS, first)
    forecast = first
    while (metrics := look(n, staying, forecast)) is not None:
        found = screen(metrics, best, among)
        out_at |= {one: n for one in staying if one not in found.staying}
        staying, forecast = found.staying, math.ceil(min(most, found.enough))
        if len(staying) == 1 or n == most:
            break
        n = min(most, next_stage(n))
    return Race(staying, out_at, metrics is None)


@dataclass(frozen=True)
class Screened(Generic[Key]):
    """Who may be the best after a look."""

    staying: list[Key]
    enough: float
    """With how many replications it ends at the latest, as far as the variances are known."""


def screen(metrics: Mapping[Key, Fractions], best: Best, among: int) -> Screened[Key]:
    """Drop whoever is worse than another by more than chance could make it.

    Args:
        metrics: numerators and denominators by replication of those who are in.
        best: what is asked.
        among: how many there were in the beginning.
    """
    n = len(next(iter(metrics.values()))[0])
    out, enough = set[Key](), dict[tuple[Key, Key], float]()
    for (one, mine), (other, yours) in combinations(metrics.items(), 2):
        apart = paired_difference(mine, yours)
        assert apart.mean is not None
        spread = math.inf if apart.spread is None else apart.spread
        enough[one, other] = _factor(n, among) * (spread / best.delta) ** 2
        lead, at_least = best.sign * apart.mean, _lead(best.delta, n, enough[one, other])
        if abs(lead) > at_least:
            out.add(one if lead > 0 else other)
        elif n >= enough[one, other]:  # as good as each other to the last digit
            out.add(other)
    left = [both for both in enough if out.isdisjoint(both)]
    staying = [key for key in metrics if key not in out]
    return Screened(staying, max((enough[both] for both in left), default=0.0))


def next_stage(n: int) -> int:
    """The replications with which it is looked again: a fifth more, and five at least."""
    return n + max(5, n // 5)


def _lead(delta: float, n: int, enough: float) -> float:
    """By how much one must be better to drop another; nought once there are enough."""
    return max(0.0, delta * (enough - n) / (2 * n))


def _factor(n: int, among: int) -> float:
    """Kim and Nelson's h squared, with c = 1; Bonferroni allows for any common luck."""
    error = 2 * (1 - CONFIDENCE) / (among - 1)
    return float((n - 1) * (error ** (-2 / (n - 1)) - 1))
