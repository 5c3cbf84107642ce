"""What the regulator demands: targets, tightened where too many complain to it (S000-04)."""

from typing import Final

import numpy as np

from ccsim.plan.organisation import Organisation
from ccsim.plan.plan import Plan
from ccsim.units import DAYS_OF_YEAR

_MILLIONTHS: Final = 1_000_000


def tighten(plan: Plan, known: Organisation, day: int) -> list[tuple[int, int]]:
    """At the end of a period: each target that rises, and its new share in millionths."""
    rule, customers = plan.scenario.regulator.intervenes, int(np.sum(plan.segment_count))
    days, complaints = day - known.period_began, known.complaints
    known.period_began, known.complaints = day, 0
    if rule is None or not customers:
        return []
    a_year = complaints * DAYS_OF_YEAR * 100_000
    if a_year <= rule.complaints_per_100k * customers * days:
        return []
    risen = []
    for i, share in enumerate(known.demanded.tolist()):
        millionths = round(max(share, min(share + rule.tightens, rule.most)) * _MILLIONTHS)
        if millionths / _MILLIONTHS > share:
            known.demanded[i] = millionths / _MILLIONTHS
            risen.append((i, millionths))
    return risen
