"""Who asked for a superior or for help on the floor, what came of it, and the wait upstairs."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Superior
from ccsim.metrics.areas import over_time
from ccsim.metrics.stretch import LEAVINGS, Stretch
from ccsim.metrics.tally import TALK, Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Window
from ccsim.units import HOUR

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

ASKING: Final = ("superiors_asked", "superiors_reached", "fakes_discovered")
FLOOR: Final = ("floor_walkers_asked", "floor_walkers_came")
_COUNTED: Final = (
    ("superiors_asked", Event.SUPERVISOR_ASKED, None),
    ("superiors_reached", Event.SUPERVISOR_ASKED, Superior.REACHED),
    ("fakes_discovered", Event.FAKE_DISCOVERED, None),
    ("floor_walkers_asked", Event.FLOOR_WALKER_ASKED, None),
    ("floor_walkers_came", Event.FLOOR_WALKER_ASKED, 1),
)
"""What is counted, and with which answer."""
WAITS: Final = ("escalation_waits", "escalation_wait_ms")
PAID: Final = "floor_walkers_paid_ms"


class Superiors:
    """Counts askings; nothing where the scenario has no such people, or does not tell of them."""

    def __init__(self, window: Window, plan: "Plan") -> None:
        self._window, scenario = window, plan.scenario
        model = scenario.operating_model
        self._names: tuple[str, ...] = ASKING if model.superiors is not None else ()
        self._paid: Floats | None = None
        if any(team.floor_walkers is not None for team in scenario.teams.values()):
            self._names += FLOOR
            self._paid = plan.floor_walkers_paid
        self._tally = Tally(window, self._names, TALK)
        self._queue = -1
        if model.escalation == "real" and model.escalation_queue is not None:
            self._queue = plan.queue_names.index(model.escalation_queue)
            self._hour = _hour_of_week(window, plan)
        self._waits = Tally(window, WAITS, ("hour_of_week",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        reason = stretch.chunk.reason
        for name, event, answer in _COUNTED:
            if name in self._names:
                rows = stretch.of_customers(stretch.measured(event))
                rows = rows if answer is None else rows[reason[rows] == answer]
                self._tally.add(name, stretch, rows)
        if self._queue >= 0:
            self._add_waits(stretch)

    def finish(self) -> Sums:
        """The counts by axis and name; waits for a superior by hour of the week too."""
        sums = self._tally.finish()
        if self._paid is not None:
            for axis, tables in over_time(self._window, {PAID: self._paid.sum(axis=0)}).items():
                sums.setdefault(axis, {}).update(tables)
            sums["team"][PAID] = (self._paid * self._window.measured).sum(axis=1)
        if self._queue >= 0:
            waits = self._waits.finish()
            sums["hour_of_week"] = waits["hour_of_week"]
            sums[WHOLE] |= waits[WHOLE]
        return sums

    def _add_waits(self, stretch: Stretch) -> None:
        chunk = stretch.chunk
        for event in LEAVINGS:
            rows = stretch.rows(event)
            entered = stretch.entered(event)
            here = (chunk.queue[rows] == self._queue) & (entered >= self._window.begin)
            hour = self._hour[self._window.cell_of(entered[here])]
            waits = chunk.value[rows[here]]
            self._waits.add_at("escalation_waits", {"hour_of_week": hour})
            self._waits.add_at("escalation_wait_ms", {"hour_of_week": hour}, waits)


def _hour_of_week(window: Window, plan: "Plan") -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The hour of the week in which each cell begins; Monday's first is 0."""
    weekday = (plan.scenario.calendar.start.weekday() + window.cell_day) % 7
    hour = window.cell_interval * window.measures.interval // HOUR
    return np.asarray(weekday * 24 + hour, np.int64)
