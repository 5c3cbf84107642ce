"""Lines that are said to be open, and are closed."""

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.window import Floats, Window


class Advertised:
    """Callers who dialled within the hours that are advertised and found the queue closed."""

    def __init__(self, window: Window) -> None:
        self._begin = window.begin
        self._tally = Tally(window, ("advertised_but_closed",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows, chunk = stretch.rows(Event.CONTACT_CLOSED_OUT), stretch.chunk
        rows = rows[(chunk.time[rows] >= self._begin) & (chunk.reason[rows] == 1)]
        self._tally.count("advertised_but_closed", stretch, rows)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        return self._tally.finish()
