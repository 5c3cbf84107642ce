"""How true promised dates were, and what customers were told without asking."""

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Ints, Window

_EVENTS = {
    "updates_sent": Event.UPDATE_SENT,
    "follow_ups": Event.FOLLOWED_UP,
    "owner_calls": Event.OWNER_CALLED,
}
NAMES = (*_EVENTS, "dates_told", "tickets_dated", "eta_error_ms", "eta_late_ms")


class Promises:
    """Follows each ticket with a date from its opening to its end, however long that takes."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, NAMES)
        # Customer, case and first promised instant of the tickets that are open.
        self._open: Ints = np.zeros((3, 0), np.int64)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        for name, event in _EVENTS.items():
            self._tally.add(name, stretch, stretch.of_customers(stretch.measured(event)))
        self._count_dates(stretch)
        self._date_tickets(stretch)

    def finish(self) -> Sums:
        """The sums by axis and name."""
        return self._tally.finish()

    def _count_dates(self, stretch: Stretch) -> None:
        """Dates that agents tell: with the ticket, and to who calls again to ask for one."""
        opened = stretch.measured(Event.TICKET_OPENED)
        for rows in (
            opened[stretch.chunk.value[opened] >= 0],
            stretch.measured(Event.PROMISE_GIVEN),
        ):
            self._tally.add("dates_told", stretch, stretch.of_customers(rows))

    def _date_tickets(self, stretch: Stretch) -> None:
        """Hold the end of each ticket against the first date that was told for it."""
        chunk = stretch.chunk
        edges = np.concatenate([stretch.rows(Event.TICKET_OPENED), stretch.rows(Event.TICKET_DONE)])
        edges = np.sort(edges)
        if not len(edges):
            return
        opened = chunk.event[edges] == Event.TICKET_OPENED
        before = self._open.shape[1]
        who = np.append(self._open[0], chunk.who[edges])
        case = np.append(self._open[1], chunk.case[edges])
        date = np.append(self._open[2], np.where(opened, chunk.value[edges], -1))
        begins = np.append(np.ones(before, bool), opened)
        row = np.append(np.full(before, -1), edges)
        order = np.lexsort((case, who))  # stable: what is open already comes first
        who, case, date, begins, row = (column[order] for column in (who, case, date, begins, row))
        same = (who[1:] == who[:-1]) & (case[1:] == case[:-1])
        ended = np.flatnonzero(same & begins[:-1] & ~begins[1:])
        self._judge(stretch, row[ended + 1], date[ended])
        open_still = begins.copy()
        open_still[ended] = False
        self._open = np.stack([who[open_still], case[open_still], date[open_still]])

    def _judge(self, stretch: Stretch, rows: Ints, date: Ints) -> None:
        told = (date >= 0) & np.isin(rows, stretch.measured(Event.TICKET_DONE))
        rows, date = rows[told], date[told]
        late = stretch.chunk.time[rows] - date
        self._tally.add("tickets_dated", stretch, rows)
        self._tally.add("eta_late_ms", stretch, rows, late)
        self._tally.add("eta_error_ms", stretch, rows, np.abs(late))
