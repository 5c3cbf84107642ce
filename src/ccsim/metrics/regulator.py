"""What the regulator and contracts see: complaints, targets, inspections, fines and credits."""

from collections.abc import Iterator
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

_COMPLAINTS: Final = "regulator_complaints"
_ARRIVALS: Final = {
    "internal_complaints": (Reason.REPEAT, Reason.CHASE),
    "forced_contacts": (Reason.FORCED,),
}
Names = tuple[str, str]
"""What has fallen due, and what of it was over in time."""

_PERSON: Final = (Event.CASE_OPENED, Event.CASE_RESOLVED)
_COMPLAINT: Final = (Event.REGULATOR_COMPLAINT, Event.CASE_RESOLVED)
_JUDGED: Final = ("target_due", "target_met")
_SETTLED: Final = ("complaints_due", "complaints_settled")
_REPAIRS: Final = ("faults_due", "faults_fixed")
_INSTALLATIONS: Final = ("lines_due", "lines_installed")
_SEEN: Final = ("inspections", "breaches_found", "targets_missed")


class Regulator:
    """Counts by segment and kind what is seen from outside; cases with a term until it has come."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window, self._share = window, window.measures.complaint_share
        self._terms = [*self._of_targets(plan)]
        complaints = self._deadlines(plan, plan.oversight.complaint_due, _COMPLAINT)
        self._terms.append((complaints, (_SETTLED,)))
        terms = [name for _, counted in self._terms for names in counted for name in names]
        self._tally = Tally(window, (_COMPLAINTS, *_ARRIVALS, *terms))
        self._seen = Tally(window, _SEEN, ("segment",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        reason, tally = stretch.chunk.reason, self._tally
        tally.add(_COMPLAINTS, stretch, stretch.measured(Event.REGULATOR_COMPLAINT))
        arrived = stretch.of_customers(stretch.measured(Event.CONTACT_ARRIVED))
        for name, reasons in _ARRIVALS.items():
            tally.add(name, stretch, arrived[np.isin(reason[arrived], reasons)])
        inspected = stretch.measured(Event.INSPECTED)
        self._seen.add("inspections", stretch, inspected)
        self._seen.add("breaches_found", stretch, inspected[reason[inspected] == 1])
        self._seen.add("targets_missed", stretch, stretch.measured(Event.TARGET_MISSED))
        for cases, counted in self._terms:
            self._judge(list(cases.add(stretch.chunk)), counted)

    def finish(self) -> Sums:
        """The counts by axis and name; cases of which the term has come are judged."""
        for cases, counted in self._terms:
            self._judge(list(cases.until(self._window.end)), counted)
        sums = self._tally.finish()
        for axis in CUSTOMER:  # of repeats and chases, those that their customers call a complaint
            sums[axis]["internal_complaints"] *= self._share
        expected = sums["segment"]["internal_complaints"]
        sums[WHOLE]["internal_complaints"] = expected.sum(keepdims=True)
        sums[WHOLE] |= self._seen.finish()[WHOLE]
        return sums

    def _of_targets(self, plan: "Plan") -> Iterator[tuple[Deadlines, tuple[Names, ...]]]:
        """Whose clock is read for targets and published shares, and the person's beside it."""
        oversight = plan.oversight
        repairs = oversight.repairs[:, None]
        clocks = bool((oversight.clock_due < NEVER).any())
        for names, due, wanted in (
            (_JUDGED, oversight.target_due, bool((oversight.target_due < NEVER).any())),
            (_REPAIRS, np.where(repairs, oversight.clock_due, NEVER), clocks),
            (_INSTALLATIONS, np.where(repairs, NEVER, oversight.clock_due), clocks),
        ):
            if not wanted:
                continue
            beside = (f"person_{names[0]}", f"person_{names[1]}")
            if oversight.clock == _PERSON:
                yield self._deadlines(plan, due, _PERSON), (names, beside)
            else:
                yield self._deadlines(plan, due, oversight.clock), (names,)
                yield self._deadlines(plan, due, _PERSON), (beside,)

    def _deadlines(self, plan: "Plan", due: Ints, clock: tuple[Event, Event]) -> Deadlines:
        return Deadlines(due, plan.day_starts, self._window.begin, self._window.end, clock)

    def _judge(self, cases: list[Judged], counted: tuple[Names, ...]) -> None:
        """Count cases of which it is known whether they were over in time."""
        if not cases:
            return
        who, kind, met = (np.array(column) for column in zip(*cases, strict=True))
        places = {"segment": self._window.segment_of(who), "kind": kind}
        for fallen_due, in_time in counted:
            self._tally.add_at(fallen_due, places)
            self._tally.add_at(in_time, places, met)
