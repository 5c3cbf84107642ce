"""What menus do with callers, as the operator counts it and as it is in truth."""

from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CALLER, Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window

WAYS: Final = {
    "ivr_hung_up": (Outcome.ABANDONED,),
    "ivr_opted_out": (Outcome.NONE,),
    "ivr_contained": (Outcome.CONTAINED, Outcome.RESOLVED, Outcome.SERVED),
    "ivr_served": (Outcome.RESOLVED, Outcome.SERVED),
    "ivr_misrouted": (Outcome.MISROUTED,),
}
"""Ways out of the menu; who was served counts among the contained."""


class IvrCounts:
    """Callers who left a menu, having dialled in measured time."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, ("ivr_callers", "ivr_ms", *WAYS), CALLER)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows = stretch.begun(Event.IVR_LEFT)
        self._tally.add("ivr_callers", stretch, rows)
        self._tally.add("ivr_ms", stretch, rows, stretch.chunk.value[rows])
        for name, ways in WAYS.items():
            mine = rows[np.isin(stretch.chunk.reason[rows], [int(way) for way in ways])]
            self._tally.add(name, stretch, mine)

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
