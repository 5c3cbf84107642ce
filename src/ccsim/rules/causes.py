"""The luck of causes: which one a need has, who hears of it, and how soon it is removed."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.rules.signature import LOW, rule
from ccsim.streams.luck import draw, draw4

Integers = npt.NDArray[np.int64]

_CAUSE, _HEARD = int(Purpose.CAUSE), int(Purpose.CAUSE_HEARD)
_FUNDED, _FIX = int(Purpose.CAUSE_FUNDED), int(Purpose.CAUSE_FIX)
_COLUMN = "Array(int64, 1, 'A', readonly=True)"


@njit(f"int64[:, ::1](int64, int64, int64, {_COLUMN}, {_COLUMN})", cache=True)
def cause_words(
    seed: int, replication: int, segment_code: int, customers: Integers, words: Integers
) -> Integers:
    """For each need two random words: which cause it has, and whether a fix removes it."""
    luck = np.empty((len(customers), 2), np.int64)
    for i in range(len(customers)):
        one = draw4(seed, replication, _CAUSE, segment_code, customers[i], words[i], 0, 0)
        luck[i, 0], luck[i, 1] = one[0], one[1]
    return luck


@njit(f"int64[:, ::1](int64, int64, {_COLUMN}, {_COLUMN}, {_COLUMN})", cache=True)
def hearing_words(
    seed: int, replication: int, who: Integers, case: Integers, contact: Integers
) -> Integers:
    """For each contact two random words: whether its cause is coded, and whether managers listen.

    All legs of a contact have the same luck.
    """
    luck = np.empty((len(who), 2), np.int64)
    for i in range(len(who)):
        one = draw4(seed, replication, _HEARD, who[i] >> 32, who[i] & LOW, case[i], contact[i], 0)
        luck[i, 0], luck[i, 1] = one[0], one[1]
    return luck


@rule("int64(int64, int64, int64, int64)")
def funding_word(seed: int, replication: int, cause_code: int, review: int) -> int:
    """The random word that a review holds against the chance that a cause is funded."""
    return draw(seed, replication, _FUNDED, cause_code, review, 0, 0, 0)


@rule("int64(int64, int64, int64)")
def fix_word(seed: int, replication: int, cause_code: int) -> int:
    """The random word that decides how long the fix of a cause takes."""
    return draw(seed, replication, _FIX, cause_code, 0, 0, 0, 0)
