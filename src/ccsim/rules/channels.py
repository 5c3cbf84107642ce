"""Which door a customer comes through, and who leaves a chat without telling."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw, draw4

Integers = npt.NDArray[np.int64]

_DOOR = int(Purpose.DOOR)
_SILENT_LEAVING = int(Purpose.SILENT_LEAVING)
_FIRST_CONTACT = 1_000
"""Far from the numbers of the other doors."""


@rule(f"boolean({ADDRESS}, int64, int64, int64, int64)")
def takes_door(
    seed: int, replication: int, who: int, case: int, contact: int, door: int, attempts: int,
    after: int, chance: int,
) -> bool:  # fmt: skip
    """Whether a customer tries this door next, after so many attempts that have led nowhere."""
    if attempts < after or chance == 0:
        return False
    return draw(seed, replication, _DOOR, who >> 32, who & LOW, case, contact, door) < chance


@rule(f"boolean({ADDRESS}, int64, int64)")
def leaves_silently(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int, chance: int
) -> bool:
    """Whether somebody out of patience goes without telling."""
    if chance == 0:
        return False
    word = draw(seed, replication, _SILENT_LEAVING, who >> 32, who & LOW, case, contact, leg)
    return word < chance


@njit(
    "int64[:, ::1](int64, int64, int64, Array(int64, 1, 'C', readonly=True), "
    "Array(int64, 1, 'C', readonly=True))",
    cache=True,
)
def first_door_words(
    seed: int, replication: int, segment_code: int, customers: Integers, words: Integers
) -> Integers:
    """The luck of first contacts, a row each: back to the last door, own adviser, other channel."""
    luck = np.empty((len(customers), 3), np.int64)
    for i in range(len(customers)):
        four = draw4(
            seed, replication, _DOOR, segment_code, customers[i], words[i], 0, _FIRST_CONTACT
        )
        luck[i, 0], luck[i, 1], luck[i, 2] = four[0], four[1], four[2]
    return luck
