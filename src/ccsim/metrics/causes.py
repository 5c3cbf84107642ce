"""Needs by their hidden cause, and how causes are found, funded and fixed, at what cost."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Ints, Window

if TYPE_CHECKING:
    from ccsim.plan.causes import Causes as CausesOfPlan
    from ccsim.plan.plan import Plan

_COUNTED: Final = {
    "causes_found": Event.CAUSE_FOUND,
    "causes_reviewed": Event.CAUSE_REVIEWED,
    "causes_funded": Event.CAUSE_FUNDED,
    "causes_fixed": Event.CAUSE_FIXED,
}
_BY_CAUSE: Final = (
    *_COUNTED, "caused_cases", "causes_asked_for", "causes_dated", "fix_ms", "fix_backlog",
)  # fmt: skip


class CauseCosts:
    """What learning costs by measured day, as lines of a ledger: fixes, and managers' time."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._plan, self._window, self._causes = plan, window, plan.causes
        days = window.total_days - window.warm_up_days
        self._funded: Floats = np.zeros((len(plan.causes.code), days))
        self._listened_ms: Floats = np.zeros(days)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        listened = stretch.measured(Event.MANAGERS_LISTENED)
        np.add.at(self._listened_ms, self._day(chunk.time[listened]), chunk.value[listened])
        funded = stretch.measured(Event.CAUSE_FUNDED)
        place = self._causes.place(chunk.kind[funded], chunk.reason[funded])
        np.add.at(self._funded, (place, self._day(chunk.time[funded])), 1)

    def by_day(self) -> dict[str, Floats]:
        """The lines; nothing where the scenario names no money."""
        if self._plan.currency is None:
            return {}
        return {
            "fixes_cost": self._causes.fix_cost @ self._funded,
            "exposure_cost": self._listened_ms * self._causes.manager_pay_per_ms,
        }

    def finish(self) -> Sums:
        """The lines by axis, and the managers' time; no money where the scenario names none."""
        whole = {"managers_ms": self._listened_ms.sum(keepdims=True)}
        if self._plan.currency is None:
            return {WHOLE: whole}
        lines = self.by_day()
        of_causes = {"fixes_cost": self._funded.sum(axis=1) * self._causes.fix_cost}
        return {
            WHOLE: whole | {name: line.sum(keepdims=True) for name, line in lines.items()},
            "kind": _by_kind(self._causes, of_causes),
            "kind,cause": of_causes,
            "day": lines,
        }

    def _day(self, times: Ints) -> Ints:
        day = np.searchsorted(self._plan.day_starts, times, side="right") - 1
        return np.asarray(day - self._window.warm_up_days, np.int64)


class Causes:
    """Counts by cause; a row about a cause names its kind of need, and in the reason the cause."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._plan, self._window, self._causes = plan, window, plan.causes
        count = len(plan.causes.code)
        self._sums: dict[str, Floats] = {name: np.zeros(count) for name in _BY_CAUSE}
        days = window.total_days - window.warm_up_days
        self._by_day = {name: np.zeros(days) for name in ("caused_cases", "causes_fixed")}
        self._tally = Tally(window, ("caused_cases", "cases_opened"))
        self._dated = np.zeros(count, bool)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        self._cases(stretch)
        for name, event in _COUNTED.items():
            self._count(name, stretch, stretch.measured(event))
        fixed = stretch.measured(Event.CAUSE_FIXED)
        self._count("fix_ms", stretch, fixed, stretch.chunk.value[fixed])
        self._on_day("causes_fixed", stretch, fixed)
        self._count("fix_backlog", stretch, stretch.rows(Event.CAUSE_FOUND))
        fixed = stretch.rows(Event.CAUSE_FIXED)
        self._count("fix_backlog", stretch, fixed, np.full(len(fixed), -1))
        self._reviews(stretch)

    def finish(self) -> Sums:
        """The counts by axis and name."""
        whole = {name: one.sum(keepdims=True) for name, one in self._sums.items()}
        by_kind = _by_kind(self._causes, self._sums)
        cases = self._tally.finish()
        return cases | {
            WHOLE: whole | cases[WHOLE],
            "kind": by_kind | cases["kind"],
            "kind,cause": self._sums,
            "day": dict(self._by_day),
        }

    def _cases(self, stretch: Stretch) -> None:
        """The cases that are opened, and those of them that have a cause."""
        rows = stretch.measured(Event.CASE_OPENED)
        self._tally.add("cases_opened", stretch, rows)
        rows = rows[stretch.chunk.reason[rows] > 0]
        self._tally.add("caused_cases", stretch, rows)
        self._count("caused_cases", stretch, rows)
        self._on_day("caused_cases", stretch, rows)

    def _reviews(self, stretch: Stretch) -> None:
        """Of each top cause in a review: had it an owner and a date before, and has it now."""
        reviewed, funded = (
            stretch.rows(event) for event in (Event.CAUSE_REVIEWED, Event.CAUSE_FUNDED)
        )
        chunk = stretch.chunk
        for row in np.union1d(reviewed, funded).tolist():
            cause = int(self._causes.place(chunk.kind[row], chunk.reason[row]))
            if chunk.event[row] == Event.CAUSE_REVIEWED:
                name = "causes_dated" if self._dated[cause] else "causes_asked_for"
            else:
                self._dated[cause], name = True, "causes_dated"
            self._sums[name][cause] += chunk.time[row] >= self._window.begin

    def _on_day(self, name: str, stretch: Stretch, rows: Ints) -> None:
        starts = self._plan.day_starts
        day = np.searchsorted(starts, stretch.chunk.time[rows], side="right") - 1
        np.add.at(self._by_day[name], day - self._window.warm_up_days, 1)

    def _count(self, name: str, stretch: Stretch, rows: Ints, weights: Ints | None = None) -> None:
        chunk = stretch.chunk
        place = self._causes.place(chunk.kind[rows], chunk.reason[rows])
        self._sums[name] += np.bincount(place, weights, minlength=len(self._sums[name]))


def _by_kind(causes: "CausesOfPlan", sums: dict[str, Floats]) -> dict[str, Floats]:
    """Counts by cause, added up over the causes of each kind of need."""
    kinds = len(causes.first) - 1
    kind = np.repeat(np.arange(kinds), np.diff(causes.first))
    return {
        name: np.asarray(np.bincount(kind, one, kinds), np.float64) for name, one in sums.items()
    }
