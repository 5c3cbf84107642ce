"""Customers who leave, promises kept and broken, and resolutions, while it is measured."""

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.contacts import COUNTED_AS, REASONS
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Ints, Window
from ccsim.units import DAYS_OF_MONTH

_EVENTS = {
    "resolutions": Event.CASE_RESOLVED,
    "promises_kept": Event.PROMISE_KEPT,
    "promises_broken": Event.PROMISE_BROKEN,
}

_GONE = "customers_left_before"
"""Who had left when it begins to be measured."""
_OWN_ACCORD = [int(reason) for reason, name in COUNTED_AS.items() if name in REASONS]


class Customers:
    """Counts what happens to customers outside of contacts, by segment and kind."""

    def __init__(self, window: Window, segment_count: Ints) -> None:
        self._window = window
        self._segment_count = segment_count
        self._measured_days = window.total_days - window.warm_up_days
        self._events = Tally(window, tuple(_EVENTS))
        self._people = Tally(window, ("customer_calls", "customers_left", _GONE), ("segment",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        for name, event in _EVENTS.items():
            rows = stretch.of_customers(stretch.measured(event))
            self._events.add(name, stretch, rows)
        dialled = stretch.of_customers(stretch.measured(Event.CONTACT_ARRIVED))
        dialled = dialled[np.isin(stretch.chunk.reason[dialled], _OWN_ACCORD)]
        self._people.add("customer_calls", stretch, dialled)
        left, measured = stretch.rows(Event.CUSTOMER_LEFT), stretch.measured(Event.CUSTOMER_LEFT)
        self._people.add(_GONE, stretch, left[: len(left) - len(measured)])
        self._people.add("customers_left", stretch, measured)

    def finish(self) -> Sums:
        """The counts by axis and name."""
        # People leave at midnights between two days: none at the very first, none at the last.
        nights = self._window.total_days - max(self._window.warm_up_days, 1)
        people = self._people.finish()["segment"]
        customers = self._segment_count - people.pop(_GONE)
        people |= {
            "customer_months": customers * nights / DAYS_OF_MONTH,
            "customer_call_months": customers * self._measured_days / DAYS_OF_MONTH,
        }
        sums = self._events.finish()
        sums["segment"] |= people
        sums[WHOLE] |= {name: counts.sum(keepdims=True) for name, counts in people.items()}
        return sums
