"""Why customers leave: their history of contacts crossed with who leaves, night by night (S001-13).

Every customer has one history at a time. Exposure to it is counted at each midnight, before
anybody leaves, so that leavers ÷ exposure is a rate that may be compared between histories.
"""

from collections import deque
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ccsim.codes import Event
from ccsim.metrics.contacts import reached_an_agent
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import HISTORIES, WHOLE, Sums
from ccsim.metrics.window import Bools, Ints, Window
from ccsim.units import DAYS_OF_MONTH

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

QUIET, SOLVED, GIVEN_UP, OPEN, OPEN_OFTEN, CANCELLED = range(len(HISTORIES))
UNRESOLVED: Final = (GIVEN_UP, OPEN, OPEN_OFTEN)
_REMEMBERED_DAYS: Final = 90
"""For so long a case that is over still tells customers apart (assumption)."""
_OFTEN: Final = 2
"""From so many contacts on, customers whose cases are open count as having called often."""
_LONG_AGO: Final = -(1 << 14)
_ENDS: Final = {
    Event.CASE_RESOLVED: SOLVED,
    Event.CASE_GIVEN_UP: GIVEN_UP,
    Event.CASE_EXPIRED: GIVEN_UP,
    Event.CASE_CLOSED_BY_LEAVING: GIVEN_UP,
}
_TELLS: Final = np.zeros(int(max(Event)) + 1, bool)
_TELLS[[Event.CASE_OPENED, Event.CONTACT_ENDED, Event.CUSTOMER_LEFT, *_ENDS]] = True
_NOBODY: Final = np.empty(0, np.int64)


class Churn:
    """Follows each customer's history; what is kept grows with customers, not with time."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._window = window
        self._midnights: Ints = np.asarray(plan.day_starts, np.int64)
        counts = np.asarray(plan.segment_count, np.int64)
        self._count, self._first = counts, np.cumsum(counts) - counts
        self._cancels = np.array([bool(each.cancels) for each in plan.scenario.needs.values()])
        everybody = int(counts.sum())
        self._open = np.zeros(everybody, np.int16)
        self._contacts = np.zeros(everybody, np.int16)
        self._ended_day = np.full(everybody, _LONG_AGO, np.int16)
        self._ended_as = np.zeros(everybody, np.int8)
        self._history = np.zeros(everybody, np.int8)
        self._gone: Bools = np.zeros(everybody, bool)
        self._cancelled: Bools = np.zeros(everybody, bool)
        self._day = 0
        self._touched: list[Ints] = []
        self._ended_today: list[Ints] = []
        self._ended: deque[Ints] = deque()
        """Whose cases ended on each of the last days: what is solved is forgotten in time."""
        self._members: Ints = np.zeros(len(HISTORIES), np.int64)
        self._members[QUIET] = everybody
        self._nights: Ints = np.zeros(len(HISTORIES), np.int64)
        self._left: Ints = np.zeros(len(HISTORIES), np.int64)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        told = _TELLS[chunk.event] & (stretch.segment >= 0)
        ended = stretch.rows(Event.CONTACT_ENDED)
        told[ended] &= reached_an_agent(stretch, ended)
        rows = np.flatnonzero(told)
        number = chunk.who[rows] & 0xFFFFFFFF
        segment = stretch.segment[rows]
        known = number < self._count[segment]
        rows = rows[known]
        who = self._first[segment[known]] + number[known]
        times = chunk.time[rows]
        begin = 0
        while self._day + 1 < len(self._midnights) - 1 and chunk.rows:
            midnight = int(self._midnights[self._day + 1])
            if chunk.time[chunk.rows - 1] < midnight:
                break
            end = int(np.searchsorted(times, midnight))
            self._live(stretch, rows[begin:end], who[begin:end])
            self._count_night()
            begin = end
        self._live(stretch, rows[begin:], who[begin:])

    def finish(self) -> Sums:
        """Leavers and months by history, and how many leavers an unresolved case explains."""
        while self._day + 1 < len(self._midnights) - 1:
            self._count_night()
        months, left = self._nights / DAYS_OF_MONTH, self._left.astype(float)
        usual = left[QUIET] / months[QUIET] if months[QUIET] > 0 else 0.0
        unresolved = list(UNRESOLVED)
        beyond = left[unresolved].sum() - usual * months[unresolved].sum()
        return {
            "history": {"customers_left": left, "customer_months": months},
            WHOLE: {"left_unresolved": np.array([beyond])},
        }

    def _live(self, stretch: Stretch, rows: Ints, who: Ints) -> None:
        """What happened to customers on a day, or a part of it."""
        if not len(rows):
            return
        chunk = stretch.chunk
        event = chunk.event[rows]
        left = event == Event.CUSTOMER_LEFT
        measured = left & (chunk.time[rows] >= self._window.begin)
        self._left += self._by_history(who[measured])
        self._members -= self._by_history(who[left])
        self._gone[who[left]] = True
        self._touched.append(who)
        np.add.at(self._open, who[event == Event.CASE_OPENED], 1)
        np.add.at(self._contacts, who[event == Event.CONTACT_ENDED], 1)
        ended = np.isin(event, list(_ENDS))
        np.subtract.at(self._open, who[ended], 1)
        self._ended_day[who[ended]] = self._day
        self._ended_today.append(who[ended])
        solved = event[ended] == Event.CASE_RESOLVED
        self._ended_as[who[ended]] = np.where(solved, SOLVED, GIVEN_UP)
        asked = ended & (event == Event.CASE_RESOLVED) & self._cancels[chunk.kind[rows]]
        self._cancelled[who[asked]] = True

    def _count_night(self) -> None:
        """The midnight that ends the day: everybody's history, before anybody leaves."""
        self._day += 1
        self._ended.append(_all(self._ended_today))
        old = self._ended.popleft() if len(self._ended) > _REMEMBERED_DAYS else _NOBODY
        who = np.unique(_all([*self._touched, old]))
        self._touched, self._ended_today = [], []
        who = who[~self._gone[who]]
        self._members -= self._by_history(who)
        self._history[who] = self._told(who)
        self._members += self._by_history(who)
        if self._midnights[self._day] >= self._window.begin:
            self._nights += self._members

    def _told(self, who: Ints) -> NDArray[np.int8]:
        """The histories of some customers at the midnight that has come."""
        is_open = self._open[who] > 0
        self._contacts[who[~is_open]] = 0
        recent = self._ended_day[who] > self._day - 1 - _REMEMBERED_DAYS
        over = np.where(recent, self._ended_as[who], np.int8(QUIET))
        often = np.where(self._contacts[who] >= _OFTEN, np.int8(OPEN_OFTEN), np.int8(OPEN))
        history = np.where(is_open, often, over)
        history[self._cancelled[who]] = CANCELLED
        return np.asarray(history, np.int8)

    def _by_history(self, who: Ints) -> Ints:
        return np.bincount(self._history[who], minlength=len(HISTORIES))


def _all(parts: list[Ints]) -> Ints:
    return np.concatenate([_NOBODY, *parts])
