"""Kills a search for staff at many moments and asks it again; prints what it found, as JSON.

A process of its own, because it is copied while it has no threads.
"""

import json
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from ccsim.experiments.replicate import run
from killing import damaged, finish, kill, start
from small_desk import small_desk

# The verb loads it when it is asked: loaded here, each copy has it from the start.
import_module("ccsim.experiments.staff")

SCENARIO = small_desk(days=2, rate="1/min", agents=4)
WORDS = [
    *("ccsim", "staff", "desk.yaml", "--target", "service_level>=0.8", "--per", "day"),
    *("--replications", "40", "--workers", "1", "--json", "--quiet"),
]


def trial(number: int, lasts: float, rounds: int, expected: str) -> dict[str, Any]:
    """One search that is killed at some moment, and asked again."""
    runs = Path("runs")
    shutil.rmtree(runs, ignore_errors=True)

    def kept() -> int:
        return len(list(runs.glob(".points/[!.]*")))

    ended_by = kill(start(Path("killed.json"), WORDS), number, lasts, kept, rounds)
    report: dict[str, Any] = {"ended_by": ended_by, "damaged": damaged(runs), "kept": kept()}
    finish(start(Path("again.json"), WORDS))
    report["damaged"] += damaged(runs)
    report["same"] = Path("again.json").read_text() == expected
    return report


def measure() -> tuple[float, int, str]:
    """How long the search lasts undisturbed, how many things it keeps, and what it prints."""
    Path("desk.yaml").write_text(SCENARIO)
    run("desk.yaml", replications=1, workers=1)
    finish(start(Path("first.json"), WORDS))
    shutil.rmtree("runs")
    began = time.monotonic()
    finish(start(Path("first.json"), WORDS))
    took, rounds = time.monotonic() - began, len(list(Path("runs").glob(".points/[!.]*")))
    return took, rounds, Path("first.json").read_text()


if __name__ == "__main__":
    undisturbed = measure()
    print(json.dumps([trial(number, *undisturbed) for number in range(1, int(sys.argv[1]) + 1)]))
