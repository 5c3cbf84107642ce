"""Every scenario that is shipped gives the same log in both engines, row for row."""

from pathlib import Path

import pytest

from ccsim.codes import Event
from playing import assert_twins
from shipped import FILES, short_plan

ABOUT = {
    "outage_day": (Event.INCIDENT_STRUCK,),
    "pit_stop_year": (Event.PIT_STOP_ENTERED,),
    "wear_them_down": (Event.REGULATOR_COMPLAINT,),
    "worry_free_guarantee": (Event.REGULATOR_COMPLAINT, Event.PROMISE_BROKEN),
}
"""What must happen for the story to be compared at all."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_engines_tell_the_same_story(path: Path) -> None:
    log = assert_twins(short_plan(path)).log
    assert log.rows > 500
    assert set(ABOUT.get(path.stem, ())) <= set(log.event.tolist())


def test_there_are_scenarios_to_compare() -> None:
    names = {path.stem for path in FILES}
    assert {"scripted_call_center", "solution_center", "pit_stop", "j3"} <= names
