"""The measured stretch of time, cut into cells, and the names of what is counted in it."""

from functools import cached_property
from math import gcd
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # lowering a scenario loads scipy; reading a catalogue must not
    from ccsim.plan.plan import Plan

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_LARGEST_TABLE: Final = 1 << 22


class Window:
    """When a run is measured, in which cell an instant lies, and whom its rows are about."""

    def __init__(self, plan: "Plan") -> None:
        grid = plan.grid
        self.measures = plan.scenario.measures
        self.edges: Ints = np.asarray(grid.edges, np.int64)
        self.lengths: Ints = np.diff(self.edges)
        self.cell_day: Ints = np.asarray(grid.cell_day, np.int64)
        self.cell_interval: Ints = np.asarray(grid.cell_interval, np.int64)
        self.begin = int(plan.day_starts[plan.warm_up_days])
        self.end = int(plan.day_starts[plan.total_days])
        self.warm_up_days, self.total_days = plan.warm_up_days, plan.total_days
        self.measured: Bools = self.cell_day >= plan.warm_up_days
        self.queue_open: Bools = np.asarray(grid.queue_open, bool) & self.measured
        self.team_open: Bools = np.asarray(grid.team_open, bool) & self.measured
        self.queues, self.teams = len(plan.queue_names), len(plan.team_names)
        self.segments, self.kinds = len(plan.segment_names), len(plan.kind_names)
        self.intervals = len(grid.interval_labels)
        self.agent_team: Ints = np.asarray(plan.agent_team, np.int64)
        self.of_calls: Bools = np.asarray(plan.queue_of_calls, bool)
        self.of_customers: Bools = np.asarray(plan.queue_of_customers, bool)
        self.at_once: Ints = np.asarray(plan.team_at_once, np.int64)
        self.person: Ints = np.asarray(plan.person_of(np.arange(len(self.agent_team))), np.int64)
        self.effort: Ints = np.asarray(plan.queue_effort, np.int64)
        self.channels: tuple[str, ...] = plan.queue_channel
        self.team_courtesy: Ints = np.asarray(plan.team_courtesy, np.int64)
        self.team_abroad: Ints = np.asarray(plan.team_abroad, np.int64)
        self.expectations: Ints = np.asarray(plan.expectations, np.int64)
        self.outbound_queue = plan.outbound_queue
        """The queue of calls that the centre makes; -1: it makes none."""
        codes = sorted(plan.segment_codes.items())
        self._segment_codes: Ints = np.array([code for code, _ in codes], np.int64)
        self._segments: Ints = np.array([segment for _, segment in codes], np.int64)

    @property
    def cells(self) -> int:
        """How many cells there are, warm-up included."""
        return len(self.lengths)

    @cached_property
    def _cell_table(self) -> tuple[int, Ints] | None:
        """The cell of every step of a ruler on which all edges lie; None when it would be long."""
        step = 0
        for edge in self.edges.tolist():
            step = gcd(step, edge)
        if step == 0 or self.end // step > _LARGEST_TABLE:
            return None
        return step, np.repeat(np.arange(self.cells), self.lengths // step)

    def cell_of(self, times: Ints) -> Ints:
        """The cell in which each instant lies; the horizon itself belongs to the last one."""
        table = self._cell_table
        if table is None:
            cells = np.searchsorted(self.edges, times, side="right") - 1
            return np.clip(cells, 0, self.cells - 1).astype(np.int64)
        step, cell_of_step = table
        at = times // step
        return cell_of_step[np.clip(at, 0, len(cell_of_step) - 1, out=at)]

    def day_of(self, times: Ints) -> Ints:
        """The day in which each instant lies."""
        return self.cell_day[self.cell_of(times)]

    def segment_of(self, who: Ints) -> Ints:
        """The segment of each customer; -1 for anonymous callers."""
        if not len(self._segment_codes):
            return np.full(len(who), -1, np.int64)
        code = who >> 32
        at = np.searchsorted(self._segment_codes, code)
        at[at == len(self._segment_codes)] = 0
        found: Ints = np.where(self._segment_codes[at] == code, self._segments[at], -1)
        return found
