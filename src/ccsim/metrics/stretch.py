"""A stretch of the log as the metrics read it: rows by event, with their cells and people."""

from functools import cached_property

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.metrics.window import Ints, Window

LEAVINGS = (
    Event.CONTACT_ANSWERED,
    Event.CONTACT_ABANDONED,
    Event.CONTACT_FLOWED_OUT,
    Event.CONTACT_DISCONNECTED,
)
"""The ways out of a queue."""
ACCEPTED = 1
"""The reason of a flow-out that accepts a callback."""
NOT_ON_THE_PHONE = (ACCEPTED, int(Reason.CALLBACK))
"""Reasons of a way out of a queue without a wait on the phone: to a callback, and of one."""


class Stretch:
    """A chunk seen through the window; what several parts of the ledger ask for is found once."""

    def __init__(self, chunk: Chunk, window: Window, entry: Ints | None = None) -> None:
        self.chunk, self.window = chunk, window
        self._entry = entry
        self._rows: dict[Event, Ints] = {}
        self._entered: dict[Event, Ints] = {}

    def rows(self, event: Event) -> Ints:
        """The rows of one event, in the order in which they happened."""
        if event not in self._rows:
            self._rows[event] = np.flatnonzero(self.chunk.event == event)
        return self._rows[event]

    def measured(self, event: Event) -> Ints:
        """The rows of one event in measured time."""
        rows = self.rows(event)
        return rows[np.searchsorted(rows, self._first_measured) :]

    def begun(self, event: Event) -> Ints:
        """The rows of one event that end what had begun in measured time."""
        return self.rows(event)[self.entered(event) >= self.window.begin]

    def of_customers(self, rows: Ints) -> Ints:
        """Those of the rows that are about a case of a customer."""
        return rows[self.chunk.kind[rows] >= 0]

    def place(self, axis: str, rows: Ints) -> Ints:
        """Where each of the rows belongs on an axis; -1: nowhere."""
        if axis == "segment":
            return self.segment[rows]
        if axis == "team":
            return self.window.agent_team[self.chunk.agent[rows]]
        column = {"queue": self.chunk.queue, "kind": self.chunk.kind}[axis]
        return column[rows].astype(np.int64)

    def entered(self, event: Event) -> Ints:
        """When what ends in these rows had begun: for leavings, when the queue was entered."""
        if event not in self._entered:
            rows = self.rows(event)
            self._entered[event] = self.chunk.time[rows] - self.chunk.value[rows]
        return self._entered[event]

    @cached_property
    def _first_measured(self) -> int:
        return int(np.searchsorted(self.chunk.time, self.window.begin))

    @property
    def entry_of_ended(self) -> Ints:
        """The queue by which each contact that ends had come in."""
        if self._entry is None:
            return self.chunk.queue[self.rows(Event.CONTACT_ENDED)].astype(np.int64)
        return self._entry

    def time_spent(self, rows: Ints) -> Ints:
        """What the contacts that end in these rows took: on the line, or in writing and reading."""
        spent: Ints = self.chunk.value[rows]
        if self._entry is None:
            return spent
        place = np.searchsorted(self.rows(Event.CONTACT_ENDED), rows)
        effort = self.window.effort[self._entry[place]]
        return np.where(effort >= 0, effort, spent)

    @cached_property
    def cell(self) -> Ints:
        """The cell of each row (rows are in order of time, so cells come in runs)."""
        starts = np.searchsorted(self.chunk.time, self.window.edges[1:-1])
        counts = np.diff(starts, prepend=0, append=self.chunk.rows)
        return np.repeat(np.arange(self.window.cells), counts)

    @cached_property
    def segment(self) -> Ints:
        """The segment of each row; -1 for anonymous callers and for rows about agents."""
        return self.window.segment_of(self.chunk.who)
