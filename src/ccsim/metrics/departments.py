"""What comes of tickets: right first time, recovered or made worse, how long, how often passed on.

Repair times are counted in the classes of `waits`, of which the middle is reported. How many
tickets are opened is counted with the `transfers`: it is a way of handing on, too.
"""

from typing import Final

import numpy as np

from ccsim.codes import Event, TicketResult
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CUSTOMER, Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.waits import CLASSES, class_of, quantiles
from ccsim.metrics.window import Floats, Ints, Window

QUANTILES: Final = {"repair_p50_ms": 50, "repair_p90_ms": 90}
_RESULTS: Final = {
    "tickets_not_cured": TicketResult.NOT_CURED,
    "tickets_cured": TicketResult.CURED,
    "tickets_recovered": TicketResult.RECOVERED,
    "tickets_compounded": TicketResult.COMPOUNDED,
}
_REPAIRED: Final = (TicketResult.CURED, TicketResult.RECOVERED)
_NAMES: Final = (*_RESULTS, "tickets_done", "tickets_passed", "repair_ms")


class Tickets:
    """Tickets that are opened while it is measured, by segment and kind."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, _NAMES)
        sizes = {"segment": window.segments, "kind": window.kinds}
        self._classes = {axis: np.zeros((size, CLASSES), np.int64) for axis, size in sizes.items()}

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, tally = stretch.chunk, self._tally
        tally.add("tickets_passed", stretch, stretch.measured(Event.TICKET_PASSED))
        done = stretch.begun(Event.TICKET_DONE)
        tally.add("tickets_done", stretch, done)
        for name, result in _RESULTS.items():
            tally.add(name, stretch, done[chunk.reason[done] == result])
        repaired = done[np.isin(chunk.reason[done], _REPAIRED)]
        tally.add("repair_ms", stretch, repaired, chunk.value[repaired])
        number = class_of(chunk.value[repaired])
        for axis in CUSTOMER:
            np.add.at(self._classes[axis], (stretch.place(axis, repaired), number), 1)

    def finish(self) -> Sums:
        """The counts by axis and name, with the quantiles of the repair times."""
        classes = self._classes | {WHOLE: self._classes["segment"].sum(axis=0, keepdims=True)}
        counts = self._tally.finish()
        return {axis: counts[axis] | _quantiles(classes[axis]) for axis in counts}


def _quantiles(classes: Ints) -> dict[str, Floats]:
    return quantiles(classes, QUANTILES, "repairs_known")
