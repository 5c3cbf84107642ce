"""Totals by queue, by team and by interval of a typical day or week: what staffing is judged by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk, concatenate, copy
from ccsim.metrics import service_level
from ccsim.metrics.contacts import Contacts
from ccsim.metrics.people import NAMES as PAID_TIME
from ccsim.metrics.people import People
from ccsim.metrics.stretch import LEAVINGS, Stretch
from ccsim.metrics.window import Floats, Ints, Window
from ccsim.spec.demand import WEEKDAYS

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

Cycle = Literal["always", "day", "week", "never"]
"""After how long demand looks the same again; `never`: each day of the calendar is its own."""

# A stretch costs the same few milliseconds however short it is: short ones are put together.
_ENOUGH: Final = 1 << 16
_OF_CALLERS: Final = np.zeros(128, bool)
_OF_CALLERS[[Event.QUEUE_ENTERED, *LEAVINGS]] = True


@dataclass(frozen=True)
class Slots:
    """The intervals of a typical day or week, each with a number of agents of its own."""

    cycle: Cycle
    interval: int
    """Their length in milliseconds (the clock's, where it is always the same)."""
    labels: tuple[str, ...]
    """`Mo 08:30`, or `08:30` where all days are alike, or `at all times`."""
    weekday: Ints
    """[slot]: 0 for Monday; 0 for all where days are alike."""
    of_cell: Ints
    """[cell of the plan's grid]: the slot in which it lies."""
    times: Floats
    """[slot]: how often it comes in the measured time of one replication."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.labels)

    def mean(self, of_cell: Floats) -> Floats:
        """Sums by cell as a mean by slot; nought where a slot is never measured."""
        sums = np.bincount(self.of_cell, of_cell, minlength=self.count)
        return np.asarray(sums / np.maximum(self.times, 1e-9) * (self.times > 0), np.float64)


def make_slots(plan: "Plan", cycle: Cycle) -> Slots:
    """The intervals of a plan, by the measures' own length."""
    grid, interval = plan.grid, plan.scenario.measures.interval
    measured = grid.cell_day >= plan.warm_up_days
    lengths = np.diff(grid.edges) * measured
    clock = grid.interval_labels
    labels: tuple[str, ...]
    if cycle == "always":
        of_cell, labels, weekday = (
            np.zeros_like(grid.cell_day),
            ("at all times",),
            np.zeros(1, np.int64),
        )
    elif cycle == "day":
        of_cell, labels, weekday = grid.cell_interval, clock, np.zeros(len(clock), np.int64)
    elif cycle == "never":
        first = plan.warm_up_days
        of_cell = np.maximum(grid.cell_day - first, 0) * len(clock) + grid.cell_interval
        labels = tuple(f"{date} {time}" for date in plan.day_dates[first:] for time in clock)
        weekday = (
            plan.scenario.calendar.start.weekday() + first + np.arange(len(labels)) // len(clock)
        ) % 7
    else:
        today = (plan.scenario.calendar.start.weekday() + grid.cell_day) % 7
        of_cell = today * len(clock) + grid.cell_interval
        labels = tuple(f"{day} {time}" for day in WEEKDAYS for time in clock)
        weekday = np.repeat(np.arange(7), len(clock))
    times = np.bincount(of_cell, lengths, minlength=len(labels)) / interval
    return Slots(
        cycle=cycle,
        interval=interval,
        labels=labels,
        weekday=weekday.astype(np.int64),
        of_cell=of_cell.astype(np.int64),
        times=times.astype(np.float64),
    )


@dataclass(frozen=True)
class SlotTotals:
    """The sums of one replication, by name."""

    queues: dict[str, Floats]
    """[queue, slot]"""
    teams: dict[str, Floats]
    """[team, slot]"""


class SlotLedger:
    """Listens to one replication; counts what has arrived, by queue and slot, and paid time."""

    def __init__(self, plan: "Plan", slots: Slots, work: bool = True) -> None:
        """Counts the work of agents as well, unless only the callers are asked for."""
        self._slots = slots
        self._window = _SlotWindow(plan, slots)
        self._contacts = Contacts(self._window) if work else _Callers(self._window)
        self._people = People(self._window) if work else None
        self._waiting: list[Chunk] = []
        self._rows = 0

    def add(self, chunk: Chunk) -> None:
        """Take in the next stretch of the log; the chunk may be filled anew afterwards."""
        if self._people is None:
            rows = np.flatnonzero(_OF_CALLERS[chunk.event])
            kept = Chunk._make(column[rows] for column in chunk)
        else:
            kept = copy(chunk)
        self._waiting.append(kept)
        self._rows += kept.rows
        if self._rows >= _ENOUGH:
            self._take()

    def finish(self) -> SlotTotals:
        """The sums at the horizon."""
        self._take()
        window, count = self._window, self._slots.count
        both = self._contacts.finish()["queue,interval"]
        queues = {name: sums.reshape(window.queues, count) for name, sums in both.items()}
        queues |= service_level.by_every_rule(queues)
        rule = window.measures.service_level_rule
        queues["in_service_level"] = service_level.met(rule, queues)
        queues["service_level_base"] = service_level.judged(rule, queues)
        if self._people is None:
            return SlotTotals(queues, {})
        teams = {name: self._by_slot(self._people.by_cell(name)) for name in PAID_TIME}
        return SlotTotals(queues, teams)

    def _take(self) -> None:
        if not self._waiting:
            return
        stretch = Stretch(concatenate(self._waiting), self._window)
        self._waiting, self._rows = [], 0
        self._contacts.add(stretch)
        if self._people is not None:
            self._people.add(stretch)

    def _by_slot(self, cells: Floats) -> Floats:
        measured = np.where(self._window.measured, cells, 0.0)
        return np.array(
            [np.bincount(self._slots.of_cell, row, self._slots.count) for row in measured]
        )


class _Callers(Contacts):
    """Those who enter a queue and leave it, and nothing of the work that follows."""

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        entered = self._place(stretch, Event.QUEUE_ENTERED).on_the_phone(stretch)
        self._count("offered", entered)
        self._add_leavings(stretch)


class _SlotWindow(Window):
    """The measured time with slots for its intervals, and nobody's segment asked for."""

    def __init__(self, plan: "Plan", slots: Slots) -> None:
        super().__init__(plan)
        self.cell_interval, self.intervals = slots.of_cell, slots.count
        self.segments = 0
