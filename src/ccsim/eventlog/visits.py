"""Visits in the log: made by appointment only, and tickets that end at the customer's door."""

from collections.abc import Iterator

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import Mask, is_event, latest, told


def a_visit_is_by_appointment(_doors: object, log: Chunk) -> Iterator[str]:
    """Each visit was booked, once, and nobody comes before the slot begins."""
    booked, made = is_event(log, Event.VISIT_BOOKED), is_event(log, Event.VISIT_MADE)
    if not made.any():
        return
    case = [log.who, log.case]
    rows = np.flatnonzero(made)
    appointment = latest(log, booked, case, rows=True)[rows]
    yield from told("there was no appointment", log, rows[appointment < 0])
    early = log.time[rows] < log.value[np.maximum(appointment, 0)]
    yield from told("the visit is before its slot", log, rows[(appointment >= 0) & early])
    known = np.sort(appointment[appointment >= 0])
    yield from told("one appointment, two visits", log, known[1:][known[1:] == known[:-1]])


def at_the_door(log: Chunk) -> Mask:
    """Which rows of a case stand at the instant at which a visit to its customer ends."""
    made = is_event(log, Event.VISIT_MADE)
    if not made.any():
        return made
    return np.asarray(latest(log, made, [log.who, log.case]) == log.time, np.bool_)
