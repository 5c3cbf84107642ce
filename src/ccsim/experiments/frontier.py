"""The efficient frontier: of which points no other does better in both of two metrics."""

from collections.abc import Sequence
from dataclasses import dataclass

from ccsim.experiments.contrasts import Contrasts
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.totals import split_key


@dataclass(frozen=True)
class Place:
    """Where a point stands to the frontier."""

    point: int
    """Its number among all points."""
    efficient: bool
    """Whether, by the means, no other point is as good in both metrics and better in one."""
    established: bool
    """Whether luck is ruled out: who is efficient is better than each other point in one metric;
    who is not is worse than some other point in both."""
    beside: tuple[int, ...]
    """Who dominates a point that is not efficient (if that is established, those for which it is);
    who may, luck permitting, dominate one that is."""


@dataclass(frozen=True)
class Frontier:
    """Points by two metrics, each better in one direction."""

    metrics: tuple[str, str]
    """Across, and up; by name and slice."""
    places: tuple[Place, ...]
    """Of the points that have both metrics, in their order."""

    @property
    def efficient(self) -> list[int]:
        """The numbers of the efficient points."""
        return [place.point for place in self.places if place.efficient]


def efficient_frontier(
    metrics: tuple[str, str], points: Sequence[int], contrasts: Contrasts
) -> Frontier:
    """Which points are efficient, and of which that is established.

    Args:
        metrics: across and up, each better in one direction.
        points: the numbers of those that have both.
        contrasts: the differences between all of them in both metrics.
    """
    sides = [(key, 1.0 if _rising(key) else -1.0) for key in metrics]
    return Frontier(metrics, tuple(_place(one, points, sides, contrasts) for one in points))


def _rising(key: str) -> bool:
    """Whether more of a metric is better."""
    return CATALOGUE[split_key(key)[0]].better == "higher"


Sides = Sequence[tuple[str, float]]
"""The metrics, each with 1 where more is better and -1 where less is."""


def _place(number: int, points: Sequence[int], sides: Sides, contrasts: Contrasts) -> Place:
    others = [other for other in points if other != number]
    above = [other for other in others if _beats(number, other, sides, contrasts)]
    if not above:
        perhaps = tuple(other for other in others if _may_beat(number, other, sides, contrasts))
        return Place(number, efficient=True, established=not perhaps, beside=perhaps)
    surely = [other for other in above if _surely_beats(number, other, sides, contrasts)]
    return Place(number, efficient=False, established=bool(surely), beside=tuple(surely or above))


def _beats(one: int, other: int, sides: Sides, contrasts: Contrasts) -> bool:
    """Whether `other` dominates `one` by the means."""
    gains = [sign * contrasts.gain(one, other, key) for key, sign in sides]
    return all(gain >= 0 for gain in gains) and any(gain > 0 for gain in gains)


def _surely_beats(one: int, other: int, sides: Sides, contrasts: Contrasts) -> bool:
    """Whether it is established that `other`, which dominates `one` by the means, does so."""
    return all(
        contrasts.established(one, other, key) or contrasts.same(one, other, key)
        for key, _ in sides
    )


def _may_beat(one: int, other: int, sides: Sides, contrasts: Contrasts) -> bool:
    """Whether `other` may dominate `one`: in no metric is `one` established to be better."""
    if all(contrasts.same(one, other, key) for key, _ in sides):
        return False
    return not any(
        contrasts.established(one, other, key) and sign * contrasts.gain(one, other, key) < 0
        for key, sign in sides
    )
