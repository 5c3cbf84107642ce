"""Laws notice a log of contacts that was tampered with."""

import numpy as np
import pytest

from ccsim.codes import Event, Outcome
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk, copy
from playing import Played, doors_of, play
from shipped import SCENARIOS, short_plan
from tampering import Tampering, assert_noticed, changed, each_of, rows_of, swapped, twice, without

SETS = (
    "operating_model.escalation=real",
    "operating_model.escalation_queue=second_line",
    "operating_model.superiors.available=0.35",
    "teams.second_line.authority=full",
)


@pytest.fixture(scope="module")
def played() -> Played:
    """A log in which everything happens that a law looks at."""
    return play(short_plan(SCENARIOS / "scripted_call_center.yaml", *SETS))


def a_row_is_late(log: Chunk) -> Chunk:
    return changed(log, 50, time=int(log.time[-1]))


def a_row_is_beyond_the_horizon(log: Chunk) -> Chunk:
    return changed(log, log.rows - 1, time=10 * int(log.time[-1]))


def a_contact_never_ends(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.CONTACT_ENDED)[3]))


def a_contact_ends_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.CONTACT_ENDED)[3]))


def a_caller_is_answered_who_never_dialled(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.CONTACT_ARRIVED)[3]))


def a_leg_has_a_wrong_number(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.QUEUE_ENTERED)[3]), leg=1)


def somebody_dials_twice_at_once(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CONTACT_ARRIVED)
    again = row[log.contact[row] == 1][0]
    mine = (log.who == log.who[again]) & (log.case == log.case[again])
    return without(log, int(np.flatnonzero(mine & (log.event == Event.CONTACT_ENDED))[0]))


def an_attempt_is_left_out(log: Chunk) -> Chunk:
    other = copy(log)
    other.contact[other.contact > 0] += 1
    return other


def a_wait_is_written_too_short(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CONTACT_ABANDONED)[0]
    return changed(log, int(row), value=int(log.value[row]) - 1)


def a_ticket_takes_no_time(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.TICKET_DONE)[0]), value=-1)


def a_talk_is_longer_than_its_contact(log: Chunk) -> Chunk:
    row = rows_of(log, Event.LEG_ENDED)[0]
    return changed(log, int(row), value=int(log.value[row]) + 1)


def a_caller_gets_in_at_night(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.QUEUE_ENTERED)[0]), time=0)


def a_caller_is_turned_away_by_day(log: Chunk) -> Chunk:
    row = rows_of(log, Event.QUEUE_ENTERED)[0]
    return changed(log, int(row), event=int(Event.CONTACT_CLOSED_OUT))


def a_caller_is_cut_off_by_day(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CONTACT_ABANDONED)[0]
    return changed(log, int(row), event=int(Event.CONTACT_DISCONNECTED))


def a_ticket_is_done_at_night(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.TICKET_DONE)[0]), time=0)


def a_call_is_lost_that_was_not_put_through(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CONTACT_ENDED)[0]
    return changed(log, int(row), reason=int(Outcome.CALL_LOST))


def a_call_is_lost_and_goes_on(log: Chunk) -> Chunk:
    row = rows_of(log, Event.LEG_ENDED)[0]
    return changed(log, int(row), event=int(Event.TRANSFER_LOST))


def it_is_busy_with_a_line_free(log: Chunk) -> Chunk:
    row = rows_of(log, Event.QUEUE_ENTERED)[0]
    return changed(log, int(row), event=int(Event.CONTACT_BLOCKED))


def lines_are_never_given_back(log: Chunk) -> Chunk:
    other = copy(log)
    other.reason[rows_of(log, Event.CONTACT_ENDED)] = int(Outcome.BLOCKED)
    return other


def somebody_jumps_the_queue(log: Chunk) -> Chunk:
    answered = rows_of(log, Event.CONTACT_ANSWERED)
    waited = answered[(log.value[answered] > 60_000) & (log.queue[answered] == 0)]
    return swapped(log, int(waited[0]), int(waited[20]), "who", "case", "contact")


