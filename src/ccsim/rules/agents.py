"""Who does not come to work: unplanned absence, by agent and shift."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw

Integers = npt.NDArray[np.int64]

_ABSENCE = int(Purpose.ABSENCE)


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
