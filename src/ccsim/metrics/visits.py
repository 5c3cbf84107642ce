"""Visits at the premises: how many, how many in vain, how soon, and what they cost."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.days import Days
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CUSTOMER, Tally
from ccsim.metrics.totals import WHOLE, Sums
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
NAMES = (*_OUTCOMES, "visits_late", "visits_booked", "visit_lead_ms")
_WEEK = 7 * DAY


class VisitCosts:
    """What visits cost, as a line of a ledger: whether or not somebody opened the door."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        departments = plan.scenario.departments
        costs = [None if each.visits is None else each.visits.cost for each in departments.values()]
        self._names = tuple(departments)
        self._cost = np.array([0.0 if cost is None else cost.value for cost in costs])
        # Visits are counted by department, and cost something at the end: sums stay whole numbers.
        self._by_day = Days(window, len(departments))
        self._by_customer = Tally(window, self._names)

    @property
    def named(self) -> bool:
        """Whether a visit costs anything."""
        return bool(self._cost.any())

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        if not self.named:
            return
        chunk, made = stretch.chunk, stretch.measured(Event.VISIT_MADE)
        came = made[np.isin(chunk.reason[made], _CAME)]
        self._by_day.add(stretch, came, chunk.department[came])
        for number, name in enumerate(self._names):
            self._by_customer.add(name, stretch, came[chunk.department[came] == number])

    def by_day(self) -> Floats:
        """The line by measured day."""
        return np.asarray(self._cost @ self._by_day.counts)

    def by_customer(self) -> dict[str, Floats]:
        """The line by segment and by kind of need."""
        counts = self._by_customer.finish()
        return {
            axis: np.asarray(self._cost @ np.stack([counts[axis][name] for name in self._names]))
            for axis in CUSTOMER
        }


class Visits:
    """Counts appointments in measured time; None of this where no department makes visits."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._tally = Tally(window, NAMES)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, tally = stretch.chunk, self._tally
        made = stretch.of_customers(stretch.measured(Event.VISIT_MADE))
        for name, outcome in _OUTCOMES.items():
            tally.add(name, stretch, made[chunk.reason[made] == outcome])
        tally.add("visits_late", stretch, made[chunk.value[made] > 0])
        booked = stretch.of_customers(stretch.measured(Event.VISIT_BOOKED))
        tally.add("visits_booked", stretch, booked)
        tally.add("visit_lead_ms", stretch, booked, chunk.value[booked] - chunk.time[booked])

    def finish(self) -> Sums:
        """The sums by axis and name."""
        sums = self._tally.finish()
        weeks = (self._window.end - self._window.begin) / _WEEK
        sums[WHOLE]["measured_weeks"] = np.array([weeks])
        return sums
