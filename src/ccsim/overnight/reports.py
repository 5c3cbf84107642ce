"""The figures that a company publishes when a period is over."""

import numpy as np

from ccsim.codes import Event, Figure
from ccsim.eventlog.chunk import NO_ONE, Chunk
from ccsim.overnight.targets import Attainment
from ccsim.plan.plan import Plan

Row = tuple[int, ...]

_MILLIONTHS = 1_000_000
_COUNTED = (
    Event.CONTACT_ARRIVED, Event.CONTACT_ANSWERED, Event.CASE_OPENED, Event.CASE_RESOLVED,
    Event.PROMISE_KEPT, Event.PROMISE_BROKEN,
)  # fmt: skip


class Reports:
    """Counts what happens in the running period, where figures must be published."""

    def __init__(self, plan: Plan, attainment: Attainment) -> None:
        self._plan, self._attainment = plan, attainment
        self._wanted = plan.scenario.regulator.reporting is not None
        self._start()

    def _start(self) -> None:
        self._counts = dict.fromkeys(_COUNTED, 0)

    def add(self, chunk: Chunk) -> None:
        """Takes in a stretch of the log."""
        if not self._wanted:
            return
        first_legs = chunk.event[chunk.leg == 0]
        for event in _COUNTED:
            self._counts[event] += int(np.count_nonzero(first_legs == int(event)))

    def publish(self, day: int) -> list[Row]:
        """The figures of a period, in the night after it; the next period begins."""
        if not self._wanted or day not in self._plan.oversight.period_ends:
            return []
        now, counts = int(self._plan.day_starts[day]), self._counts
        self._attainment.until(now)
        kept, broken = counts[Event.PROMISE_KEPT], counts[Event.PROMISE_BROKEN]
        figures = [
            (Figure.ANSWERED, 0, counts[Event.CONTACT_ANSWERED], counts[Event.CONTACT_ARRIVED]),
            (Figure.RESOLVED, 0, counts[Event.CASE_RESOLVED], counts[Event.CASE_OPENED]),
            (Figure.PROMISES_KEPT, 0, kept, kept + broken),
        ]
        both = zip(self._attainment.met.tolist(), self._attainment.judged.tolist(), strict=True)
        figures += [(Figure.TARGET, i, met, judged) for i, (met, judged) in enumerate(both)]
        self._start()
        return [
            (
                now, int(Event.FIGURE_PUBLISHED), NO_ONE, 0, which, 0, NO_ONE, NO_ONE, NO_ONE,
                NO_ONE, int(figure), of_all * _MILLIONTHS // all_ if all_ else -1,
            )
            for figure, which, of_all, all_ in figures
        ]  # fmt: skip
