"""Leave to act, over everything that can be."""

from itertools import product

import pytest

from ccsim.codes import Authority, Escalation, Outcome, Superior
from ccsim.rules.superiors import (
    NO_POWER,
    asked_in_vain,
    is_stuck,
    past_obstacles,
    sees_wrong_data,
    superior,
    with_consent,
)

NO_YES = (False, True)
WORDS = (0, 1 << 31, (1 << 32) - 1)
CHANCES = (0, 1 << 31, 1 << 32)


def test_nobody_asks_who_may_act_or_sees_nothing() -> None:
    for way, sees, authority, needed, can, busy in product(
        Escalation, NO_YES, Authority, Authority, NO_YES, NO_YES
    ):
        asked = superior(way, sees, authority, needed, can, busy, 0, 1 << 32)
        may_ask = sees and authority < needed and way != Escalation.NONE
        if not may_ask or (way == Escalation.REAL and not can):
            assert asked == Superior.NOT_ASKED
        elif way == Escalation.FAKE_SUPERVISOR:
            assert asked == Superior.FAKE
        else:
            assert asked == (Superior.BUSY if busy else Superior.REACHED)


@pytest.mark.parametrize("word", WORDS)
def test_a_wider_chance_to_find_a_superior_never_loses_one(word: int) -> None:
    answers = [
        superior(Escalation.REAL, True, Authority.INFORM, Authority.ADJUST, True, False, word, one)
        for one in CHANCES
    ]
    reached = [asked == Superior.REACHED for asked in answers]
    assert reached == sorted(reached)
    assert reached[0] is False
    assert reached[-1] is True
    assert all(asked in (Superior.REACHED, Superior.EXCUSE) for asked in answers)


def test_only_a_superior_who_does_not_come_costs_time_in_vain() -> None:
    vain = {asked for asked in Superior if asked_in_vain(asked)}
    assert vain == {Superior.FAKE, Superior.EXCUSE, Superior.BUSY}


def test_consent_reaches_what_is_needed_and_not_beyond_its_level() -> None:
    for authority, needed, consent in product(
        (NO_POWER, *Authority), Authority, (NO_POWER, *Authority)
    ):
        wider = with_consent(authority, needed, consent)
        assert wider in (authority, needed)
        assert wider >= authority
        assert (wider > authority) == (NO_POWER < authority < needed <= consent)


def test_wrong_data_are_overridden_by_access_or_by_authority() -> None:
    for overrides, authority, consent in product(NO_YES, Authority, (NO_POWER, *Authority)):
        hidden = sees_wrong_data(1, overrides, authority, consent)
        powerless = max(authority, consent) < Authority.EXCEPTION
        assert hidden == (not overrides and powerless)
        assert not sees_wrong_data(0, overrides, authority, consent)


def test_who_knows_and_may_act_is_not_stuck() -> None:
    for knows, told, authority, needed in product(NO_YES, NO_YES, Authority, Authority):
        stuck = is_stuck(knows, told, authority, needed)
        assert stuck != ((knows or told) and authority >= needed)


def test_obstacles_stand_before_what_is_done_and_before_nothing_else() -> None:
    done = {Outcome.RESOLVED, Outcome.TICKET, Outcome.NOTE}
    for result, met in product(Outcome, range(4)):
        wanted = Outcome.OBSTRUCTED if result in done and met < 2 else result
        assert past_obstacles(result, met, 2) == wanted
        assert past_obstacles(result, met, 0) == result
