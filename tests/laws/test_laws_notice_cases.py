"""Laws notice a log of cases, tickets, visits and causes that was tampered with."""

import numpy as np
import pytest

from ccsim.codes import Event, Reason
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk, copy
from ccsim.units import DAY
from playing import Played, play
from shipped import SCENARIOS, short_plan
from tampering import Tampering, assert_noticed, changed, each_of, rows_of, twice, without

SETS = (
    "departments.billing.visits={technicians: 9, share: 1.0, on_site: {constant: 30m}}",
    "needs.billing_error.causes={tariff: {share: 0.5, fixable_by: billing}}",
    "operating_model.voice_of_customer={coded: 1.0, every: 1d, funded: 1.0}",
    "operating_model.voice_of_customer.delay={constant: 10h}",
)


@pytest.fixture(scope="module")
def played() -> Played:
    """A log in which everything happens that a law looks at."""
    return play(short_plan(SCENARIOS / "scripted_call_center.yaml", *SETS))


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


TAMPERINGS: list[tuple[laws.Law, Tampering]] = [
    (laws.a_case_ends_once, a_case_is_opened_twice),
    (laws.a_case_ends_once, a_case_is_resolved_twice),
    (laws.a_case_ends_once, a_case_goes_on_after_its_end),
    (laws.a_promise_is_kept_or_broken_once, a_promise_is_kept_twice),
    (laws.a_promise_is_kept_or_broken_once, a_promise_is_kept_that_was_never_given),
    (laws.a_date_that_passes_is_broken, a_date_passes_and_nobody_breaks_it),
    (laws.a_deadline_is_kept_or_missed, a_deadline_is_missed_that_was_never_set),
    (laws.a_deadline_is_kept_or_missed, a_deadline_goes_by_unseen),
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
]


@each_of(TAMPERINGS)
def test_a_law_notices(played: Played, law: laws.Law, tamper: Tampering) -> None:
    assert_noticed(played, law, tamper)
