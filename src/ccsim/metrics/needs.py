"""Cases born of cases: what was solved and came back, and what one thing led to."""

from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Window

_EVENTS: Final = {
    "cases_begotten": Event.CASE_BEGETS,
    "cases_reopened": Event.CASE_REOPENED,
}


class Births:
    """Counts births by the segment and the kind of the case that was the cause."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._by_segment = {name: np.zeros(window.segments) for name in _EVENTS}
        self._by_kind = {name: np.zeros(window.kinds) for name in _EVENTS}

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        window, chunk = self._window, stretch.chunk
        for name, event in _EVENTS.items():
            rows = stretch.rows(event)
            rows = rows[chunk.time[rows] >= window.begin]
            self._by_segment[name] += np.bincount(stretch.segment[rows], minlength=window.segments)
            self._by_kind[name] += np.bincount(chunk.kind[rows], minlength=window.kinds)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        whole = {name: counts.sum(keepdims=True) for name, counts in self._by_segment.items()}
        return {WHOLE: whole, "segment": self._by_segment, "kind": self._by_kind}
