"""What customers take away: by those who leave, and by those who never come."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.metrics.leaving import OWN_EXPERIENCE
from ccsim.metrics.reputation import PROSPECTS
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_BY_CAUSE: Final = {
    "margin_lost_own_experience": OWN_EXPERIENCE,
    "margin_lost_friends": ("left_friends",),
    "margin_lost_publications": ("left_publications",),
}


def revenue(plan: "Plan", sums: Sums) -> Sums:
    """Lines of money by segment and in the whole, each from counts that are there."""
    if plan.currency is None or "customers_left" not in sums["segment"]:
        return {}
    counts, lines = sums["segment"], dict[str, Floats]()
    margin = np.asarray(plan.margin_per_month, np.float64)
    taken = margin * plan.prices.margin_months
    lines["margin_left"] = counts["customers_left"] * margin
    lines["margin_months"] = counts["customer_months"] * margin
    if plan.lifetime_value.any():
        lines["lifetime_value_lost"] = counts["customers_left"] * plan.lifetime_value
    if OWN_EXPERIENCE[0] in counts:
        for name, causes in _BY_CAUSE.items():
            left = np.sum([counts[cause] for cause in causes], axis=0)
            lines[name] = left * taken
    for name in PROSPECTS.values():
        if name in counts:
            lines[name.replace("prospects", "prospect_margin")] = counts[name] * taken
    whole = {name: line.sum(keepdims=True) for name, line in lines.items()}
    return {WHOLE: whole, "segment": lines}
