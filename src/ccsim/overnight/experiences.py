"""What customers lived through in a day, for the night in which they tell of it, and buy."""

from typing import NamedTuple

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.eventlog.reading import is_among
from ccsim.overnight.cases import attempts_of
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.plan.state import State

SOLVED = int(Event.CASE_RESOLVED)
ENDED_BADLY = (
    int(Event.CASE_GIVEN_UP), int(Event.CASE_CLOSED_BY_LEAVING), int(Event.CASE_EXPIRED),
)  # fmt: skip


class Lived(NamedTuple):
    """What customers lived through in a day."""

    log: Chunk
    """The rows in which cases end, in the order of identity: who, and which case."""
    customer: Integers
    """[row]: whose it is, as a row of the customers."""
    attempts: Integers
    """[row]: how often the customer had tried, where the case was solved; else 0."""


class Experiences:
    """Keeps the rows of a day in which cases end; none where nobody tells and nobody buys."""

    def __init__(self, plan: Plan) -> None:
        segments = plan.scenario.customers.values()
        tells = any(each.tells.complaint or each.tells.posts for each in segments)
        glad = any(each.tells.praise or each.cross_sell.chance for each in segments)
        wanted = [SOLVED] * glad + list(ENDED_BADLY) * tells
        self._events = np.array(wanted, np.int64)
        self._kept: list[Chunk] = []
        self._customer: list[Integers] = []

    def rows(self, chunk: Chunk) -> Integers:
        """The rows in which such cases end."""
        if not len(self._events):
            return np.empty(0, np.int64)
        return np.flatnonzero(is_among(chunk.event, self._events) & (chunk.kind >= 0))

    def add(self, chunk: Chunk, rows: Integers, customer: Integers) -> None:
        """Takes in these rows, and whose they are."""
        if len(rows):
            self._kept.append(Chunk._make(column[rows] for column in chunk))
            self._customer.append(customer)

    def take(self, state: State) -> Lived:
        """What was lived through since this was last asked; the state is as the day has left it."""
        kept, self._kept = concatenate(self._kept), []
        customer = np.concatenate([np.empty(0, np.int64), *self._customer])
        self._customer = []
        order = np.lexsort((kept.case, kept.who))
        log, customer = Chunk._make(column[order] for column in kept), customer[order]
        solved, attempts = log.event == SOLVED, np.zeros(log.rows, np.int64)
        attempts[solved] = attempts_of(state, customer[solved], log.who[solved], log.case[solved])
        return Lived(log, customer, attempts)
