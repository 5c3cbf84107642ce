"""Who does not come to work, who goes for good, and what those are like who come."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw, draw4

Integers = npt.NDArray[np.int64]

_ABSENCE = int(Purpose.ABSENCE)
_QUITTING, _TALENT = int(Purpose.QUITTING), int(Purpose.TALENT)
_TENURE = int(Purpose.TENURE)
_SOME = "Array(int64, 1, 'A', readonly=True)"


@njit(
    "int64[::1](int64, int64, Array(int64, 1, 'C', readonly=True), "
    "Array(int64, 1, 'C', readonly=True), Array(int64, 1, 'C', readonly=True))",
    cache=True,
)
def absence_words(
    seed: int, replication: int, who: Integers, day: Integers, shift: Integers
) -> Integers:
    """For each shift the random word of its agent, day and number of the shift on that day."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw(
            seed, replication, _ABSENCE, who[i] >> 32, who[i] & 0xFFFFFFFF, day[i], shift[i], 0
        )
    return words


@njit(f"int64[::1](int64, int64, {_SOME}, {_SOME}, int64)", cache=True)
def quitting_words(
    seed: int, replication: int, who: Integers, number: Integers, day: int
) -> Integers:
    """For each place the random word of the person in it, in the night before a day."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw(
            seed, replication, _QUITTING, who[i] >> 32, who[i] & 0xFFFFFFFF, number[i], day, 0
        )
    return words


@njit(f"UniTuple(int64[::1], 2)(int64, int64, {_SOME}, {_SOME})", cache=True)
def talent_words(
    seed: int, replication: int, who: Integers, number: Integers
) -> tuple[Integers, Integers]:
    """How able the people in these places are, among all, and the word of their education."""
    able, educated = np.empty(len(who), np.int64), np.empty(len(who), np.int64)
    for i in range(len(who)):
        able[i], educated[i], _, _ = draw4(
            seed, replication, _TALENT, who[i] >> 32, who[i] & 0xFFFFFFFF, number[i], 0, 0
        )
    return able, educated


@njit(f"int64[::1](int64, int64, {_SOME})", cache=True)
def tenure_words(seed: int, replication: int, who: Integers) -> Integers:
    """How long the first person in each place has been there, among all."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw(seed, replication, _TENURE, who[i] >> 32, who[i] & 0xFFFFFFFF, 0, 0, 0)
    return words
