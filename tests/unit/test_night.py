"""What a night computes: needs, forecasts, busy days, who is absent, who remembers, who leaves."""

from copy import deepcopy
from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.stats import poisson

from ccsim.codes import Event
from ccsim.eventlog.chunk import from_rows
from ccsim.overnight.fading import fading, nightly
from ccsim.overnight.leaving import leave, multiple
from ccsim.overnight.memory import PROMISE, DayReader, remember
from ccsim.overnight.needs import most_needs
from ccsim.overnight.night import Nights
from ccsim.overnight.rosters import Rosters
from ccsim.plan.customers import first_customers
from ccsim.plan.plan import Plan, first_people, make_plan
from ccsim.plan.state import CASE
from ccsim.rules.customers import fade, worst
from ccsim.rules.forecasts import busy_day_word
from ccsim.spec.loading import load
from ccsim.streams.quantiles import sample
from ccsim.units import DAY, HOUR, NEVER
from playing import scenario_of
from shipped import SCENARIOS

Document = dict[str, Any]
SEED = 3

HOMES: Document = {
    "calendar": {"days": 30},
    "demand": {"busy_day_cv": 0.2},
    "customers": {
        "homes": {
            "count": 3_000,
            "leaving": {
                "monthly": 0.3, "open_case": 4.0, "effort_per_hour": 0.5, "broken_promise": 0.5,
                "memory": "10d",
            },
        },
    },
    "needs": {
        "fault": {
            "per_customer_year": 40, "queue": "care", "owner": "desk", "off_script": 0.4,
            "back_office": 0.3, "talk": {"constant": "5m"},
        },
    },
    "queues": {"care": {"teams": ["front"], "hours": "08:00-20:00"}},
    "teams": {"front": {"headcount": 20}},
    "departments": {"desk": {"staff": 1, "work": {"constant": "1h"}}},
}  # fmt: skip


def plan_of(document: Document, **needs: Any) -> Plan:
    world = deepcopy(document)
    for fact, value in needs.items():
        world["needs"]["fault"][fact] = value
    return make_plan(scenario_of(world))


def needs_of(plan: Plan, days: int = 30) -> dict[tuple[int, int], tuple[int, ...]]:
    """The needs of some days, by who and case: when they call, and the hidden truth."""
    nights = Nights(plan, SEED, 0)
    state, needs = nights.first_state(), {}
    for day in range(days):
        state, _, _ = nights.step(day, state._replace(cases=np.zeros(0, CASE)))
        for case in state.cases[state.cases["live"] == 1]:
            facts = (int(case["due"]), int(case["off_script"]), int(case["back_office"]))
            needs[int(case["who"]), int(case["word"])] = facts
    return needs


def test_half_the_rate_keeps_some_of_the_same_needs_and_moves_none() -> None:
    quiet = deepcopy(HOMES)
    quiet["customers"]["homes"]["leaving"] = {}
    full, half = needs_of(plan_of(quiet)), needs_of(plan_of(quiet, per_customer_year=20))
    assert half.items() <= full.items()
    wanted = len(full) / 2
    assert abs(len(half) - wanted) < 4 * sqrt(wanted)


def test_needs_arise_as_often_as_the_scenario_says() -> None:
    steady = deepcopy(HOMES)
    steady["customers"]["homes"]["leaving"] = {}
    steady["demand"] = {}
    needs = needs_of(plan_of(steady))
    wanted = 3_000 * 40 * 30 / 365.2425
    assert abs(len(needs) - wanted) < 4 * sqrt(wanted)
    for place, chance in ((1, 0.4), (2, 0.3)):
        share = sum(facts[place] for facts in needs.values()) / len(needs)
        assert abs(share - chance) < 4 * sqrt(chance * (1 - chance) / len(needs))


def test_another_hidden_truth_moves_no_need() -> None:
    plain, hidden = needs_of(plan_of(HOMES), 5), needs_of(plan_of(HOMES, off_script=1.0), 5)
    assert plain.keys() == hidden.keys()
    assert [due for due, *_ in plain.values()] == [due for due, *_ in hidden.values()]
    assert all(off_script for _, off_script, _ in hidden.values())


def test_busy_days_are_neither_busier_nor_quieter_on_the_whole() -> None:
    plan = plan_of(HOMES)
    (shape, scale), days = plan.busy_day, 4_000
    factors = np.array(
        [
            sample(plan.tables.shapes, shape, scale, busy_day_word(SEED, 0, day)) / scale
            for day in range(days)
        ]
    )
    assert abs(factors.mean() - 1) < 4 * 0.2 / sqrt(days)
    assert factors.std() == pytest.approx(0.2, rel=0.05)
    assert factors.min() > 0


