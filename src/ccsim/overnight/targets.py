"""What was done of what the regulator demands, day after day."""

import numpy as np

from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.deadlines import Deadlines, Judged
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers


class Attainment:
    """What was done in the running period, by target; read from the log of each day."""

    def __init__(self, plan: Plan) -> None:
        self._target_of = plan.oversight.target_of
        oversight = plan.oversight
        self._cases = Deadlines(oversight.target_due, plan.day_starts, clock=oversight.clock)
        self._targets = len(plan.scenario.regulator.targets)
        self.start()

    def start(self) -> None:
        """A new period."""
        self.judged: Integers = np.zeros(self._targets, np.int64)
        self.met: Integers = np.zeros(self._targets, np.int64)

    def add(self, chunk: Chunk) -> None:
        """Takes in a stretch of the log."""
        for case in self._cases.add(chunk):
            self._count(case)

    def until(self, now: int) -> None:
        """The cases that have fallen due by now count too."""
        for case in self._cases.until(now):
            self._count(case)

    def _count(self, case: Judged) -> None:
        target = self._target_of[case.kind]
        self.judged[target] += 1
        self.met[target] += case.met
