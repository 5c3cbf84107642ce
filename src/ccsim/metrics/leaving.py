"""Why customers leave, where the log says so."""

from typing import Final

from ccsim.codes import Event, LeavingCause
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window

CAUSES: Final = {
    LeavingCause.NOTHING_WRONG: "left_anyway",
    LeavingCause.OPEN_CASE: "left_open_case",
    LeavingCause.EFFORT: "left_effort",
    LeavingCause.BROKEN_PROMISE: "left_broken_promise",
    LeavingCause.COMPOUNDED: "left_made_worse",
    LeavingCause.UNSOLVED: "left_unsolved",
    LeavingCause.OUTAGE: "left_business_loss",
    LeavingCause.FRIENDS: "left_friends",
    LeavingCause.PUBLICATIONS: "left_publications",
    LeavingCause.CANCELLATION: "left_cancelled",
}
OWN_EXPERIENCE: Final = (
    "left_open_case", "left_effort", "left_broken_promise", "left_made_worse",
    "left_unsolved", "left_business_loss",
)  # fmt: skip
"""What they have lived through themselves."""


class Leavers:
    """Counts those who leave in measured time by the cause that the log gives."""

    def __init__(self, window: Window) -> None:
        self._begin = window.begin
        self._tally = Tally(window, tuple(CAUSES.values()), ("segment",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows, chunk = stretch.rows(Event.LEFT_BECAUSE), stretch.chunk
        rows = rows[chunk.time[rows] >= self._begin]
        for cause, name in CAUSES.items():
            self._tally.add(name, stretch, rows[chunk.reason[rows] == cause])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
