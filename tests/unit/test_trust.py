"""What customers remember of promises and of calls that the centre made, night by night."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import from_rows
from ccsim.overnight.cases import give_birth
from ccsim.overnight.memory import PROMISE, DayReader, remember
from ccsim.overnight.trust import doubt_promises
from ccsim.plan.customers import first_customers
from ccsim.plan.plan import Plan, make_plan
from ccsim.plan.state import CASE
from ccsim.rules.promises import calmed, doubt, told_span
from ccsim.units import DAY, HOUR, MINUTE
from playing import bare_state, scenario_of

ONE = 1 << 32
CENTRE: dict[str, Any] = {
    "calendar": {"days": 2},
    "customers": {"homes": {"count": 10, "trust": {"broken": 0.5, "kept": 0.125}}},
    "needs": {
        "fault": {
            "per_customer_year": 0, "queue": "care", "owner": "desk", "talk": {"constant": "5m"},
        }
    },
    "queues": {"care": {"teams": ["front"]}, "status": {"teams": ["front"]}},
    "teams": {"front": {"headcount": 2}},
    "departments": {"desk": {"staff": 1, "work": {"constant": "1h"}, "promise": {"says": "2d"}}},
}  # fmt: skip


def plan_of(**levers: str) -> Plan:
    return make_plan(scenario_of(deepcopy(CENTRE) | {"operating_model": levers}))


def test_a_new_case_begins_with_the_doubt_that_its_customer_brings() -> None:
    plan = plan_of()
    customers, reader = first_customers(plan.tables.segments), DayReader(plan)
    code = int(plan.tables.segments["code"][0]) << 32

    def row(event: Event, number: int) -> tuple[int, ...]:
        return (HOUR, int(event), code | number, 0, 0, 0, -1, 0, -1, 0, 0, 0)

    broken, kept = Event.PROMISE_BROKEN, Event.PROMISE_KEPT
    reader.add(from_rows([row(broken, 1), row(broken, 1), row(broken, 2), row(kept, 2)]))
    reader.add(from_rows([row(kept, 3)]))
    remember(plan, customers, np.zeros(0, CASE), reader)
    assert customers["kept"][:4].tolist() == [0, 0, PROMISE, PROMISE]
    numbers = np.arange(4)
    nowhere = np.zeros(4, np.int64)
    cases, rows = give_birth(np.zeros(0, CASE), code | numbers, nowhere, nowhere, nowhere)
    cases["customer"][rows], cases["segment"][rows] = numbers, 0
    doubt_promises(plan, bare_state(cases, customers))
    assert (cases["doubt"][rows] / ONE).tolist() == [0, 1, 0.375, -0.125]


def test_doubt_is_a_chance_that_grows_with_broken_promises_and_shrinks_with_kept_ones() -> None:
    half, eighth = ONE // 2, ONE // 8
    assert [doubt(0, half, n, eighth, 0) for n in range(4)] == [0, half, ONE, ONE]
    assert [doubt(0, half, 1, eighth, n) for n in (0, 1, 5)] == [half, half - eighth, 0]
    assert doubt(-half, half, 1, eighth, 0) == 0
    assert [calmed(half, updated, half) for updated in (0, 1)] == [half, half // 2]


def test_an_estimate_is_as_far_off_as_it_says() -> None:
    spread = round(HOUR * np.sqrt(3))
    told = np.array(
        [told_span(1, 0, 5 << 32 | n, 0, 0, 1, 10 * HOUR, 1 << 16, spread) for n in range(4_000)]
    )
    standard_error = HOUR / np.sqrt(len(told))
    assert abs(told.mean() - 10 * HOUR) < 3 * standard_error
    assert told.std() == pytest.approx(HOUR, rel=3 / np.sqrt(2 * len(told)))
    assert told_span(1, 0, 0, 0, 0, 1, 10 * HOUR, 1 << 15, 0) == 5 * HOUR
    assert told_span(1, 0, 0, 0, 0, 1, 0, 1 << 16, 0) == MINUTE
    assert told_span(1, 0, 0, 0, 0, 1, DAY, 3 << 16, 0) == 3 * DAY


def test_of_a_call_that_the_centre_makes_only_the_talk_is_effort() -> None:
    plan = plan_of(status_calls="outbound", outbound_queue="status")
    customers, reader = first_customers(plan.tables.segments), DayReader(plan)
    assert plan.queue_of_calls.tolist() == [True, False]
    who = int(plan.tables.segments["code"][0]) << 32 | 7
    status, care = plan.queue_names.index("status"), plan.queue_names.index("care")

    def row(event: Event, queue: int, minutes: int) -> tuple[int, ...]:
        given = int(Outcome.STATUS_GIVEN)
        return (HOUR, int(event), who, 0, 0, 0, queue, -1, 0, 0, given, minutes * MINUTE)

    rows = [row(Event.LEG_ENDED, queue, 3) for queue in (status, care)]
    rows += [row(Event.CONTACT_ENDED, queue, 30) for queue in (status, care)]
    reader.add(from_rows(rows))
    remember(plan, customers, np.zeros(0, CASE), reader)
    assert customers["effort"][7] == (3 + 30) * MINUTE
