"""Kills a search for staff at many moments and asks it again; prints what it found, as JSON.

A process of its own, because it is copied while it has no threads.
"""

import json
import os
import shutil
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from ccsim.experiments.replicate import run
from killing import GOLDEN, damaged, finish, start
from small_desk import small_desk

# The verb loads it when it is asked: loaded here, each copy has it from the start.
import_module("ccsim.experiments.staff")

SCENARIO = small_desk(days=2, rate="1/min", agents=4)
WORDS = [
    *("ccsim", "staff", "desk.yaml", "--target", "service_level>=0.8", "--per", "day"),
    *("--replications", "40", "--workers", "1", "--json", "--quiet"),
]


def trial(number: int, lasts: float, expected: str) -> dict[str, Any]:
    """One search that is killed at some moment, and asked again."""
    runs = Path("runs")
    shutil.rmtree(runs, ignore_errors=True)
    moment = (number * GOLDEN) % 1 * lasts * 1.1
    child = start(Path("killed.json"), WORDS)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    report: dict[str, Any] = {
        "moment": moment,
        "ended_by": finish(child),
        "damaged": damaged(runs),
        "kept": len(list(runs.glob(".points/[!.]*"))),
    }
    finish(start(Path("again.json"), WORDS))
    report["damaged"] += damaged(runs)
    report["same"] = Path("again.json").read_text() == expected
    return report


def measure() -> tuple[float, str]:
    """How long the search lasts undisturbed, and what it prints."""
    Path("desk.yaml").write_text(SCENARIO)
    run("desk.yaml", replications=1, workers=1)
    finish(start(Path("first.json"), WORDS))
    shutil.rmtree("runs")
    began = time.monotonic()
    finish(start(Path("first.json"), WORDS))
    return time.monotonic() - began, Path("first.json").read_text()


if __name__ == "__main__":
    took, printed = measure()
    print(json.dumps([trial(number, took, printed) for number in range(1, int(sys.argv[1]) + 1)]))
