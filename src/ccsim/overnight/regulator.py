"""The regulator's night: complaints, inspections, targets held against what was done, credits."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ccsim.codes import CaseStatus, Event, Rank
from ccsim.eventlog.reading import is_among
from ccsim.overnight.demands import tighten
from ccsim.overnight.fading import nightly
from ccsim.overnight.marks import marked
from ccsim.overnight.memory import PROMISE
from ccsim.overnight.rosters import Change
from ccsim.overnight.rows import Row, row_of
from ccsim.overnight.targets import Attainment
from ccsim.plan.chances import WORDS, threshold
from ccsim.plan.organisation import PASSED_ON, Organisation
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.calendar import next_open
from ccsim.rules.cases import OPEN
from ccsim.rules.regulator import complaint_words, inspection_words
from ccsim.spec.regulator import Complains
from ccsim.units import DAYS_OF_MONTH, NEVER, WEEK

Rows = npt.NDArray[np.intp]

_FORCED: Final = int(Rank.CASE_FORCED) << 56
_WAITING: Final = (int(CaseStatus.SCHEDULED), int(CaseStatus.WITH_DEPARTMENT))
_MILLIONTHS: Final = 1_000_000


@dataclass
class Oversight:
    """What the regulator and contracts bring about in a night; what is passed on comes by day."""

    plan: Plan
    seed: int
    replication: int
    attainment: Attainment

    def night(self, day: int, state: State) -> list[Row]:
        """The rows of a night before any case is cleared away; marks who has complained."""
        rows = self._hold_to_targets(day, state.organisation)
        cases = state.cases
        waiting = _open_rows(cases, _WAITING)
        still_open = _open_rows(cases, OPEN)
        about = self._credits(day, cases, still_open) + self._inspect(day, cases, still_open)
        about += self._complaints(day, state, waiting)
        return rows + sorted(about, key=lambda row: (row[2], row[3], row[1]))

    def tomorrow(self, day: int, state: State) -> list[Change]:
        """The cases that the desk for complaints takes up on a day."""
        ends, cases, known = int(self.plan.day_starts[day + 1]), state.cases, state.organisation
        today = known.passed_on[known.passed_on["due"] < ends]
        known.passed_on = known.passed_on[known.passed_on["due"] >= ends]
        return [
            (due, _FORCED | who, row, 0)
            for due, who, case, row in today.tolist()
            # A finished case may have left its row to another one.
            if cases["who"][row] == who and cases["word"][row] == case and cases["live"][row]
        ]

    def _hold_to_targets(self, day: int, known: Organisation) -> list[Row]:
        """At the end of a period, each target that was missed."""
        now = int(self.plan.day_starts[day])
        self.attainment.until(now)
        if day not in self.plan.oversight.period_ends:
            return []
        rows = []
        for i, share in enumerate(known.demanded.tolist()):
            judged, met = int(self.attainment.judged[i]), int(self.attainment.met[i])
            if judged and met < share * judged:
                rows.append(
                    row_of(now, Event.TARGET_MISSED, reason=i, value=met * _MILLIONTHS // judged)
                )
        self.attainment.start()
        tightened = tighten(self.plan, known, day)
        return rows + [
            row_of(now, Event.TARGET_TIGHTENED, reason=i, value=value) for i, value in tightened
        ]

    def _late(self, day: int, started: Integers, rows: Integers, due: Integers) -> Integers:
        """How late each case is whose clock has started, by rows of a table of [row, day]."""
        starts = self.plan.day_starts
        since = np.searchsorted(starts, started, side="right") - 1
        return np.asarray(starts[day] - due[rows, since], np.int64)

    def _credits(self, day: int, cases: Records, rows: Rows) -> list[Row]:
        """A credit for each repair of which another day has begun past the agreed time."""
        oversight, starts = self.plan.oversight, self.plan.day_starts
        if not (oversight.sla_due < NEVER).any():
            return []
        rows = rows[oversight.repairs[cases["kind"][rows]]]
        opened, segment = cases["opened"][rows], cases["segment"][rows]
        late = self._late(day, opened, segment, oversight.sla_due)
        rows, late = rows[late >= 0], late[late >= 0]
        now = int(starts[day])
        days = day - np.searchsorted(starts, now - late) + 1
        return [
            _about(cases[row], now, Event.CREDIT_DUE, value=int(count))
            for row, count in zip(rows, days, strict=True)
        ]

    def _inspect(self, day: int, cases: Records, rows: Rows) -> list[Row]:
        """Looks at some open cases that have a target: has it passed, and does it show.

        A breach is found once: who was caught at a case, or a ticket, is not fined for it again.
        """
        regulator, inspects = self.plan.scenario.regulator, self.plan.scenario.regulator.inspects
        rows = rows[self.plan.oversight.target_of[cases["kind"][rows]] >= 0]
        of_tickets = regulator.measure_party == "provider"
        if of_tickets:
            rows = rows[cases["ticket"][rows] == 1]
        clock = cases["ticket_opened" if of_tickets else "opened"]
        rows = rows[cases["breach"][rows] != clock[rows]]
        if inspects is None or not len(rows):
            return []
        wanted = min(1.0, inspects.cases_per_month / DAYS_OF_MONTH / len(rows))
        who, word = cases["who"][rows], cases["word"][rows]
        luck = inspection_words(self.seed, self.replication, who, word, day)
        late = self._late(day, clock[rows], cases["kind"][rows], self.plan.oversight.target_due)
        found = (late >= 0) & (luck[:, 1] < threshold(inspects.detects))
        now, looked_at = int(self.plan.day_starts[day]), luck[:, 0] < threshold(wanted)
        caught = rows[looked_at & found]
        cases["breach"][caught] = clock[caught]
        return [
            _about(cases[rows[i]], now, Event.INSPECTED, reason=int(found[i]))
            for i in np.flatnonzero(looked_at)
        ]

    def _complaints(self, day: int, state: State, rows: Rows) -> list[Row]:
        """Who goes to the regulator tonight, each with one case at a time."""
        cases, plan = state.cases, self.plan
        customers = plan.scenario.customers.values()
        if not any(segment.complains.monthly for segment in customers):
            return []
        now = int(plan.day_starts[day])
        complaining = marked(state.customers, _complaining(cases))
        rows = rows[~complaining[cases["customer"][rows]]]
        words = complaint_words(
            self.seed, self.replication, cases["who"][rows], cases["word"][rows], day
        )
        hazard = np.zeros(len(rows))
        for s, segment in enumerate(customers):
            mine = cases["segment"][rows] == s
            hazard[mine] = complaint_hazard(segment.complains, state, rows[mine], now)
        rows = rows[words < np.floor(hazard * WORDS)]
        order = np.lexsort((cases["word"][rows], cases["opened"][rows], cases["customer"][rows]))
        _, first = np.unique(cases["customer"][rows][order], return_index=True)
        return [self._pass_on(state, int(row), now) for row in rows[order][first]]

    def _pass_on(self, state: State, row: int, now: int) -> Row:
        """A complaint reaches the company: its desk will call when it opens."""
        case, known = state.cases[row], state.organisation
        case["forced"] = 1
        known.complaints += 1
        q = int(self.plan.tables.levers["regulator_queue"][0])
        tables, desk = self.plan.tables, self.plan.tables.queues[q]
        first, last = int(desk["hours_first"]), int(desk["hours_last"])
        opens = next_open(tables.opens, tables.closes, first, last, now)
        if opens < NEVER:
            new = np.array([(opens, case["who"], case["word"], row)], PASSED_ON)
            known.passed_on = np.concatenate([known.passed_on, new])
        return _about(case, now, Event.REGULATOR_COMPLAINT, value=now - int(case["opened"]))


def complaint_hazard(
    complains: Complains, state: State, rows: Rows, now: int
) -> npt.NDArray[np.float64]:
    """The chance of tonight that each case is taken to the regulator."""
    cases = state.cases
    broken = state.customers["broken"][cases["customer"][rows]]
    open_for = now - cases["opened"][rows]
    multiple = (
        1.0
        + complains.per_week_open * (open_for / WEEK)
        + complains.broken_promise * (broken / PROMISE)
        + complains.failed_contact * cases["attempts"][rows]
    )
    chance = np.minimum(nightly(complains.monthly) * multiple, 1.0)
    return np.asarray(np.where(open_for >= complains.after, chance, 0.0), np.float64)


def _open_rows(cases: Records, statuses: tuple[int, ...]) -> Rows:
    """Rows of customers' cases that are open in one of these ways."""
    wanted = (cases["live"] == 1) & (cases["left"] == 0) & (cases["customer"] >= 0)
    wanted &= (cases["opened"] >= 0) & (cases["cured"] == 0)
    return np.flatnonzero(wanted & is_among(cases["status"], statuses))


def _complaining(cases: Records) -> Integers:
    """Customers with a complaint that is not over."""
    rows = _open_rows(cases, OPEN)
    return np.asarray(cases["customer"][rows[cases["forced"][rows] == 1]], np.int64)


def _about(case: Records, now: int, event: Event, *, reason: int = 0, value: int = 0) -> Row:
    return row_of(
        now, event, who=int(case["who"]), case=int(case["word"]), contact=int(case["contact"]),
        kind=int(case["kind"]), reason=reason, value=value,
    )  # fmt: skip
