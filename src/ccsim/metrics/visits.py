"""Visits at the premises: how many, how many in vain, how soon, and what they cost."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Window
from ccsim.units import DAY

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_OUTCOMES = {
    "visits_done": Outcome.VISIT_DONE,
    "visits_missed": Outcome.VISIT_MISSED,
    "visits_no_access": Outcome.NO_ACCESS,
}
_CAME = (Outcome.VISIT_DONE, Outcome.NO_ACCESS)
NAMES = (*_OUTCOMES, "visits_late", "visits_booked", "visit_lead_ms")
_WEEK = 7 * DAY


class Visits:
    """Counts appointments in measured time; None of this where no department makes visits."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window = window
        self._tally = Tally(window, NAMES)
        visits = {
            name: department.visits
            for name, department in plan.scenario.departments.items()
            if department.visits is not None
        }
        # Visits are counted by department, and cost something at the end: sums stay whole numbers.
        self._number = {name: plan.department_names.index(name) for name in visits}
        self._came = Tally(window, tuple(visits))
        self._costs: dict[str, float] | None = None
        if plan.currency is not None:
            self._costs = {
                name: 0.0 if each.cost is None else each.cost.value for name, each in visits.items()
            }

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, tally = stretch.chunk, self._tally
        made = stretch.of_customers(stretch.measured(Event.VISIT_MADE))
        for name, outcome in _OUTCOMES.items():
            tally.add(name, stretch, made[chunk.reason[made] == outcome])
        tally.add("visits_late", stretch, made[chunk.value[made] > 0])
        came = made[np.isin(chunk.reason[made], _CAME)]
        for name, number in self._number.items():
            self._came.add(name, stretch, came[chunk.department[came] == number])
        booked = stretch.of_customers(stretch.measured(Event.VISIT_BOOKED))
        tally.add("visits_booked", stretch, booked)
        tally.add("visit_lead_ms", stretch, booked, chunk.value[booked] - chunk.time[booked])

    def finish(self) -> Sums:
        """The sums by axis and name; money only where the scenario names some."""
        sums = self._tally.finish()
        if self._costs is not None:
            for axis, came in self._came.finish().items():
                paid = [cost * came[name] for name, cost in self._costs.items()]
                sums[axis]["visit_cost"] = np.sum(paid, axis=0)
        weeks = (self._window.end - self._window.begin) / _WEEK
        sums[WHOLE]["measured_weeks"] = np.array([weeks])
        return sums
