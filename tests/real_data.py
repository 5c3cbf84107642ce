"""Data of real centres, which are no part of the repository: read where they lie, or skipped."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("CCSIM_DATA", Path(__file__).parents[2] / "shared" / "data"))
"""Beside the checkout, or where the variable says."""


def real_data(name: str) -> Path:
    """A file of real data; without it the test is skipped, and says so."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} is not in {FOLDER}: set CCSIM_DATA to the folder that has it")
    return path
