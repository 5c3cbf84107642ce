"""Laws that every log obeys, whatever the scenario and whichever engine wrote it.

Each law looks at a whole log and says in words where it is broken; no words mean that it holds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.asking import (
    help_is_asked_for_in_a_talk,
    who_reaches_a_superior_is_passed_on,
)
from ccsim.eventlog.channel_laws import nobody_talks_with_who_has_gone
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.departments import a_consequence_has_a_cause, a_ticket_takes_its_course
from ccsim.eventlog.reading import (
    MOST_WORDS,
    Ints,
    Mask,
    contact_rows,
    is_callback,
    is_event,
    latest,
    on_the_line_since,
    order_by,
    same_as_next,
    told,
    when_dialled,
)
from ccsim.eventlog.stretches import (
    Stretches,
    busy,
    on_break,
    on_duty,
    outside,
    overlaps,
    paid_time,
)
from ccsim.eventlog.visits import a_visit_is_by_appointment, at_the_door


@dataclass(frozen=True)
class Hours:
    """When a queue or a department is open: rising spans, closed at their end."""

    opens: Ints
    closes: Ints

    def open_at(self, times: Ints) -> Mask:
        """At which instants it is open."""
        span = np.searchsorted(self.closes, times, side="right")
        opens = np.append(self.opens, np.iinfo(np.int64).max)
        return np.asarray(times >= opens[span], np.bool_)

    def at_work(self, times: Ints) -> Mask:
        """At which instants something may be finished: as when open, and at closing time."""
        return self.open_at(times) | np.isin(times, self.closes)


@dataclass(frozen=True)
class Doors:
    """What laws must know of a centre: its horizon, its hours, its lines, and whom it serves."""

    horizon: int
    queues: tuple[Hours, ...]
    departments: tuple[Hours, ...]
    lines: tuple[int, ...]
    """Of each queue; -1 where there are as many as are wanted."""
    in_order: tuple[bool, ...]
    """Whether callers of a queue are answered in the order in which they came."""


Law = Callable[[Doors, Chunk], Iterator[str]]


def check_laws(doors: Doors, log: Chunk) -> list[str]:
    """What is wrong with a whole log, law by law; an empty list says that nothing is."""
    return [f"{law.__name__}: {words}" for law in LAWS for words in law(doors, log)]


def time_never_runs_backwards(doors: Doors, log: Chunk) -> Iterator[str]:
    """Rows are in order of time, from the first midnight to the horizon."""
    wrong = np.diff(log.time, prepend=0) < 0
    yield from told("the clock goes back", log, wrong)
    yield from told("it is not within the run", log, (log.time < 0) | (log.time >= doors.horizon))


def a_contact_takes_its_course(_doors: Doors, log: Chunk) -> Iterator[str]:
    """From dialling to hanging up, leg by leg; unfinished only while waiting or talking."""
    rows, same = contact_rows(log)
    before, after = rows[:-1][same], rows[1:][same]
    known = np.zeros((_EVENTS, _EVENTS), np.bool_)
    for one, others in _COURSE.items():
        known[int(one), [int(other) for other in others]] = True
    wrong = ~known[log.event[before], log.event[after]]
    yield from told("this cannot come next", log, after[wrong])
    first = np.ones(len(rows), np.bool_)
    first[1:] = ~same
    dialled = is_event(log, Event.CONTACT_ARRIVED)[rows]
    yield from told("nobody has dialled", log, rows[first & ~dialled])
    last = np.append(first[1:], True)[: len(rows)]
    open_ended = np.isin(log.event[rows], [int(event) for event in _COURSE_MAY_STOP_AT])
    yield from told("nothing comes of it", log, rows[last & ~open_ended])


def legs_are_counted(_doors: Doors, log: Chunk) -> Iterator[str]:
    """Legs are numbered from 0, and the number goes up when the caller is passed on."""
    rows, same = contact_rows(log)
    before, after = rows[:-1][same], rows[1:][same]
    passed_on = is_event(log, Event.LEG_ENDED)[before] & is_event(log, Event.QUEUE_ENTERED)[after]
    step = log.leg[after].astype(np.int64) - log.leg[before]
    yield from told("the leg has a wrong number", log, after[step != passed_on])
    arrivals = is_event(log, Event.CONTACT_ARRIVED)
    yield from told("the first leg is not number 0", log, arrivals & (log.leg != 0))


def nobody_is_in_two_contacts(_doors: Doors, log: Chunk) -> Iterator[str]:
    """The next attempt at a case begins after the last one has ended, and has the next number."""
    dials, ends = is_event(log, Event.CONTACT_ARRIVED), is_event(log, Event.CONTACT_ENDED)
    edges = np.flatnonzero(dials | ends)
    rows = edges[order_by(log.who[edges], log.case[edges])]
    same = same_as_next(log.who[rows], log.case[rows])
    before, after = rows[:-1][same], rows[1:][same]
    again = dials[after]
    yield from told("the attempt before has not ended", log, after[again & ~ends[before]])
    step = log.contact[after].astype(np.int64) - log.contact[before]
    yield from told("the attempt has a wrong number", log, after[step != again])


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


def a_contact_is_waits_and_talks(_doors: Doors, log: Chunk) -> Iterator[str]:
    """A whole contact lasts as long as its menu, waits and talks together.

    Who is called back is not on the line before.
    """
    rows, same = contact_rows(log)
    group = np.cumsum(np.append(True, ~same)) - 1 if len(rows) else rows
    parts = np.isin(log.event[rows], [int(event) for event in _PARTS]) & ~is_callback(log)[rows]
    lasted = np.bincount(group[parts], log.value[rows][parts], minlength=len(rows)).astype(np.int64)
    ended = is_event(log, Event.CONTACT_ENDED)[rows]
    wrong = log.value[rows][ended] != lasted[group[ended]]
    yield from told("waits and talks do not add up", log, rows[ended][wrong])


def nobody_is_in_two_talks(doors: Doors, log: Chunk) -> Iterator[str]:
    """Talks and after-call work of an agent never overlap."""
    yield from overlaps("the agent is still busy", busy(doors.horizon, log))


def agents_are_at_work(doors: Doors, log: Chunk) -> Iterator[str]:
    """An agent is busy only on a shift and not on a break; breaks lie in shifts."""
    shifts, breaks = on_duty(doors.horizon, log), on_break(doors.horizon, log)
    work = busy(doors.horizon, log)
    yield from overlaps("the agent is on duty already", shifts)
    yield from overlaps("the agent is on a break already", breaks)
    yield from outside("the agent talks while at home", work, shifts)
    yield from outside("the agent takes a break at home", breaks, shifts)
    both = Stretches(*(np.concatenate(pair) for pair in zip(work, breaks, strict=True)))
    yield from overlaps("the agent talks on a break", both)


def paid_time_adds_up(doors: Doors, log: Chunk) -> Iterator[str]:
    """Paid time is talk, after-call work, breaks and idleness, and idleness is never negative."""
    agents = int(log.agent.max(initial=-1)) + 1
    paid = paid_time(doors.horizon, log, agents)
    used = busy(doors.horizon, log).per_subject(agents)
    used += on_break(doors.horizon, log).per_subject(agents)
    for agent in np.flatnonzero(used > paid)[:MOST_WORDS]:
        yield f"agent {agent} is paid {paid[agent]} ms, and busy or on a break {used[agent]} ms"


def overtime_is_work(doors: Doors, log: Chunk) -> Iterator[str]:
    """Nobody stays beyond the rostered end but to finish, and nobody goes before."""
    ended = np.flatnonzero(is_event(log, Event.SHIFT_ENDED))
    yield from told("the agent goes early", log, ended[log.value[ended] < 0])
    late = ended[log.value[ended] > 0]
    overtime = Stretches(
        log.agent[late].astype(np.int64), log.time[late] - log.value[late], log.time[late]
    )
    yield from outside("the agent stays without work", overtime, busy(doors.horizon, log))


def nothing_happens_behind_a_closed_door(doors: Doors, log: Chunk) -> Iterator[str]:
    """Callers get in while a queue is open, are turned away while not; tickets keep hours."""
    dialled = is_event(log, Event.QUEUE_ENTERED) & (log.leg == 0)
    for q, hours in enumerate(doors.queues):
        here, open_now = log.queue == q, hours.open_at(log.time)
        yield from told("the queue is closed", log, here & dialled & ~open_now)
        turned_away = here & is_event(log, Event.CONTACT_CLOSED_OUT)
        yield from told("the queue is open", log, turned_away & open_now)
        cleared = here & is_event(log, Event.CONTACT_DISCONNECTED)
        yield from told("no queue closes", log, cleared & ~np.isin(log.time, hours.closes))
        lost = here & is_event(log, Event.TRANSFER_LOST)
        yield from told("the queue is open", log, lost & open_now)
    for d, hours in enumerate(doors.departments):
        done = (log.department == d) & np.isin(log.event, _WORK_ENDS) & ~at_the_door(log)
        yield from told("the department is closed", log, done & ~hours.at_work(log.time))


def a_lost_transfer_ends_the_call(_doors: Doors, log: Chunk) -> Iterator[str]:
    """Who is put through to a closed queue is off the line at once, and nobody else is."""
    lost = is_event(log, Event.TRANSFER_LOST)
    ended = is_event(log, Event.CONTACT_ENDED) & (log.reason == int(Outcome.CALL_LOST))
    edges = np.flatnonzero(lost | ended)
    rows = edges[order_by(log.who[edges], log.case[edges], log.contact[edges])]
    same = same_as_next(log.who[rows], log.case[rows], log.contact[rows])
    ends_next = np.append(same, False)[: len(rows)] & ended[np.roll(rows, -1)]
    follows = np.append(False, same)[: len(rows)] & lost[np.roll(rows, 1)]
    yield from told("the call goes on", log, rows[lost[rows] & ~ends_next])
    yield from told("it was not put through", log, rows[ended[rows] & ~follows])


def lines_are_never_more_than_there_are(doors: Doors, log: Chunk) -> Iterator[str]:
    """A caller holds a line of the first queue to the end; with all taken, it is busy."""
    entry = when_dialled(log, log.queue)
    subject = (log.who, log.case, log.contact)
    in_menu = latest(log, is_event(log, Event.IVR_ENTERED), subject) >= 0
    entered = is_event(log, Event.QUEUE_ENTERED) & (log.leg == 0) & ~is_callback(log) & ~in_menu
    entered |= is_event(log, Event.IVR_ENTERED)
    held = (latest(log, entered, subject) >= 0) & (log.reason != int(Outcome.BLOCKED))
    left = is_event(log, Event.CONTACT_ENDED) & held
    for q, lines in enumerate(doors.lines):
        blocked = (log.queue == q) & is_event(log, Event.CONTACT_BLOCKED)
        here = entry == q
        taken = np.cumsum((here & entered).astype(np.int64) - (here & left))
        if lines < 0:
            yield from told("busy, with lines without end", log, blocked)
        else:
            yield from told("more lines than there are", log, here & entered & (taken > lines))
            yield from told("busy, and a line is free", log, blocked & (taken < lines))


def callers_are_answered_in_order(doors: Doors, log: Chunk) -> Iterator[str]:
    """Where one team serves a queue and no other helps, who came first is answered first."""
    came = latest(log, is_event(log, Event.QUEUE_ENTERED), [log.who, log.case], rows=True)
    for q in np.flatnonzero(doors.in_order):
        rows = np.flatnonzero((log.queue == q) & is_event(log, Event.CONTACT_ANSWERED))
        yield from told("somebody came before", log, rows[1:][np.diff(came[rows]) < 0])


def a_case_ends_once(_doors: Doors, log: Chunk) -> Iterator[str]:
    """A case is opened once and ends at most once; then nothing is written of it, nor tried."""
    of_cases = is_event(log, Event.CASE_OPENED) | np.isin(log.event, _CASE_ENDS)
    of_cases |= np.isin(log.event, _OF_OPEN_CASES)
    tried = is_event(log, Event.CONTACT_ARRIVED) & (log.kind >= 0)
    edges = np.flatnonzero(of_cases | tried)
    rows = edges[order_by(log.who[edges], log.case[edges])]
    same = same_as_next(log.who[rows], log.case[rows])
    first = np.ones(len(rows), np.bool_)
    first[1:] = ~same
    opened = is_event(log, Event.CASE_OPENED)[rows]
    yield from told("the case was never opened", log, rows[first & ~opened])
    yield from told("the case is opened again", log, rows[~first & opened])
    over = np.isin(log.event[rows[:-1]], _CASE_ENDS)
    yield from told("the case is over", log, rows[1:][same & over])


def a_promise_is_kept_or_broken_once(_doors: Doors, log: Chunk) -> Iterator[str]:
    """Each kept or broken promise was given: with the ticket, a visit, a call, or to who chased."""
    given = is_event(log, Event.PROMISE_GIVEN) | is_event(log, Event.OWNER_CALLED)
    given |= is_event(log, Event.FOLLOWED_UP) | is_event(log, Event.VISIT_BOOKED)
    given |= np.isin(log.event, _DATES) & (log.value >= 0)
    over = is_event(log, Event.PROMISE_KEPT) | is_event(log, Event.PROMISE_BROKEN)
    edges = np.flatnonzero(given | over)
    rows = edges[order_by(log.who[edges], log.case[edges])]
    same = np.append(False, same_as_next(log.who[rows], log.case[rows]))[: len(rows)]
    again = over[rows] & ~(same & given[np.roll(rows, 1)])
    yield from told("there was no promise", log, rows[again])


def a_deadline_is_kept_or_missed(_doors: Doors, log: Chunk) -> Iterator[str]:
    """A deadline is missed when it comes and the case is open, and then only."""
    given, missed = is_event(log, Event.DEADLINE_SET), is_event(log, Event.DEADLINE_MISSED)
    over = np.isin(log.event, _CASE_ENDS)
    edges = np.flatnonzero(given | missed | over)
    rows = edges[order_by(log.who[edges], log.case[edges])]
    same = same_as_next(log.who[rows], log.case[rows])
    before, after = rows[:-1], rows[1:]
    follows = same & given[before] & missed[after]
    right = np.zeros(log.rows, np.bool_)
    right[after[follows & (log.time[after] == log.value[before])]] = True
    yield from told("no such deadline was set", log, missed & ~right)
    passed = same & given[before] & over[after] & (log.time[after] > log.value[before])
    yield from told("its deadline went by unseen", log, after[passed])


def who_left_does_nothing(_doors: Doors, log: Chunk) -> Iterator[str]:
    """Customers who left neither call, nor are called, nor have needs."""
    left = np.flatnonzero(is_event(log, Event.CUSTOMER_LEFT))
    who, when = log.who[left], log.time[left]
    order = np.argsort(who, kind="stable")
    who, when = who[order], when[order]
    yield from told("the customer leaves twice", log, left[order][1:][who[1:] == who[:-1]])
    acts = np.flatnonzero(np.isin(log.event, _ACTS) & np.isin(log.who, who))
    gone = when[np.searchsorted(who, log.who[acts])]
    yield from told("the customer has left", log, acts[log.time[acts] >= gone])


_WAITS: Final = (Event.CONTACT_ABANDONED, Event.CONTACT_FLOWED_OUT, Event.CONTACT_DISCONNECTED)
_PARTS: Final = (Event.IVR_LEFT, Event.CONTACT_ANSWERED, Event.LEG_ENDED, *_WAITS)
_ENDED: Final = (Event.CONTACT_ENDED,)
_COURSE: Final = {
    Event.CONTACT_ARRIVED: (
        Event.CONTACT_BLOCKED, Event.CONTACT_CLOSED_OUT, Event.QUEUE_ENTERED, Event.IVR_ENTERED,
    ),
    Event.IVR_ENTERED: (Event.IVR_LEFT,),
    Event.IVR_LEFT: (Event.QUEUE_ENTERED, Event.CONTACT_CLOSED_OUT, *_ENDED),
    Event.CONTACT_BLOCKED: _ENDED,
    Event.CONTACT_CLOSED_OUT: _ENDED,
    Event.QUEUE_ENTERED: (Event.CONTACT_ANSWERED, *_WAITS, Event.CALLBACK_UNANSWERED),
    Event.CALLBACK_UNANSWERED: _ENDED,
    Event.CONTACT_ANSWERED: (Event.LEG_ENDED,),
    Event.CONTACT_ABANDONED: _ENDED,
    Event.CONTACT_FLOWED_OUT: _ENDED,
    Event.CONTACT_DISCONNECTED: _ENDED,
    Event.LEG_ENDED: (Event.QUEUE_ENTERED, Event.CONTACT_ENDED),
}  # fmt: skip
"""What may come next in a contact."""
_COURSE_MAY_STOP_AT: Final = (
    Event.CONTACT_ENDED, Event.IVR_ENTERED, Event.QUEUE_ENTERED, Event.CONTACT_ANSWERED,
)  # fmt: skip
_EVENTS: Final = int(max(Event)) + 1
_CONTACT: Final = ("who", "case", "contact")
_MEASURED: Final = (
    (
        _CONTACT,
        Event.QUEUE_ENTERED,
        (Event.CONTACT_ANSWERED, *_WAITS, Event.CONTACT_LEFT_SILENTLY),
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
_CASE_ENDS: Final = [
    int(Event.CASE_RESOLVED), int(Event.CASE_GIVEN_UP), int(Event.CASE_CLOSED_BY_LEAVING),
    int(Event.CASE_EXPIRED),
]  # fmt: skip
_WORK_ENDS: Final = [
    int(Event.TICKET_DONE), int(Event.TICKET_PASSED), int(Event.TICKET_RETRIED),
]  # fmt: skip
_DATES: Final = [int(Event.TICKET_OPENED), int(Event.TICKET_RETRIED)]
_OF_OPEN_CASES: Final = [
    int(Event.REGULATOR_COMPLAINT), int(Event.INSPECTED), int(Event.CREDIT_DUE),
    int(Event.DEADLINE_SET), int(Event.DEADLINE_MISSED),
]  # fmt: skip
"""What is written of a case that is open, and of no other."""
_ACTS: Final = [
    int(Event.CONTACT_ARRIVED), int(Event.CASE_OPENED), int(Event.OWNER_CALLED),
    int(Event.FOLLOWED_UP), int(Event.UPDATE_SENT), int(Event.VISIT_BOOKED),
]  # fmt: skip

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
    a_deadline_is_kept_or_missed,
    who_left_does_nothing,
    nobody_talks_with_who_has_gone,
    help_is_asked_for_in_a_talk,
    who_reaches_a_superior_is_passed_on,
    a_ticket_takes_its_course,
    a_consequence_has_a_cause,
    a_visit_is_by_appointment,
)
