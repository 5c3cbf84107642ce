"""Sales after cases that were solved, while it is measured."""

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window


class Sales:
    """Counts what customers buy more."""

    def __init__(self, window: Window) -> None:
        self._begin = window.begin
        self._tally = Tally(window, ("cross_sales",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows = stretch.rows(Event.CROSS_SOLD)
        self._tally.add("cross_sales", stretch, rows[stretch.chunk.time[rows] >= self._begin])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
