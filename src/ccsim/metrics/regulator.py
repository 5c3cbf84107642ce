"""What the regulator and contracts see: complaints, targets, inspections, fines and credits."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.eventlog.deadlines import Deadlines, Judged
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CUSTOMER, Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Ints, Window
from ccsim.units import NEVER

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_COMPLAINTS_OF_NOTHING: Final = (Reason.REPEAT, Reason.CHASE)
_JUDGED: Final = ("target_due", "target_met")
_SETTLED: Final = ("complaints_due", "complaints_settled")
_REPAIRS: Final = ("faults_due", "faults_fixed")
_INSTALLATIONS: Final = ("lines_due", "lines_installed")
_SEEN: Final = ("inspections", "breaches_found", "targets_missed")


class Regulator:
    """Counts by segment and kind what is seen from outside; cases with a term until it has come."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window, self._repairs = window, plan.oversight.repairs
        self._share = window.measures.complaint_share
        self._targets = self._deadlines(plan, plan.oversight.target_due)
        self._clocks = self._deadlines(plan, plan.oversight.clock_due)
        self._complaints = self._deadlines(
            plan, plan.oversight.complaint_due, Event.REGULATOR_COMPLAINT
        )
        names = ["regulator_complaints", "internal_complaints", "forced_contacts", "credit_days"]
        names += _SETTLED
        if (plan.oversight.target_due < NEVER).any():
            names += _JUDGED
        if (plan.oversight.clock_due < NEVER).any():
            names += _REPAIRS + _INSTALLATIONS
        self._tally = Tally(window, names)
        self._seen = Tally(window, _SEEN, ("segment",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        reason, tally = stretch.chunk.reason, self._tally
        tally.add("regulator_complaints", stretch, stretch.measured(Event.REGULATOR_COMPLAINT))
        tally.add("credit_days", stretch, stretch.measured(Event.CREDIT_DUE))
        arrived = stretch.of_customers(stretch.measured(Event.CONTACT_ARRIVED))
        failures = arrived[np.isin(reason[arrived], _COMPLAINTS_OF_NOTHING)]
        tally.add("internal_complaints", stretch, failures)
        tally.add("forced_contacts", stretch, arrived[reason[arrived] == Reason.FORCED])
        inspected = stretch.measured(Event.INSPECTED)
        self._seen.add("inspections", stretch, inspected)
        self._seen.add("breaches_found", stretch, inspected[reason[inspected] == 1])
        self._seen.add("targets_missed", stretch, stretch.measured(Event.TARGET_MISSED))
        self._judge(*(cases.add(stretch.chunk) for cases in self._followed()))

    def finish(self) -> Sums:
        """The counts by axis and name; cases of which the term has come are judged."""
        self._judge(*(cases.until(self._window.end) for cases in self._followed()))
        sums = self._tally.finish()
        for axis in CUSTOMER:  # of repeats and chases, those that their customers call a complaint
            sums[axis]["internal_complaints"] *= self._share
        expected = sums["segment"]["internal_complaints"]
        sums[WHOLE]["internal_complaints"] = expected.sum(keepdims=True)
        sums[WHOLE] |= self._seen.finish()[WHOLE]
        return sums

    def _deadlines(self, plan: "Plan", due: Ints, start: Event = Event.CASE_OPENED) -> Deadlines:
        return Deadlines(due, plan.day_starts, self._window.begin, self._window.end, start)

    def _followed(self) -> tuple[Deadlines, Deadlines, Deadlines]:
        return self._targets, self._clocks, self._complaints

    def _judge(
        self, targets: Iterable[Judged], clocks: Iterable[Judged], complaints: Iterable[Judged]
    ) -> None:
        """Count cases of which it is known whether they were solved in time."""
        self._count(_JUDGED, list(targets))
        on_a_clock = list(clocks)
        for names, repair in ((_REPAIRS, True), (_INSTALLATIONS, False)):
            self._count(names, [one for one in on_a_clock if self._repairs[one.kind] == repair])
        self._count(_SETTLED, list(complaints))

    def _count(self, names: tuple[str, str], cases: list[Judged]) -> None:
        if not cases:
            return
        who, kind, met = (np.array(column) for column in zip(*cases, strict=True))
        places = {"segment": self._window.segment_of(who), "kind": kind}
        self._tally.add_at(names[0], places)
        self._tally.add_at(names[1], places, met)
