"""Turnover, vacancies, training, stress and knowledge, from a log written by hand."""

import pytest

from ccsim.codes import Event
from ccsim.spec.transition import Transition
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, metrics_of, tiny_plan


def test_who_goes_and_comes_is_counted_by_team_and_in_measured_time_only() -> None:
    plan = tiny_plan(days=21, warm_up=7, agents=(0, 0, 1))
    story = Story()
    story.row(6 * DAY, Event.AGENT_QUIT, agent=0, value=100)
    story.row(8 * DAY, Event.AGENT_HIRED, agent=0, value=2)
    story.row(8 * DAY, Event.TRAINING_DAY, agent=0, value=6 * HOUR)
    story.row(9 * DAY, Event.AGENT_STARTED, agent=0, value=3)
    story.row(10 * DAY, Event.AGENT_QUIT, agent=2, value=40)
    for week, stress in ((7, 200_000), (14, 400_000)):
        story.row(week * DAY, Event.TEAM_STRESS, agent=0, value=stress)
        story.row(week * DAY, Event.TEAM_KNOWLEDGE, agent=2, value=900_000)
    story.row(11 * DAY, Event.FALSE_PROMISES, department=0, value=4)
    found = metrics_of(plan, story)
    assert found["agents_quit"] == found["agents_quit[team=green]"] == 1
    assert found["agents_quit[team=blue]"] == 0
    assert found["turnover_rate"] == pytest.approx(1 / (3 * 14 / 365.2425))
    assert found["leavers_tenure_days"] == 40
    assert found["agents_hired"] == 1
    assert found["replaced_after_days"] == 3
    assert found["unfilled_share[team=blue]"] == pytest.approx(3 / 28)
    assert found["training_s"] == 6 * 3600
    assert found["team_stress[team=blue]"] == pytest.approx(0.3)
    assert found["team_knowledge"] == pytest.approx(0.9)
    assert found["false_promises"] == 4


def test_a_pit_stop_has_no_people_of_its_own() -> None:
    """Two on the floor; the third place is for whoever of them is in the pit stop."""
    plan = tiny_plan(days=14, agents=(0, 0, 1))
    plan.scenario.pit_stop.team = "green"
    story = Story()
    story.row(6 * DAY, Event.AGENT_QUIT, agent=0, value=100)
    story.row(8 * DAY, Event.AGENT_STARTED, agent=0, value=2)
    found = metrics_of(plan, story)
    assert found["turnover_rate"] == pytest.approx(1 / (2 * 14 / 365.2425))
    assert found["unfilled_share"] == pytest.approx(2 / 28)
    assert found["tools_cost"] == pytest.approx(28)


def test_of_a_transition_a_team_has_people_while_it_is_there() -> None:
    """One of green until two weeks after the warm-up, two of blue from its end on."""
    plan = tiny_plan(days=28, warm_up=7, agents=(0, 0, 1))
    plan.scenario.calendar = plan.scenario.calendar.model_copy(update={"warm_up_days": 7})
    plan.scenario.transition = Transition(
        old_teams=["green"], new_teams=["blue"], parallel_weeks=2
    )  # fmt: skip
    found = metrics_of(plan, Story())
    assert found["tools_cost[team=blue]"] == 2 * 21
    assert found["tools_cost[team=green]"] == 14
