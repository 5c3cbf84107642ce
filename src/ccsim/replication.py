"""One replication: night, day, night, day … in either engine. The loop is written here, once."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from ccsim.eventlog.chunk import Chunk
    from ccsim.plan.plan import Plan
    from ccsim.plan.state import Day, State

EngineName = Literal["auto", "simpy", "compiled"]


class Engine(Protocol):
    """Whoever plays the days."""

    def play(self, day: "Day", state: "State") -> "Iterator[Chunk]":
        """The log of a day, chunk by chunk; a chunk lasts until the next one is asked for."""


class Listener(Protocol):
    """Whoever reads the log as it is written."""

    def add(self, chunk: "Chunk") -> None:
        """Takes in a stretch of the log; what is kept must be copied."""


@dataclass(frozen=True)
class Playback:
    """What is known of a replication when it is over."""

    rows: int
    played_s: float
    """Seconds spent in the engine."""
    night_s: float
    """Seconds spent on the nights."""
    state: "State"
    """Everything that would last into the next day."""


def make_engine(name: EngineName, plan: "Plan", seed: int, replication: int) -> Engine:
    """An engine by its name; `auto` is always the compiled one."""
    if name == "simpy":
        from ccsim.model.engine import SimpyEngine

        return SimpyEngine(plan, seed, replication)
    from ccsim.kernel.engine import CompiledEngine

    return CompiledEngine(plan, seed, replication)


def replicate(
    plan: "Plan",
    *,
    seed: int,
    replication: int,
    engine: EngineName = "auto",
    listeners: Sequence[Listener] = (),
    on_day: Callable[[int, int], None] | None = None,
) -> Playback:
    """Plays a whole replication and shows its log to the listeners.

    Args:
        plan: the scenario made ready.
        seed: the user's seed.
        replication: the number of the replication; the same number means the same luck.
        engine: which of the two engines.
        listeners: readers of the log.
        on_day: told after each day how many are done, of how many.
    """
    from ccsim.overnight.night import Nights  # slow to load: not where the answer is kept

    nights = Nights(plan, seed, replication)
    player = make_engine(engine, plan, seed, replication)
    state, rows, played, night = nights.first_state(), 0, 0.0, 0.0
    everybody = [*nights.readers, *listeners]
    for number in range(plan.total_days):
        began = time.perf_counter()
        state, day, written = nights.step(number, state)
        night += time.perf_counter() - began
        rows += _show(written, everybody)
        more, took = _play_day(player.play(day, state), everybody)
        rows, played = rows + more, played + took
        if on_day is not None:
            on_day(number + 1, plan.total_days)
    return Playback(rows, played, night, state)


def _play_day(chunks: "Iterator[Chunk]", listeners: Sequence[Listener]) -> tuple[int, float]:
    """Shows the log of a day: how many rows it has, and how many seconds the engine took."""
    rows, seconds = 0, 0.0
    while True:
        began = time.perf_counter()
        chunk = next(chunks, None)
        seconds += time.perf_counter() - began
        if chunk is None:
            return rows, seconds
        rows += _show(chunk, listeners)


def _show(chunk: "Chunk", listeners: Sequence[Listener]) -> int:
    if chunk.rows:
        for listener in listeners:
            listener.add(chunk)
    return chunk.rows
