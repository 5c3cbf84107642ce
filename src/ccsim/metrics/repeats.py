"""Repeats by what came before: how the case fared when it was last in somebody's hands.

A repeat follows a contact, or a department's work, that its customer found to have solved nothing.
The log says what that was: an answer to another problem, a way around, a note that nobody owned, a
ticket that cured nothing, a transfer to a closed door. It does not say which rule stood behind it
(authority, script, knowledge): that is what `explain` turns, lever by lever.
"""

from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome, Reason, TicketResult
from ccsim.metrics.case_table import case_key
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Bools, Ints, Window

_ENDS: Final = {
    Outcome.THOUGHT_RESOLVED: "wrong_answer",
    Outcome.WORKED_AROUND: "way_around",
    Outcome.PUT_OFF: "put_off",
    Outcome.OBSTRUCTED: "put_off",
    Outcome.NOTE: "note",
    Outcome.TICKET: "ticket",
    Outcome.CALL_LOST: "closed_door",
    Outcome.CLOSED_OUT: "closed_door",
    Outcome.TRANSFERRED: "transfer",
    Outcome.PASSED_ON: "transfer",
    Outcome.MISDIRECTED: "transfer",
    Outcome.VISIT_MISSED: "visit",
    Outcome.NO_ACCESS: "visit",
    Outcome.BLOCKED: "no_answer",
    Outcome.ABANDONED: "no_answer",
    Outcome.FLOWED_OUT: "no_answer",
    Outcome.DISCONNECTED: "no_answer",
    Outcome.NOBODY_THERE: "no_answer",
    Outcome.CONTAINED: "machine",
}
"""What is said of a contact, or of a visit, that ends like this."""
_OF_TICKETS: Final = "not_cured"
_OF_ANOTHER: Final = "another_case"
_OTHER: Final = "other"
AFTER: Final = (*dict.fromkeys(_ENDS.values()), _OF_TICKETS, _OF_ANOTHER, _OTHER)
"""What may have come before a repeat."""
NAMES: Final = tuple(f"repeats_after_{name}" for name in AFTER)

_OVER, _AS_IT_WAS = -1, -2
"""The case is over; or it stands as it stood before (who is told how it stands, is not helped)."""
_AFTER_END: Final = np.full(int(max(Outcome)) + 1, AFTER.index(_OTHER))
for _end, _name in _ENDS.items():
    _AFTER_END[_end] = AFTER.index(_name)
_AFTER_END[Outcome.RESOLVED] = _OVER
# Of a visit that was made its ticket tells what came of it.
_UNCHANGED: Final = (
    Outcome.STATUS_GIVEN,
    Outcome.UNANSWERED,
    Outcome.VISIT_VOID,
    Outcome.VISIT_DONE,
)
_AFTER_END[list(_UNCHANGED)] = _AS_IT_WAS
_AFTER_TICKET: Final = np.full(int(max(TicketResult)) + 1, _AS_IT_WAS)
_AFTER_TICKET[[TicketResult.NOT_CURED, TicketResult.COMPOUNDED]] = AFTER.index(_OF_TICKETS)
_ENDINGS: Final = (
    Event.CASE_RESOLVED,
    Event.CASE_GIVEN_UP,
    Event.CASE_CLOSED_BY_LEAVING,
    Event.CASE_EXPIRED,
)


class Repeats:
    """Counts the repeats of measured time by what came before, which may be long ago."""

    def __init__(self, window: Window) -> None:
        self._begin = window.begin
        self._counts = np.zeros(len(NAMES))
        # Of the cases that are under way: which, and how each fared last.
        self._keys: Ints = np.zeros(0, np.int64)
        self._last: Ints = np.zeros(0, np.int64)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        again = self._again(stretch)
        rows, fared = _happened(stretch)
        chunk = stretch.chunk
        both = np.concatenate([rows, again])
        keys = case_key(stretch.segment[both], chunk.who[both], chunk.case[both])
        keys = np.concatenate([self._keys, keys])
        order = np.concatenate([np.full(len(self._keys), -1), both])
        asks = np.zeros(len(keys), bool)
        asks[len(keys) - len(again) :] = True
        fared = np.concatenate([self._last, fared, np.zeros(len(again), np.int64)])
        by_case = np.lexsort((order, keys))
        self._take(keys[by_case], fared[by_case], asks[by_case])

    def finish(self) -> Sums:
        """The counts over the whole run."""
        return {
            WHOLE: {name: np.array([one]) for name, one in zip(NAMES, self._counts, strict=True)}
        }

    def _again(self, stretch: Stretch) -> Ints:
        """Measured repeats; the first attempt at a case that another one gave birth to is told."""
        chunk = stretch.chunk
        rows = stretch.of_customers(stretch.measured(Event.CONTACT_ARRIVED))
        reason = chunk.reason[rows]
        self._counts[AFTER.index(_OF_ANOTHER)] += int((reason == Reason.CONSEQUENCE).sum())
        repeats: Ints = rows[reason == Reason.REPEAT]
        return repeats

    def _take(self, keys: Ints, fared: Ints, asks: Bools) -> None:
        """Count those who ask by how their case fared last, and keep that for the next stretch.

        All are in the order of cases, and of time within a case.
        """
        if not len(keys):
            return
        first = np.concatenate([[True], keys[1:] != keys[:-1]])
        place = np.arange(len(keys))
        begins = np.maximum.accumulate(np.where(first, place, 0))
        told = np.maximum.accumulate(np.where(asks, -1, place))
        known = told >= begins
        before = np.where(known, fared[told], AFTER.index(_OTHER))
        before = np.where(before == _OVER, AFTER.index(_OTHER), before)
        self._counts += np.bincount(before[asks], minlength=len(NAMES))
        last = np.concatenate([first[1:], [True]]) & known & (before != AFTER.index(_OTHER))
        self._keys, self._last = keys[last], fared[told[last]]


def _happened(stretch: Stretch) -> tuple[Ints, Ints]:
    """The rows that change how a case fares, and how it fares then."""
    chunk = stretch.chunk
    found = []
    for event, after in (
        (Event.CONTACT_ENDED, _AFTER_END),
        (Event.VISIT_MADE, _AFTER_END),
        (Event.TICKET_DONE, _AFTER_TICKET),
    ):
        rows = stretch.of_customers(stretch.rows(event))
        fared = after[chunk.reason[rows]]
        found.append((rows[fared != _AS_IT_WAS], fared[fared != _AS_IT_WAS]))
    for event in _ENDINGS:
        rows = stretch.of_customers(stretch.rows(event))
        found.append((rows, np.full(len(rows), _OVER)))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([how for _, how in found])
