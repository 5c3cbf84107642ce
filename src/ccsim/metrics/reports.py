"""The table of what was published, quarter by quarter."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Figure
from ccsim.metrics.quarters import quarter_of_days
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Window

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

FIGURES: Final = {
    Figure.ANSWERED: "published_answered",
    Figure.RESOLVED: "published_resolved",
    Figure.PROMISES_KEPT: "published_promises_kept",
    Figure.TARGET: "published_in_time",
}


class Published:
    """Adds up the published figures in the quarter that they are about."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window, self._quarter = window, quarter_of_days(plan, window)
        quarters = int(self._quarter.max(initial=-1)) + 1
        self._values: Floats = np.zeros((len(FIGURES), quarters))
        self._counts: Floats = np.zeros((len(FIGURES), quarters))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows, chunk = stretch.rows(Event.FIGURE_PUBLISHED), stretch.chunk
        rows = rows[chunk.value[rows] >= 0]
        # A figure comes at the first midnight after its period.
        quarter = self._quarter[np.maximum(self._window.day_of(chunk.time[rows]) - 1, 0)]
        rows, quarter = rows[quarter >= 0], quarter[quarter >= 0]
        for place, figure in enumerate(FIGURES):
            mine = chunk.reason[rows] == figure
            np.add.at(self._values[place], quarter[mine], chunk.value[rows[mine]])
            np.add.at(self._counts[place], quarter[mine], 1)

    def finish(self) -> Sums:
        """The sums by axis and name."""
        tables: Sums = {WHOLE: {}, "quarter": {}}
        for place, name in enumerate(FIGURES.values()):
            for sums, ending in ((self._values, ""), (self._counts, "_reports")):
                tables["quarter"][name + ending] = sums[place]
                tables[WHOLE][name + ending] = sums[place].sum(keepdims=True)
        return tables
