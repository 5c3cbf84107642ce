"""Kills a command at many moments and asks it again; prints what it found, as JSON.

A process of its own, because it is copied while it has no threads.
"""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
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
REPLICATIONS = 12
WORDS = ["ccsim", "run", "desk.yaml", "--replications", str(REPLICATIONS), "--json", "--quiet"]
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


def over(child: int) -> bool:
    """Whether a command has ended; it can still be asked how."""
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, child, how) is not None


def kill(child: int, number: int, lasts: float, kept: Callable[[], int], whole: int) -> int:
    """Kill a command at a moment of its own; the signal that it ended by, or 0.

    A moment is so many things that are kept, and a while after the last of them: a clock alone
    would hit nothing but the beginning, or the end, on a machine that is now busy and now idle.

    Args:
        child: the command.
        number: of the trial.
        lasts: how long the command takes, in seconds.
        kept: tells how many things are kept.
        whole: how many it keeps.
    """
    wanted = number % whole
    while kept() < wanted and not over(child):
        time.sleep(lasts / whole / 50)
    time.sleep((number * GOLDEN) % 1 * lasts / whole)
    os.kill(child, signal.SIGKILL)
    return finish(child)


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

    def kept() -> int:
        return len(list(runs.glob(".unfinished-*/totals-*")))

    ended_by = kill(start(Path("killed.json"), words), number, lasts, kept, REPLICATIONS)
    report: dict[str, Any] = {"ended_by": ended_by, "damaged": damaged(runs), "kept": kept()}
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
