"""Who leaves tonight: the random words behind the leaving hazard."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw

Integers = npt.NDArray[np.int64]

_LEAVING = int(Purpose.LEAVING)


@njit("int64[::1](int64, int64, int64, int64, int64)", cache=True)
def leaving_words(seed: int, replication: int, segment_code: int, count: int, day: int) -> Integers:
    """For each customer of a segment, the random word that is held against the leaving hazard."""
    words = np.empty(count, np.int64)
    for n in range(count):
        words[n] = draw(seed, replication, _LEAVING, segment_code, n, day, 0, 0)
    return words
