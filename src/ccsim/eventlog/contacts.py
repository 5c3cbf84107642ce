"""Laws of contacts: from dialling to hanging up, leg by leg, and nothing between."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.reading import (
    contact_rows,
    is_callback,
    is_event,
    order_by,
    same_as_next,
    told,
)


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


WAITS: Final = (Event.CONTACT_ABANDONED, Event.CONTACT_FLOWED_OUT, Event.CONTACT_DISCONNECTED)

_PARTS: Final = (Event.IVR_LEFT, Event.CONTACT_ANSWERED, Event.LEG_ENDED, *WAITS)

_ENDED: Final = (Event.CONTACT_ENDED,)

_COURSE: Final = {
    Event.CONTACT_ARRIVED: (
        Event.CONTACT_BLOCKED, Event.CONTACT_CLOSED_OUT, Event.QUEUE_ENTERED, Event.IVR_ENTERED,
    ),
    Event.IVR_ENTERED: (Event.IVR_LEFT,),
    Event.IVR_LEFT: (Event.QUEUE_ENTERED, Event.CONTACT_CLOSED_OUT, *_ENDED),
    Event.CONTACT_BLOCKED: _ENDED,
    Event.CONTACT_CLOSED_OUT: _ENDED,
    Event.QUEUE_ENTERED: (Event.CONTACT_ANSWERED, *WAITS, Event.CALLBACK_UNANSWERED),
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
