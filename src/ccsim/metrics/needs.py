"""Cases born of cases: what was solved and came back, and what one thing led to."""

from typing import Final

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window

_EVENTS: Final = {
    "cases_begotten": Event.CASE_BEGETS,
    "cases_reopened": Event.CASE_REOPENED,
}


class Births:
    """Counts births by the segment and the kind of the case that was the cause."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, tuple(_EVENTS))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        for name, event in _EVENTS.items():
            self._tally.add(name, stretch, stretch.measured(event))

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
