"""Lines that are said to be open, and are closed."""

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CALLER, Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window


class Advertised:
    """Callers who dialled within the hours that are advertised and found the queue closed."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, ("advertised_but_closed",), CALLER)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows = stretch.measured(Event.CONTACT_CLOSED_OUT)
        rows = rows[stretch.chunk.reason[rows] == 1]
        self._tally.add("advertised_but_closed", stretch, rows)

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
