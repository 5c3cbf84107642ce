"""What the paid time costs, what leavers would have brought in a year, and what is paid for it."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.metrics.people import People
from ccsim.metrics.totals import WHOLE, Sums

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

MONTHS = 12
"""A leaver takes a year's margin along (a convention, not a lifetime value)."""


def money(plan: "Plan", people: People, customers: Sums) -> Sums:
    """Cost and lost margin by axis; nothing when the scenario names no money."""
    if plan.currency is None:
        return {}
    on_the_floor = plan.floor_walkers_paid * plan.floor_walkers_pay_per_ms[:, None]
    costs = people.cost(np.asarray(plan.pay_per_ms, np.float64), on_the_floor)
    sums = {axis: {"cost": cost} for axis, cost in costs.items()}
    if "segment" in customers:
        left = customers["segment"]["customers_left"]
        lost = left * np.asarray(plan.margin_per_month, np.float64) * MONTHS
        sums["segment"] = {"margin_lost": lost}
        sums[WHOLE]["margin_lost"] = lost.sum(keepdims=True)
    return sums


def penalties(plan: "Plan", regulator: Sums) -> Sums:
    """What inspections and contracts cost the company, by axis."""
    if plan.currency is None or not regulator:
        return {}
    paid = regulator["segment"]["credit_days"] * plan.oversight.credit_per_day
    fines = regulator[WHOLE]["breaches_found"] * plan.oversight.fine
    return {
        WHOLE: {"fines": fines, "sla_credits": paid.sum(keepdims=True)},
        "segment": {"sla_credits": paid},
    }
