"""The yardsticks that ccsim is timed against: jobs J1 and J3 in plain C and in idiomatic SimPy.

`python tests/bench/yardsticks.py` compiles the C peers, runs all in turn for a few rounds, and
prints how many calls a second each played and how far its answers lie from the right ones.
Seconds are those inside the model: no start of a process, no import, no compilation.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

PEERS = Path(__file__).parent / "peers"
NO_GCC = "gcc is not installed: the C yardsticks are left out"

Result = Mapping[str, float]


@dataclass(frozen=True)
class Right:
    """A right answer, and how far a run of the job's usual size strays from it (one sigma)."""

    value: float
    spread: float


@dataclass(frozen=True)
class Job:
    """A job that every peer plays, with its right answers; its size counts calls or days."""

    name: str
    usual_size: int
    unit: str
    right: Mapping[str, Right]
    figures: Callable[[Result], dict[str, float]]
    calls: Callable[[Result], float]

    def strays(self, figures: Mapping[str, float], size: int) -> dict[str, float]:
        """How many standard errors each figure of a run of that size lies from the right answer."""
        shrink = math.sqrt(self.usual_size / size)
        return {
            name: (figures[name] - right.value) / (right.spread * shrink)
            for name, right in self.right.items()
        }


def j1_figures(result: Result) -> dict[str, float]:
    """J1's figures are printed as they are compared."""
    return {name: result[name] for name in ("wait", "abandoned", "in_time")}


def j3_figures(result: Result) -> dict[str, float]:
    """J3's figures are ratios of totals over all days."""
    contacts = result["contacts"]
    return {
        "contacts": contacts / result["days"],
        "ab1": result["abandoned_1"] / contacts,
        "ab2": result["abandoned_2"] / result["escalated"],
        "wait1": result["waits_1"] / contacts,
        "sl20": result["in_time"] / contacts,
    }


# J1 is exact (Erlang A), its spreads are from 200 runs; J3 is from an ensemble of the C loop.
J1 = Job(
    name="j1",
    usual_size=1_000_000,
    unit="calls",
    right={
        "wait": Right(0.030282, 0.00091),
        "abandoned": Right(0.015141, 0.00045),
        "in_time": Right(0.982890, 0.00073),
    },
    figures=j1_figures,
    calls=lambda result: result["calls"],
)
J3 = Job(
    name="j3",
    usual_size=100,
    unit="days",
    right={
        "contacts": Right(5241.9, 10.4),
        "ab1": Right(0.0809, 0.0016),
        "ab2": Right(0.0317, 0.0011),
        "wait1": Right(0.2429, 0.0049),
        "sl20": Right(0.6820, 0.0052),
    },
    figures=j3_figures,
    calls=lambda result: result["fresh"],
)


@dataclass(frozen=True)
class Peer:
    """A program that plays one job: `command SIZE SEED` prints its result as a line of JSON."""

    name: str
    job: Job
    command: tuple[str, ...]
    size: int

    def run(self, seed: int, size: int | None = None) -> Result:
        """Play the job once, at the peer's own size unless another is asked for."""
        words = [*self.command, str(size or self.size), str(seed)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        result: dict[str, float] = json.loads(done.stdout)
        return result


def c_peers(directory: Path) -> list[Peer]:
    """Compile the C peers into a directory; none where there is no gcc."""
    gcc = shutil.which("gcc")
    if gcc is None:
        return []
    peers = []
    for job, size in ((J1, 1_000_000), (J3, 1_000)):
        program = directory / job.name
        source = PEERS / f"{job.name}.c"
        subprocess.run([gcc, "-O3", "-o", str(program), str(source), "-lm"], check=True)
        peers.append(Peer("C event loop", job, (str(program),), size))
    return peers


def simpy_peers() -> list[Peer]:
    """The SimPy peers, each run in a Python of its own."""
    script = (sys.executable, str(PEERS / "idiomatic_simpy.py"))
    sizes = ((J1, 100_000), (J3, 20))
    return [Peer("idiomatic SimPy", job, (*script, job.name), size) for job, size in sizes]


@dataclass(frozen=True)
class Timing:
    """What some rounds of one peer gave: the median speed, and the mean of each figure."""

    peer: Peer
    rounds: int
    calls_per_second: float
    figures: Mapping[str, float]

    @classmethod
    def of(cls, peer: Peer, results: Sequence[Result]) -> Timing:
        """Sum up the rounds of one peer."""
        job = peer.job
        figures = [job.figures(result) for result in results]
        return cls(
            peer=peer,
            rounds=len(results),
            calls_per_second=median(job.calls(result) / result["seconds"] for result in results),
            figures={name: fmean(each[name] for each in figures) for name in job.right},
        )


def time_in_turn(peers: Sequence[Peer], rounds: int, seed: int) -> list[Timing]:
    """Run all peers once a round, so that a busy minute of the machine slows all of them alike."""
    results: list[list[Result]] = [[] for _ in peers]
    for number in range(rounds):
        for peer, own in zip(peers, results, strict=True):
            own.append(peer.run(seed + number))
    return [Timing.of(peer, own) for peer, own in zip(peers, results, strict=True)]


def table(timings: Sequence[Timing]) -> str:
    """Speeds and answers in lines of text; `off by` counts standard errors of the whole run."""
    lines = []
    for timing in timings:
        job, peer = timing.peer.job, timing.peer
        size = peer.size * timing.rounds
        lines.append(
            f"{job.name}  {peer.name:<16} {timing.calls_per_second:>12,.0f} calls/s"
            f"   ({timing.rounds} x {peer.size:,} {job.unit})"
        )
        lines.append(
            f"      {'figure':<10} {'got':>12} {'right':>12} {'difference':>12} {'off by':>8}"
        )
        strays = job.strays(timing.figures, size)
        for name, right in job.right.items():
            got = timing.figures[name]
            lines.append(
                f"      {name:<10} {got:>12.6f} {right.value:>12.6f}"
                f" {got - right.value:>+12.6f} {strays[name]:>+8.2f}"
            )
    return "\n".join(lines)


def main() -> None:
    """Time every yardstick and print the table."""
    parser = argparse.ArgumentParser(description="Time the yardsticks.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        compiled = c_peers(Path(directory))
        if not compiled:
            print(NO_GCC)
        print(table(time_in_turn([*compiled, *simpy_peers()], asked.rounds, asked.seed)))


if __name__ == "__main__":
    main()
