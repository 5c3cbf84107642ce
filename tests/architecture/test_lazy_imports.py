"""The first answer comes at once: nothing heavy is loaded before it is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"
HEAVY = {"pandas", "scipy", "numba", "plotly", "streamlit"}

ASK_FOR_HELP = """
import sys
from ccsim.cli import main
sys.argv = ["ccsim", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def heavy_modules_loaded_by(program: str) -> set[str]:
    """What a fresh Python has loaded at the end of the program."""
    ending = "\nimport sys\nprint('\\nloaded:', *sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program + ending],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return HEAVY.intersection(result.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("program", ["import ccsim", ASK_FOR_HELP], ids=["import", "help"])
def test_nothing_heavy_is_loaded(program: str) -> None:
    assert heavy_modules_loaded_by(program) == set()


def test_what_is_loaded_is_seen() -> None:
    assert heavy_modules_loaded_by("import scipy") == {"scipy"}
