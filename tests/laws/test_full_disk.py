"""A full disk: a clear message, earlier results intact, and the same numbers when asked again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or not shutil.which("gcc"), reason="writes fail by LD_PRELOAD"
    ),
]

TESTS = Path(__file__).parents[1]


def test_every_write_may_fail(tmp_path: Path) -> None:
    library = tmp_path / "failing_writes.so"
    source = TESTS / "failing_writes.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    outcome = subprocess.run(
        [sys.executable, str(TESTS / "filling.py")],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(TESTS.parent / "src"),
            "LD_PRELOAD": str(library),
            "FAILING_BELOW": "runs/",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    trials = json.loads(outcome.stdout)
    assert sum(trial["failures"] > 0 for trial in trials) > 30
    for trial in trials:
        assert trial["intact"], trial
        assert trial["same"], trial
        if trial["code"]:
            assert trial["code"] == 2, trial
            assert trial["out"] == "", trial
            assert trial["err"].count("\n") == 1, trial
            assert "No space left on device" in trial["err"], trial
            assert "--out" in trial["err"], trial
    assert all(trial["code"] == 2 for trial in trials if trial["lasting"] and trial["failures"])
