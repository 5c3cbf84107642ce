"""Which needs arise tomorrow, when, and what is hidden in them.

Demand is coupled, not drawn anew: each potential need has its own random number and arises if
that lies below the chance of its rate. A lower rate removes needs and moves none.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw, draw4

Integers = npt.NDArray[np.int64]

_ARISES = int(Purpose.NEED_ARISES)
_TIME = int(Purpose.NEED_TIME)
_TRUTH = int(Purpose.HIDDEN_TRUTH)
_SAMPLE = int(Purpose.SAMPLE)


_STRETCH = 2048
"""Customers looked at in one go: their words fill the fastest memory, and no more."""


@njit("void(int64, int64, int64, int64, int64, int64[::1])", cache=True)
def _words(
    seed: int, replication: int, segment_code: int, word: int, first: int, into: Integers
) -> None:
    """The words of consecutive customers; a plain loop, so that it runs several at a time."""
    for i in range(len(into)):
        into[i] = draw(seed, replication, _ARISES, segment_code, first + i, word, 0, 0)


@njit(
    "UniTuple(int64[::1], 2)(int64, int64, int64, int64, int64, "
    "Array(int32, 1, 'A', readonly=True), Array(int64, 1, 'C', readonly=True))",
    cache=True,
)
def arising(
    seed: int, replication: int, segment_code: int, kind_code: int, day: int,
    left_day: npt.NDArray[np.int32], thresholds: Integers,
) -> tuple[Integers, Integers]:  # fmt: skip
    """Needs of one kind that arise in one segment on a day: numbers of the customers, and j.

    Args:
        seed: the user's seed.
        replication: the number of the replication.
        segment_code: the address of the segment.
        kind_code: the address of the kind of need.
        day: the number of the day.
        left_day: for each customer of the segment, the day on which it left, or -1.
        thresholds: the chance (out of 2**32) that need j arises, given that need j - 1 did.
    """
    room, found = 256, 0
    customers, order = np.empty(room, np.int64), np.empty(room, np.int64)
    word = (kind_code << 16) | (day << 4)
    words = np.empty(_STRETCH, np.int64)
    for first in range(0, len(left_day), _STRETCH):
        count = min(_STRETCH, len(left_day) - first)
        _words(seed, replication, segment_code, word, first, words[:count])
        for i in range(count):
            if words[i] >= thresholds[0] or left_day[first + i] >= 0:
                continue
            n, j, u = first + i, 0, words[i]
            while u < thresholds[j]:
                if found == room:
                    room *= 2
                    more, also = np.empty(room, np.int64), np.empty(room, np.int64)
                    more[:found], also[:found] = customers, order
                    customers, order = more, also
                customers[found], order[found] = n, j
                found += 1
                j += 1
                if j == len(thresholds):
                    break
                u = draw(seed, replication, _ARISES, segment_code, n, word | j, 0, 0)
    return customers[:found].copy(), order[:found].copy()


@njit(
    "int64[:, ::1](int64, int64, int64, Array(int64, 1, 'C', readonly=True), "
    "Array(int64, 1, 'C', readonly=True))",
    cache=True,
)
def need_words(
    seed: int, replication: int, segment_code: int, customers: Integers, words: Integers
) -> Integers:
    """The luck of needs, a row each: time of day, its spread, off script, back office, sample."""
    luck = np.empty((len(customers), 5), np.int64)
    for i in range(len(customers)):
        n, word = customers[i], words[i]
        time = draw4(seed, replication, _TIME, segment_code, n, word, 0, 0)
        truth = draw4(seed, replication, _TRUTH, segment_code, n, word, 0, 0)
        luck[i, 0], luck[i, 1] = time[0], time[1]
        luck[i, 2], luck[i, 3] = truth[0], truth[1]
        luck[i, 4] = draw(seed, replication, _SAMPLE, segment_code, n, word, 0, 0)
    return luck
