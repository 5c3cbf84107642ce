"""What each agent did yesterday, as the log tells it: time on the phone, on what, and how hard."""

import numpy as np

from ccsim.codes import Event, Outcome, Superior
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import is_among
from ccsim.overnight.cases import Address
from ccsim.overnight.fading import fading
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.rules.cases import OF_COMPANIES
from ccsim.units import WEEK

_THIRD_CALL = 3
"""From this attempt at a case on, whoever calls is angry (assumption)."""
_IN_VAIN = (Outcome.NOTE, Outcome.WORKED_AROUND, Outcome.PUT_OFF)
_PRETENCES = (Superior.FAKE, Superior.EXCUSE)
_BUSY = (Event.LEG_ENDED, Event.WRAP_UP_ENDED, Event.CALLBACK_UNANSWERED)
_DUTY = (
    (Event.SHIFT_STARTED, -1), (Event.SHIFT_ENDED, 1), (Event.BREAK_STARTED, 1),
    (Event.BREAK_ENDED, -1),
)  # fmt: skip
_KEPT_FOR = 4 * WEEK
"""Half-life of what agents have seen become of their promises (assumption)."""


class Work:
    """Reads the log of a day, place by place."""

    def __init__(self, plan: Plan) -> None:
        seats = np.arange(len(plan.agent_team))
        self._place = plan.place_of(seats)
        self._seats = np.bincount(self._place).astype(np.int64)
        self._owner = np.asarray(plan.tables.kinds["owner"], np.int64)
        self._kinds = max(1, len(plan.kind_names))
        self._on_duty = np.zeros(len(self._seats), np.int64)
        self._since = np.zeros(len(self._seats), np.int64)
        self._judged = np.zeros((2, len(plan.department_names)))
        self._today = np.zeros_like(self._judged)
        self._called: dict[Address, list[int]] = {}
        """By case: the contacts that were no attempts of the customer's own."""
        self.clear()

    def clear(self) -> None:
        """Forgets the day, but not who is on duty, nor which promises were kept of late."""
        self._judged = (self._judged + self._today) * fading(_KEPT_FOR)
        self._today = np.zeros_like(self._judged)
        places = len(self._seats)
        self._busy, self.worked = np.zeros(places, np.int64), np.zeros(places, np.int64)
        """[place]: time on duty, of all its seats."""
        self.talks = np.zeros((places, self._kinds), np.int64)
        """[place, kind]: talks about it."""
        self.all_talks = np.zeros(places, np.int64)
        self.angry = np.zeros(places, np.int64)
        self.powerless = np.zeros(places, np.int64)
        self.lies = np.zeros(places, np.int64)
        self.false_promises = np.zeros(self._judged.shape[1], np.int64)
        """[department]: dates that agents told, and did not believe themselves."""

    def keep_only(self, live: set[Address]) -> None:
        """Forgets the calls about cases that are over."""
        self._called = {case: calls for case, calls in self._called.items() if case in live}

    @property
    def hollow(self) -> np.ndarray:
        """[department]: whether it keeps less than half of its promises, as known at midnight."""
        kept, broken = self._judged
        return np.asarray(broken > kept)

    def add(self, chunk: Chunk) -> None:
        """Takes in a stretch of the log."""
        self._add_times(chunk)
        ended = np.flatnonzero(chunk.event == Event.LEG_ENDED)
        place = self._place[chunk.agent[ended]]
        self.all_talks += self._count(place)
        known = chunk.kind[ended] >= 0
        np.add.at(self.talks, (place[known], chunk.kind[ended][known]), 1)
        reason = chunk.reason[ended]
        self.angry += self._count(place[known & (self._attempts(chunk, ended) >= _THIRD_CALL)])
        self.powerless += self._count(place[known & np.isin(reason, _IN_VAIN)])
        self._add_promises(chunk, ended[known & (reason == Outcome.TICKET)])
        self._judge(chunk)
        asked = np.flatnonzero(chunk.event == Event.SUPERVISOR_ASKED)
        asked = asked[np.isin(chunk.reason[asked], _PRETENCES)]
        self.lies += self._count(self._place[chunk.agent[asked]])

    def _attempts(self, chunk: Chunk, rows: Integers) -> Integers:
        """How often a customer had tried by the time of a leg: calls of companies do not count."""
        of_companies = (chunk.event == Event.CONTACT_ARRIVED) & np.isin(chunk.reason, OF_COMPANIES)
        for row in np.flatnonzero(of_companies & (chunk.kind >= 0)):
            case = int(chunk.who[row]), int(chunk.case[row])
            self._called.setdefault(case, []).append(int(chunk.contact[row]))
        attempts = chunk.contact[rows].astype(np.int64) + 1
        if self._called:
            for i in np.flatnonzero(attempts >= _THIRD_CALL):
                case = int(chunk.who[rows[i]]), int(chunk.case[rows[i]])
                called = self._called.get(case, ())
                attempts[i] -= sum(number <= chunk.contact[rows[i]] for number in called)
        return attempts

    def _add_promises(self, chunk: Chunk, tickets: Integers) -> None:
        """Dates told for a department that is known to break them are lies.

        A date is told with the ticket, and to who calls again to ask for one.
        """
        if not self._judged.shape[1]:
            return
        again = np.flatnonzero(chunk.event == Event.PROMISE_GIVEN)
        rows = np.concatenate([tickets, again])
        department = np.concatenate([self._owner[chunk.kind[tickets]], chunk.department[again]])
        hollow = (department >= 0) & self.hollow[department]
        self.lies += self._count(self._place[chunk.agent[rows[hollow]]])
        departments = len(self.false_promises)
        self.false_promises += np.bincount(department[hollow], minlength=departments)

    def _judge(self, chunk: Chunk) -> None:
        """What departments kept and broke today is known at midnight."""
        departments = self._judged.shape[1]
        for i, event in enumerate((Event.PROMISE_KEPT, Event.PROMISE_BROKEN)):
            of = chunk.department[(chunk.event == event) & (chunk.department >= 0)]
            self._today[i] += np.bincount(of, minlength=departments)

    def _add_times(self, chunk: Chunk) -> None:
        busy = np.flatnonzero(is_among(chunk.event, _BUSY))
        np.add.at(self._busy, self._place[chunk.agent[busy]], chunk.value[busy])
        for event, sign in _DUTY:
            rows = np.flatnonzero(chunk.event == event)
            place = self._place[chunk.agent[rows]]
            np.add.at(self.worked, place, sign * chunk.time[rows])
            np.add.at(self._on_duty, place, -sign)

    def close(self, now: int) -> None:
        """The day ends: of a shift across midnight, the hours until then are of this day."""
        self.worked += self._on_duty * now - self._since
        self._since = self._on_duty * now

    def occupancy(self) -> tuple[np.ndarray, np.ndarray]:
        """[place]: share of the time on duty that was busy, and whether there was any."""
        there = self.worked > 0
        share = np.where(there, self._busy / np.maximum(self.worked, 1), 0.0)
        return np.minimum(share, 1.0), there

    def move(self, done: Integers, by: Integers) -> None:
        """What was done in one place is work of the person whose place is another."""
        for sums in (
            self._busy, self.worked, self.talks, self.all_talks, self.angry, self.powerless,
            self.lies,
        ):  # fmt: skip
            sums[by] += sums[done]
            sums[done] = 0

    def _count(self, place: Integers) -> Integers:
        return np.bincount(place, minlength=len(self._seats)).astype(np.int64)
