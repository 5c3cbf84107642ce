"""What customers are like: who leaves tonight, and how easily each of them stops trying."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.rules.signature import LOW, rule
from ccsim.streams.luck import draw
from ccsim.streams.quantiles import ONE, ONE_BITS, TABLES, Tables, quantile

Integers = npt.NDArray[np.int64]

_LEAVING = int(Purpose.LEAVING)
_TEMPER = int(Purpose.TEMPER)
_SURE = 1 << 32
_COLUMN = "Array(int64, 1, 'A')"
"""Of a table whose rows lie one behind the other."""
_MOST_TIRED = 1_000
"""Attempts after which nobody tires further: the product must fit its place."""


@njit("int64[::1](int64, int64, int64, int64, int64)", cache=True)
def leaving_words(seed: int, replication: int, segment_code: int, count: int, day: int) -> Integers:
    """For each customer of a segment, the random word that is held against the leaving hazard."""
    words = np.empty(count, np.int64)
    for n in range(count):
        words[n] = draw(seed, replication, _LEAVING, segment_code, n, day, 0, 0)
    return words


@njit(f"void(float64, {', '.join([_COLUMN] * 7)})", cache=True)
def fade(
    kept: float, effort: Integers, broken: Integers, distress: Integers, outage: Integers,
    promises: Integers, heard: Integers, unsolved: Integers,
) -> None:  # fmt: skip
    """Leaves a share of all that the customers of a segment remember, rounded down.

    A customer's memories lie beside each other: in one loop, each customer is fetched but once.
    """
    word = round(kept * _SURE)
    for n in range(len(effort)):
        effort[n] = np.floor(effort[n] * kept)
        broken[n] = np.floor(broken[n] * kept)
        distress[n] = np.floor(distress[n] * kept)
        outage[n] = np.floor(outage[n] * kept)
        promises[n] = np.floor(promises[n] * kept)
        heard[n] = (heard[n] * word) >> 32
        unsolved[n] = (unsolved[n] * word) >> 32


@njit(f"UniTuple(int64, 7)({', '.join([_COLUMN] * 7)})", cache=True)
def worst(
    open_since: Integers, effort: Integers, broken: Integers, distress: Integers,
    outage: Integers, heard: Integers, unsolved: Integers,
) -> tuple[int, int, int, int, int, int, int]:  # fmt: skip
    """The earliest case that is open, and the most of each memory, of some customers.

    One loop, as in `fade`.
    """
    since, most, breaches, worse, out, told, failed = open_since[0], 0, 0, 0, 0, 0, 0
    for n in range(len(effort)):
        since = min(since, open_since[n])
        most, breaches = max(most, effort[n]), max(breaches, broken[n])
        worse, out = max(worse, distress[n]), max(out, outage[n])
        told, failed = max(told, heard[n]), max(failed, unsolved[n])
    return since, most, breaches, worse, out, told, failed


@rule(f"int64(int64, int64, int64, int64, {TABLES}, int64, int64, int64)")
def stops_trying(
    seed: int, replication: int, who: int, gives_up: int, tables: Tables, shape: int, tires: int,
    attempts: int,
) -> int:  # fmt: skip
    """The chance that this customer stops after a failure: by temper, and earlier attempts."""
    chance = gives_up
    if shape >= 0:
        u = draw(seed, replication, _TEMPER, who >> 32, who & LOW, 0, 0, 0)
        chance = min(_SURE, (chance * quantile(tables, shape, u)) >> ONE_BITS)
    if tires > 0:
        chance = min(
            _SURE, (chance * (ONE + tires * min(max(attempts - 1, 0), _MOST_TIRED))) >> ONE_BITS
        )
    return chance
