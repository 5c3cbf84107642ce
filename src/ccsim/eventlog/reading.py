"""Reading a whole log: whose row is whose, and what went before."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import Chunk

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Keys = NDArray[np.signedinteger]

_OF_CONTACTS: Final = [
    int(Event.IVR_ENTERED), int(Event.IVR_LEFT), int(Event.CALLBACK_UNANSWERED),
]  # fmt: skip
"""Events of a contact that were numbered later."""
_MARKED: Final = [
    int(Event.CONTACT_ARRIVED), int(Event.QUEUE_ENTERED), int(Event.CONTACT_ANSWERED),
    int(Event.CONTACT_DISCONNECTED),
]  # fmt: skip
"""Events that say of a callback that it is one."""

_CODES: Final = 256
MOST_WORDS: Final = 5
"""So many breaches of one law are told one by one."""


def is_event(log: Chunk, event: Event) -> Mask:
    """Which rows are of one event."""
    return np.asarray(log.event == int(event), np.bool_)


def is_among(column: Keys, codes: Iterable[int]) -> Mask:
    """Which entries are one of these codes, of events or statuses: below 128, or -1 for none.

    A table of all there can be is many times quicker than `np.isin`, which looks for the range.
    """
    return np.asarray(_table_of(frozenset(codes))[column], np.bool_)


@cache
def _table_of(codes: frozenset[int]) -> Mask:
    table = np.zeros(_CODES, np.bool_)
    table[[int(code) for code in codes]] = True
    return table


def contact_rows(log: Chunk) -> tuple[Ints, Mask]:
    """Rows of contacts, contact by contact, and whether each is of the same one as the next."""
    rows = np.flatnonzero(
        (log.event <= int(Event.CONTACT_ENDED)) | np.isin(log.event, _OF_CONTACTS)
    )
    rows = rows[order_by(log.who[rows], log.case[rows], log.contact[rows])]
    return rows, same_as_next(log.who[rows], log.case[rows], log.contact[rows])


def order_by(*keys: Keys) -> Ints:
    """The order by these keys, the first before the second; equals stay as they are."""
    return np.asarray(np.lexsort(keys[::-1]), np.int64)


def same_as_next(*keys: Keys) -> Mask:
    """Whether each entry and the next agree in all keys."""
    return np.asarray(np.all([key[1:] == key[:-1] for key in keys], axis=0), np.bool_)


def latest(log: Chunk, marks: Mask, subject: Sequence[Keys], *, rows: bool = False) -> Ints:
    """For each row the time (or the row) of the latest marked one of its subject; -1: none."""
    if not log.rows:
        return np.empty(0, np.int64)
    order = order_by(*subject)
    new = np.append(True, ~same_as_next(*(key[order] for key in subject)))
    place = np.arange(len(order))
    group = np.maximum.accumulate(np.where(new, place, 0))
    seen = np.maximum.accumulate(np.where(marks[order], place, -1))
    found = np.full(len(order), -1, np.int64)
    known = seen >= group
    of_row = np.arange(log.rows) if rows else log.time
    found[order[known]] = of_row[order[seen[known]]]
    return found


def is_callback(log: Chunk) -> Mask:
    """Which rows are about somebody who will be, or is being, called back: not on the line yet."""
    called_back = np.isin(log.event, _MARKED) & (log.reason == int(Reason.CALLBACK))
    return np.asarray(called_back, np.bool_)


def on_the_line_since(log: Chunk) -> Ints:
    """For each row, when its caller dialled, or was reached by a callback; -1: not yet."""
    dialled, called_back = is_event(log, Event.CONTACT_ARRIVED), is_callback(log)
    reached = called_back & is_event(log, Event.CONTACT_ANSWERED)
    row = latest(log, dialled | reached, [log.who, log.case, log.contact], rows=True)
    waits_at_home = (row >= 0) & (dialled & called_back)[row]
    return np.asarray(np.where((row < 0) | waits_at_home, -1, log.time[row]), np.int64)


def when_dialled(log: Chunk, column: Keys) -> Ints:
    """What a column says where the contact of each row was dialled; -1 where none was."""
    dialled = is_event(log, Event.CONTACT_ARRIVED)
    row = latest(log, dialled, [log.who, log.case, log.contact], rows=True)
    return np.asarray(np.where(row >= 0, column[row], -1), np.int64)


def told(words: str, log: Chunk, wrong: Mask | Ints) -> Iterator[str]:
    """The first rows that are wrong, in words."""
    rows = np.flatnonzero(wrong) if wrong.dtype == np.bool_ else wrong
    for row in sorted(int(row) for row in rows[:MOST_WORDS]):
        event = Event(int(log.event[row])).name
        whose = f"{event} of {log.who[row]}, {log.case[row]}"
        yield f"{words}: row {row}, {whose} at {log.time[row]} ms"
