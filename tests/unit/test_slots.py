"""Totals by slot of the week are the ledger's own totals, placed more finely."""

import numpy as np
import pytest

from ccsim.metrics.ledger import Ledger
from ccsim.metrics.slots import Cycle, SlotLedger, make_slots
from ccsim.plan.plan import make_plan
from ccsim.replication import replicate
from playing import scenario_of

WEEKS = scenario_of(
    {
        "calendar": {"weeks": 2, "warm_up_days": 3},
        "queues": {
            "calls": {
                "teams": ["front"],
                "hours": "Mo-Sa 08:00-20:00",
                "talk": {"exponential": "4m"},
                "wrap_up": {"constant": "30s"},
                "patience": {"exponential": "2m"},
                "forecast": {"rate": "0.6/min"},
            },
            "others": {"teams": ["front"], "talk": {"exponential": "1m"},
                       "forecast": {"rate": "0.2/min"}},
        },
        "teams": {"front": {"headcount": 3}},
    }
)  # fmt: skip
NAMES = ("offered", "answered_within", "abandoned", "answered_wait_ms", "talk_ms", "wrap_ms")


@pytest.mark.parametrize("cycle", ["always", "day", "week"])
def test_slots_add_up_to_the_ledger(cycle: Cycle) -> None:
    plan = make_plan(WEEKS)
    slots = make_slots(plan, cycle)
    whole, fine, callers = Ledger(plan), SlotLedger(plan, slots), SlotLedger(plan, slots, False)
    replicate(plan, seed=1, replication=0, listeners=[whole, fine, callers])
    totals, found, fewer = whole.finish(), fine.finish(), callers.finish()
    for name in (*NAMES, "in_service_level", "service_level_base"):
        by_queue = totals.sums["queue"][name]
        np.testing.assert_allclose(found.queues[name].sum(axis=1), by_queue)
        if name not in ("talk_ms", "wrap_ms"):
            np.testing.assert_array_equal(found.queues[name], fewer.queues[name])
    for name in ("busy_ms", "staffed_ms"):
        np.testing.assert_allclose(found.teams[name].sum(axis=1), totals.sums["team"][name])
    if cycle == "day":
        interval = totals.sums["queue,interval"]["offered"]
        np.testing.assert_array_equal(found.queues["offered"].ravel(), interval)


def test_each_slot_knows_how_often_it_comes() -> None:
    slots = make_slots(make_plan(WEEKS), "week")
    by_day = slots.times.reshape(7, 48)[:, 0].tolist()
    assert by_day == [1, 1, 1, 2, 2, 2, 2]  # the first Monday to Wednesday are warm-up
    assert slots.labels[49] == "Tu 00:30"