def test_a_busy_day_is_busy_for_everybody() -> None:
    """More needs and more anonymous callers on the same days."""
    world = deepcopy(HOMES)
    world["customers"]["homes"]["leaving"] = {}
    world["demand"] = {"busy_day_cv": 0.4}
    world["queues"]["sales"] = {
        "teams": ["front"], "talk": {"constant": "1m"}, "forecast": {"rate": "20/h"},
    }  # fmt: skip
    plan = plan_of(world)
    nights, counts = Nights(plan, SEED, 0), []
    state = nights.first_state()
    for day in range(30):
        state, _, _ = nights.step(day, state._replace(cases=np.zeros(0, CASE)))
        mine = state.cases[state.cases["live"] == 1]
        counts.append([(mine["customer"] >= 0).sum(), (mine["customer"] < 0).sum()])
    needs, calls = np.array(counts).T
    assert np.corrcoef(needs, calls)[0, 1] > 0.8


def test_a_forecast_brings_as_many_calls_as_it_says_in_each_interval() -> None:
    expected = [0.0, 3.0, 12.5, 40.0]
    plan = make_plan(
        scenario_of(
            {
                "calendar": {"days": 120},
                "queues": {
                    "calls": {
                        "teams": ["agents"], "talk": {"constant": "1m"},
                        "forecast": {"calls": expected, "interval": "30m", "starts": "9h"},
                    }
                },
                "teams": {"agents": {"headcount": 1}},
            }
        )
    )  # fmt: skip
    nights, found = Nights(plan, SEED, 0), np.zeros(48, int)
    state = nights.first_state()
    for day in range(120):
        state, _, _ = nights.step(day, state._replace(cases=np.zeros(0, CASE)))
        due = state.cases["due"][state.cases["live"] == 1] - plan.day_starts[day]
        found += np.bincount(due // (30 * 60_000), minlength=48)
    for interval, calls in enumerate(expected):
        wanted = 120 * calls
        assert abs(found[18 + interval] - wanted) <= 4 * sqrt(wanted)
    assert found.sum() == found[18:22].sum()


def test_the_hazard_of_leaving_rises_with_open_time_up_to_a_limit() -> None:
    leaving = plan_of(HOMES).scenario.customers["homes"].leaving
    customers = first_customers(plan_of(HOMES).tables.segments)[:5]
    now = 100 * DAY
    customers["open_since"] = [NEVER, now, now - 7 * DAY, now - 14 * DAY, now - 60 * DAY]
    assert multiple(leaving, customers, now).tolist() == [1.0, 1.0, 3.0, 5.0, 5.0]


def test_effort_and_broken_promises_add_to_the_hazard() -> None:
    plan = plan_of(HOMES)
    customers = first_customers(plan.tables.segments)[:3]
    customers["effort"], customers["broken"] = [0, 2 * HOUR, 0], [0, 0, 3 * PROMISE]
    leaving = plan.scenario.customers["homes"].leaving
    assert multiple(leaving, customers, DAY).tolist() == [1.0, 2.0, 2.5]


def test_as_many_leave_as_their_hazard_says_and_nobody_else() -> None:
    """A third of the customers has a case open for long: five times the hazard."""
    plan = plan_of(HOMES)
    nights = Nights(plan, SEED, 0)
    state, day = nights.first_state(), 20
    waiting = np.arange(3_000) % 3 == 0
    state.customers["open_since"][waiting] = 0
    base = deepcopy(state.customers)
    gone = leave(plan, state, SEED, 0, day)
    chance = nightly(0.3)
    for group, times in ((waiting, 5), (~waiting, 1)):
        wanted = group.sum() * chance * times
        assert abs(group[gone].sum() - wanted) < 4 * sqrt(wanted)
    assert np.flatnonzero(state.customers["left_day"] == day).tolist() == sorted(gone.tolist())
    # With the same luck nobody stays who would have left from a smaller hazard.
    calm = state._replace(customers=base)
    calm.customers["open_since"] = NEVER
    assert set(leave(plan, calm, SEED, 0, day)) <= set(gone)


def test_a_chance_per_month_is_that_of_its_nights() -> None:
    assert 1 - (1 - nightly(0.016)) ** 30.436875 == pytest.approx(0.016, rel=1e-12)
    assert nightly(0) == 0
    assert nightly(1) == 1


def test_memory_fades_by_half_in_its_half_life() -> None:
    assert fading(90 * DAY) ** 90 == pytest.approx(0.5, rel=1e-12)
    assert fading(0) == 0
    plan = plan_of(HOMES)  # remembers for ten days
    customers = first_customers(plan.tables.segments)
    customers["effort"][0], customers["broken"][0] = 10 * HOUR, 4 * PROMISE
    for _ in range(10):
        remember(plan, customers, np.zeros(0, CASE), DayReader(plan))
    assert customers["effort"][0] == pytest.approx(5 * HOUR, abs=10)
    assert customers["broken"][0] == pytest.approx(2 * PROMISE, abs=10)
    assert not customers["effort"][1:].any()


def test_a_day_on_the_phone_is_remembered_in_full_the_night_after() -> None:
    plan = plan_of(HOMES)
    customers, reader = first_customers(plan.tables.segments), DayReader(plan)
    who = int(plan.tables.segments["code"][0]) << 32 | 7
    ended = (HOUR, int(Event.CONTACT_ENDED), who, 0, 0, 0, 0, -1, -1, 0, 0, 25 * 60_000)
    broken = (HOUR, int(Event.PROMISE_BROKEN), who, 0, 0, 0, -1, 0, -1, 0, 0, 0)
    reader.add(from_rows([ended, ended, broken]))
    remember(plan, customers, np.zeros(0, CASE), reader)
    assert customers["effort"][7] == 50 * 60_000
    assert customers["broken"][7] == PROMISE
    remember(plan, customers, np.zeros(0, CASE), reader)  # the day is forgotten, not read twice
    assert customers["effort"][7] < 50 * 60_000


def test_a_fake_that_is_found_out_is_remembered_as_a_broken_promise() -> None:
    plan = plan_of(HOMES)
    customers, reader = first_customers(plan.tables.segments), DayReader(plan)
    who = int(plan.tables.segments["code"][0]) << 32 | 7
    found_out = (HOUR, int(Event.FAKE_DISCOVERED), who, 0, 0, 0, 0, -1, 0, 0, 0, 0)
    reader.add(from_rows([found_out]))
    remember(plan, customers, np.zeros(0, CASE), reader)
    assert customers["broken"][7] == PROMISE


@pytest.mark.parametrize("mean", [1e-6, 0.0009, 0.002, 0.1])
def test_more_needs_than_are_asked_for_on_a_day_never_come(mean: float) -> None:
    most = most_needs(mean)
    assert poisson.sf(most, mean) < 1e-17
    assert poisson.sf(most - 1, mean) > 1e-17 * mean


def test_a_night_leaves_a_share_of_every_memory() -> None:
    """Rounded down; of stories and of cases that ended unsolved, in whole numbers throughout."""
    customers = first_customers(plan_of(HOMES).tables.segments)
    columns = ["effort", "broken", "distress", "outage", "kept", "heard", "unsolved"]
    for i, name in enumerate(columns):
        customers[name] = (np.arange(len(customers)) % 7) * 65_537 * (i + 1)
    before, share = customers.copy(), fading(10 * DAY)
    fade(share, *(customers[name] for name in columns))
    for name in columns[:-2]:
        assert (customers[name] == np.floor(before[name] * share)).all()
    for name in columns[-2:]:
        assert (customers[name] == (before[name] * round(share * 2**32)) >> 32).all()
    weighing = [name for name in columns if name != "kept"]
    assert worst(before["open_since"], *(before[name] for name in weighing)) == (
        before["open_since"].min(), *(before[name].max() for name in weighing),
    )  # fmt: skip


def test_what_the_system_shows_is_wrong_for_the_share_that_is_said_and_no_need_is_moved() -> None:
    """The hidden error has a draw of its own: all else stays as it was."""
    plain, wrong = plan_of(HOMES), plan_of(HOMES, data_error=0.25)
    assert needs_of(plain) == needs_of(wrong)
    nights = Nights(wrong, SEED, 0)
    state, _, _ = nights.step(0, nights.first_state())
    hidden = state.cases["data_error"][state.cases["live"] == 1]
    spread = sqrt(len(hidden) * 0.25 * 0.75)
    assert abs(hidden.sum() - 0.25 * len(hidden)) < 4 * spread
    assert len(hidden) > 200


def test_as_many_shifts_are_missed_as_the_chance_says_and_a_wider_one_adds_to_them() -> None:
    missed = {}
    for chance in (0.06, 0.12):
        world = deepcopy(HOMES)
        world["teams"]["front"] |= {
            "hours": "Mo-Su 08:00-20:00", "shrinkage": {"unplanned": chance},
        }  # fmt: skip
        world["calendar"] = {"days": 150}
        plan = plan_of(world)
        rosters = Rosters(plan, SEED, 0)
        missed[chance] = {
            (day, agent): lost
            for day in range(150)
            for agent, _, lost in rosters.tomorrow(day, first_people(plan))[1]
        }
        shifts = 150 * 20
        spread = sqrt(shifts * chance * (1 - chance))
        assert abs(len(missed[chance]) - shifts * chance) < 4 * spread
        assert set(missed[chance].values()) == {12 * HOUR}
    assert missed[0.06].items() <= missed[0.12].items()


def test_planned_shrinkage_takes_its_share_of_each_shift() -> None:
    scenario = load(SCENARIOS / "scripted_call_center.yaml", ["calendar.weeks=3"]).scenario
    roster = make_plan(scenario).roster
    assert len(roster.agent) > 300
    counts = np.diff(roster.first_break)
    assert (counts == 1).all()
    lengths = roster.ends - roster.starts
    away = roster.break_ends - roster.break_starts
    share = scenario.teams["front"].shrinkage.planned
    assert share == scenario.teams["second_line"].shrinkage.planned > 0
    assert np.abs(away - lengths * share).max() <= 1
    assert (roster.break_starts >= roster.starts).all()
    assert (roster.break_ends <= roster.ends).all()
