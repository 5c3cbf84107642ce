"""Time averages and paid time, worked out by hand and by brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsim.codes import Event
from ccsim.units import DAY, HOUR, MINUTE, SECOND
from unit.metrics_world import Story, caller, metrics_of, tiny_plan

FRONT = {"queue": 0}


def test_time_averages_count_open_time_only() -> None:
    """Open from 8 to 12: one hour of waiting inside, half an hour of it after closing."""
    story = Story()
    story.served(10 * HOUR, HOUR, HOUR, agent=0, who=caller(0), **FRONT)
    story.served(11 * HOUR + 30 * MINUTE, HOUR, HOUR, agent=1, who=caller(1), **FRONT)
    found = metrics_of(tiny_plan(), story)
    wanted = {
        "open_s": 4 * 3600,
        "mean_queue": (1 + 0.5) / 4,
        "mean_busy": 1 / 4,
        "mean_in_system": 2.5 / 4,
        "empty_rate": 2 / 4,
        "mean_queue[interval=11:00]": 0.5,
        "mean_queue[queue=front,interval=10:00]": 1,
        "empty_rate[interval=10:00]": 0,
        "empty_rate[queue=front]": 2 / 4,
    }
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)
    assert found["mean_queue[interval=12:00]"] is None


def test_wrap_up_keeps_agents_busy_and_nobody_in_the_system() -> None:
    story = Story()
    story.served(9 * HOUR, 0, HOUR, agent=0, wrap=HOUR, who=caller(0), **FRONT)
    found = metrics_of(tiny_plan(), story)
    assert (found["mean_busy"], found["mean_in_system"]) == (2 / 4, 1 / 4)
    assert found["mean_busy[team=blue]"] == 2 / 4


def test_one_queue_may_be_empty_while_the_centre_is_not() -> None:
    story = Story()
    story.served(8 * HOUR, 0, HOUR, agent=0, who=caller(0), queue=0)
    story.served(9 * HOUR, 0, HOUR, agent=0, who=caller(1), queue=1)
    found = metrics_of(tiny_plan(queues=("front", "back")), story)
    assert found["empty_rate"] == 2 / 4
    assert found["empty_rate[queue=front]"] == found["empty_rate[queue=back]"] == 3 / 4


def test_a_call_in_progress_is_cut_at_both_ends_of_the_measured_time() -> None:
    story = Story()
    story.shift(0, 0, 2 * DAY)
    story.served(DAY - HOUR, 0, 2 * HOUR, agent=0, who=caller(0), **FRONT)
    story.arrival(2 * DAY - HOUR, who=caller(1), **FRONT)
    story.row(2 * DAY - HOUR, Event.QUEUE_ENTERED, who=caller(1), **FRONT)
    story.row(2 * DAY - HOUR, Event.CONTACT_ANSWERED, agent=0, who=caller(1), **FRONT)
    found = metrics_of(tiny_plan(days=2, warm_up=1, opens=0, closes=24), story)
    assert found["busy_s"] == 2 * 3600
    assert found["mean_busy"] == pytest.approx(2 / 24)
    assert found["occupancy"] == pytest.approx(2 / 24)


def test_paid_time_is_split_and_overtime_is_no_part_of_occupancy() -> None:
    """9 to 12 with a break of half an hour; a call runs 15 minutes beyond the end."""
    story = Story()
    story.shift(0, 9 * HOUR, 12 * HOUR + 15 * MINUTE, overtime=15 * MINUTE)
    story.row(10 * HOUR, Event.BREAK_STARTED, agent=0)
    story.row(10 * HOUR + 30 * MINUTE, Event.BREAK_ENDED, agent=0)
    story.served(11 * HOUR + 30 * MINUTE, 0, 45 * MINUTE, agent=0, who=caller(0), **FRONT)
    story.row(9 * HOUR, Event.AGENT_ABSENT, agent=1, value=3 * HOUR)
    found = metrics_of(tiny_plan(), story)
    minutes = {
        "staffed_s": 195,
        "busy_s": 45,
        "break_s": 30,
        "overtime_s": 15,
        "available_s": 120,
        "absent_s": 180,
        "staffed_s[interval=12:00]": 15,
    }
    assert {name: found[name] for name in minutes} == {
        name: pytest.approx(60 * count) for name, count in minutes.items()
    }
    assert found["occupancy"] == pytest.approx(30 / 150)
    assert found["paid_utilisation"] == pytest.approx(45 / 195)
    assert found["occupancy[interval=12:00]"] is None
    assert found["absences[team=blue]"] == 1


def test_cost_is_paid_time_at_the_pay_of_the_team() -> None:
    story = Story()
    story.shift(0, 9 * HOUR, 11 * HOUR)
    story.shift(1, 9 * HOUR, 10 * HOUR)
    story.served(9 * HOUR, 0, MINUTE, agent=0, who=caller(0), **FRONT)
    found = metrics_of(tiny_plan(agents=(0, 1)), story)
    wanted = {"cost": 120, "cost[team=blue]": 60, "cost[team=green]": 60, "cost_per_contact": 120}
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)
    assert found["cost[interval=10:00]"] == pytest.approx(30)
    assert found["cost_per_resolution"] is None


def test_without_money_in_the_scenario_there_is_no_cost() -> None:
    assert "cost" not in metrics_of(tiny_plan(money=False), Story())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, DAY - 1), st.integers(0, 5 * HOUR)), max_size=12))
def test_the_area_of_a_level_is_the_sum_of_the_stays(stays: list[tuple[int, int]]) -> None:
    story = Story()
    inside = 0
    for number, (begin, length) in enumerate(stays):
        wait = min(length, DAY - begin)
        story.abandoned(begin, wait, who=caller(number), **FRONT)
        inside += max(0, min(begin + wait, 12 * HOUR) - max(begin, 8 * HOUR))
    found = metrics_of(tiny_plan(), story)
    assert found["mean_queue"] == pytest.approx(inside / (4 * HOUR))
    assert found["open_s"] == 4 * HOUR / SECOND
