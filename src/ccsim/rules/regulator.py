"""Who goes to the regulator, whose case is looked at, and what that means for a contact."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw4

Integers = npt.NDArray[np.int64]

GOES_ON, IS_FORCED, IS_OVER = 0, 1, 2
"""What the end of a contact must bring: what the customer does, the desk's call, or the end."""

_COMPLAINT = int(Purpose.COMPLAINT)
_INSPECTION = int(Purpose.INSPECTION)
_INTEGERS = "Array(int64, 1, 'A', readonly=True)"


@njit(f"int64[::1](int64, int64, {_INTEGERS}, {_INTEGERS}, int64)", cache=True)
def complaint_words(
    seed: int, replication: int, who: Integers, case: Integers, day: int
) -> Integers:
    """For each open case the random word that is held against the chance to complain tonight."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw4(
            seed, replication, _COMPLAINT, who[i] >> 32, who[i] & 0xFFFFFFFF, case[i], day, 0
        )[0]
    return words


@njit(f"int64[:, ::1](int64, int64, {_INTEGERS}, {_INTEGERS}, int64)", cache=True)
def inspection_words(
    seed: int, replication: int, who: Integers, case: Integers, day: int
) -> Integers:
    """For each open case two random words: whether it is looked at tonight, and what is seen."""
    words = np.empty((len(who), 2), np.int64)
    for i in range(len(who)):
        luck = draw4(
            seed, replication, _INSPECTION, who[i] >> 32, who[i] & 0xFFFFFFFF, case[i], day, 0
        )
        words[i, 0], words[i, 1] = luck[0], luck[1]
    return words
