"""Laws of queues: doors that are open or closed, lines, and the order of callers."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.reading import (
    is_callback,
    is_event,
    latest,
    told,
    when_dialled,
)
from ccsim.eventlog.visits import at_the_door


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


_WORK_ENDS: Final = [
    int(Event.TICKET_DONE), int(Event.TICKET_PASSED), int(Event.TICKET_RETRIED),
]  # fmt: skip
