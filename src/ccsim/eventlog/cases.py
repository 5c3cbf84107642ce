"""Laws of cases: opened once, ended once, with promises and deadlines that were given."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.reading import (
    is_event,
    order_by,
    same_as_next,
    told,
)


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


def a_date_that_passes_is_broken(doors: Doors, log: Chunk) -> Iterator[str]:
    """A date told for a ticket is broken at the latest when it passes and the ticket is not done.

    The date of a visit is the end of its slot, which the log does not name.
    """
    dated = np.isin(log.event, _TELLS_DATE) | (np.isin(log.event, _DATES) & (log.value >= 0))
    follows = np.isin(log.event, (Event.PROMISE_KEPT, Event.PROMISE_BROKEN, Event.VISIT_BOOKED))
    follows |= np.isin(log.event, (Event.TICKET_DONE, Event.CASE_RESOLVED)) | dated
    rows = np.flatnonzero(follows)
    rows = rows[order_by(log.who[rows], log.case[rows])]
    same = np.append(same_as_next(log.who[rows], log.case[rows]), False)[: len(rows)]
    until = np.where(same, log.time[np.roll(rows, -1)], doors.horizon - 1)
    yield from told("its date went by unseen", log, rows[dated[rows] & (log.value[rows] < until)])


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
    """Customers who left neither call, nor are called, nor have needs, nor buy."""
    left = np.flatnonzero(is_event(log, Event.CUSTOMER_LEFT))
    who, when = log.who[left], log.time[left]
    order = np.argsort(who, kind="stable")
    who, when = who[order], when[order]
    yield from told("the customer leaves twice", log, left[order][1:][who[1:] == who[:-1]])
    acts = np.flatnonzero(np.isin(log.event, _ACTS) & np.isin(log.who, who))
    gone = when[np.searchsorted(who, log.who[acts])]
    yield from told("the customer has left", log, acts[log.time[acts] >= gone])


_CASE_ENDS: Final = [
    int(Event.CASE_RESOLVED), int(Event.CASE_GIVEN_UP), int(Event.CASE_CLOSED_BY_LEAVING),
    int(Event.CASE_EXPIRED),
]  # fmt: skip

_DATES: Final = [int(Event.TICKET_OPENED), int(Event.TICKET_RETRIED)]

_TELLS_DATE: Final = [
    int(Event.PROMISE_GIVEN), int(Event.OWNER_CALLED), int(Event.FOLLOWED_UP),
]  # fmt: skip

_OF_OPEN_CASES: Final = [
    int(Event.REGULATOR_COMPLAINT), int(Event.INSPECTED), int(Event.CREDIT_DUE),
    int(Event.DEADLINE_SET), int(Event.DEADLINE_MISSED),
]  # fmt: skip
"""What is written of a case that is open, and of no other."""

_ACTS: Final = [
    int(Event.CONTACT_ARRIVED), int(Event.CASE_OPENED), int(Event.OWNER_CALLED),
    int(Event.FOLLOWED_UP), int(Event.UPDATE_SENT), int(Event.VISIT_BOOKED),
    int(Event.CROSS_SOLD), int(Event.NEED_SUPPRESSED),
]  # fmt: skip
