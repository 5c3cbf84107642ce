"""Which cases are born of a case, when they are felt, and what their number is."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.streams.luck import draw4

Integers = npt.NDArray[np.int64]

_BREEDING, _RECURRENCE = int(Purpose.BREEDING), int(Purpose.RECURRENCE)
_BIRTH = int(Purpose.BIRTH)
_COLUMNS = "Array(int64, 1, 'A', readonly=True)"


@njit(
    f"int64[:, ::1](int64, int64, boolean, int64, {_COLUMNS}, {_COLUMNS}, {_COLUMNS})", cache=True
)
def birth_words(
    seed: int, replication: int, recurs: bool, kind_code: int,
    who: Integers, words: Integers, contacts: Integers,
) -> Integers:  # fmt: skip
    """The luck of births, a row for each case: whether, after how long, whether announced."""
    purpose = _RECURRENCE if recurs else _BREEDING
    luck = np.empty((len(who), 3), np.int64)
    for i in range(len(who)):
        w0, w1, w2, _ = draw4(
            seed, replication, purpose, who[i] >> 32, who[i] & 0xFFFFFFFF, words[i], contacts[i],
            kind_code,
        )  # fmt: skip
        luck[i, 0], luck[i, 1], luck[i, 2] = w0, w1, w2
    return luck


@njit("int64(int64, int64, int64, int64, int64)", cache=True)
def child_word(parent: int, kind_code: int, cause: int, contact: int, attempt: int) -> int:
    """The number of a case that is born of another: an address of its own, the same in every run.

    `cause` tells apart what may bring it about; `attempt` finds another number where one is taken.
    """
    return draw4(cause, 0, _BIRTH, kind_code, parent, 0, contact, attempt)[0]
