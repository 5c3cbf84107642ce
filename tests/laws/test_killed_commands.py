"""A command that is killed loses no replication that was done, and leaves nothing half-written.

Killed at twenty moments, with and without event logs: whatever lies in the folder of runs is whole
each time, and asking again gives the numbers of a run that nobody disturbed.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="commands are copied from a warm process"),
]

TESTS = Path(__file__).parents[1]
MOMENTS = 20


def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    """Each command is a copy of a process that has loaded everything: kills hit the work."""
    trials = kill("killing.py", tmp_path)
    for trial in trials:
        assert trial["damaged"] == [], trial
        assert trial["same"], trial
        assert trial["left"] == 1, trial
    killed = [trial for trial in trials if trial["ended_by"] == signal.SIGKILL]
    assert killed, "every command was over before it was killed"
    assert any(trial["kept"] > 0 for trial in killed), "nothing was ever kept before a kill"


def test_twenty_kills_of_a_search_for_staff_lose_no_round(tmp_path: Path) -> None:
    """Asked again, it goes on from the rounds that were played, to the same last figure."""
    trials = kill("killing_staff.py", tmp_path)
    for trial in trials:
        assert trial["damaged"] == [], trial
        assert trial["same"], trial
    killed = [trial for trial in trials if trial["ended_by"] == signal.SIGKILL]
    assert killed, "every search was over before it was killed"
    assert any(trial["kept"] > 0 for trial in killed), "nothing was ever kept before a kill"


def kill(script: str, folder: Path) -> list[dict[str, Any]]:
    """What a script that kills commands has found."""
    outcome = subprocess.run(
        [sys.executable, str(TESTS / script), str(MOMENTS)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TESTS.parent / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    trials: list[dict[str, Any]] = json.loads(outcome.stdout)
    assert len(trials) == MOMENTS
    return trials
