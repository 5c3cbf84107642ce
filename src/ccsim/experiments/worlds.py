"""Plausible worlds: values drawn for doubtful inputs, and the scenarios that have them.

Ranges go in, worlds come out; who wins in them, `experiments.robustness` and the stories tell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from ccsim.codes import Purpose
from ccsim.errors import ScenarioError, UsageError
from ccsim.experiments.doubts import Doubt
from ccsim.metrics.estimates import wilson
from ccsim.metrics.window import Floats, Ints
from ccsim.names import name_code
from ccsim.spec.loading import Loaded, with_values
from ccsim.spec.scenario import Scenario

Made = TypeVar("Made")

_DRAWS: Final = 5
_PURPOSE: Final = int(Purpose.PLAUSIBLE_WORLD)
_NAME_BITS: Final = 56


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


def hypercube(worlds: Sequence[int], doubts: Sequence[str], seed: int, again: int = 0) -> Floats:
    """[world, doubt]: a Latin hypercube, in which each doubt takes every part of its range once.

    Luck is an address: what a doubt is dealt follows from the seed, the numbers of the worlds and
    its own name, and not from which other doubts there are, or in what order (M. D. McKay, R. J.
    Beckman and W. J. Conover, Technometrics 21 (1979), 239-245, stratify in the same way).

    >>> layers = (4 * hypercube(range(4), ["redials", "margin"], seed=1)).astype(int)
    >>> np.sort(layers, axis=0).tolist()
    [[0, 0], [1, 1], [2, 2], [3, 3]]

    Args:
        worlds: the number of each world.
        doubts: the name of each doubt.
        seed: which luck the worlds have.
        again: how often worlds of these numbers were drawn before.
    """
    columns = [_layered(np.asarray(worlds, np.int64), name, seed, again) for name in doubts]
    return np.stack(columns, axis=1)


def _layered(worlds: Ints, doubt: str, seed: int, again: int) -> Floats:
    """How far up its range a doubt lies in each world: one world in each layer of equal height."""
    from ccsim.streams.luck import BITS
    from ccsim.streams.philox import philox4x32_array

    # So many bits that no two doubts of a question share their luck.
    who, name = divmod(name_code(doubt, _NAME_BITS), 1 << BITS["name"])
    words = philox4x32_array(who, (_PURPOSE << BITS["name"]) | name, worlds, 0, seed, again)
    layer = np.empty(len(worlds), np.int64)
    layer[np.lexsort((worlds, words[1]))] = np.arange(len(worlds))
    return np.asarray((layer + words[0] / 2**32) / len(worlds), np.float64)


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

    shares, made, faults = drawn_until_right(make, count, [doubt.name for doubt in doubts], seed)
    return Worlds(shares, made, len(faults), faults[0] if faults else "")


def drawn_until_right(
    make: Callable[[Floats], Made], count: int, doubts: Sequence[str], seed: int
) -> tuple[Floats, list[Made], list[str]]:
    """Draws, what was made of them, and what was wrong with those that had to be drawn again.

    Raises:
        UsageError: after five rounds there are still some that cannot be.
    """
    shares = hypercube(range(count), doubts, seed)
    made: dict[int, Made] = {}
    faults: list[str] = []
    for again in range(_DRAWS):
        lacking = [number for number in range(count) if number not in made]
        if again and lacking:
            # Other luck for each round; what was right stays where it is.
            shares[lacking] = hypercube(lacking, doubts, seed, again)
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
