"""The pit stop: who has been there, how much of it is left on the floor, and what it costs."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Window

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_COUNTED = {
    Event.PIT_STOP_ENTERED: ("pit_stop_stays", None),
    Event.PIT_STOP_LEFT: ("pit_stop_returns", "pit_stop_days"),
    Event.TEAM_TRAINED: ("trained_reviews", "trained_millionths"),
    Event.TEAM_UPLIFT: ("uplift_reviews", "uplift_millionths"),
}
"""What each row counts as, and what its value adds up to."""
_BY_DAY = (Event.TEAM_TRAINED, Event.TEAM_UPLIFT)
NAMES = tuple(name for names in _COUNTED.values() for name in names if name is not None)


class PitStop:
    """Counts in measured time; there where a scenario has a pit stop."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window, self._tally = window, Tally(window, NAMES, ("team",))
        days = window.total_days - window.warm_up_days
        names = [name for event in _BY_DAY for name in _COUNTED[event] if name is not None]
        self._day: dict[str, Floats] = {name: np.zeros(days) for name in names}
        self._functions = None if plan.currency is None else plan.functions_cost

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        value, window = stretch.chunk.value, self._window
        for event, (count, total) in _COUNTED.items():
            rows = stretch.measured(event)
            self._tally.add(count, stretch, rows)
            if total is not None:
                self._tally.add(total, stretch, rows, value[rows])
            if event in _BY_DAY and total is not None:
                day = window.cell_day[stretch.cell[rows]] - window.warm_up_days
                np.add.at(self._day[count], day, 1)
                np.add.at(self._day[total], day, value[rows])

    def finish(self) -> Sums:
        """The sums by axis and name."""
        sums = self._tally.finish() | {"day": self._day}
        if self._functions is not None:
            cost = (self._functions * self._window.measured).sum(axis=1)
            sums["team"]["functions_cost"] = cost
            sums[WHOLE]["functions_cost"] = cost.sum(keepdims=True)
        return sums
