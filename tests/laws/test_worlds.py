"""Worlds that differ by one thing are equal in all that the one thing does not touch.

The exact laws of luck as an address: whatever is added, everybody else's drawn facts stay; all
rows are equal until the newcomer takes something shared; and nothing depends on how it was run.
"""

from collections.abc import Callable
from copy import deepcopy

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.experiments.replicate import run
from ccsim.overnight.night import Nights
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import EngineName
from ccsim.rules.callers import patience
from ccsim.rules.handling import talk_time
from decoding import Row, named_rows, of_strangers
from generated import Document
from playing import Played, play, play_document, scenario_of

SEED, REPLICATION = 5, 2

BASE: Document = {
    "calendar": {"days": 3},
    "demand": {"busy_day_cv": 0.2},
    "customers": {
        "homes": {
            "count": 60,
            "patience": {"weibull": {"mean": "8m", "shape": 0.8}},
            "redials": 0.6,
            "gives_up": 0.2,
            "repeat_delay": {"exponential": "5h"},
            "chases": 0.5,
            "leaving": {"monthly": 0.5, "open_case": 4.0},
        },
        "firms": {"count": 30, "patience": {"exponential": "9m"}},
    },
    "needs": {
        "bill": {
            "per_customer_year": 150,
            "by_segment": {"firms": 2.0},
            "queue": "care",
            "owner": "billing",
            "authority": "adjust",
            "off_script": 0.4,
            "back_office": 0.3,
            "talk": {"lognormal": {"mean": "7m", "sigma": 0.9}},
        }
    },
    "queues": {
        "sales": {
            "teams": ["front"],
            "hours": "08:00-20:00",
            "talk": {"exponential": "4m"},
            "patience": {"exponential": "3m"},
            "forecast": {"rate": "6/h", "redials": 0.5},
        },
        "care": {"teams": ["front", "second"], "hours": "08:00-20:00", "lines": 6},
    },
    "teams": {
        "front": {"headcount": 2, "hours": "08:00-20:00", "shrinkage": {"unplanned": 0.2}},
        "second": {"headcount": 1, "hours": "09:00-18:00", "knowledge": 0.8},
    },
    "departments": {
        "billing": {"staff": 2, "work": {"exponential": "2h"}, "promise": {"says": "3h"}}
    },
    "operating_model": {"authority": "adjust", "script_adherence": 0.5, "shared_notes": 0.5},
}


def a_segment(world: Document) -> None:
    world["customers"]["abroad"] = {"count": 3, "patience": {"exponential": "5m"}}


def a_need(world: Document) -> None:
    world["needs"]["fault"] = {
        "per_customer_year": 4,
        "queue": "care",
        "talk": {"exponential": "9m"},
    }


def a_team(world: Document) -> None:
    world["teams"]["vendor"] = {"headcount": 2, "hours": "14:00-20:00"}
    world["queues"]["sales"]["teams"] = ["front", "vendor"]


def a_queue(world: Document) -> None:
    world["queues"]["press"] = {
        "teams": ["front"],
        "hours": "12:00-20:00",
        "talk": {"exponential": "4m"},
        "forecast": {"rate": "1/h"},
    }


def a_department(world: Document) -> None:
    world["departments"]["legal"] = {"staff": 1, "work": {"exponential": "1h"}}
    world["needs"]["claim"] = {
        "per_customer_year": 4,
        "queue": "care",
        "owner": "legal",
        "back_office": 1.0,
        "talk": {"exponential": "9m"},
    }


NEWCOMERS = [a_segment, a_need, a_team, a_queue, a_department]
Newcomer = Callable[[Document], None]


def with_newcomer(add: Newcomer) -> Document:
    world = deepcopy(BASE)
    add(world)
    return world


def plan_of(document: Document) -> Plan:
    return make_plan(scenario_of(document))


def played(document: Document, engine: EngineName = "compiled") -> Played:
    return play(plan_of(document), engine, SEED, REPLICATION)


def rows_but_of_strangers(world: Played, known: Plan) -> list[Row]:
    strange = of_strangers(world.log, world.plan, known)
    return [row for row, new in zip(named_rows(world), strange, strict=True) if not new]


def drawn_facts(plan: Plan) -> dict[tuple[int, int], Row]:
    """Of every call that arises by itself: when, where, its hidden truth, patience and talk."""
    nights = Nights(plan, SEED, REPLICATION)
    state = nights.first_state()
    for day in range(plan.total_days):
        state, _, _ = nights.step(day, state)
    return {(int(case["who"]), int(case["word"])): _facts(plan, case) for case in state.cases}


def _facts(plan: Plan, case: np.void) -> Row:
    tables, address = plan.tables, (SEED, REPLICATION, int(case["who"]), int(case["word"]), 0, 0)
    anonymous = case["kind"] < 0
    waits = tables.queues[case["queue"]] if anonymous else tables.segments[case["segment"]]
    talks = tables.queues[case["queue"]] if anonymous else tables.kinds[case["kind"]]
    factor = 1 << 16
    return (
        int(case["due"]),
        plan.queue_names[case["entry_queue"]],
        None if anonymous else plan.kind_names[case["kind"]],
        int(case["off_script"]),
        int(case["back_office"]),
        patience(
            *address, tables.shapes, int(waits["patience_shape"]), int(waits["patience_scale"])
        ),
        talk_time(
            *address, tables.shapes, int(talks["talk_shape"]), int(talks["talk_scale"]), factor
        ),
    )


