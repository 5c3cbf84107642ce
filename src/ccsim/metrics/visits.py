"""Visits at the premises: how many, how many in vain, how soon, and what they cost."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.counts import Counts
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Window
from ccsim.units import DAY

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_OUTCOMES = {
    "visits_done": Outcome.VISIT_DONE,
    "visits_missed": Outcome.VISIT_MISSED,
    "visits_no_access": Outcome.NO_ACCESS,
}
_CAME = (Outcome.VISIT_DONE, Outcome.NO_ACCESS)
NAMES = (*_OUTCOMES, "visits_late", "visits_booked", "visit_lead_ms", "visit_cost")
_WEEK = 7 * DAY


class Visits:
    """Counts appointments in measured time; None of this where no department makes visits."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window = window
        self._names = NAMES if plan.currency is not None else NAMES[:-1]
        self._counts = Counts(window, NAMES)
        departments = plan.scenario.departments.values()
        costs = [None if each.visits is None else each.visits.cost for each in departments]
        self._costs = np.array([0.0 if cost is None else cost.value for cost in costs])

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, counts = stretch.chunk, self._counts
        made = counts.measured(stretch, stretch.rows(Event.VISIT_MADE))
        for name, outcome in _OUTCOMES.items():
            counts.add(name, stretch, made[chunk.reason[made] == outcome])
        counts.add("visits_late", stretch, made[chunk.value[made] > 0])
        came = made[np.isin(chunk.reason[made], _CAME)]
        counts.add("visit_cost", stretch, came, self._costs[chunk.department[came]])
        booked = counts.measured(stretch, stretch.rows(Event.VISIT_BOOKED))
        counts.add("visits_booked", stretch, booked)
        counts.add("visit_lead_ms", stretch, booked, chunk.value[booked] - chunk.time[booked])

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The sums by axis and name; money only where the scenario names some."""
        sums = {
            axis: {name: tables[name] for name in self._names}
            for axis, tables in self._counts.finish().items()
        }
        weeks = (self._window.end - self._window.begin) / _WEEK
        sums[WHOLE]["measured_weeks"] = np.array([weeks])
        return sums
