"""Callers who are passed around: counted by leg, and followed through the cases of the cohort."""

from collections.abc import Callable
from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.case_table import NOT_YET, CaseRows, CaseTable
from ccsim.metrics.contacts import PASSED, reached_an_agent
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Bools, Ints, Window

_LEGS: Final = {
    "legs_passed": PASSED,
    "legs_misdirected": (Outcome.MISDIRECTED,),
    "legs_dumped": (Outcome.PASSED_ON,),
    "legs_solved": (Outcome.RESOLVED,),
    "legs_wrongly_solved": (Outcome.THOUGHT_RESOLVED,),
}
"""Legs of customers by what came of them."""
_EVENTS: Final = {
    "legs_of_cases": Event.LEG_ENDED,
    "transfers_lost": Event.TRANSFER_LOST,
    "dumping_detected": Event.DUMPING_DETECTED,
    "tickets_opened": Event.TICKET_OPENED,
}
_NAMES: Final = (*_LEGS, *_EVENTS, "ticket_travel_ms")

OF_CASES: Final = (
    "case_loops",
    "case_later_contacts",
    "case_later_ms",
    "case_later_judged",
    "case_later_solved",
    "cases_judged_passed",
    "cases_without_repeat_passed",
)
"""What is known of a case when its time is over."""


class Transfers:
    """Counts how legs of customers end, and what goes astray, while it is measured."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, _NAMES)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, tally = stretch.chunk, self._tally
        for name, event in _EVENTS.items():
            tally.add(name, stretch, stretch.of_customers(stretch.measured(event)))
        ended = stretch.of_customers(stretch.measured(Event.LEG_ENDED))
        for name, outcomes in _LEGS.items():
            tally.add(name, stretch, ended[np.isin(chunk.reason[ended], outcomes)])
        arrived = stretch.of_customers(stretch.measured(Event.TICKET_ARRIVED))
        tally.add("ticket_travel_ms", stretch, arrived, chunk.value[arrived])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()


class Passing:
    """Follows the cases of the cohort: through which queues, and what later contacts took."""

    def __init__(self, table: CaseTable) -> None:
        self._table = table
        self._entered: list[Ints] = []

    def add(self, stretch: Stretch, happened: Callable[[Stretch, Event], CaseRows]) -> None:
        """Take in a stretch of the log, in which first contacts have been marked."""
        chunk, table = stretch.chunk, self._table
        entered = happened(stretch, Event.QUEUE_ENTERED).timely()
        number, queue = entered.place + table.first, chunk.queue[entered.rows].astype(np.int64)
        self._entered.append(number << 32 | queue << 1 | (chunk.leg[entered.rows] > 0))
        legs = happened(stretch, Event.LEG_ENDED).timely()
        first = table.column("first_contact")[legs.place] == chunk.contact[legs.rows]
        passed = legs.only(first & np.isin(chunk.reason[legs.rows], PASSED))
        table.column("first_passed")[passed.place] = 1
        for work in (legs, happened(stretch, Event.WRAP_UP_ENDED).timely()):
            later = work.only(self._later(stretch, work))
            np.add.at(table.column("later_ms"), later.place, chunk.value[later.rows])
        ended = happened(stretch, Event.CONTACT_ENDED).timely()
        ended = ended.only(self._later(stretch, ended) & reached_an_agent(stretch, ended.rows))
        np.add.at(table.column("later_contacts"), ended.place, 1)
        judged = ended.only(chunk.reason[ended.rows] != Outcome.STATUS_GIVEN)
        np.add.at(table.column("later_judged"), judged.place, 1)
        solved = judged.only(chunk.reason[judged.rows] == Outcome.RESOLVED)
        np.add.at(table.column("later_solved"), solved.place, 1)

    def _later(self, stretch: Stretch, rows: CaseRows) -> Bools:
        """Which rows belong to contacts after the first that was answered."""
        first = self._table.column("first_contact")[rows.place]
        later: Bools = (first != NOT_YET) & (stretch.chunk.contact[rows.rows] > first)
        return later

    def settle(self, count: int, judged: Bools, without_repeat: Bools) -> dict[str, Ints | Bools]:
        """What is known of the oldest cases, whose time is over."""
        passed = self._table.column("first_passed")[:count] > 0
        known: dict[str, Ints | Bools] = {
            "case_loops": self._loops(count),
            "cases_judged_passed": judged & passed,
            "cases_without_repeat_passed": without_repeat & passed,
        }
        for name in ("later_contacts", "later_ms", "later_judged", "later_solved"):
            known[f"case_{name}"] = self._table.column(name)[:count]
        return known

    def _loops(self, count: int) -> Ints:
        """How often each of the oldest cases was passed on to a queue where it had been before."""
        met = np.concatenate([*self._entered, np.zeros(0, np.int64)])
        over = met >> 32 < self._table.first + count
        self._entered = [met[~over]]
        met = met[over]
        met = met[np.argsort(met >> 1, kind="stable")]
        again = met[1:][(met[1:] >> 1 == met[:-1] >> 1) & (met[1:] & 1 == 1)]
        return np.bincount((again >> 32) - self._table.first, minlength=count)
