"""Every scenario that is shipped gives the same log in both engines, row for row."""

from pathlib import Path

import pytest

from playing import assert_twins
from shipped import FILES, short_plan


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_engines_tell_the_same_story(path: Path) -> None:
    assert assert_twins(short_plan(path)).log.rows > 500


def test_there_are_scenarios_to_compare() -> None:
    names = {path.stem for path in FILES}
    assert {"scripted_call_center", "solution_center", "pit_stop", "j3"} <= names
