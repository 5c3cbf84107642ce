"""Incidents that strike while it is measured: whom, for how long, and how many call about it."""

from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Ints, Window

NAMES: Final = (
    "incidents",
    "customers_struck",
    "incidents_repaired",
    "incident_repair_ms",
    "incident_callers",
    "incident_calls",
)


class Incidents:
    """Counts incidents, and the calls about them, by kind of need."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, NAMES, ("kind",))
        self._struck: Ints = np.zeros(0, np.int64)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        value, tally = stretch.chunk.value, self._tally
        struck = stretch.measured(Event.INCIDENT_STRUCK)
        # A case of an incident is known by its address, which all whom it strikes share.
        self._struck = np.union1d(self._struck, stretch.chunk.case[struck])
        if not len(self._struck):
            return
        tally.add("incidents", stretch, struck)
        tally.add("customers_struck", stretch, struck, value[struck])
        repaired = self._known(stretch, Event.INCIDENT_REPAIRED)
        tally.add("incidents_repaired", stretch, repaired)
        tally.add("incident_repair_ms", stretch, repaired, value[repaired])
        tally.add("incident_callers", stretch, self._known(stretch, Event.CASE_OPENED))
        tally.add("incident_calls", stretch, self._known(stretch, Event.CONTACT_ARRIVED))

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()

    def _known(self, stretch: Stretch, event: Event) -> Ints:
        """Rows of an event that concern one of the incidents."""
        rows = stretch.of_customers(stretch.rows(event))
        return rows[np.isin(stretch.chunk.case[rows], self._struck)]
