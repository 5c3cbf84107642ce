"""Laws that every log obeys, whatever the scenario and whichever engine wrote it.

Each law looks at a whole log and says in words where it is broken; no words mean that it holds.
The laws of a noun stand in the module of its name; here are those of the log as a whole.
"""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.agents import (
    agents_are_at_work,
    nobody_is_in_two_talks,
    overtime_is_work,
    paid_time_adds_up,
)
from ccsim.eventlog.cases import (
    a_case_ends_once,
    a_date_that_passes_is_broken,
    a_deadline_is_kept_or_missed,
    a_promise_is_kept_or_broken_once,
    who_left_does_nothing,
)
from ccsim.eventlog.causes import a_cause_is_found_then_funded_then_fixed
from ccsim.eventlog.channels import nobody_talks_with_who_has_gone
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.contacts import (
    WAITS,
    a_contact_is_waits_and_talks,
    a_contact_takes_its_course,
    a_lost_transfer_ends_the_call,
    legs_are_counted,
    nobody_is_in_two_contacts,
)
from ccsim.eventlog.customers import (
    a_sale_follows_a_solution,
    a_story_has_an_ending,
    who_does_not_call_has_no_case,
    who_leaves_has_one_cause,
)
from ccsim.eventlog.departments import a_consequence_has_a_cause, a_ticket_takes_its_course
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.people import a_place_is_left_before_it_is_filled
from ccsim.eventlog.pit_stop import (
    a_place_in_the_pit_stop_is_for_one,
    nobody_is_in_the_pit_stop_and_on_the_floor,
)
from ccsim.eventlog.queues import (
    callers_are_answered_in_order,
    lines_are_never_more_than_there_are,
    nothing_happens_behind_a_closed_door,
)
from ccsim.eventlog.reading import is_event, latest, on_the_line_since, told
from ccsim.eventlog.superiors import (
    help_is_asked_for_in_a_talk,
    who_reaches_a_superior_is_passed_on,
)
from ccsim.eventlog.visits import a_visit_is_by_appointment

Law = Callable[[Doors, Chunk], Iterator[str]]


def check_laws(doors: Doors, log: Chunk) -> list[str]:
    """What is wrong with a whole log, law by law; an empty list says that nothing is."""
    return [f"{law.__name__}: {words}" for law in LAWS for words in law(doors, log)]


def time_never_runs_backwards(doors: Doors, log: Chunk) -> Iterator[str]:
    """Rows are in order of time, from the first midnight to the horizon."""
    wrong = np.diff(log.time, prepend=0) < 0
    yield from told("the clock goes back", log, wrong)
    yield from told("it is not within the run", log, (log.time < 0) | (log.time >= doors.horizon))


def measured_times_are_true(_doors: Doors, log: Chunk) -> Iterator[str]:
    """A wait, a talk, a contact, a case and a ticket last from their first row to their last."""
    for names, start, ends in _MEASURED:
        subject = [getattr(log, name) for name in names]
        began = latest(log, is_event(log, start), subject)
        for end in ends:
            rows = np.flatnonzero(is_event(log, end))
            wrong = (began[rows] < 0) | (log.value[rows] != log.time[rows] - began[rows])
            yield from told("the time is not what passed", log, rows[wrong])
    ended = np.flatnonzero(is_event(log, Event.CONTACT_ENDED))
    since = on_the_line_since(log)[ended]
    lasted = np.where(since >= 0, log.time[ended] - since, 0)
    yield from told("the contact is not what passed", log, ended[log.value[ended] != lasted])


_CONTACT: Final = ("who", "case", "contact")

_MEASURED: Final = (
    (
        _CONTACT,
        Event.QUEUE_ENTERED,
        (Event.CONTACT_ANSWERED, *WAITS, Event.CONTACT_LEFT_SILENTLY),
    ),
    (_CONTACT, Event.CONTACT_ANSWERED, (Event.LEG_ENDED,)),
    (_CONTACT, Event.IVR_ENTERED, (Event.IVR_LEFT,)),
    (
        ("who", "case"),
        Event.CASE_OPENED,
        (
            Event.CASE_RESOLVED,
            Event.CASE_GIVEN_UP,
            Event.CASE_CLOSED_BY_LEAVING,
            Event.CASE_EXPIRED,
            Event.REGULATOR_COMPLAINT,
            Event.DEADLINE_MISSED,
        ),
    ),
    (("who", "case"), Event.TICKET_OPENED, (Event.TICKET_ARRIVED, Event.TICKET_DONE)),
    (("who", "case"), Event.INCIDENT_STRUCK, (Event.INCIDENT_REPAIRED,)),
)
"""Whose time it is, from what, to what."""

LAWS: Final[tuple[Law, ...]] = (
    time_never_runs_backwards,
    a_contact_takes_its_course,
    legs_are_counted,
    nobody_is_in_two_contacts,
    measured_times_are_true,
    a_contact_is_waits_and_talks,
    nobody_is_in_two_talks,
    agents_are_at_work,
    paid_time_adds_up,
    overtime_is_work,
    nothing_happens_behind_a_closed_door,
    a_lost_transfer_ends_the_call,
    lines_are_never_more_than_there_are,
    callers_are_answered_in_order,
    a_case_ends_once,
    a_promise_is_kept_or_broken_once,
    a_date_that_passes_is_broken,
    a_deadline_is_kept_or_missed,
    who_left_does_nothing,
    nobody_talks_with_who_has_gone,
    help_is_asked_for_in_a_talk,
    who_reaches_a_superior_is_passed_on,
    a_ticket_takes_its_course,
    a_consequence_has_a_cause,
    a_visit_is_by_appointment,
    a_place_is_left_before_it_is_filled,
    a_cause_is_found_then_funded_then_fixed,
    a_sale_follows_a_solution,
    a_story_has_an_ending,
    who_does_not_call_has_no_case,
    who_leaves_has_one_cause,
    nobody_is_in_the_pit_stop_and_on_the_floor,
    a_place_in_the_pit_stop_is_for_one,
)
