"""Passed around: wrong guesses, buck-passing, closed doors, lost notes, and the same agent."""

from ccsim.codes import Outcome, Purpose
from ccsim.rules.handling import MOST_LEGS
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw, draw4

_PASSING = int(Purpose.PASSING)
_MISTAKES = int(Purpose.MISTAKES)
_AFFINITY = int(Purpose.AFFINITY)
_TRANSFERRED, _ESCALATED = int(Outcome.TRANSFERRED), int(Outcome.ESCALATED)
_MISDIRECTED, _PASSED_ON = int(Outcome.MISDIRECTED), int(Outcome.PASSED_ON)

KEEPS_BITS = 16
"""A share of 1 of those who still keep a caller is written as 2**16."""
MOST_PASSES = 64
"""Beyond so many passes another one grows no likelier."""
CERTAIN = 1 << 32
"""A chance of 1."""


@rule(f"UniTuple(int64, 4)({ADDRESS}, int64)")
def passing_words(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int
) -> tuple[int, int, int, int]:
    """The luck of a pass: passes on, to which queue, blindly, and the customer has had enough."""
    return draw4(seed, replication, _PASSING, who >> 32, who & LOW, case, contact, 2 * leg)


@rule(f"int64({ADDRESS}, int64)")
def detection_word(seed: int, replication: int, who: int, case: int, contact: int, leg: int) -> int:
    """The random word that decides whether it is noticed that a caller was dumped."""
    return draw4(seed, replication, _PASSING, who >> 32, who & LOW, case, contact, 2 * leg + 1)[0]


@rule(f"UniTuple(int64, 4)({ADDRESS}, int64)")
def mistake_words(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int
) -> tuple[int, int, int, int]:
    """The luck of a leg's mistakes: diagnosis, data entered, notes lost here, and on the way."""
    return draw4(seed, replication, _MISTAKES, who >> 32, who & LOW, case, contact, leg)


@rule(f"int64({ADDRESS})")
def affinity_word(seed: int, replication: int, who: int, case: int, contact: int) -> int:
    """The random word that decides whether a caller is led to the agent of the last time."""
    return draw(seed, replication, _AFFINITY, who >> 32, who & LOW, case, contact, 0)


@rule("int64(int64, int64, int64)")
def passing_chance(passes_on: int, keeps_on: int, passes: int) -> int:
    """The chance that an agent who is no owner passes the caller on: it grows with each pass.

    Of those who would keep the caller, a share of `keeps_on` (out of 2**16) is left each time.
    """
    keeps = CERTAIN - passes_on
    for _ in range(min(passes, MOST_PASSES)):
        keeps = (keeps * keeps_on) >> KEEPS_BITS
    return CERTAIN - keeps


@rule("boolean(int64)")
def is_passed(result: int) -> bool:
    """Whether a leg ends with a transfer, rightly or wrongly."""
    return result in (_TRANSFERRED, _MISDIRECTED, _PASSED_ON)


@rule("boolean(int64, boolean, int64, int64)")
def may_pass_buck(result: int, owned: bool, word: int, chance: int) -> bool:
    """Whether an agent passes on a caller whom they could have kept; an owner never does."""
    return not owned and result not in (_TRANSFERRED, _ESCALATED) and word < chance


@rule("boolean(int64, int64)")
def too_many_legs(result: int, leg: int) -> bool:
    """Whether a contact has come so far that nobody passes it on any more."""
    return leg >= MOST_LEGS and result in (_TRANSFERRED, _ESCALATED)


@rule("boolean(int64, int64, int64, int64)")
def notes_survive(here: int, data_errors: int, away: int, note_loss: int) -> bool:
    """Whether notes reach the next agent: neither lost in the systems, nor between two sites."""
    return here >= data_errors and away >= note_loss
