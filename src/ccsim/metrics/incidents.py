"""Incidents that strike while it is measured: whom, for how long, and how many call about it."""

from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Ints, Window

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
        self._window = window
        self._by_kind: Floats = np.zeros((len(NAMES), window.kinds))
        self._struck: Ints = np.zeros(0, np.int64)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        struck = stretch.rows(Event.INCIDENT_STRUCK)
        struck = struck[chunk.time[struck] >= self._window.begin]
        # A case of an incident is known by its address, which all whom it strikes share.
        self._struck = np.union1d(self._struck, chunk.case[struck])
        if not len(self._struck):
            return
        self._count("incidents", stretch, struck)
        self._count("customers_struck", stretch, struck, chunk.value[struck])
        repaired = self._known(stretch, Event.INCIDENT_REPAIRED)
        self._count("incidents_repaired", stretch, repaired)
        self._count("incident_repair_ms", stretch, repaired, chunk.value[repaired])
        self._count("incident_callers", stretch, self._known(stretch, Event.CASE_OPENED))
        self._count("incident_calls", stretch, self._known(stretch, Event.CONTACT_ARRIVED))

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        whole = self._by_kind.sum(axis=1, keepdims=True)
        return {
            WHOLE: dict(zip(NAMES, whole, strict=True)),
            "kind": dict(zip(NAMES, self._by_kind, strict=True)),
        }

    def _known(self, stretch: Stretch, event: Event) -> Ints:
        """Rows of an event that concern one of the incidents."""
        rows, chunk = stretch.rows(event), stretch.chunk
        found: Ints = rows[np.isin(chunk.case[rows], self._struck) & (chunk.kind[rows] >= 0)]
        return found

    def _count(self, name: str, stretch: Stretch, rows: Ints, weights: Ints | None = None) -> None:
        kind = stretch.chunk.kind[rows]
        self._by_kind[NAMES.index(name)] += np.bincount(kind, weights, minlength=self._window.kinds)
