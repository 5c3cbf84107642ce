"""Kinds of need as integer tables, and which queue they call."""

import numpy as np

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import KIND, Integers, Records
from ccsim.plan.teams import authority_code
from ccsim.spec.distributions import NO_TIME


def lower_kinds(lowering: Lowering) -> Records:
    """One row for each kind of need."""
    rows = []
    for name, need in lowering.scenario.needs.items():
        specialists = need.specialists
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
            }
        )
    return records(KIND, rows)


def lower_kind_queues(lowering: Lowering) -> Integers:
    """[segment, kind]: the queue that such customers call with such a need."""
    facts = lowering.scenario
    table = np.full((len(facts.customers), max(1, len(facts.needs))), -1, np.int64)
    for s, segment in enumerate(facts.customers):
        for k, need in enumerate(facts.needs.values()):
            table[s, k] = lowering.queue_index[need.queue_by_segment.get(segment, need.queue)]
    return table
