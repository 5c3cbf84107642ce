"""Laws of tickets, and of cases that are born of cases."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import Ints, Keys, is_event, order_by, same_as_next, told

_OF_TICKETS: Final = [
    int(Event.TICKET_OPENED), int(Event.TICKET_PASSED), int(Event.TICKET_RETRIED),
    int(Event.TICKET_DONE),
]  # fmt: skip
_BIRTHS: Final = [int(Event.CASE_BEGETS), int(Event.CASE_REOPENED)]


def a_ticket_takes_its_course(_doors: object, log: Chunk) -> Iterator[str]:
    """A ticket is opened, passed on from desk to desk, tried again, and done once."""
    rows = np.flatnonzero(np.isin(log.event, _OF_TICKETS))
    rows = rows[order_by(log.who[rows], log.case[rows])]
    same = same_as_next(log.who[rows], log.case[rows])
    before, after = rows[:-1][same], rows[1:][same]
    opened, done = is_event(log, Event.TICKET_OPENED), is_event(log, Event.TICKET_DONE)
    first = np.append(True, ~same)[: len(rows)]
    yield from told("the ticket was never opened", log, rows[first & ~opened[rows]])
    yield from told("the ticket is on a desk already", log, after[opened[after] & ~done[before]])
    yield from told("the ticket is done already", log, after[~opened[after] & done[before]])
    goes_on = ~opened[after]
    desk = np.where(
        is_event(log, Event.TICKET_PASSED)[before], log.value[before], log.department[before]
    )
    lost = goes_on & (desk != log.department[after])
    yield from told("the ticket is on another desk", log, after[lost])


def a_consequence_has_a_cause(_doors: object, log: Chunk) -> Iterator[str]:
    """Who calls about what came of a case was born to call then, with that need."""
    births = np.flatnonzero(np.isin(log.event, _BIRTHS))
    known = set(_keys(log, births, log.value, log.reason))
    calls = np.flatnonzero(
        is_event(log, Event.CONTACT_ARRIVED) & (log.reason == Reason.CONSEQUENCE)
    )
    keys = _keys(log, calls, log.time, log.kind)
    wrong = [row for row, key in zip(calls.tolist(), keys, strict=True) if key not in known]
    yield from told("nothing has brought it about", log, np.array(wrong, np.int64))
    early = births[log.value[births] < log.time[births]]
    yield from told("it is felt before it is born", log, early)


def _keys(log: Chunk, rows: Ints, times: Keys, kinds: Keys) -> list[tuple[int, int, int]]:
    columns = (log.who[rows].tolist(), times[rows].tolist(), kinds[rows].tolist())
    return list(zip(*columns, strict=True))
