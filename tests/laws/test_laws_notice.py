"""Each law notices a log that was tampered with."""

from collections.abc import Callable

import numpy as np
import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk, copy
from ccsim.units import DAY
from playing import Played, doors_of, play
from shipped import SCENARIOS, short_plan

SETS = (
    "operating_model.escalation=real",
    "operating_model.escalation_queue=second_line",
    "operating_model.superiors.available=0.35",
    "teams.second_line.authority=full",
    "departments.billing.visits={technicians: 9, share: 1.0, on_site: {constant: 30m}}",
    "needs.billing_error.causes={tariff: {share: 0.5, fixable_by: billing}}",
    "operating_model.voice_of_customer={coded: 1.0, every: 1d, funded: 1.0}",
    "operating_model.voice_of_customer.delay={constant: 10h}",
    "teams.front.turnover={yearly: 20}",
    "teams.pit_stop={headcount: 2, hours: 'Mo-Su 08:00-22:00'}",
    "pit_stop={team: pit_stop, floor: front, size: 2, stay: 1d, every: 2d}",
)
Tampering = Callable[[Chunk], Chunk]


@pytest.fixture(scope="module")
def played() -> Played:
    """A log in which everything happens that a law looks at."""
    plan = short_plan(SCENARIOS / "scripted_call_center.yaml", *SETS)
    return play(plan)


def rows_of(log: Chunk, event: Event) -> np.ndarray:
    return np.flatnonzero(log.event == event)


def without(log: Chunk, row: int) -> Chunk:
    return Chunk(*(np.delete(column, row) for column in log))


def twice(log: Chunk, row: int) -> Chunk:
    return Chunk(*(np.insert(column, row, column[row]) for column in log))


def changed(log: Chunk, row: int, **values: int) -> Chunk:
    other = copy(log)
    for name, value in values.items():
        getattr(other, name)[row] = value
    return other


def swapped(log: Chunk, one: int, two: int, *names: str) -> Chunk:
    other = copy(log)
    for name in names:
        column = getattr(other, name)
        column[[one, two]] = column[[two, one]]
    return other


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


def a_case_is_opened_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.CASE_OPENED)[0]))


def a_case_is_resolved_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.CASE_RESOLVED)[0]))


def a_case_goes_on_after_its_end(log: Chunk) -> Chunk:
    again = log.contact[rows_of(log, Event.CONTACT_ARRIVED)] > 0
    row = int(rows_of(log, Event.CONTACT_ARRIVED)[again][0])
    mine = (log.who == log.who[row]) & (log.case == log.case[row])
    first_end = np.flatnonzero(mine & (log.event == Event.CONTACT_ENDED))[0]
    return changed(log, int(first_end), event=int(Event.CASE_GIVEN_UP))


def a_promise_is_kept_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.PROMISE_KEPT)[0]))


def a_date_passes_and_nobody_breaks_it(log: Chunk) -> Chunk:
    given = rows_of(log, Event.TICKET_OPENED)
    dated = int(given[log.value[given] >= 0][0])
    return changed(log, dated, value=int(log.time[dated]) + 1)


def a_promise_is_kept_that_was_never_given(log: Chunk) -> Chunk:
    other = copy(log)
    other.value[rows_of(log, Event.TICKET_OPENED)] = -1
    return other


def a_deadline_is_missed_that_was_never_set(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.CASE_RESOLVED)[5]), event=Event.DEADLINE_MISSED)


def a_deadline_goes_by_unseen(log: Chunk) -> Chunk:
    resolved = int(rows_of(log, Event.CASE_RESOLVED)[5])
    opened = int(log.time[resolved] - log.value[resolved])
    mine = (log.who == log.who[resolved]) & (log.case == log.case[resolved])
    row = int(np.flatnonzero(mine & (log.event == Event.CONTACT_ARRIVED))[0])
    return changed(log, row, event=Event.DEADLINE_SET, value=opened + 1)


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


def a_ticket_is_done_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.TICKET_DONE)[0]))


def a_ticket_is_done_by_another_desk(log: Chunk) -> Chunk:
    row = int(rows_of(log, Event.TICKET_DONE)[0])
    return changed(log, row, department=int(log.department[row]) + 1)


def a_ticket_is_opened_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.TICKET_OPENED)[0]))


def a_consequence_comes_of_nothing(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CONTACT_ARRIVED)[0]
    return changed(log, int(row), reason=int(Reason.CONSEQUENCE))


def a_technician_comes_before_the_slot(log: Chunk) -> Chunk:
    row = int(rows_of(log, Event.VISIT_BOOKED)[0])
    return changed(log, row, value=int(log.value[row]) + 30 * DAY)


def a_technician_comes_without_an_appointment(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.VISIT_BOOKED)[0]))


def a_visit_is_made_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.VISIT_MADE)[0]))


def a_cause_is_found_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.CAUSE_FOUND)[0]))


