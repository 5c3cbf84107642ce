"""Kills a command at many moments and asks it again; prints what it found, as JSON.

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

import pyarrow.parquet

from ccsim.cli import main
from ccsim.experiments import play
from ccsim.experiments.replicate import run
from ccsim.store.runs import open_run
from small_desk import small_desk

# The verb loads it when it is asked: loaded here, each copy has it from the start.
import_module("ccsim.experiments.keep")

SCENARIO = small_desk(days=5, rate="1/min", agents=4)
WORDS = ["ccsim", "run", "desk.yaml", "--replications", "12", "--json", "--quiet"]
GOLDEN = (5**0.5 - 1) / 2


def start(answer: Path, words: list[str]) -> int:
    """The command in a copy of this process; it shares its work from the first replication on."""
    child = os.fork()
    if child:
        return child
    play.SMALL_WORK_S = 0.0
    with answer.open("w") as out:
        os.dup2(out.fileno(), sys.stdout.fileno())
        sys.argv = words
        main()
        sys.stdout.flush()
    os._exit(0)


def finish(child: int) -> int:
    """The signal that ended it, or 0."""
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def damaged(runs: Path) -> list[str]:
    """The files under their own names that cannot be read."""
    found = []
    for folder in runs.glob("[!.]*") if runs.exists() else ():
        stored = open_run(folder)
        if len(stored.facts["log_digests"]) != stored.facts["replications"]:
            found.append(str(folder))
    for file in runs.rglob("[!.]*.parquet"):
        if any(part.startswith(".draft-") for part in file.parts):
            continue
        try:
            pyarrow.parquet.read_table(file)
        except (OSError, ValueError):
            found.append(str(file))
    return found


def trial(number: int, lasts: float, expected: str) -> dict[str, Any]:
    """One command that is killed at some moment, and asked again."""
    runs = Path("runs")
    shutil.rmtree(runs, ignore_errors=True)
    words = WORDS + (["--log"] if number % 2 else [])
    moment = (number * GOLDEN) % 1 * lasts * 1.1
    child = start(Path("killed.json"), words)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    ended_by = finish(child)
    report: dict[str, Any] = {
        "moment": moment, "ended_by": ended_by, "damaged": damaged(runs),
        "kept": len(list(runs.glob(".unfinished-*/totals-*"))),
    }  # fmt: skip
    finish(start(Path("again.json"), words))
    report["damaged"] += damaged(runs)
    report["same"] = Path("again.json").read_text() == expected
    report["left"] = len([path for path in runs.iterdir() if not path.name.startswith(".draft-")])
    return report


def measure() -> tuple[float, str]:
    """How long the command lasts undisturbed, and what it prints."""
    Path("desk.yaml").write_text(SCENARIO)
    run("desk.yaml", replications=1, workers=1)
    began = time.monotonic()
    finish(start(Path("first.json"), [*WORDS, "--out", "warm", "--fresh"]))
    return time.monotonic() - began, Path("first.json").read_text()


if __name__ == "__main__":
    took, printed = measure()
    print(json.dumps([trial(number, took, printed) for number in range(1, int(sys.argv[1]) + 1)]))
