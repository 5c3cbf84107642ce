"""Leave to act: the customer's consent, a superior who is real, fake or busy, and obstacles."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Authority, Escalation, Outcome, Purpose, Superior
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw, draw4

Integers = npt.NDArray[np.int64]

_DATA_ERROR, _SUPERIOR = int(Purpose.DATA_ERROR), int(Purpose.SUPERIOR)
_NO_ESCALATION, _REAL = int(Escalation.NONE), int(Escalation.REAL)
_NOT_ASKED, _REACHED, _FAKE = int(Superior.NOT_ASKED), int(Superior.REACHED), int(Superior.FAKE)
_EXCUSE, _BUSY = int(Superior.EXCUSE), int(Superior.BUSY)
_EXCEPTION = int(Authority.EXCEPTION)
_RESOLVED, _TICKET, _NOTE = int(Outcome.RESOLVED), int(Outcome.TICKET), int(Outcome.NOTE)
_OBSTRUCTED = int(Outcome.OBSTRUCTED)
NO_POWER = -1
"""The authority of one who may not touch what the system shows: less than anything needs."""


@rule("boolean(boolean, boolean, int64, int64)")
def is_stuck(knows: bool, told: bool, authority: int, needed: int) -> bool:
    """Whether an agent would ask a colleague on the floor: for knowledge, or for leave to act."""
    return not (knows or told) or authority < needed


@rule("boolean(int64, int64, int64, int64)")
def sees_wrong_data(data_error: int, overrides: int, authority: int, consent: int) -> bool:
    """Whether the system shows the agent something wrong, and it cannot be overridden.

    Who may make exceptions may override it, be it with the customer's consent on tape.
    """
    return data_error != 0 and overrides == 0 and max(authority, consent) < _EXCEPTION


@rule("int64(int64, int64, int64)")
def with_consent(authority: int, needed: int, consent: int) -> int:
    """How far an agent may go with the customer's consent on tape."""
    return needed if 0 <= authority < needed <= consent else authority


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64)")
def superior_words(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int
) -> tuple[int, int]:
    """The luck of asking: whether a superior is there, and whether a fake is found out."""
    words = draw4(seed, replication, _SUPERIOR, who >> 32, who & LOW, case, contact, leg)
    return words[0], words[1]


@rule("int64(int64, boolean, int64, int64, boolean, boolean, int64, int64)")
def superior(
    escalation: int, sees: bool, authority: int, needed: int, can_escalate: bool,
    turned_away: bool, word: int, available: int,
) -> int:  # fmt: skip
    """What comes of asking for somebody with wider authority (`codes.Superior`).

    Nobody asks who may act, or sees no cause, or where there is no such queue, or it is closed.
    """
    if not sees or authority >= needed or escalation == _NO_ESCALATION:
        return _NOT_ASKED
    if escalation != _REAL:
        return _FAKE
    if not can_escalate:
        return _NOT_ASKED
    if word >= available:
        return _EXCUSE
    return _BUSY if turned_away else _REACHED


@rule("boolean(int64)")
def asked_in_vain(asked: int) -> bool:
    """Whether time goes into asking for a superior who does not come."""
    return asked not in (_NOT_ASKED, _REACHED)


@rule("int64(int64, int64, int64)")
def past_obstacles(result: int, met: int, obstacles: int) -> int:
    """What comes of a leg at a desk that puts customers off so many times before it acts."""
    if met < obstacles and result in (_RESOLVED, _TICKET, _NOTE):
        return _OBSTRUCTED
    return result


@njit(
    "int64[::1](int64, int64, int64, Array(int64, 1, 'C', readonly=True), "
    "Array(int64, 1, 'C', readonly=True))",
    cache=True,
)
def data_error_words(
    seed: int, replication: int, segment_code: int, customers: Integers, words: Integers
) -> Integers:
    """For each need, the random word that decides whether the system shows something wrong."""
    luck = np.empty(len(customers), np.int64)
    for i in range(len(customers)):
        luck[i] = draw(seed, replication, _DATA_ERROR, segment_code, customers[i], words[i], 0, 0)
    return luck
