"""Who asked for a superior or for help on the floor, what came of it, and the wait upstairs."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Superior
from ccsim.metrics.areas import over_time
from ccsim.metrics.stretch import LEAVINGS, Stretch
from ccsim.metrics.talk_tally import AXES, TalkTally
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Window
from ccsim.units import HOUR

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

ASKING: Final = ("superiors_asked", "superiors_reached", "fakes_discovered")
FLOOR: Final = ("floor_walkers_asked", "floor_walkers_came")
WAITS: Final = ("escalation_waits", "escalation_wait_ms")
PAID: Final = "floor_walkers_paid_ms"
HOURS_OF_WEEK = 168


class Superiors:
    """Counts askings; nothing where the scenario has no such people, or does not tell of them."""

    def __init__(self, window: Window, plan: "Plan") -> None:
        self._window, scenario = window, plan.scenario
        model = scenario.operating_model
        self._tally = TalkTally(window, ASKING + FLOOR)
        self._names: tuple[str, ...] = ASKING if model.superiors is not None else ()
        self._paid: Floats | None = None
        if any(team.floor_walkers is not None for team in scenario.teams.values()):
            self._names += FLOOR
            self._paid = plan.floor_walkers_paid
        self._queue = -1
        if model.escalation == "real" and model.escalation_queue is not None:
            self._queue = plan.queue_names.index(model.escalation_queue)
            self._hour = _hour_of_week(window, plan)
        self._waits: Floats = np.zeros((len(WAITS), HOURS_OF_WEEK))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        reason = stretch.chunk.reason
        if self._names:
            asked = stretch.rows(Event.SUPERVISOR_ASKED)
            self._tally.add("superiors_asked", stretch, asked)
            self._tally.add("superiors_reached", stretch, asked, reason[asked] == Superior.REACHED)
            self._tally.add("fakes_discovered", stretch, stretch.rows(Event.FAKE_DISCOVERED))
            floor = stretch.rows(Event.FLOOR_WALKER_ASKED)
            self._tally.add("floor_walkers_asked", stretch, floor)
            self._tally.add("floor_walkers_came", stretch, floor, reason[floor] == 1)
        if self._queue >= 0:
            self._add_waits(stretch)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name; waits for a superior by hour of the week too."""
        counts = self._tally.finish()
        sums = {axis: {name: counts[axis][name] for name in self._names} for axis in AXES}
        if self._paid is not None:
            for axis, tables in over_time(self._window, {PAID: self._paid.sum(axis=0)}).items():
                sums.setdefault(axis, {}).update(tables)
            sums["team"][PAID] = (self._paid * self._window.measured).sum(axis=1)
        if self._queue >= 0:
            sums["hour_of_week"] = dict(zip(WAITS, self._waits, strict=True))
            whole = self._waits.sum(axis=1, keepdims=True)
            sums[WHOLE] |= dict(zip(WAITS, whole, strict=True))
        return sums

    def _add_waits(self, stretch: Stretch) -> None:
        chunk = stretch.chunk
        for event in LEAVINGS:
            rows = stretch.rows(event)
            entered = stretch.entered(event)
            here = (chunk.queue[rows] == self._queue) & (entered >= self._window.begin)
            hour = self._hour[self._window.cell_of(entered[here])]
            waits = chunk.value[rows[here]]
            self._waits[0] += np.bincount(hour, minlength=HOURS_OF_WEEK)
            self._waits[1] += np.bincount(hour, waits, minlength=HOURS_OF_WEEK)


def _hour_of_week(window: Window, plan: "Plan") -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The hour of the week in which each cell begins; Monday's first is 0."""
    weekday = (plan.scenario.calendar.start.weekday() + window.cell_day) % 7
    hour = window.cell_interval * window.measures.interval // HOUR
    return np.asarray(weekday * 24 + hour, np.int64)
