"""Whom an incident strikes, who calls about it, and whose case one repair ends."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import CaseStatus, Purpose
from ccsim.rules.signature import rule
from ccsim.streams.luck import draw, draw4
from ccsim.streams.quantiles import TABLES, Tables, sample
from ccsim.units import NEVER

Integers = npt.NDArray[np.int64]

_STRUCK = int(Purpose.INCIDENT_STRIKES)
_REPAIR = int(Purpose.INCIDENT_REPAIR)
_SCHEDULED, _IN_CONTACT = int(CaseStatus.SCHEDULED), int(CaseStatus.IN_CONTACT)
_WITH_DEPARTMENT = int(CaseStatus.WITH_DEPARTMENT)


@njit(
    f"int64[::1](int64, int64, int64, Array(int32, 1, 'A', readonly=True), int64, int64, int64, "
    f"int64, {TABLES}, int64, int64)",
    cache=True,
)
def strike(
    seed: int, replication: int, segment_code: int, left_day: npt.NDArray[np.int32], word: int,
    chance: int, announced: int, calms: int, tables: Tables, shape: int, scale: int,
) -> Integers:  # fmt: skip
    """For each customer of a segment, how long after its beginning an incident is noticed.

    NEVER: struck, told and calm, so there is no call; -1: not struck, or no customer any more.
    """
    noticed = np.full(len(left_day), -1, np.int64)
    for n in range(len(left_day)):
        if left_day[n] >= 0:
            continue
        w0, w1, w2, w3 = draw4(seed, replication, _STRUCK, segment_code, n, word, 0, 0)
        if w0 < chance:
            calm = w1 < announced and w2 < calms
            noticed[n] = NEVER if calm else sample(tables, shape, scale, w3)
    return noticed


@rule("int64(int64, int64, int64, int64)")
def repair_word(seed: int, replication: int, incident_code: int, number: int) -> int:
    """The random word that decides how long the repair of an incident takes."""
    return draw(seed, replication, _REPAIR, incident_code, number, 0, 0, 0)


@rule("boolean(int64, int64, int64, int64, int64, int64)")
def is_relieved(word: int, of: int, live: int, left: int, cured: int, status: int) -> bool:
    """Whether the repair of an incident (`of`) ends this case: it is one of its own, and open."""
    if word != of or live == 0 or left != 0 or cured != 0:
        return False
    return status in (_SCHEDULED, _IN_CONTACT, _WITH_DEPARTMENT)
