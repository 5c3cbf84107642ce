"""Laws notice a log of agents at work, in the pit stop and gone that was tampered with."""

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk, copy
from playing import Played, play
from shipped import SCENARIOS, short_plan
from tampering import Tampering, assert_noticed, changed, each_of, rows_of, twice, without

SETS = (
    "teams.front.turnover={yearly: 20}",
    "teams.pit_stop={headcount: 2, hours: 'Mo-Su 08:00-22:00'}",
    "pit_stop={team: pit_stop, floor: front, size: 2, stay: 1d, every: 2d}",
)


@pytest.fixture(scope="module")
def played() -> Played:
    """A log in which everything happens that a law looks at."""
    return play(short_plan(SCENARIOS / "scripted_call_center.yaml", *SETS))


def an_agent_answers_two_at_once(log: Chunk) -> Chunk:
    """Two agents who talk at one time become one."""
    first, second = rows_of(log, Event.CONTACT_ANSWERED)[:2]
    other = copy(log)
    other.agent[other.agent == other.agent[second]] = other.agent[first]
    return other


def an_agent_talks_at_home(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.SHIFT_STARTED)[0]))


def an_agent_talks_on_a_break(log: Chunk) -> Chunk:
    row = rows_of(log, Event.BREAK_ENDED)[0]
    return changed(log, int(row), time=int(log.time[row]) + 8 * 3_600_000)


def after_call_work_takes_days(log: Chunk) -> Chunk:
    row = rows_of(log, Event.WRAP_UP_ENDED)[-1]
    return changed(log, int(row), value=int(log.time[row]))


def an_agent_stays_for_nothing(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.SHIFT_ENDED)[0]), value=12 * 3_600_000)


def an_agent_goes_early(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.SHIFT_ENDED)[0]), value=-1)


def somebody_is_hired_before_anybody_goes(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.AGENT_QUIT)[0]), event=Event.AGENT_HIRED)


def somebody_never_comes_back(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.PIT_STOP_LEFT)[0]))


def somebody_comes_back_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.PIT_STOP_LEFT)[0]))


def two_are_sent_to_one_place(log: Chunk) -> Chunk:
    one, two = rows_of(log, Event.PIT_STOP_ENTERED)[:2]
    return changed(log, int(two), value=int(log.value[one]))


def nobody_was_sent_to_a_place(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.PIT_STOP_ENTERED)[0]))


def nobody_was_ever_sent(log: Chunk) -> Chunk:
    stays = (Event.PIT_STOP_ENTERED, Event.PIT_STOP_LEFT)
    return Chunk(*(column[~np.isin(log.event, stays)] for column in log))


TAMPERINGS: list[tuple[laws.Law, Tampering]] = [
    (laws.nobody_is_in_two_talks, an_agent_answers_two_at_once),
    (laws.agents_are_at_work, an_agent_talks_at_home),
    (laws.agents_are_at_work, an_agent_talks_on_a_break),
    (laws.paid_time_adds_up, after_call_work_takes_days),
    (laws.overtime_is_work, an_agent_stays_for_nothing),
    (laws.overtime_is_work, an_agent_goes_early),
    (laws.a_place_is_left_before_it_is_filled, somebody_is_hired_before_anybody_goes),
    (laws.nobody_is_in_the_pit_stop_and_on_the_floor, somebody_never_comes_back),
    (laws.nobody_is_in_the_pit_stop_and_on_the_floor, somebody_comes_back_twice),
    (laws.a_place_in_the_pit_stop_is_for_one, two_are_sent_to_one_place),
    (laws.a_place_in_the_pit_stop_is_for_one, nobody_was_sent_to_a_place),
    (laws.a_place_in_the_pit_stop_is_for_one, nobody_was_ever_sent),
]


@each_of(TAMPERINGS)
def test_a_law_notices(played: Played, law: laws.Law, tamper: Tampering) -> None:
    assert_noticed(played, law, tamper)
