"""Who is sent to the pit stop."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw

Integers = npt.NDArray[np.int64]

_PIT_STOP = int(Purpose.PIT_STOP)


@njit("int64[::1](int64, int64, Array(int64, 1, 'A', readonly=True), int64)", cache=True)
def pit_stop_words(seed: int, replication: int, who: Integers, day: int) -> Integers:
    """For each place the lot of the person in it, when a group is chosen."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw(seed, replication, _PIT_STOP, who[i] >> 32, who[i] & 0xFFFFFFFF, day, 0, 0)
    return words
