"""Turnover, vacancies, training, stress and knowledge, from a log written by hand."""

import pytest

from ccsim.codes import Event
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
