"""The figures that a company publishes when a period is over."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import Event, Figure, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.overnight.cases import Address
from ccsim.overnight.rows import Row, row_of
from ccsim.overnight.targets import Attainment
from ccsim.plan.plan import Plan

Bools = npt.NDArray[np.bool_]

_MILLIONTHS = 1_000_000
_CALLS = (Reason.ENQUIRY, Reason.STATUS_CALL, Reason.FORCED)
_COUNTED = (
    Event.CONTACT_ARRIVED, Event.CONTACT_ANSWERED, Event.CASE_OPENED, Event.CASE_RESOLVED,
    Event.PROMISE_KEPT, Event.PROMISE_BROKEN,
)  # fmt: skip


class Reports:
    """Counts what happens in the running period, where figures must be published."""

    def __init__(self, plan: Plan, attainment: Attainment) -> None:
        self._plan, self._attainment = plan, attainment
        self._wanted = plan.scenario.regulator.reporting is not None
        self._called: set[tuple[int, int, int]] = set()
        """Calls of companies that nobody has answered yet: who, which case, which contact."""
        self._start(0)

    def _start(self, now: int) -> None:
        self._began = now
        self._counts = dict.fromkeys(_COUNTED, 0)

    def add(self, chunk: Chunk) -> None:
        """Takes in a stretch of the log."""
        if not self._wanted:
            return
        left_out = self._calls_of_companies(chunk)
        # Of cases that were opened before the period the one before it has told.
        solved = chunk.event == Event.CASE_RESOLVED
        left_out |= solved & (chunk.time - chunk.value < self._began)
        counted = chunk.event[(chunk.leg == 0) & ~left_out]
        for event in _COUNTED:
            self._counts[event] += int(np.count_nonzero(counted == int(event)))

    def _calls_of_companies(self, chunk: Chunk) -> Bools:
        """Rows of calls that no customer makes; of a callback only that it is rung for.

        Whoever is called back has dialled, and is answered then.
        """
        arrived = chunk.event == Event.CONTACT_ARRIVED
        called = arrived & np.isin(chunk.reason, _CALLS)
        for row in np.flatnonzero(called):
            self._called.add(_contact(chunk, row))
        if self._called:
            for row in np.flatnonzero((chunk.event == Event.CONTACT_ANSWERED) & (chunk.leg == 0)):
                called[row] = _contact(chunk, row) in self._called
                self._called.discard(_contact(chunk, row))
        return np.asarray(called | (arrived & (chunk.reason == Reason.CALLBACK)), np.bool_)

    def keep_only(self, live: set[Address]) -> None:
        """Forgets the calls about cases that are over: nobody will answer them any more."""
        self._called = {call for call in self._called if call[:2] in live}

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
        self._start(now)
        return [
            row_of(
                now, Event.FIGURE_PUBLISHED, contact=which, reason=figure,
                value=of_all * _MILLIONTHS // all_ if all_ else -1,
            )
            for figure, which, of_all, all_ in figures
        ]  # fmt: skip


def _contact(chunk: Chunk, row: np.intp) -> tuple[int, int, int]:
    return int(chunk.who[row]), int(chunk.case[row]), int(chunk.contact[row])
