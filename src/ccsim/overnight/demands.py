"""What the regulator demands: targets, tightened where too many complain to it (S000-04)."""

from typing import Final

import numpy as np

from ccsim.plan.plan import Plan

_DAYS_OF_A_YEAR: Final = 365.2425
_MILLIONTHS: Final = 1_000_000


class Demands:
    """The share that each target asks for now, and the complaints of the running period."""

    def __init__(self, plan: Plan) -> None:
        self._rule = plan.scenario.regulator.intervenes
        self._customers = int(np.sum(plan.segment_count))
        self._began = 0
        self.shares = [target.share for target in plan.scenario.regulator.targets.values()]
        self.complaints = 0

    def tighten(self, day: int) -> list[tuple[int, int]]:
        """At the end of a period: each target that rises, and its new share in millionths."""
        rule, days, complaints = self._rule, day - self._began, self.complaints
        self._began, self.complaints = day, 0
        if rule is None or not self._customers:
            return []
        a_year = complaints * _DAYS_OF_A_YEAR * 100_000
        if a_year <= rule.complaints_per_100k * self._customers * days:
            return []
        risen = []
        for i, share in enumerate(self.shares):
            millionths = round(max(share, min(share + rule.tightens, rule.most)) * _MILLIONTHS)
            if millionths / _MILLIONTHS > share:
                self.shares[i] = millionths / _MILLIONTHS
                risen.append((i, millionths))
        return risen
