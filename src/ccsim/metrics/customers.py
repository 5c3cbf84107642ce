"""Customers who leave, promises kept and broken, and resolutions, while it is measured."""

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.contacts import COUNTED_AS, REASONS
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Ints, Window

MONTH_DAYS = 30.44
"""Length of a mean month."""
_EVENTS = {
    "resolutions": Event.CASE_RESOLVED,
    "promises_kept": Event.PROMISE_KEPT,
    "promises_broken": Event.PROMISE_BROKEN,
}

_OWN_ACCORD = [int(reason) for reason, name in COUNTED_AS.items() if name in REASONS]


class Customers:
    """Counts what happens to customers outside of contacts, by segment and kind."""

    def __init__(self, window: Window, segment_count: Ints) -> None:
        self._window = window
        self._segment_count = segment_count
        self._measured_days = window.total_days - window.warm_up_days
        self._left_before: Ints = np.zeros(window.segments, np.int64)
        self._left: Ints = np.zeros(window.segments, np.int64)
        self._calls: Ints = np.zeros(window.segments, np.int64)
        self._by_segment = {name: np.zeros(window.segments) for name in _EVENTS}
        self._by_kind = {name: np.zeros(window.kinds) for name in _EVENTS}

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        window = self._window
        for name, event in _EVENTS.items():
            rows = stretch.rows(event)
            rows = rows[
                (stretch.chunk.time[rows] >= window.begin) & (stretch.chunk.kind[rows] >= 0)
            ]
            self._by_segment[name] += np.bincount(stretch.segment[rows], minlength=window.segments)
            self._by_kind[name] += np.bincount(stretch.chunk.kind[rows], minlength=window.kinds)
        self._count_calls(stretch)
        rows = stretch.rows(Event.CUSTOMER_LEFT)
        before = stretch.chunk.time[rows] < window.begin
        segment = stretch.segment[rows]
        self._left_before += np.bincount(segment[before], minlength=window.segments)
        self._left += np.bincount(segment[~before], minlength=window.segments)

    def _count_calls(self, stretch: Stretch) -> None:
        """Count the attempts that customers make of their own accord."""
        rows = stretch.rows(Event.CONTACT_ARRIVED)
        chunk = stretch.chunk
        dialled = np.isin(chunk.reason[rows], _OWN_ACCORD) & (chunk.kind[rows] >= 0)
        rows = rows[dialled & (chunk.time[rows] >= self._window.begin)]
        self._calls += np.bincount(stretch.segment[rows], minlength=self._window.segments)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        # People leave at midnights between two days: none at the very first, none at the last.
        nights = self._window.total_days - max(self._window.warm_up_days, 1)
        customers = (self._segment_count - self._left_before).astype(float)
        segments = self._by_segment | {
            "customers_left": self._left.astype(float),
            "customer_months": customers * nights / MONTH_DAYS,
            "customer_calls": self._calls.astype(float),
            "customer_call_months": customers * self._measured_days / MONTH_DAYS,
        }
        whole = {name: counts.sum(keepdims=True) for name, counts in segments.items()}
        return {WHOLE: whole, "segment": segments, "kind": self._by_kind}
