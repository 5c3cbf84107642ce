"""Kinds of need as integer tables, and which queue they call."""

import numpy as np

from ccsim.codes import Event, TicketResult
from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import BREED, KIND, Integers, Records
from ccsim.plan.teams import authority_code
from ccsim.spec.distributions import FOREVER, NO_TIME


def lower_kinds(lowering: Lowering) -> Records:
    """One row for each kind of need."""
    rows = []
    for name, need in lowering.scenario.needs.items():
        specialists, deadline = need.specialists, need.deadline
        rows.append(
            {
                "code": lowering.kind_codes[name],
                "authority": authority_code(need.authority),
                "off_script": threshold(need.off_script),
                "back_office": threshold(need.back_office),
                "specialists": -1 if specialists is None else lowering.queue_index[specialists],
                "owner": -1 if need.owner is None else lowering.department_index[need.owner],
                "self_service": threshold(need.self_service),
                "data_error": threshold(need.data_error),
                "mandatory_time": need.mandatory_time,
                "obstacles": need.obstacles,
                **lowering.time("talk", need.talk),
                **lowering.time(
                    "wrap_up",
                    need.wrap_up or lowering.scenario.operating_model.wrap_up or NO_TIME,
                ),
                **lowering.time("deadline", FOREVER if deadline is None else deadline.after),
                "expires": int(deadline is not None and deadline.expires),
            }
        )
    return records(KIND, rows)


_WHEN = {
    "opened": Event.CASE_OPENED,
    "resolved": Event.CASE_RESOLVED,
    "ticket_done": Event.TICKET_DONE,
}


def lower_breeding(lowering: Lowering) -> Records:
    """One row for each way in which a case may be born of a case."""
    facts, rows = lowering.scenario, []
    kinds = list(facts.needs)
    for parent, need in enumerate(facts.needs.values()):
        for one in need.breeds:
            delay, lot = lowering.time("delay", one.delay), threshold(one.chance)
            child, event = kinds.index(one.need), int(_WHEN[one.when])
            row = _birth(event, child, lot, delay, before=one.before, parent=parent)
            rows.append(row | {"announced": threshold(one.announced)})
        if need.recurs > 0:
            delay, lot = lowering.time("delay", need.recurs_after), threshold(need.recurs)
            row = _birth(int(Event.CASE_RESOLVED), parent, lot, delay, parent=parent)
            rows.append(row | {"recurs": 1})
    for d, department in enumerate(facts.departments.values()):
        if department.compounds > 0 and department.compounds_into is not None:
            child, delay = kinds.index(department.compounds_into), lowering.time("delay", NO_TIME)
            row = _birth(int(Event.TICKET_DONE), child, threshold(1.0), delay, department=d)
            rows.append(row | {"result": int(TicketResult.COMPOUNDED)})
    return records(BREED, rows)


def _birth(
    event: int, child: int, lot: int, delay: dict[str, int], *, before: int = 0,
    parent: int = -1, department: int = -1,
) -> dict[str, int]:  # fmt: skip
    return {
        "event": event, "department": department, "result": -1, "parent": parent, "child": child,
        "recurs": 0, "chance": lot, **delay, "before": before, "announced": 0,
    }  # fmt: skip


def lower_kind_queues(lowering: Lowering) -> Integers:
    """[segment, kind]: the queue that such customers call with such a need."""
    facts = lowering.scenario
    table = np.full((len(facts.customers), max(1, len(facts.needs))), -1, np.int64)
    for s, segment in enumerate(facts.customers):
        for k, need in enumerate(facts.needs.values()):
            table[s, k] = lowering.queue_index[need.queue_by_segment.get(segment, need.queue)]
    return table
