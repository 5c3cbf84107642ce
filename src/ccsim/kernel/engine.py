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
    NODE,
    REGISTERS,
    REPLICATION,
    ROWS,
    SEED,
)
from ccsim.kernel.loop import HEAP_FULL, LOG_FULL, advance
from ccsim.kernel.world import World
from ccsim.plan.plan import Plan
from ccsim.plan.state import Day, State
from ccsim.plan.visits import slot_counters
from ccsim.units import NEVER

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
        self._heap_time, self._heap_node = np.empty(0, np.int64), np.empty(0, np.int32)
        self._nodes = np.zeros(0, NODE)
        self._grow(_FIRST_HEAP)

    def play(self, day: Day, state: State) -> Iterator[Chunk]:
        """The log of a day, chunk by chunk; a chunk lasts until the next one is asked for."""
        self._begin(day, state)
        registers = self._registers
        while True:
            registers[ROWS] = 0
            stopped = advance(self._world.address)
            while stopped == HEAP_FULL:
                self._grow(2 * len(self._nodes))
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
        self._world.set("slots", np.zeros(slot_counters(tables.visits), np.int64))

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
        self._world.set("skills", state.skills)

    def _grow(self, room: int) -> None:
        """More room for pending events; empty places say NEVER, free nodes name the next one."""
        used = len(self._nodes)
        times, places = np.full(room + 4, NEVER), np.zeros(room + 4, np.int32)
        times[:used], places[:used] = self._heap_time[:used], self._heap_node[:used]
        nodes = np.zeros(room, NODE)
        nodes[:used] = self._nodes
        nodes["what"][used:] = np.arange(used + 1, room + 1)
        # The chain of free nodes ended where the room did: it goes on with the new ones.
        self._heap_time, self._heap_node, self._nodes = times, places, nodes
        self._registers[HEAP_ROOM] = room
        self._world.set("heap_time", times)
        self._world.set("heap_node", places)
        self._world.set("nodes", nodes)
