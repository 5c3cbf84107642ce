"""Time out of business: how long needs that stop a customer's work have lasted."""

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import is_among
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.cases import OPEN
from ccsim.units import DAY, NEVER

_FAR = 2 * DAY
"""So far apart times are put for each customer that no stretch touches another's."""
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
        rows = np.flatnonzero(is_among(chunk.event, _ENDS) & (chunk.kind >= 0))
        return np.asarray(rows[self.stops_business[chunk.kind[rows]]], np.int64)

    def add(self, customer: Integers, time: Integers, lasted: Integers) -> None:
        """Takes in endings: whose, when, and how long it had lasted."""
        if len(customer):
            self._found.append((customer, time.copy(), lasted.copy()))

    def take(self) -> list[tuple[Integers, Integers, Integers]]:
        """The endings of the day, which are forgotten."""
        found, self._found = self._found, []
        return found


def suffer_outages(plan: Plan, state: State, endings: Endings, struck: Records, day: int) -> None:
    """Adds to what customers remember the time out of business of the day before a night.

    `struck` are those whom an incident hits, from when to when: also who was told and is calm, and
    who never noticed. Who is hit twice at a time is out of business once.
    """
    if not endings.minded or day == 0:
        return
    began, now = int(plan.day_starts[day - 1]), int(plan.day_starts[day])
    stretches = [(customer, time - lasted, time) for customer, time, lasted in endings.take()]
    hit = struck[endings.stops_business[struck["kind"]]]
    stretches.append((hit["customer"], hit["begins"], hit["ends"]))
    cases = state.cases
    still = (cases["live"] == 1) & (cases["customer"] >= 0) & (cases["left"] == 0)
    still &= (cases["opened"] >= 0) & (cases["cured"] == 0) & is_among(cases["status"], OPEN)
    rows = np.flatnonzero(still)
    rows = rows[endings.stops_business[cases["kind"][rows]]]
    stretches.append((cases["customer"][rows], cases["opened"][rows], np.full(len(rows), now)))
    customer, begins, ends = (np.concatenate(column) for column in zip(*stretches, strict=True))
    lost = time_covered(customer, np.maximum(begins, began), np.minimum(ends, now))
    np.add.at(state.customers["outage"], customer, lost)


def time_covered(customer: Integers, begins: Integers, ends: Integers) -> Integers:
    """For each stretch of a day the time that no earlier stretch of its customer covers."""
    order = np.lexsort((begins, customer))
    # Customers behind each other on one axis: a day of one never reaches into that of the next.
    away = customer[order].astype(np.int64) * _FAR - begins.min(initial=NEVER)
    starts, stops = begins[order] + away, np.maximum(ends, begins)[order] + away
    covered = np.maximum.accumulate(np.append(np.iinfo(np.int64).min, stops))[:-1]
    lost = np.empty(len(order), np.int64)
    lost[order] = np.maximum(stops - np.maximum(starts, covered), 0)
    return lost
