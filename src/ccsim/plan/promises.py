"""How promises are dated, what is told without asking, and who believes it, as integer tables."""

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import PROMISES, TRUST, Records
from ccsim.rules.promises import BIAS_BITS, sum_spread
from ccsim.units import NEVER


def lower_promises(lowering: Lowering) -> Records:
    """One row for each department."""
    rows = []
    for department in lowering.scenario.departments.values():
        promise, updates = department.promise, department.updates
        rows.append(
            {
                "estimated": int(promise is not None and promise.date == "estimated"),
                "bias": round((1.0 if promise is None else promise.bias) * (1 << BIAS_BITS)),
                "spread": 0 if promise is None else sum_spread(promise.sd),
                "mean_work": min(round(department.work.mean_ms), NEVER),
                "follows_up": threshold(department.follows_up),
                "accepted": threshold(updates.accepted),
                "scheduled": threshold(updates.scheduled),
                "en_route": threshold(updates.en_route),
                "done": threshold(updates.done),
            }
        )
    return records(PROMISES, rows)


def lower_trust(lowering: Lowering) -> Records:
    """One row for each segment of customers."""
    rows = [
        {
            "broken": threshold(segment.trust.broken),
            "kept": threshold(segment.trust.kept),
            "update_calms": threshold(segment.update_calms),
        }
        for segment in lowering.scenario.customers.values()
    ]
    return records(TRUST, rows)
