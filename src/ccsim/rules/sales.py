"""Who buys more after a case was solved."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw4

Integers = npt.NDArray[np.int64]

_CROSS_SALE = int(Purpose.CROSS_SALE)
_COLUMN = "Array(int64, 1, 'A', readonly=True)"
_LOW = 0xFFFFFFFF


@njit(f"int64[::1](int64, int64, {_COLUMN}, {_COLUMN})", cache=True)
def sale_words(seed: int, replication: int, who: Integers, case: Integers) -> Integers:
    """For each case the word that is held against the chance of a sale."""
    words = np.empty(len(who), np.int64)
    for i in range(len(who)):
        words[i] = draw4(
            seed, replication, _CROSS_SALE, who[i] >> 32, who[i] & _LOW, case[i], 0, 0
        )[0]
    return words