@pytest.mark.parametrize("add", NEWCOMERS)
def test_everybody_elses_drawn_facts_stay_equal(add: Newcomer) -> None:
    before, after = drawn_facts(plan_of(BASE)), drawn_facts(plan_of(with_newcomer(add)))
    assert len(before) > 300
    assert {address: after.get(address) for address in before} == before


def test_most_newcomers_bring_calls_of_their_own() -> None:
    before = len(drawn_facts(plan_of(BASE)))
    for add in (a_segment, a_need, a_queue, a_department):
        assert len(drawn_facts(plan_of(with_newcomer(add)))) > before


@pytest.mark.parametrize("add", NEWCOMERS)
def test_all_rows_are_equal_until_the_newcomer_takes_something_shared(
    add: Newcomer, engine: EngineName
) -> None:
    """Somebody new takes an agent or a place in a queue, or an agent who is new takes a caller."""
    before, after = played(BASE, engine), played(with_newcomer(add), engine)
    takes = np.isin(after.log.event, [Event.QUEUE_ENTERED, Event.CONTACT_ANSWERED])
    takes &= of_strangers(after.log, after.plan, before.plan)
    first = int(after.log.time[takes][0])
    rows = named_rows(before)
    shared = [row for row in rows if row[0] < first]
    others = [row for row in rows_but_of_strangers(after, before.plan) if row[0] < first]
    assert others == shared
    assert len(shared) > 100
    assert rows_but_of_strangers(after, before.plan) != rows, "the newcomer changes nothing at all"


def customers_without_needs(world: Document) -> None:
    world["customers"]["silent"] = {"count": 40, "leaving": {"monthly": 0.999}}
    world["needs"]["bill"]["by_segment"]["silent"] = 0.0


def an_agent_for_a_queue_that_nobody_enters(world: Document) -> None:
    world["teams"]["spare"] = {"headcount": 3, "shrinkage": {"planned": 0.2, "unplanned": 0.3}}
    world["queues"]["quiet"] = {"teams": ["spare"]}


@pytest.mark.parametrize("add", [customers_without_needs, an_agent_for_a_queue_that_nobody_enters])
def test_who_takes_nothing_changes_nothing(add: Newcomer, engine: EngineName) -> None:
    before, after = played(BASE, engine), played(with_newcomer(add), engine)
    assert of_strangers(after.log, after.plan, before.plan).any()
    assert rows_but_of_strangers(after, before.plan) == named_rows(before)


def test_a_lower_rate_removes_needs_and_moves_none() -> None:
    fewer = deepcopy(BASE)
    fewer["needs"]["bill"]["per_customer_year"] = 90
    many, few = drawn_facts(plan_of(BASE)), drawn_facts(plan_of(fewer))
    assert 100 < len(few) < len(many)
    assert {address: many.get(address) for address in few} == few


def turned_round(facts: object) -> object:
    """The same document with its keys in the opposite order, in every group."""
    if isinstance(facts, dict):
        return {key: turned_round(facts[key]) for key in reversed(facts)}
    return facts


def test_the_order_of_a_file_does_not_matter(engine: EngineName) -> None:
    """Rows of one night, which all happen at midnight, are written in the order of the file."""
    other = turned_round(BASE)
    assert isinstance(other, dict)
    one, two = (named_rows(played(world, engine)) for world in (BASE, other))
    at_night = {"AGENT_ABSENT", "CUSTOMER_LEFT", "CASE_CLOSED_BY_LEAVING"}
    by_day, by_day_too = ([row for row in log if row[1] not in at_night] for log in (one, two))
    assert by_day == by_day_too
    assert sorted(map(str, one)) == sorted(map(str, two))


def test_the_order_in_which_replications_are_asked_does_not_matter(engine: EngineName) -> None:
    plan = plan_of(BASE)
    forwards = [play(plan, engine, SEED, number).digest for number in (0, 1, 2)]
    backwards = [play(plan, engine, SEED, number).digest for number in (2, 1, 0)]
    assert forwards == backwards[::-1]
    assert len(set(forwards)) == 3


def test_the_engine_does_not_matter() -> None:
    assert played(BASE, "simpy").digest == played(BASE, "compiled").digest


def test_another_seed_is_another_world() -> None:
    plan = plan_of(BASE)
    assert play(plan, seed=1).digest != play(plan, seed=2).digest


def test_the_number_of_workers_does_not_matter() -> None:
    scenario = scenario_of(BASE)
    alone, together = (run(scenario, replications=3, workers=workers) for workers in (1, 2))
    assert alone.log_digest == together.log_digest
    assert alone.estimates == together.estimates


def test_the_same_world_is_the_same_twice(engine: EngineName) -> None:
    assert play_document(BASE, engine).digest == play_document(BASE, engine).digest
