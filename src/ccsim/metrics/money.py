"""What the paid time costs, what leavers would have brought in a year, fines and credits."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.metrics.people import People
from ccsim.metrics.totals import WHOLE, Sums

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

MONTHS = 12
"""A leaver takes a year's margin along (a convention, not a lifetime value)."""


def money(plan: "Plan", people: People, counted: Sums) -> Sums:
    """Cost, lost margin and penalties by axis; nothing when the scenario names no money."""
    if plan.currency is None:
        return {}
    on_the_floor = plan.floor_walkers_paid * plan.floor_walkers_pay_per_ms[:, None]
    costs = people.cost(np.asarray(plan.pay_per_ms, np.float64), on_the_floor)
    sums = {axis: {"cost": cost} for axis, cost in costs.items()}
    if plan.segment_names:
        of_segment = counted["segment"]
        lost = of_segment["customers_left"] * np.asarray(plan.margin_per_month, np.float64) * MONTHS
        paid = of_segment["credit_days"] * plan.oversight.credit_per_day
        sums["segment"] = {"margin_lost": lost, "sla_credits": paid}
        sums[WHOLE] |= {name: each.sum(keepdims=True) for name, each in sums["segment"].items()}
        sums[WHOLE]["fines"] = counted[WHOLE]["breaches_found"] * plan.oversight.fine
    return sums
