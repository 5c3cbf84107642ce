"""Time out of business: how long needs that stop a customer's work have lasted."""

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.plan.state import State
from ccsim.rules.cases import OPEN

_ENDS = [int(Event.CASE_RESOLVED), int(Event.CASE_GIVEN_UP), int(Event.CASE_EXPIRED)]


class Endings:
    """The outages that ended on a day; nothing is kept where nobody minds them."""

    def __init__(self, plan: Plan) -> None:
        self.stops_business = plan.oversight.stops_business
        segments = plan.scenario.customers.values()
        minded = any(segment.leaving.outage_loss for segment in segments)
        self.minded = minded and bool(self.stops_business.any())
        self._found: list[tuple[Integers, Integers, Integers]] = []

    def rows(self, chunk: Chunk) -> Integers:
        """Rows in which an outage ends."""
        if not self.minded:
            return np.empty(0, np.int64)
        rows = np.flatnonzero(np.isin(chunk.event, _ENDS) & (chunk.kind >= 0))
        return np.asarray(rows[self.stops_business[chunk.kind[rows]]], np.int64)

    def add(self, customer: Integers, time: Integers, lasted: Integers) -> None:
        """Takes in endings: whose, when, and how long it had lasted."""
        if len(customer):
            self._found.append((customer, time.copy(), lasted.copy()))

    def take(self) -> list[tuple[Integers, Integers, Integers]]:
        """The endings of the day, which are forgotten."""
        found, self._found = self._found, []
        return found


def suffer_outages(plan: Plan, state: State, endings: Endings, day: int) -> None:
    """Adds to what customers remember the time out of business of the day before a night."""
    if not endings.minded or day == 0:
        return
    began, now = int(plan.day_starts[day - 1]), int(plan.day_starts[day])
    outage = state.customers["outage"]
    for customer, time, lasted in endings.take():
        np.add.at(outage, customer, time - np.maximum(time - lasted, began))
    cases = state.cases
    still = (cases["live"] == 1) & (cases["customer"] >= 0) & (cases["left"] == 0)
    still &= (cases["opened"] >= 0) & (cases["cured"] == 0) & np.isin(cases["status"], OPEN)
    rows = np.flatnonzero(still)
    rows = rows[endings.stops_business[cases["kind"][rows]]]
    np.add.at(outage, cases["customer"][rows], now - np.maximum(cases["opened"][rows], began))
