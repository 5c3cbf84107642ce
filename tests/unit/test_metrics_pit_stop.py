"""Stays in the pit stop and what is left of them, from a log written by hand."""

import pytest

from ccsim.codes import Event
from ccsim.units import DAY
from unit.metrics_world import Story, metrics_of, tiny_plan, totals_of


def stays() -> Story:
    story = Story()
    story.row(7 * DAY, Event.PIT_STOP_ENTERED, agent=0, value=2)
    story.row(14 * DAY, Event.PIT_STOP_LEFT, agent=0, value=7)
    story.row(14 * DAY, Event.PIT_STOP_ENTERED, agent=1, value=2)
    for week, trained, left in ((0, 900_000, 900_000), (7, 0, 0), (14, 500_000, 400_000)):
        story.row(week * DAY, Event.TEAM_TRAINED, agent=0, value=trained)
        story.row(week * DAY, Event.TEAM_UPLIFT, agent=0, value=left)
    return story


def test_stays_are_counted_by_team_and_what_is_left_of_them_by_week() -> None:
    """The first day is the warm-up; there is a count for the second week and for the third."""
    plan = tiny_plan(days=21, warm_up=1, agents=(0, 0, 1))
    plan.functions_cost[1] = 2.0  # in each hour
    found = metrics_of(plan, stays())
    assert found["pit_stop_stays[team=blue]"] == found["pit_stop_stays"] == 2
    assert found["pit_stop_days"] == 7
    assert found["trained_share[team=blue]"] == pytest.approx(0.25)
    assert found["trained_share[day=2026-01-12]"] == 0
    assert found["trained_share[day=2026-01-19]"] == pytest.approx(0.5)
    assert found["uplift_left[day=2026-01-19]"] == pytest.approx(0.4)
    assert found.get("trained_share[day=2026-01-13]") is None
    assert found["functions_cost[team=green]"] == 20 * 24 * 2.0


def test_however_the_log_is_cut_it_is_counted_alike() -> None:
    plan, log = tiny_plan(days=21, warm_up=1, agents=(0, 0, 1)), stays().log()
    whole = totals_of(plan, log).sums
    for cuts in ((1,), (2, 5), (3, 4, 6)):
        parts = totals_of(plan, log, cuts).sums
        for axis in ("", "team", "day"):
            for name in ("trained_millionths", "uplift_reviews"):
                assert parts[axis][name].tolist() == whole[axis][name].tolist()
