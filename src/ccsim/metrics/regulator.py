"""What the regulator and contracts see: complaints, targets, inspections, fines and credits."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.eventlog.deadlines import Deadlines, Judged
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Ints, Window
from ccsim.units import NEVER

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_COMPLAINTS_OF_NOTHING: Final = (Reason.REPEAT, Reason.CHASE)
_JUDGED: Final = ("target_due", "target_met")
_SETTLED: Final = ("complaints_due", "complaints_settled")
_CLOCKS: Final = ("faults_due", "faults_fixed", "lines_due", "lines_installed")


class Regulator:
    """Counts by segment and kind what is seen from outside; cases with a term until it has come."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window, self._oversight = window, plan.oversight
        self._share = window.measures.complaint_share
        self._targets = self._deadlines(plan, plan.oversight.target_due)
        self._clocks = self._deadlines(plan, plan.oversight.clock_due)
        self._complaints = self._deadlines(
            plan, plan.oversight.complaint_due, Event.REGULATOR_COMPLAINT
        )
        self._inspected, self._found, self._missed = 0, 0, 0
        names = ["regulator_complaints", "internal_complaints", "forced_contacts", *_SETTLED]
        if (plan.oversight.target_due < NEVER).any():
            names += _JUDGED
        if (plan.oversight.clock_due < NEVER).any():
            names += _CLOCKS
        names += ["credit_days"]
        self._names = names
        self._by_segment = {name: np.zeros(window.segments) for name in names}
        self._by_kind = {name: np.zeros(window.kinds) for name in names}

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        self._count(
            "regulator_complaints", stretch, self._measured(stretch, Event.REGULATOR_COMPLAINT)
        )
        self._count("credit_days", stretch, self._measured(stretch, Event.CREDIT_DUE))
        arrived = self._measured(stretch, Event.CONTACT_ARRIVED)
        arrived = arrived[chunk.kind[arrived] >= 0]
        failures = arrived[np.isin(chunk.reason[arrived], _COMPLAINTS_OF_NOTHING)]
        self._count("internal_complaints", stretch, failures)
        forced = arrived[chunk.reason[arrived] == Reason.FORCED]
        self._count("forced_contacts", stretch, forced)
        inspected = self._measured(stretch, Event.INSPECTED)
        self._inspected += len(inspected)
        self._found += int((chunk.reason[inspected] == 1).sum())
        self._missed += len(self._measured(stretch, Event.TARGET_MISSED))
        for case in self._targets.add(chunk):
            self._judge(_JUDGED, case)
        for case in self._clocks.add(chunk):
            self._judge(self._clock(case.kind), case)
        for case in self._complaints.add(chunk):
            self._judge(_SETTLED, case)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name; cases of which the term has come are judged."""
        for case in self._targets.until(self._window.end):
            self._judge(_JUDGED, case)
        for case in self._clocks.until(self._window.end):
            self._judge(self._clock(case.kind), case)
        for case in self._complaints.until(self._window.end):
            self._judge(_SETTLED, case)
        segments, kinds = self._expected(self._by_segment), self._expected(self._by_kind)
        whole = {name: counts.sum(keepdims=True) for name, counts in segments.items()}
        for name, number in (
            ("inspections", self._inspected),
            ("breaches_found", self._found),
            ("targets_missed", self._missed),
        ):
            whole[name] = np.array([float(number)])
        return {WHOLE: whole, "segment": segments, "kind": kinds}

    def _expected(self, counts: dict[str, Floats]) -> dict[str, Floats]:
        """Of repeats and chases, those that their customers call a complaint."""
        failures = counts["internal_complaints"]
        return counts | {"internal_complaints": failures * self._share}

    def _deadlines(self, plan: "Plan", due: Ints, start: Event = Event.CASE_OPENED) -> Deadlines:
        return Deadlines(due, plan.day_starts, self._window.begin, self._window.end, start)

    def _clock(self, kind: int) -> tuple[str, ...]:
        return _CLOCKS[:2] if self._oversight.repairs[kind] else _CLOCKS[2:]

    def _judge(self, names: tuple[str, ...], case: Judged) -> None:
        segment = int(self._window.segment_of(np.array([case.who]))[0])
        for name, count in zip(names, (1, case.met), strict=True):
            self._by_segment[name][segment] += count
            self._by_kind[name][case.kind] += count

    def _measured(self, stretch: Stretch, event: Event) -> Ints:
        rows = stretch.rows(event)
        return rows[stretch.chunk.time[rows] >= self._window.begin]

    def _count(self, name: str, stretch: Stretch, rows: Ints) -> None:
        window = self._window
        of_segment = np.bincount(stretch.segment[rows], minlength=window.segments)
        of_kind = np.bincount(stretch.chunk.kind[rows], minlength=window.kinds)
        self._by_segment[name] += of_segment
        self._by_kind[name] += of_kind
