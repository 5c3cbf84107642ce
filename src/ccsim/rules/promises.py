"""What is promised, how true it is, and whether the customer waits for it."""

from math import sqrt

from ccsim.codes import Purpose
from ccsim.rules.callers import MOST_CONTACTS
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw4
from ccsim.units import MINUTE

_PROMISE = int(Purpose.PROMISE)
_UPDATE = int(Purpose.UPDATE)
_TRUST = int(Purpose.TRUST)
_FOLLOW_UP = int(Purpose.FOLLOW_UP)
BIAS_BITS = 16
"""A bias of 1 is written as 2**16."""
_CERTAIN = 1 << 32
_KINDS = 8
"""Kinds of message have so many places in an address."""


def sum_spread(sd: int) -> int:
    """What a sum of four random words is multiplied with, so that it has this deviation."""
    return round(sd * sqrt(3))


@rule("int64(int64, int64, int64)")
def desk_wait(waiting: int, mean_work: int, staff: int) -> int:
    """Working time until a seat is free, where all are taken and so many tickets wait before."""
    return (waiting + 1) * mean_work // max(staff, 1)


@rule(f"int64({ADDRESS}, int64, int64, int64, int64)")
def told_span(
    seed: int, replication: int, who: int, case: int, contact: int, k: int,
    span: int, bias: int, spread: int,
) -> int:  # fmt: skip
    """What a customer is told who would have to wait for `span`: biased, and with an error.

    The error is a sum of four uniform numbers, which is nearly normal.
    """
    told = (span * bias) >> BIAS_BITS
    if spread > 0:
        w0, w1, w2, w3 = draw4(seed, replication, _PROMISE, who >> 32, who & LOW, case, contact, k)
        # The words are cut to 20 bits before they are multiplied: the product fits.
        told += (((w0 + w1 + w2 + w3 - 2 * _CERTAIN) >> 12) * spread) >> 20
    return max(told, MINUTE)


@rule("int64(int64, int64, int64, int64, int64)")
def doubt(born: int, broken: int, broken_here: int, kept: int, kept_here: int) -> int:
    """The chance that a customer does not wait for a promise to fall due."""
    chance = born + broken * broken_here - kept * kept_here
    return min(max(chance, 0), _CERTAIN)


@rule("int64(int64, int64, int64)")
def calmed(chance: int, updated: int, update_calms: int) -> int:
    """The chance to ask of a customer who has had a message, or not."""
    if updated == 0:
        return chance
    return (chance * ((_CERTAIN - update_calms) >> 16)) >> 16


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64, int64, int64)")
def asks_early(
    seed: int, replication: int, who: int, case: int, contact: int,
    chance: int, span: int, spread: int,
) -> tuple[int, int]:  # fmt: skip
    """The delay until a customer asks about a promise that is not yet due; -1: believes it.

    The second number is how long after opening they dial, should the line be closed by then.
    """
    if chance == 0 or contact >= MOST_CONTACTS:
        return -1, 0
    w0, w1, w2, _ = draw4(seed, replication, _TRUST, who >> 32, who & LOW, case, contact, 0)
    if w0 >= chance:
        return -1, 0
    return max((span * (w1 >> 12)) >> 20, MINUTE), (w2 * spread) >> 32


@rule(f"boolean({ADDRESS}, int64, int64)")
def follows_up(
    seed: int, replication: int, who: int, case: int, contact: int, k: int, chance: int
) -> bool:
    """Whether a department notices that it has missed a promise."""
    if chance == 0:
        return False
    word = draw4(seed, replication, _FOLLOW_UP, who >> 32, who & LOW, case, contact, k)[0]
    return word < chance


@rule(f"boolean({ADDRESS}, int64, int64, int64)")
def sends_update(
    seed: int, replication: int, who: int, case: int, contact: int,
    step: int, kind: int, chance: int,
) -> bool:  # fmt: skip
    """Whether a message of a kind goes out; `step` counts desks, attempts and visits before."""
    if chance == 0:
        return False
    block = step * _KINDS + kind
    word = draw4(seed, replication, _UPDATE, who >> 32, who & LOW, case, contact, block)[0]
    return word < chance
