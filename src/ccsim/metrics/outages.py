"""How long cases are open while it is measured, and what that costs the customer."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Ints, Window

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_ENDS: Final = (
    Event.CASE_RESOLVED,
    Event.CASE_GIVEN_UP,
    Event.CASE_CLOSED_BY_LEAVING,
    Event.CASE_EXPIRED,
)


class OpenTime:
    """Adds up the open time of cases by segment and kind, and counts deadlines.

    Time is added up without looking at single cases: an end adds its instant, an opening takes
    its own off, and what is still open adds the end of the run.
    """

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window, self._oversight = window, plan.oversight
        self._sums: Ints = np.zeros((window.segments, window.kinds), np.int64)
        self._open: Ints = np.zeros((window.segments, window.kinds), np.int64)
        self._deadlines = Tally(window, ("deadlines", "deadlines_missed"))
        self._has_deadlines = any(need.deadline for need in plan.scenario.needs.values())

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        self._step(stretch, stretch.rows(Event.CASE_OPENED), -1)
        for event in _ENDS:
            self._step(stretch, stretch.rows(event), +1)
        if self._has_deadlines:
            self._count_deadlines(stretch)

    def finish(self) -> Sums:
        """Open time and its cost by axis and name; nothing that no customer minds."""
        time = (self._sums + self._open * self._window.end).astype(float)
        oversight, layers = self._oversight, dict[str, Floats]()
        if oversight.stops_business.any():
            outage = time * oversight.stops_business
            layers["outage_ms"] = outage
            if oversight.loss_per_ms.any():
                layers["outage_loss"] = outage * oversight.loss_per_ms[:, None]
        if oversight.cost_per_ms.any():
            layers["customer_cost"] = time * oversight.cost_per_ms
        sums = {
            WHOLE: {name: layer.sum(keepdims=True).ravel() for name, layer in layers.items()},
            "segment": {name: layer.sum(axis=1) for name, layer in layers.items()},
            "kind": {name: layer.sum(axis=0) for name, layer in layers.items()},
        }
        if self._has_deadlines:
            for axis, counts in self._deadlines.finish().items():
                sums[axis] |= counts
        return sums

    def _step(self, stretch: Stretch, rows: Ints, sign: int) -> None:
        rows = rows[stretch.chunk.kind[rows] >= 0]
        where = (stretch.segment[rows], stretch.chunk.kind[rows])
        np.add.at(
            self._sums, where, sign * np.maximum(stretch.chunk.time[rows], self._window.begin)
        )
        np.add.at(self._open, where, -sign)

    def _count_deadlines(self, stretch: Stretch) -> None:
        """Deadlines of cases opened in measured time that come before its end."""
        chunk, given = stretch.chunk, stretch.measured(Event.DEADLINE_SET)
        given = given[chunk.value[given] < self._window.end]
        self._deadlines.add("deadlines", stretch, given)
        self._deadlines.add("deadlines_missed", stretch, stretch.begun(Event.DEADLINE_MISSED))
