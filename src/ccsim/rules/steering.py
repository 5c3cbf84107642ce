"""What agents do about what they are measured by, and how well agents and desks are in tune."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Kpi, Outcome, Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw, draw4

Integers = npt.NDArray[np.int64]

_STEERING, _ADOPTION = int(Purpose.STEERING), int(Purpose.ADOPTION)
_RIGHT_DATE, _ALIGNMENT = int(Purpose.RIGHT_DATE), int(Purpose.ALIGNMENT)
_HANDLE_TIME, _RESOLUTION = int(Kpi.HANDLE_TIME), int(Kpi.RESOLUTION)
_VALUE = int(Kpi.VALUE)
_WORKED_AROUND = int(Outcome.WORKED_AROUND)
HURRY_BITS = 16
"""All of the time beyond a target is written as 2**16."""
_SOME = "Array(int64, 1, 'A', readonly=True)"


@rule("int64(int64, int64)")
def measured_by(kpi: int, valued: int) -> int:
    """What counts in a talk with a customer who is valued, or not (`codes.Kpi`)."""
    if kpi != _VALUE:
        return kpi
    return _RESOLUTION if valued != 0 else _HANDLE_TIME


@rule("boolean(int64, int64, int64)")
def is_pressed(counts: int, talk: int, target: int) -> bool:
    """Whether a talk would take longer than is welcome."""
    return counts == _HANDLE_TIME and talk > target


@rule("int64(int64, int64, int64)")
def hurried(talk: int, target: int, unhurried: int) -> int:
    """The time of a talk beyond the target that is hurried through."""
    return target + (((talk - target) * unhurried) >> HURRY_BITS)


@rule("int64(int64, boolean, boolean, boolean)")
def closed_fast(result: int, knows: bool, owned: bool, offers_way_around: bool) -> int:
    """What comes of a leg that is closed fast: what nobody has looked into, or a way around.

    Whoever knows the matter knows a way around it; an owner does not close the case with that.
    """
    return _WORKED_AROUND if knows and offers_way_around and not owned else result


@rule("boolean(int64, boolean)")
def takes_time_to_look(counts: int, knows: bool) -> bool:
    """Whether an agent who does not know the matter takes the time to find out about it."""
    return counts == _RESOLUTION and not knows


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64)")
def steering_words(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int
) -> tuple[int, int]:
    """The luck of a leg: closes fast when pressed, finds out when looking further."""
    words = draw4(seed, replication, _STEERING, who >> 32, who & LOW, case, contact, leg)
    return words[0], words[1]


@rule(f"boolean({ADDRESS}, int64, int64)")
def knows_date(
    seed: int, replication: int, who: int, case: int, contact: int, k: int, chance: int
) -> bool:
    """Whether a customer is told the date that the department knows."""
    if chance == 0:
        return False
    return draw(seed, replication, _RIGHT_DATE, who >> 32, who & LOW, case, contact, k) < chance


@rule(f"boolean({ADDRESS}, int64)")
def is_aligned(seed: int, replication: int, who: int, case: int, contact: int, chance: int) -> bool:
    """Whether a department makes a customer's ticket its own goal."""
    if chance == 0:
        return False
    return draw(seed, replication, _ALIGNMENT, who >> 32, who & LOW, case, contact, 0) < chance


@njit(f"UniTuple(int64[::1], 2)(int64, int64, {_SOME}, {_SOME})", cache=True)
def adoption_words(
    seed: int, replication: int, who: Integers, number: Integers
) -> tuple[Integers, Integers]:
    """For each place the words of the person in it: lives the new rules, uses the tools."""
    lives, uses = np.empty(len(who), np.int64), np.empty(len(who), np.int64)
    for i in range(len(who)):
        lives[i], uses[i], _, _ = draw4(
            seed, replication, _ADOPTION, who[i] >> 32, who[i] & 0xFFFFFFFF, number[i], 0, 0
        )
    return lives, uses