def a_cause_is_funded_that_nobody_found(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.CAUSE_FOUND)[0]))


def a_cause_is_funded_without_a_review(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.CAUSE_REVIEWED)[0]))


def a_cause_is_fixed_that_was_never_funded(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.CAUSE_FUNDED)[0]))


def a_cause_is_fixed_before_its_date(log: Chunk) -> Chunk:
    row = int(rows_of(log, Event.CAUSE_FUNDED)[0])
    return changed(log, row, value=int(log.value[row]) + DAY)


def a_cause_is_fixed_after_another_time(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.CAUSE_FIXED)[0]), value=1)


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
    (laws.nobody_is_in_two_talks, an_agent_answers_two_at_once),
    (laws.agents_are_at_work, an_agent_talks_at_home),
    (laws.agents_are_at_work, an_agent_talks_on_a_break),
    (laws.paid_time_adds_up, after_call_work_takes_days),
    (laws.overtime_is_work, an_agent_stays_for_nothing),
    (laws.overtime_is_work, an_agent_goes_early),
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
    (laws.a_case_ends_once, a_case_is_opened_twice),
    (laws.a_case_ends_once, a_case_is_resolved_twice),
    (laws.a_case_ends_once, a_case_goes_on_after_its_end),
    (laws.a_promise_is_kept_or_broken_once, a_promise_is_kept_twice),
    (laws.a_promise_is_kept_or_broken_once, a_promise_is_kept_that_was_never_given),
    (laws.a_date_that_passes_is_broken, a_date_passes_and_nobody_breaks_it),
    (laws.a_deadline_is_kept_or_missed, a_deadline_is_missed_that_was_never_set),
    (laws.a_deadline_is_kept_or_missed, a_deadline_goes_by_unseen),
    (laws.who_left_does_nothing, a_customer_calls_who_has_left),
    (laws.who_left_does_nothing, a_customer_leaves_twice),
    (laws.nobody_talks_with_who_has_gone, a_caller_who_is_there_is_missed),
    (laws.nobody_talks_with_who_has_gone, a_caller_goes_twice),
    (laws.help_is_asked_for_in_a_talk, somebody_asks_for_a_superior_between_two_talks),
    (laws.who_reaches_a_superior_is_passed_on, a_superior_is_reached_and_nobody_is_passed_on),
    (laws.a_ticket_takes_its_course, a_ticket_is_done_twice),
    (laws.a_ticket_takes_its_course, a_ticket_is_done_by_another_desk),
    (laws.a_ticket_takes_its_course, a_ticket_is_opened_twice),
    (laws.a_consequence_has_a_cause, a_consequence_comes_of_nothing),
    (laws.a_visit_is_by_appointment, a_technician_comes_before_the_slot),
    (laws.a_visit_is_by_appointment, a_technician_comes_without_an_appointment),
    (laws.a_visit_is_by_appointment, a_visit_is_made_twice),
    (laws.a_cause_is_found_then_funded_then_fixed, a_cause_is_found_twice),
    (laws.a_cause_is_found_then_funded_then_fixed, a_cause_is_funded_that_nobody_found),
    (laws.a_cause_is_found_then_funded_then_fixed, a_cause_is_funded_without_a_review),
    (laws.a_cause_is_found_then_funded_then_fixed, a_cause_is_fixed_that_was_never_funded),
    (laws.a_cause_is_found_then_funded_then_fixed, a_cause_is_fixed_before_its_date),
    (laws.a_cause_is_found_then_funded_then_fixed, a_cause_is_fixed_after_another_time),
    (laws.a_place_is_left_before_it_is_filled, somebody_is_hired_before_anybody_goes),
    (laws.nobody_is_in_the_pit_stop_and_on_the_floor, somebody_never_comes_back),
    (laws.nobody_is_in_the_pit_stop_and_on_the_floor, somebody_comes_back_twice),
    (laws.a_place_in_the_pit_stop_is_for_one, two_are_sent_to_one_place),
    (laws.a_place_in_the_pit_stop_is_for_one, nobody_was_sent_to_a_place),
    (laws.a_place_in_the_pit_stop_is_for_one, nobody_was_ever_sent),
]


@pytest.mark.parametrize(
    ("law", "tamper"),
    TAMPERINGS,
    ids=[f"{law.__name__}-{tamper.__name__}" for law, tamper in TAMPERINGS],
)
def test_a_law_notices(played: Played, law: laws.Law, tamper: Tampering) -> None:
    doors = doors_of(played.plan)
    assert list(law(doors, played.log)) == []
    assert list(law(doors, tamper(played.log))) != []


def test_a_breach_is_told_with_its_law_and_its_row(played: Played) -> None:
    words = laws.check_laws(doors_of(played.plan), a_row_is_late(played.log))
    assert words[0].startswith("time_never_runs_backwards: the clock goes back: row 51, ")
