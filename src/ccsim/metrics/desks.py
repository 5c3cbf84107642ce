"""Whether back offices keep up: tickets that come to each desk and leave it, and their work.

A ticket comes to a desk when it is opened there or passed on to it, and leaves it when it is done
there or passed on. A second attempt brings work anew, and no ticket. Work counts when it comes;
of tickets, only those count that were opened while it is measured, wherever they go from there.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Bools, Ints, Window

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_OF_ALL: Final = ("desk_work_ms", "desk_staff_ms")


class Desks:
    """Counts by department while it is measured; each ticket brings the mean of its work."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._work_ms = plan.desks.work_ms
        self._staff_ms = plan.desks.staff_ms[:, window.warm_up_days :].sum(axis=1)
        desks = len(plan.department_names)
        self._came, self._left = np.zeros(desks), np.zeros(desks)
        self._work = np.zeros(self._work_ms.shape)
        self._earlier: set[tuple[int, int]] = set()
        """Tickets that were opened before it is measured, and are not done."""

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        opened, passed, again = (
            stretch.of_customers(stretch.measured(event))
            for event in (Event.TICKET_OPENED, Event.TICKET_PASSED, Event.TICKET_RETRIED)
        )
        done = stretch.of_customers(stretch.begun(Event.TICKET_DONE))
        for rows, desk in (
            (opened, chunk.department[opened]),
            (passed, chunk.value[passed]),
            (again, chunk.department[again]),
        ):
            np.add.at(self._work, (desk, stretch.segment[rows]), 1)
        passed = passed[~self._opened_earlier(stretch, passed)]
        self._came += self._by_desk(chunk.department[opened]) + self._by_desk(chunk.value[passed])
        self._left += self._by_desk(chunk.department[np.append(done, passed)])

    def finish(self) -> Sums:
        """The counts by department; work and time also of all together."""
        sums = {
            "tickets_opened": self._came,
            "tickets_done": self._left,
            "desk_work_ms": (self._work * self._work_ms).sum(axis=1),
            "desk_staff_ms": self._staff_ms,
        }
        whole = {name: sums[name].sum(keepdims=True) for name in _OF_ALL}
        return {"department": sums, WHOLE: whole}

    def _opened_earlier(self, stretch: Stretch, passed: Ints) -> Bools:
        """Which of the tickets that are passed on had been opened before it is measured."""
        chunk, begin = stretch.chunk, stretch.window.begin
        opened, done = stretch.rows(Event.TICKET_OPENED), stretch.rows(Event.TICKET_DONE)
        opened = opened[chunk.time[opened] < begin]
        done = done[stretch.entered(Event.TICKET_DONE) < begin]
        rows = np.concatenate([opened, done, passed])
        found = np.zeros(len(passed), bool)
        for at in np.argsort(rows, kind="stable").tolist():
            ticket = int(chunk.who[rows[at]]), int(chunk.case[rows[at]])
            if at < len(opened):
                self._earlier.add(ticket)
            elif at < len(opened) + len(done):
                self._earlier.discard(ticket)
            else:
                found[at - len(opened) - len(done)] = ticket in self._earlier
        return found

    def _by_desk(self, desk: np.ndarray) -> Ints:
        """How many of them are of each department."""
        return np.bincount(desk, minlength=len(self._came))
