"""Steering: what is refused, what is counted, and what equipment costs."""

from typing import Any

import pytest

from by_hand import with_defaults
from ccsim.codes import Event
from ccsim.errors import ScenarioError
from ccsim.plan.plan import make_plan
from ccsim.rules.steering import hurried, is_pressed, measured_by, takes_time_to_look
from ccsim.spec.loading import load
from ccsim.units import DAY, HOUR
from faults import world
from playing import scenario_of
from shipped import SCENARIOS
from unit.metrics_world import Story, customer, metrics_of, tiny_plan

NONE, TIMED, SOLVES, VALUE = 0, 1, 2, 3


def test_whoever_is_measured_by_value_solves_for_the_worthy_and_is_timed_with_others() -> None:
    assert [measured_by(kpi, 1) for kpi in range(4)] == [NONE, TIMED, SOLVES, SOLVES]
    assert [measured_by(kpi, 0) for kpi in range(4)] == [NONE, TIMED, SOLVES, TIMED]


def test_only_a_timed_talk_beyond_the_target_is_pressed() -> None:
    assert is_pressed(TIMED, 101, 100)
    assert not is_pressed(TIMED, 100, 100)
    assert not any(is_pressed(kpi, 101, 100) for kpi in (NONE, SOLVES))
    assert takes_time_to_look(SOLVES, knows=False)
    assert not takes_time_to_look(SOLVES, knows=True)
    assert not takes_time_to_look(TIMED, knows=False)


def test_hurrying_saves_a_share_of_the_time_beyond_the_target() -> None:
    assert hurried(500, 300, 1 << 16) == 500
    assert hurried(500, 300, 1 << 15) == 400
    assert hurried(500, 300, 0) == 300


def test_what_is_done_about_targets_is_counted() -> None:
    story = Story()
    for at, event, reason, value in (
        (9, Event.CLOSED_FAST, 0, 60_000),
        (10, Event.CLOSED_FAST, 0, 120_000),
        (11, Event.LOOKED_FURTHER, 1, 1_000),
        (11, Event.LOOKED_FURTHER, 0, 1_000),
    ):
        story.row(
            at * HOUR, event, agent=0, queue=0, kind=1, who=customer(1), case=1, reason=reason,
            value=value,
        )  # fmt: skip
    found = metrics_of(tiny_plan(), story)
    assert found["closed_fast_saves_s"] == 90
    assert found["closed_fast_saves_s[team=blue]"] == 90
    assert found["found_out_rate"] == 0.5


def test_equipment_costs_so_much_for_each_place_in_measured_time() -> None:
    """30 EUR in 30 days, for three places, in the two days after the warm-up."""
    found = metrics_of(tiny_plan(days=3, warm_up=1, agents=(0, 0, 1)), Story())
    for name in ("tools_cost", "conversation_training_cost"):
        assert found[name] == pytest.approx(6)
        assert found[f"{name}[team=blue]"] == pytest.approx(4)


def test_the_costs_of_a_scenario_are_in_its_currency() -> None:
    plan = plan_of(world(tools={"cost": "30.436875 EUR/month"}))
    assert plan.currency == "EUR"
    cost = plan.scenario.operating_model.tools.cost
    assert cost is not None
    assert cost.per_ms is not None
    assert cost.value / cost.per_ms * DAY == pytest.approx(1)


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (("kpi_regime=handle_time",), "needs operating_model.kpi.target_talk"),
        (("kpi_regime=value", "kpi.target_talk=5m"), "needs the margin of every segment"),
        (("backoffice_alignment=0.5",), "no ticket lies by any rule"),
        (("tools.cost=40 EUR",), "tools.cost 40 EUR has no span"),
        (("tools.cost=40 USD/month",), "mixes currencies"),
        (("tools.cost=-40 EUR/month",), "-40 EUR is impossible here: it is at least 0"),
        (("before={kpi_regime: handle_time}",), "needs operating_model.kpi.target_talk"),
    ],
)
def test_contradictions_are_refused_in_a_sentence(sets: tuple[str, ...], words: str) -> None:
    poor = ("customers.consumer.margin=null", "customers.business.margin=null")
    with pytest.raises(ScenarioError) as refused:
        load(
            SCENARIOS / "scripted_call_center.yaml",
            [*(poor if "margin" in words else ()), *(f"operating_model.{each}" for each in sets)],
        )
    assert any(words in fault.message for fault in refused.value.faults)


def test_a_margin_is_told_by_the_month() -> None:
    """Twelve times as much a year would be counted as so much a month."""
    with pytest.raises(ScenarioError) as refused:
        load(SCENARIOS / "scripted_call_center.yaml", ["customers.consumer.margin=180 EUR/year"])
    (fault,) = refused.value.faults
    assert "a margin counts by the month: write 15 EUR/month" in fault.message


def plan_of(facts: dict[str, Any]) -> Any:
    return make_plan(scenario_of(with_defaults(facts)))
