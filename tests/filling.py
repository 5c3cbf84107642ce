"""Makes every write of a command fail in turn, and asks again; prints what it found, as JSON.

A process of its own, started with `failing_writes.c` before libc.
"""

import contextlib
import ctypes
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from ccsim.cli import main
from ccsim.store.places import recover_all
from small_desk import small_desk

SCENARIO = small_desk(days=1, rate="10/h", agents=2)
RUN = ["run", "desk.yaml", "--workers", "1", "--json", "--quiet"]
EARLIER = [*RUN, "--replications", "1"]
LATER = [*RUN, "--replications", "2", "--log"]
DISK = ctypes.CDLL(None)
MOST = 500


def call(words: list[str]) -> tuple[int, str, str]:
    """The exit code of a command and what it said."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["ccsim", *words]
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()


def contents(runs: Path) -> dict[str, bytes]:
    """What is in the runs that are whole, as the next command will find them."""
    recover_all(runs)
    return {
        str(file): file.read_bytes()
        for folder in sorted(runs.glob("[!.]*"))
        for file in sorted(folder.iterdir())
    }


def trial(nth: int, lasting: bool, before: dict[str, bytes], expected: str) -> dict[str, Any]:
    """The nth write fails while a run is made longer and its log kept; then it is asked again."""
    runs = Path("runs")
    shutil.rmtree(runs)
    shutil.copytree("earlier", runs)
    DISK.arm(nth, int(lasting))
    code, out, err = call(LATER)
    failures = DISK.failures()
    DISK.arm(0, 0)
    return {
        "nth": nth, "lasting": lasting, "failures": failures, "code": code, "out": out, "err": err,
        "intact": code == 0 or contents(runs) == before,
        "same": (call(LATER)[1] if code else out) == expected,
        "left": [path.name for path in runs.iterdir()],
    }  # fmt: skip


def every_write(lasting: bool) -> list[dict[str, Any]]:
    """Trials until no write is left that could fail."""
    before = contents(Path("earlier"))
    before = {name.replace("earlier", "runs", 1): text for name, text in before.items()}
    expected = call([*LATER, "--out", "undisturbed"])[1]
    found: list[dict[str, Any]] = []
    while len(found) < MOST and (not found or found[-1]["failures"]):
        found.append(trial(len(found) + 1, lasting, before, expected))
    return found


if __name__ == "__main__":
    Path("desk.yaml").write_text(SCENARIO)
    call(EARLIER)
    shutil.copytree("runs", "earlier")
    print(json.dumps(every_write(lasting=True) + every_write(lasting=False)))
