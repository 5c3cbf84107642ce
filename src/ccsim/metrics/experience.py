"""What customers remember of their contacts: the most intense one, and the last.

Each contact is felt in points from 0 to 100, by what came of it, how courteous the agent was, how
many had been needed before, and what was expected. Computed from the log and the plan alone.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.contacts import PASSED
from ccsim.metrics.quarters import quarter_of_days
from ccsim.metrics.satisfaction import FULL, POINT, disappoint, in_points
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Bools, Ints, Window

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

_GOES_ON: Final = [
    *(int(outcome) for outcome in PASSED), int(Outcome.ESCALATED), int(Outcome.ONWARD),
    int(Outcome.MISROUTED),
]  # fmt: skip
"""Ends of a leg that are not the end of the contact."""
_GLAD: Final = [int(Outcome.RESOLVED), int(Outcome.THOUGHT_RESOLVED), int(Outcome.SERVED)]
_SO_SO: Final = [int(Outcome.TICKET), int(Outcome.WORKED_AROUND), int(Outcome.STATUS_GIVEN)]
"""Something was said or done, and it is not over."""
_IN_VAIN: Final = [
    int(Outcome.BLOCKED), int(Outcome.CLOSED_OUT), int(Outcome.ABANDONED),
    int(Outcome.FLOWED_OUT), int(Outcome.DISCONNECTED), int(Outcome.CONTAINED),
    int(Outcome.CALL_LOST),
]  # fmt: skip
"""Ends of a contact that has reached nobody in the end."""
_MIDDLE: Final = FULL // 2
_PROMOTES, _DETRACTS = 9, 6
NAMES: Final = ("remembering_customers", "remembered_points", "promoters", "detractors")


class Experience:
    """Keeps the best, the worst and the last contact of each customer in measured time."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window = window
        count = np.asarray(plan.segment_count, np.int64)
        self._first: Ints = np.cumsum(count) - count
        self._segment: Ints = np.repeat(np.arange(len(count)), count)
        self._best = np.full(int(count.sum()), -1, np.int32)
        self._worst = np.full(int(count.sum()), FULL + 1, np.int32)
        self._last = np.full(int(count.sum()), -1, np.int32)
        self._of_customers: Bools = np.append(window.of_customers, True)
        self._quarter = quarter_of_days(plan, window)
        quarters = int(self._quarter.max(initial=-1)) + 1
        self._sums = {
            "segment": np.zeros((2, len(count))), "quarter": np.zeros((2, quarters)),
        }  # fmt: skip

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        talks, ends = stretch.rows(Event.LEG_ENDED), stretch.rows(Event.CONTACT_ENDED)
        talks = talks[~np.isin(chunk.reason[talks], _GOES_ON)]
        ends = ends[np.isin(chunk.reason[ends], _IN_VAIN)]
        rows = np.sort(np.concatenate([talks, ends]))
        rows = rows[(chunk.time[rows] >= self._window.begin) & (chunk.kind[rows] >= 0)]
        rows = rows[self._of_customers[chunk.queue[rows]]]
        if not len(rows):
            return
        day, segment = self._window.day_of(chunk.time[rows]), stretch.segment[rows]
        felt = disappoint(self._window, self._points(stretch, rows), segment, day)
        who = self._first[segment] + (chunk.who[rows] & 0xFFFFFFFF)
        np.maximum.at(self._best, who, felt.astype(np.int32))
        np.minimum.at(self._worst, who, felt.astype(np.int32))
        self._last[who] = felt  # of several to one customer the last one stays
        for axis, place in (("segment", segment), ("quarter", self._quarter[day])):
            np.add.at(self._sums[axis][0], place, felt)
            np.add.at(self._sums[axis][1], place, 1)

    def finish(self) -> Sums:
        """The sums by axis and name."""
        asked = self._last >= 0
        best, worst = self._best[asked].astype(np.int64), self._worst[asked].astype(np.int64)
        peak = np.where(best - _MIDDLE > _MIDDLE - worst, best, worst)
        remembered = (peak + self._last[asked]) // 2
        answer = (remembered + 5 * POINT) // (10 * POINT)
        each = (np.ones(len(peak)), remembered, answer >= _PROMOTES, answer <= _DETRACTS)
        segment, segments = self._segment[asked], len(self._first)
        tables = {
            axis: {"felt_points": sums[0], "contacts_felt": sums[1]}
            for axis, sums in self._sums.items()
        }
        for name, weights in zip(NAMES, each, strict=True):
            tables["segment"][name] = np.bincount(
                segment, np.asarray(weights, np.float64), minlength=segments
            )
        whole = {name: sums.sum(keepdims=True) for name, sums in tables["segment"].items()}
        return {WHOLE: whole, **tables}

    def _points(self, stretch: Stretch, rows: Ints) -> Ints:
        """What each contact is worth before anything was expected."""
        window, chunk, facts = self._window, stretch.chunk, self._window.measures.satisfaction
        glad, sad = in_points(facts.solved), in_points(facts.unsolved)
        outcome, agent = chunk.reason[rows], chunk.agent[rows]
        base = np.where(np.isin(outcome, _GLAD), glad, sad)
        base = np.where(np.isin(outcome, _SO_SO), (glad + sad) // 2, base)
        # Courtesy is in thousandths around the middle; who reached nobody met none.
        met = window.team_courtesy[window.agent_team[agent]] - 500
        kindness = np.where(agent >= 0, met, 0) * in_points(facts.courtesy) // 1000
        heard = np.where(agent >= 0, window.team_abroad[window.agent_team[agent]], 0)
        far = heard * in_points(facts.answered_from_abroad) // 1000
        before = chunk.contact[rows].astype(np.int64) * in_points(facts.per_extra_contact)
        return np.asarray(base + kindness - far - before, np.int64)
