"""Those who work here: who goes, who comes, what they have learned, and how they bear it."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.places import people_by_day
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Window
from ccsim.units import DAYS_OF_YEAR

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_COUNTED = {
    Event.AGENT_QUIT: ("agents_quit", "tenure_days"),
    Event.AGENT_HIRED: ("agents_hired", "vacant_days"),
    Event.AGENT_STARTED: ("agents_started", "replaced_days"),
    Event.TRAINING_DAY: ("training_days", "training_ms"),
    Event.TEAM_STRESS: ("stress_reviews", "stress_millionths"),
    Event.TEAM_KNOWLEDGE: ("knowledge_reviews", "knowledge_millionths"),
}
"""What each row counts as, and what its value adds up to."""
NAMES = tuple(name for names in _COUNTED.values() for name in names)


class Workforce:
    """Counts in measured time; there where the agents of a scenario are not all alike for good."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._tally = Tally(window, NAMES, ("team",))
        self._false_promises = 0
        self._person_days = people_by_day(plan, window).sum(axis=1)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        value, tally = stretch.chunk.value, self._tally
        for event, (count, total) in _COUNTED.items():
            rows = stretch.measured(event)
            tally.add(count, stretch, rows)
            tally.add(total, stretch, rows, value[rows])
        self._false_promises += int(value[stretch.measured(Event.FALSE_PROMISES)].sum())

    def finish(self) -> Sums:
        """The sums by axis and name."""
        sums, by_team = self._tally.finish(), self._person_days
        for axis, days in (("team", by_team), (WHOLE, by_team.sum(keepdims=True))):
            sums[axis]["place_years"] = days / DAYS_OF_YEAR
            sums[axis]["place_days"] = days
        sums[WHOLE]["false_promises"] = np.array([float(self._false_promises)])
        return sums
