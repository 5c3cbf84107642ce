"""How speed is measured: sides of a ratio in turn, medians, and a second chance for a busy minute.

Speeds are compared as ratios, measured in one run on one machine in turn: A, B, A, B … A round's
ratio compares neighbours in time, and the median of the rounds counts. Other work on the machine
slows one side or the other by chance, so a bar that is missed is measured anew, all rounds of it,
at most twice. A bar itself is never lowered. Two workers need two processors with nothing else to
do: the time of processors, told beside that figure, shows whether they had them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import EngineName, Playback, replicate
from ccsim.spec.loading import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TRIES = 3


@dataclass(frozen=True)
class Bar:
    """What a measured figure is held against (architecture, section 5)."""

    what: str
    limit: float
    unit: str = "x"
    at_least: bool = True

    def met_by(self, figure: float) -> bool:
        """Whether a figure is good enough."""
        return figure >= self.limit if self.at_least else figure <= self.limit

    def line(self, figure: float, beside: str = "") -> str:
        """A line of the table: the bar, what was measured, and what helps to judge it."""
        sign = ">=" if self.at_least else "<="
        bar = f"{sign} {self.limit:g} {self.unit}"
        verdict = "met" if self.met_by(figure) else "MISSED"
        return f"{self.what:<58} {bar:>10}  {figure:>8.2f}  {verdict:<6}  {beside}".rstrip()


@dataclass(frozen=True)
class Measured:
    """A figure, and in words what it was made of."""

    figure: float
    beside: str = ""


def hold(bar: Bar, measure: Callable[[], Measured], tell: Callable[[str, object], None]) -> None:
    """Measures until the bar is met, `TRIES` times at most; the last measurement counts."""
    attempts, measured = 1, measure()
    while attempts < TRIES and not bar.met_by(measured.figure):
        attempts, measured = attempts + 1, measure()
    again = f" (measured {attempts} times)" if attempts > 1 else ""
    tell("speed", bar.line(measured.figure, measured.beside + again))
    assert bar.met_by(measured.figure), bar.line(measured.figure, measured.beside)


def ratio_in_turn(
    ours: Callable[[int], float], peer: Callable[[int], float], rounds: int
) -> tuple[float, float, float]:
    """The median ratio of two speeds, and the median of each; both are told the round's number."""
    speeds = [(ours(number), peer(number)) for number in range(rounds)]
    return (
        median(mine / other for mine, other in speeds),
        median(mine for mine, _ in speeds),
        median(other for _, other in speeds),
    )


class Calls:
    """A listener that keeps nothing of the log, but counts the calls in it."""

    def __init__(self) -> None:
        self.contacts = 0
        self.fresh = 0

    def add(self, chunk: Chunk) -> None:
        arrived = chunk.event == Event.CONTACT_ARRIVED
        self.contacts += int(np.count_nonzero(arrived))
        self.fresh += int(np.count_nonzero(arrived & (chunk.reason == Reason.FRESH)))


def plan_of(name: str, sets: Sequence[str] = ()) -> Plan:
    """A shipped scenario, made ready."""
    return make_plan(load(SCENARIOS / name, sets).scenario)


def play(plan: Plan, engine: EngineName, replication: int = 0) -> tuple[Playback, Calls]:
    """One replication, its log shown to a listener that only counts."""
    calls = Calls()
    playback = replicate(plan, seed=1, replication=replication, engine=engine, listeners=[calls])
    return playback, calls


def fresh_calls_per_second(plan: Plan, engine: EngineName) -> Callable[[int], float]:
    """The speed of an engine, from a day made ready to the last row of its log in memory."""

    def speed(number: int) -> float:
        playback, calls = play(plan, engine, number)
        return calls.fresh / playback.played_s

    play(plan, engine)  # compiled code is loaded, memory is touched
    return speed
