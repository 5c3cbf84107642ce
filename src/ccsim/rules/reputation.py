"""Who tells whom, and who does not even call: the random words of a night."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw4

Integers = npt.NDArray[np.int64]

_TELLING, _DETERRENCE = int(Purpose.TELLING), int(Purpose.DETERRENCE)
_COLUMN = "Array(int64, 1, 'A', readonly=True)"
_LOW = 0xFFFFFFFF


@njit(f"int64[:, ::1](int64, int64, {_COLUMN}, {_COLUMN})", cache=True)
def telling_words(seed: int, replication: int, who: Integers, case: Integers) -> Integers:
    """For each case four words: friends are told, it is published, how many read it, and who."""
    words = np.empty((len(who), 4), np.int64)
    for i in range(len(who)):
        luck = draw4(seed, replication, _TELLING, who[i] >> 32, who[i] & _LOW, case[i], 0, 0)
        words[i, 0], words[i, 1], words[i, 2], words[i, 3] = luck
    return words


@njit(f"int64[:, :, ::1](int64, int64, {_COLUMN}, {_COLUMN}, int64)", cache=True)
def friend_words(
    seed: int, replication: int, who: Integers, case: Integers, friends: int
) -> Integers:
    """For each friend who is told three words: a customer or not, which, and what it changes."""
    words = np.empty((len(who), friends, 3), np.int64)
    for i in range(len(who)):
        for j in range(friends):
            luck = draw4(
                seed, replication, _TELLING, who[i] >> 32, who[i] & _LOW, case[i], 0, 1 + j
            )
            words[i, j, 0], words[i, j, 1], words[i, j, 2] = luck[0], luck[1], luck[2]
    return words


@njit(f"int64[::1](int64, int64, {_COLUMN}, {_COLUMN})", cache=True)
def deterrence_words(seed: int, replication: int, who: Integers, case: Integers) -> Integers:
    """For each new need the word that is held against the chance not even to call."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw4(
            seed, replication, _DETERRENCE, who[i] >> 32, who[i] & _LOW, case[i], 0, 0
        )[0]
    return words
