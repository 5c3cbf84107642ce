"""Causes as metrics: worked out by hand, and the same however the log is cut."""

import numpy as np
import pytest

from ccsim.codes import Ear, Event
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, customer, metrics_of, tiny_plan, totals_of

TARIFF = {"kind": 0, "reason": 1}
PLAN = tiny_plan(days=8, warm_up=2)


def a_week() -> Story:
    """Found in the warm-up, funded at the second review of three, fixed three days later."""
    story = Story()
    for day in range(8):
        story.row(
            day * DAY + 9 * HOUR, Event.CASE_OPENED, who=customer(day), case=1, kind=0,
            reason=int(day % 2 == 0),
        )  # fmt: skip
        story.row(day * DAY, Event.MANAGERS_LISTENED, value=HOUR // 2)
    story.row(1 * DAY, Event.CAUSE_FOUND, value=Ear.CODED, **TARIFF)
    for day in (2, 3, 4):
        story.row(day * DAY, Event.CAUSE_REVIEWED, value=5, **TARIFF)
    story.row(3 * DAY, Event.CAUSE_FUNDED, value=6 * DAY, **TARIFF)
    story.row(6 * DAY, Event.CAUSE_FIXED, value=5 * DAY, **TARIFF)
    return story


def test_what_is_known_of_causes_in_a_week() -> None:
    found = metrics_of(PLAN, a_week())
    assert found["caused_cases"] == found["caused_cases[kind=billing,cause=tariff]"] == 3
    assert found["caused_share"] == found["caused_share[segment=consumer]"] == 0.5
    assert found["caused_share[kind=fault]"] is None
    assert found["causes_found"] == 0  # in the warm-up
    assert (found["causes_reviewed"], found["causes_fixed"], found["fix_backlog"]) == (3, 1, 0)
    assert found["causes_dated_rate"] == pytest.approx(2 / 3)
    assert (found["causes_fixed[day=2026-01-11]"], found["causes_fixed[day=2026-01-10]"]) == (1, 0)
    assert found["adoption_rate"] == 0.5  # of two places that had no date
    assert found["fix_time_days"] == 5
    assert found["fixes_cost"] == found["fixes_cost[day=2026-01-08]"] == 500
    assert (found["exposure_hours"], found["exposure_cost"]) == (3, 180)


def test_what_learning_costs_adds_up_over_days_and_causes() -> None:
    sums = totals_of(PLAN, a_week().log()).sums
    for name in ("fixes_cost", "exposure_cost"):
        assert sums["day"][name].sum() == sums[""][name][0]
    for axis in ("kind", "kind,cause"):
        assert sums[axis]["fixes_cost"].sum() == sums[""]["fixes_cost"][0]


def test_what_learning_costs_is_in_the_ledger_beside_the_serving() -> None:
    """500 for the fix and 180 for the managers; two systems cost nothing here, nor do fines."""
    found = metrics_of(PLAN, a_week())
    assert found["total_cost"] - found["cost_to_serve"] == pytest.approx(500 + 180)
    assert found["fixes_cost[week=2026-01-07]"] == 500


def test_causes_are_counted_the_same_however_the_log_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ledger, "_ENOUGH", 1)
    log = a_week().log()
    whole = totals_of(PLAN, log)
    single = totals_of(PLAN, log, tuple(range(log.rows)))
    for axis, sums in whole.sums.items():
        for name, numbers in sums.items():
            assert np.array_equal(numbers, single.sums[axis][name]), (axis, name)


def test_without_money_learning_has_no_price() -> None:
    found = values(totals_of(tiny_plan(days=8, warm_up=2, money=False), a_week().log()))
    assert found["causes_fixed"] == 1
    assert "fixes_cost" not in found
    assert "exposure_cost" not in found
