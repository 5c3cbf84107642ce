"""Money adds up: every cent of cost is a paid millisecond, every lost margin a customer who left.

All of it is worked out again from the rows of the log, one by one, without the metrics' tables.
"""

from collections import defaultdict
from functools import cache

import pytest

from ccsim.codes import Event
from ccsim.experiments.replicate import run
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.units import HOUR
from playing import Played, play
from shipped import SCENARIOS

FACTS = (
    "customers.consumer.count=20000",
    "customers.business.count=2000",
    "calendar.weeks=5",
    "calendar.warm_up_weeks=1",
    "customers.consumer.leaving.monthly=0.05",
    "customers.business.leaving.monthly=0.05",
)
CENT = 0.01


@cache
def weeks() -> Played:
    """Five weeks of the scripted call centre with fewer customers, its nights, days and log."""
    return play(make_plan(load(SCENARIOS / "scripted_call_center.yaml", FACTS).scenario))


@cache
def metrics() -> dict[str, float | None]:
    """What the metrics say of the same replication."""
    estimates = run(weeks().plan.scenario, replications=1, workers=1).estimates
    return {key: one.mean for key, one in estimates.items()}


def rows(*events: Event) -> list[dict[str, int]]:
    """Rows of these events as dictionaries, in the order of the log."""
    log = weeks().log
    wanted = sum(log.event == event for event in events) > 0
    columns = {name: column[wanted].tolist() for name, column in log._asdict().items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def paid_in_window() -> dict[int, int]:
    """Milliseconds on duty by team after the warm-up, breaks and overtime included."""
    plan = weeks().plan
    begin, end = plan.warm_up_end, plan.horizon
    since: dict[int, int] = {}
    paid: dict[int, int] = defaultdict(int)
    for row in rows(Event.SHIFT_STARTED, Event.SHIFT_ENDED):
        agent = row["agent"]
        if row["event"] == Event.SHIFT_STARTED:
            assert agent not in since, "an agent comes who is already there"
            since[agent] = row["time"]
        else:
            came = max(since.pop(agent), begin)
            paid[int(plan.agent_team[agent])] += max(row["time"] - came, 0)
    for agent, came in since.items():  # still there at the horizon
        paid[int(plan.agent_team[agent])] += end - max(came, begin)
    return paid


def test_cost_is_paid_time_at_each_teams_pay() -> None:
    plan, paid = weeks().plan, paid_in_window()
    costs = {}
    for team, (name, facts) in enumerate(plan.scenario.teams.items()):
        assert facts.pay is not None
        assert facts.pay.per_ms == HOUR
        costs[name] = paid[team] * facts.pay.value / HOUR
        assert metrics()[f"cost[team={name}]"] == pytest.approx(costs[name], abs=CENT)
    assert all(cost > 1_000 for cost in costs.values())
    assert metrics()["cost"] == pytest.approx(sum(costs.values()), abs=CENT)


def test_a_resolution_costs_all_that_was_paid_by_what_was_resolved() -> None:
    resolutions = sum(row["time"] >= weeks().plan.warm_up_end for row in rows(Event.CASE_RESOLVED))
    assert metrics()["resolutions"] == resolutions
    cost, each = metrics()["cost"], metrics()["cost_per_resolution"]
    assert cost is not None
    assert each == pytest.approx(cost / resolutions, abs=CENT)


def test_a_leaver_takes_a_year_of_margin_along() -> None:
    plan = weeks().plan
    left = dict.fromkeys(plan.segment_names, 0)
    for row in rows(Event.CUSTOMER_LEFT):
        if row["time"] >= plan.warm_up_end:
            left[plan.segment_names[plan.segment_codes[row["who"] >> 32]]] += 1
    assert all(count > 20 for count in left.values())
    lost = {"consumer": left["consumer"] * 12 * 15.0, "business": left["business"] * 12 * 60.0}
    for segment, margin in lost.items():
        assert metrics()[f"customers_left[segment={segment}]"] == left[segment]
        assert metrics()[f"margin_lost[segment={segment}]"] == pytest.approx(margin, abs=CENT)
    assert metrics()["margin_lost"] == pytest.approx(sum(lost.values()), abs=CENT)


def test_customers_time_per_case_is_what_they_spent_on_the_phone() -> None:
    """The cohort: cases born after the warm-up, at least `follow_up` before the end."""
    plan = weeks().plan
    follow_up = plan.scenario.measures.follow_up
    opened: dict[tuple[int, int], int] = {}
    on_the_phone: dict[tuple[int, int], int] = {}
    for row in rows(Event.CASE_OPENED, Event.CONTACT_ENDED):
        case, time = (row["who"], row["case"]), row["time"]
        if row["event"] == Event.CASE_OPENED:
            if plan.warm_up_end <= time <= plan.horizon - follow_up:
                opened[case], on_the_phone[case] = time, 0
        elif case in opened and time <= opened[case] + follow_up:
            on_the_phone[case] += row["value"]
    assert len(opened) > 500
    assert metrics()["cases"] == len(opened)
    each = sum(on_the_phone.values()) / len(opened) / 1000
    assert metrics()["customer_time_per_case_s"] == pytest.approx(each, rel=1e-12)
