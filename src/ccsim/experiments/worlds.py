"""Plausible worlds: values drawn for doubtful inputs, and the scenarios that have them.

Ranges go in, worlds come out; who wins in them, `experiments.robustness` and the stories tell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ccsim.errors import ScenarioError, UsageError
from ccsim.experiments.doubts import Doubt
from ccsim.metrics.estimates import wilson
from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded, with_values
from ccsim.spec.scenario import Scenario

World = Mapping[str, float]
"""A value for each doubtful input, by its name."""
Made = TypeVar("Made")

_DRAWS = 5


@dataclass(frozen=True)
class Range:
    """From where to where a doubtful input may lie; every value between is as likely."""

    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Share:
    """In so many of n worlds, with Wilson's 95 % interval."""

    count: int
    n: int

    @property
    def mean(self) -> float:
        """The share itself."""
        return self.count / self.n

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of its interval."""
        return wilson(self.mean, self.n)

    def __str__(self) -> str:
        low, high = self.ends
        return f"{self.mean:.2f} ({low:.2f} to {high:.2f})"


@dataclass(frozen=True)
class Worlds:
    """Worlds as they were drawn, each with the scenarios of both sides."""

    shares: Floats
    """[world, doubt]: how far up its range each doubt lies, from 0 to 1."""
    scenarios: list[tuple[Scenario, Scenario]]
    """The reference and the other scenario in each world."""
    refused: int
    """How many were drawn and cannot be, and were drawn again."""
    why: str
    """What was wrong with the first of those; empty if none was."""


def hypercube(count: int, doubts: int, seed: int = 1) -> Floats:
    """[world, doubt]: a Latin hypercube, in which each doubt takes every part of its range once."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(d=doubts, seed=seed).random(count), np.float64)


def draw_worlds(ranges: Mapping[str, Range], count: int, seed: int = 1) -> list[World]:
    """Worlds in which each doubtful input takes every part of its range equally often."""
    ends = np.array([(each.low, each.high) for each in ranges.values()])
    values = ends[:, 0] + hypercube(count, len(ranges), seed) * (ends[:, 1] - ends[:, 0])
    return [dict(zip(ranges, row.tolist(), strict=True)) for row in values]


def make_worlds(
    reference: Loaded | Scenario,
    other: Loaded | Scenario,
    doubts: Sequence[Doubt],
    count: int,
    seed: int,
) -> Worlds:
    """Two scenarios in plausible worlds; one that cannot be is drawn again.

    Raises:
        UsageError: there is nothing to draw, or hardly a world that is drawn can be.
    """
    if not doubts:
        raise UsageError(
            "nothing is in doubt: no fact that the scenarios use has a range in the evidence; "
            "name one with --doubt PATH=LOW..HIGH"
        )
    sides = (reference, other)

    def make(drawn: Floats) -> tuple[Scenario, Scenario]:
        found = [
            with_values(
                side,
                {
                    path: value
                    for doubt, share in zip(doubts, drawn, strict=True)
                    for path, value in doubt.settings(which, float(share)).items()
                },
            )
            for which, side in enumerate(sides)
        ]
        return found[0], found[1]

    shares, made, faults = drawn_until_right(make, count, len(doubts), seed)
    return Worlds(shares, made, len(faults), faults[0] if faults else "")


def drawn_until_right(
    make: Callable[[Floats], Made], count: int, doubts: int, seed: int
) -> tuple[Floats, list[Made], list[str]]:
    """Draws, what was made of them, and what was wrong with those that had to be drawn again.

    Raises:
        UsageError: after five rounds there are still some that cannot be.
    """
    shares = hypercube(count, doubts, seed)
    made: dict[int, Made] = {}
    faults: list[str] = []
    for again in range(_DRAWS):
        lacking = [number for number in range(count) if number not in made]
        if again and lacking:
            # Other luck for each round; what was right stays where it is.
            shares[lacking] = hypercube(len(lacking), doubts, seed + (again << 32))
        for number in lacking:
            try:
                made[number] = make(shares[number])
            except ScenarioError as error:
                faults.append(str(error).splitlines()[0])
    if len(made) < count:
        raise UsageError(
            f"{count - len(made)} of {count} worlds cannot be, however they are drawn; the first: "
            f"{faults[0]}. Narrow a range with --doubt PATH=LOW..HIGH, or call a fact --certain"
        )
    return shares, [made[number] for number in range(count)], faults
