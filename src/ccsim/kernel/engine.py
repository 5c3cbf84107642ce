"""The compiled engine, as `replication` sees it."""

from collections.abc import Iterator

import numpy as np

from ccsim.eventlog.chunk import Chunk
from ccsim.kernel.floor import (
    ARRIVAL,
    ARRIVALS,
    BENCH,
    CHANGE,
    CHANGES,
    DESK,
    HEAP_ROOM,
    LINE,
    LOG_ROW,
    LOG_ROWS,
    MIDNIGHT,
    REGISTERS,
    REPLICATION,
    ROWS,
    SEED,
)
from ccsim.kernel.heap import COLUMNS
from ccsim.kernel.loop import HEAP_FULL, LOG_FULL, advance
from ccsim.kernel.world import World
from ccsim.plan.plan import Plan
from ccsim.plan.records import Day, State

_FIRST_HEAP = 1024


class CompiledEngine:
    """Plays the days of one replication, compiled."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self._world = World()
        for name, table in plan.tables._asdict().items():
            self._world.set(name, table)
        self._floor(plan)
        self._log = np.zeros(LOG_ROWS, LOG_ROW)
        self._world.set("log", self._log)
        self._registers = np.zeros(REGISTERS, np.int64)
        self._registers[SEED], self._registers[REPLICATION] = seed, replication
        self._world.set("registers", self._registers)
        self._heap = np.zeros((0, COLUMNS), np.int64)
        self._grow(_FIRST_HEAP)

    def play(self, day: Day, state: State) -> Iterator[Chunk]:
        """The log of a day, chunk by chunk; a chunk lasts until the next one is asked for."""
        self._begin(day, state)
        registers = self._registers
        while True:
            registers[ROWS] = 0
            stopped = advance(self._world.address)
            while stopped == HEAP_FULL:
                self._grow(2 * len(self._heap))
                stopped = advance(self._world.address)
            yield Chunk(*(self._log[name][: registers[ROWS]] for name in Chunk._fields))
            if stopped != LOG_FULL:
                return

    def _floor(self, plan: Plan) -> None:
        """Nobody waits, nobody works."""
        tables = plan.tables
        for name, dtype, count in (
            ("lines", LINE, len(tables.queues)),
            ("benches", BENCH, len(tables.teams)),
            ("desks", DESK, len(tables.departments)),
        ):
            table = np.zeros(count, dtype)
            table["head"], table["tail"] = -1, -1
            self._world.set(name, table)

    def _begin(self, day: Day, state: State) -> None:
        registers = self._registers
        registers[MIDNIGHT], registers[ARRIVAL], registers[CHANGE] = day.ends, 0, 0
        registers[ARRIVALS], registers[CHANGES] = len(day.arrival_time), len(day.change_time)
        for name in (
            "arrival_time", "arrival_case", "change_time", "change_rank", "change_index",
            "change_until",
        ):  # fmt: skip
            self._world.set(name, getattr(day, name))
        self._world.set("cases", state.cases)
        self._world.set("agents", state.agents)

    def _grow(self, room: int) -> None:
        """More room for pending events."""
        heap = np.zeros((room, COLUMNS), np.int64)
        heap[: len(self._heap)] = self._heap
        self._heap = heap
        self._registers[HEAP_ROOM] = room
        self._world.set("heap", heap)