def a_customer_calls_who_has_left(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CONTACT_ARRIVED)[0]
    return changed(log, int(row) - 1, event=int(Event.CUSTOMER_LEFT))


def a_customer_leaves_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.CUSTOMER_LEFT)[0]))


def a_caller_who_is_there_is_missed(log: Chunk) -> Chunk:
    row = rows_of(log, Event.LEG_ENDED)[0]
    return changed(log, int(row), reason=int(Outcome.NOBODY_THERE))


def a_caller_goes_twice(log: Chunk) -> Chunk:
    row = int(rows_of(log, Event.CONTACT_ABANDONED)[0])
    return changed(twice(log, row), row, event=int(Event.CONTACT_LEFT_SILENTLY))


def somebody_asks_for_a_superior_between_two_talks(log: Chunk) -> Chunk:
    row = int(rows_of(log, Event.SUPERVISOR_ASKED)[0])
    return changed(log, row, leg=int(log.leg[row]) + 1)


def a_superior_is_reached_and_nobody_is_passed_on(log: Chunk) -> Chunk:
    escalated = rows_of(log, Event.LEG_ENDED)
    escalated = escalated[log.reason[escalated] == Outcome.ESCALATED]
    return changed(log, int(escalated[0]), reason=int(Outcome.PUT_OFF))


TAMPERINGS: list[tuple[laws.Law, Tampering]] = [
    (laws.time_never_runs_backwards, a_row_is_late),
    (laws.time_never_runs_backwards, a_row_is_beyond_the_horizon),
    (laws.a_contact_takes_its_course, a_contact_never_ends),
    (laws.a_contact_takes_its_course, a_contact_ends_twice),
    (laws.a_contact_takes_its_course, a_caller_is_answered_who_never_dialled),
    (laws.legs_are_counted, a_leg_has_a_wrong_number),
    (laws.nobody_is_in_two_contacts, somebody_dials_twice_at_once),
    (laws.nobody_is_in_two_contacts, an_attempt_is_left_out),
    (laws.measured_times_are_true, a_wait_is_written_too_short),
    (laws.measured_times_are_true, a_ticket_takes_no_time),
    (laws.a_contact_is_waits_and_talks, a_talk_is_longer_than_its_contact),
    (laws.nothing_happens_behind_a_closed_door, a_caller_gets_in_at_night),
    (laws.nothing_happens_behind_a_closed_door, a_caller_is_turned_away_by_day),
    (laws.nothing_happens_behind_a_closed_door, a_caller_is_cut_off_by_day),
    (laws.nothing_happens_behind_a_closed_door, a_ticket_is_done_at_night),
    (laws.nothing_happens_behind_a_closed_door, a_call_is_lost_and_goes_on),
    (laws.a_lost_transfer_ends_the_call, a_call_is_lost_and_goes_on),
    (laws.a_lost_transfer_ends_the_call, a_call_is_lost_that_was_not_put_through),
    (laws.lines_are_never_more_than_there_are, it_is_busy_with_a_line_free),
    (laws.lines_are_never_more_than_there_are, lines_are_never_given_back),
    (laws.callers_are_answered_in_order, somebody_jumps_the_queue),
    (laws.who_left_does_nothing, a_customer_calls_who_has_left),
    (laws.who_left_does_nothing, a_customer_leaves_twice),
    (laws.nobody_talks_with_who_has_gone, a_caller_who_is_there_is_missed),
    (laws.nobody_talks_with_who_has_gone, a_caller_goes_twice),
    (laws.help_is_asked_for_in_a_talk, somebody_asks_for_a_superior_between_two_talks),
    (laws.who_reaches_a_superior_is_passed_on, a_superior_is_reached_and_nobody_is_passed_on),
]


@each_of(TAMPERINGS)
def test_a_law_notices(played: Played, law: laws.Law, tamper: Tampering) -> None:
    assert_noticed(played, law, tamper)


def test_a_breach_is_told_with_its_law_and_its_row(played: Played) -> None:
    words = laws.check_laws(doors_of(played.plan), a_row_is_late(played.log))
    assert words[0].startswith("time_never_runs_backwards: the clock goes back: row 51, ")
