"""Agents' paid time: on duty, busy, on a break, in overtime, absent; by team, day and interval."""

from ccsim.codes import Event
from ccsim.metrics.areas import Area, over_time
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Ints, Window

NAMES = ("busy_ms", "staffed_ms", "break_ms", "overtime_ms")


class People:
    """What agents are paid for: talk, wrap-up, idleness, breaks and overtime."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._areas = {name: Area(window, window.teams) for name in NAMES}
        self._absent = Tally(window, ("absences", "absent_ms"), ("team",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        value = stretch.chunk.value
        for name, begin, end in (
            ("busy_ms", Event.CONTACT_ANSWERED, Event.LEG_ENDED),
            ("staffed_ms", Event.SHIFT_STARTED, Event.SHIFT_ENDED),
            ("break_ms", Event.BREAK_STARTED, Event.BREAK_ENDED),
        ):
            self._step(name, stretch, begin, +1)
            self._step(name, stretch, end, -1)
        for name, event in (
            ("busy_ms", Event.WRAP_UP_ENDED),
            ("busy_ms", Event.CALLBACK_UNANSWERED),
            ("overtime_ms", Event.SHIFT_ENDED),
        ):
            self._step(name, stretch, event, +1, value)
            self._step(name, stretch, event, -1)
        absent = stretch.measured(Event.AGENT_ABSENT)
        self._absent.add("absences", stretch, absent)
        self._absent.add("absent_ms", stretch, absent, value[absent])

    def finish(self) -> Sums:
        """Agent milliseconds by axis and name; by team also while the team's hours last."""
        window = self._window
        cells = {name: self.by_cell(name) for name in NAMES}
        centre = over_time(window, {name: layer.sum(axis=0) for name, layer in cells.items()})
        teams = {name: (layer * window.measured).sum(axis=1) for name, layer in cells.items()}
        absent = {
            name: count / window.at_once for name, count in self._absent.finish()["team"].items()
        }
        teams |= absent | {
            "busy_open_ms": (cells["busy_ms"] * window.team_open).sum(axis=1),
            "open_ms": (window.lengths * window.team_open).sum(axis=1).astype(float),
        }
        centre[WHOLE] |= {name: count.sum(keepdims=True) for name, count in absent.items()}
        return centre | {"team": teams}

    def by_cell(self, name: str) -> Floats:
        """[team, cell] time of people: who chats with several is seen so often, and paid once."""
        by_cell: Floats = self._areas[name].by_cell() / self._window.at_once[:, None]
        return by_cell

    def _step(
        self, name: str, stretch: Stretch, event: Event, step: int, earlier: Ints | None = None
    ) -> None:
        rows = stretch.rows(event)
        team = self._window.agent_team[stretch.chunk.agent[rows]]
        times = stretch.chunk.time[rows]
        if earlier is None:
            self._areas[name].add(team, times, step, stretch.cell[rows])
        else:
            self._areas[name].add(team, times - earlier[rows], step)
