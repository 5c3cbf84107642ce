"""What customers remember: effort, broken promises, distress, unsolved cases, open time."""

import numpy as np

from ccsim.codes import Event, TicketResult
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.entries import Entries
from ccsim.eventlog.reading import is_among
from ccsim.overnight.births import Births
from ccsim.overnight.causes import Hearing
from ccsim.overnight.channels import HelpReader
from ccsim.overnight.experiences import Experiences
from ccsim.overnight.fading import fading
from ccsim.overnight.outages import Endings
from ccsim.overnight.reports import Reports
from ccsim.overnight.targets import Attainment
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.rules.cases import OPEN
from ccsim.rules.customers import fade
from ccsim.units import NEVER

PROMISE = 1 << 16
"""One remembered broken promise, ticket that made things worse, or case that ended unsolved."""
_FADING = ("effort", "broken", "distress", "outage", "kept", "heard", "unsolved")
_BROKEN = (Event.PROMISE_BROKEN, Event.FAKE_DISCOVERED)
"""What a customer remembers as a broken promise."""
_UNSOLVED = (Event.CASE_GIVEN_UP, Event.CASE_EXPIRED)
"""How a case ends unsolved for a customer who stays."""


class DayReader:
    """Reads the log of a day for the night: time on the phone, what went wrong, what is born."""

    def __init__(self, plan: Plan) -> None:
        codes = plan.segment_codes
        self._codes = np.array(sorted(codes), np.int64)
        first = plan.tables.segments["first_customer"]
        self._first = np.array([first[codes[code]] for code in sorted(codes)], np.int64)
        self._queue_effort, self._entries = plan.queue_effort, Entries()
        self._help = HelpReader(plan)
        self._trusts = bool(plan.tables.trust["kept"].any())
        self._outbound = int(plan.tables.levers["outbound_queue"][0])
        segments = plan.scenario.customers.values()
        self._minds_unsolved = any(segment.leaving.unsolved for segment in segments)
        self.effort: list[tuple[Integers, Integers]] = []
        self.broken: list[Integers] = []
        self.distress: list[Integers] = []
        self.births = Births(plan)
        self.kept: list[Integers] = []
        self.unsolved: list[Integers] = []
        self.endings = Endings(plan)
        self.attainment = Attainment(plan)
        self.hearing = Hearing(plan)
        self.experiences = Experiences(plan)
        self.reports = Reports(plan, self.attainment)

    def add(self, chunk: Chunk) -> None:
        """Takes in a stretch of the log."""
        if not len(self._codes):
            return
        of_customers = chunk.kind >= 0
        ended = of_customers & (chunk.event == Event.CONTACT_ENDED)
        if self._outbound >= 0:
            # Whom the centre calls does not wait on the phone: only the talk is effort.
            calls_out = of_customers & (chunk.queue == self._outbound)
            ended = (ended & ~calls_out) | (calls_out & (chunk.event == Event.LEG_ENDED))
        broken = of_customers & is_among(chunk.event, _BROKEN)
        # A line that is said to be open, and is closed, is a promise too.
        broken |= of_customers & (chunk.event == Event.CONTACT_CLOSED_OUT) & (chunk.reason == 1)
        self.effort.append((self._rows(chunk.who[ended]), self._time_spent(chunk)[ended]))
        worse = of_customers & (chunk.event == Event.TICKET_DONE)
        worse &= chunk.reason == TicketResult.COMPOUNDED
        self.distress.append(self._rows(chunk.who[worse]))
        self.births.add(chunk)
        self.broken.append(self._rows(chunk.who[broken]))
        if self._trusts:
            kept = of_customers & (chunk.event == Event.PROMISE_KEPT)
            self.kept.append(self._rows(chunk.who[kept]))
        if self._minds_unsolved:
            failed = of_customers & is_among(chunk.event, _UNSOLVED)
            self.unsolved.append(self._rows(chunk.who[failed]))
        ended = self.endings.rows(chunk)
        self.endings.add(self._rows(chunk.who[ended]), chunk.time[ended], chunk.value[ended])
        self.attainment.add(chunk)
        talks = self.hearing.rows(chunk)
        self.hearing.add(chunk, talks, self._rows(chunk.who[talks]))
        ended = self.experiences.rows(chunk)
        self.experiences.add(chunk, ended, self._rows(chunk.who[ended]))
        self.reports.add(chunk)
        helped = self._help.rows(chunk)
        self._help.add(self._rows(chunk.who[helped]), chunk.queue[helped].astype(np.int64))

    def _time_spent(self, chunk: Chunk) -> Integers:
        """What each contact that ends took the customer: the time on the line, or the writing."""
        if self._queue_effort.max(initial=-1) < 0:
            return chunk.value
        ended = chunk.event == Event.CONTACT_ENDED
        effort, spent = self._queue_effort[self._entries.of_ended(chunk)], chunk.value.copy()
        spent[ended] = np.where(effort >= 0, effort, spent[ended])
        return spent

    def remember_help(self, customers: Records) -> None:
        """Writes down where each customer was helped last."""
        self._help.remember(customers)

    def clear(self) -> None:
        """Forgets the day."""
        self.effort, self.broken, self.distress, self.kept = [], [], [], []
        self.unsolved = []

    def _rows(self, who: Integers) -> Integers:
        """Rows of the customers at these addresses."""
        segment = np.searchsorted(self._codes, who >> 32)
        return np.asarray(self._first[segment] + (who & 0xFFFFFFFF), np.int64)


def remember(plan: Plan, customers: Records, cases: Records, reader: DayReader) -> None:
    """Lets memories fade by a night, then adds the day that is over."""
    for s, segment in enumerate(plan.scenario.customers.values()):
        row = plan.tables.segments[s]
        mine = slice(int(row["first_customer"]), int(row["first_customer"] + row["count"]))
        kept = fading(segment.leaving.memory)
        fade(kept, *(customers[name][mine] for name in _FADING))
    for who, value in reader.effort:
        np.add.at(customers["effort"], who, value)
    for who in reader.broken:
        np.add.at(customers["broken"], who, PROMISE)
    reader.remember_help(customers)
    for who in reader.distress:
        np.add.at(customers["distress"], who, PROMISE)
    for who in reader.kept:
        np.add.at(customers["kept"], who, PROMISE)
    for who in reader.unsolved:
        np.add.at(customers["unsolved"], who, PROMISE)
    reader.clear()
    still = np.flatnonzero(
        (cases["live"] == 1)
        & (cases["customer"] >= 0)
        & (cases["left"] == 0)
        & (cases["opened"] >= 0)
        & is_among(cases["status"], OPEN)
    )
    customers["open_since"] = NEVER
    np.minimum.at(customers["open_since"], cases["customer"][still], cases["opened"][still])
