"""Differences between the points of one experiment, held apart from luck by one family of tests.

All that an experiment says of its points comes from the same family (Holm), so that no sentence
of it calls established what another one does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccsim.experiments.paired import (
    NOTHING,
    Fractions,
    PairedDifference,
    chances,
    holm,
    paired_difference,
)

Pair = tuple[int, int, str]
"""Two points by number, and a metric by name and slice."""


@dataclass(frozen=True)
class Measured:
    """A metric of a point: its value over all replications, and what it follows from."""

    mean: float
    fractions: Fractions


class Contrasts:
    """By how much points differ from each other, and where that is established."""

    def __init__(self, points: Sequence[Mapping[str, Measured]], pairs: Iterable[Pair]) -> None:
        """Take the differences.

        Args:
            points: what each gives, by metric, with the same luck; without what is not defined.
            pairs: which differences are asked for; those that are not defined are left out.
        """
        found: dict[Pair, PairedDifference] = {}
        for one, other, key in pairs:
            before, after = points[one].get(key), points[other].get(key)
            if (other, one, key) not in found and before is not None and after is not None:
                apart = after.mean - before.mean
                found[one, other, key] = paired_difference(before.fractions, after.fractions, apart)
        known = chances(found)
        self._found, self._standing = found, holm(known)
        self.tests = len(known)
        """How many differences the family has."""

    def difference(self, one: int, other: int, key: str) -> PairedDifference:
        """What `other` has more than `one`, if it was asked for in this direction."""
        return self._found.get((one, other, key), NOTHING)

    def established(self, one: int, other: int, key: str) -> bool:
        """Whether two points are established to differ, in either direction."""
        pairs = ((one, other, key), (other, one, key))
        return any(pair in self._standing and not self._found[pair].same for pair in pairs)

    def same(self, one: int, other: int, key: str) -> bool:
        """Whether the replications of two points are identical."""
        pairs = ((one, other, key), (other, one, key))
        return any(pair in self._found and self._found[pair].same for pair in pairs)

    def gain(self, one: int, other: int, key: str) -> float:
        """How much more `other` has than `one`, by the means; nought where it is not defined."""
        if (one, other, key) in self._found:
            return self._found[one, other, key].mean or 0.0
        return -(self.difference(other, one, key).mean or 0.0)
