"""Every scenario that is shipped gives the same log in both engines, row for row."""

from pathlib import Path

import pytest

from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from playing import assert_twins

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHORT = {
    "theory": ["calendar.days=1", "calendar.warm_up_days=0"],
    "scenarios": ["calendar.weeks=0", "calendar.days=3", "calendar.warm_up_weeks=0"],
}
SLOWER = {
    "j1": ["queues.calls.forecast.rate=8/min", "teams.agents.headcount=8"],
    "mg1": ["queues.calls.forecast.rate=4/min", "teams.agents.headcount=4"],
    "mmn_g": ["queues.calls.forecast.rate=4/min", "teams.agents.headcount=4"],
}
"""Busy scenarios are made smaller, so that SimPy is quick."""
FILES = sorted(SCENARIOS.glob("**/*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_engines_tell_the_same_story(path: Path) -> None:
    settings = SHORT[path.parent.name] + SLOWER.get(path.stem, [])
    played = assert_twins(make_plan(load(path, settings).scenario))
    assert played.log.rows > 500


def test_there_are_scenarios_to_compare() -> None:
    assert {"scripted_call_center", "solution_center", "pit_stop", "j3"} <= {
        path.stem for path in FILES
    }
