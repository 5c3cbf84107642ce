"""The log of a run, row by row, as its books are kept from it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.hours import open_intervals
from ccsim.plan.plan import Plan
from ccsim.plan.transition import time_of_team, within
from ccsim.spec.fields import Amount
from ccsim.units import HOUR

Span = tuple[int, int]


class Row(NamedTuple):
    """What is read of a row of the log."""

    number: int
    """Its place in the log."""
    time: int
    event: int
    who: int
    case: int
    kind: int
    queue: int
    department: int
    agent: int
    reason: int
    value: int


def value_of(amount: Amount | None) -> float:
    """A sum of money, nought where none is named."""
    return 0.0 if amount is None else amount.value


def per_ms(amount: Amount | None, else_per: int = HOUR) -> float:
    """A price of time."""
    return value_of(amount) / ((amount and amount.per_ms) or else_per)


class Record:
    """The rows of one replication by event, and who was at work when."""

    def __init__(self, plan: Plan, log: Chunk) -> None:
        self.plan, self.scenario = plan, plan.scenario
        self.begin, self.end = plan.warm_up_end, plan.horizon
        self.rows: dict[int, list[Row]] = defaultdict(list)
        columns = [getattr(log, name).tolist() for name in Row._fields[1:]]
        for row in map(Row._make, zip(range(log.rows), *columns, strict=True)):
            self.rows[row.event].append(row)
        self._segment = dict(plan.segment_codes)

    def measured(self, event: Event, *, team: int | None = None) -> list[Row]:
        """The rows of an event after the warm-up; of a team, if one is named."""
        rows = [row for row in self.rows[event] if row.time >= self.begin]
        if team is None:
            return rows
        return [row for row in rows if self.plan.agent_team[row.agent] == team]

    def segment(self, row: Row) -> int:
        """The number of the customer's segment."""
        return self._segment[row.who >> 32]

    def spans(self, team: int, begins: Event, ends: Event) -> Iterator[Span]:
        """From when until when agents of a team did something; at the horizon all stop."""
        rows = sorted(self.rows[begins] + self.rows[ends])
        since: dict[int, int] = {}
        for row in rows:
            if row.agent >= 0 and self.plan.agent_team[row.agent] == team:
                if row.event == begins:
                    since[row.agent] = row.time
                else:
                    yield since.pop(row.agent), row.time
        for start in since.values():
            yield start, self.end

    def paid(self, team: int) -> list[Span]:
        """Shifts, overtime and breaks included."""
        return list(self.spans(team, Event.SHIFT_STARTED, Event.SHIFT_ENDED))

    def busy(self, team: int) -> list[Span]:
        """Talks and after-call work."""
        done = (Event.WRAP_UP_ENDED, Event.CALLBACK_UNANSWERED)
        wraps = [
            (row.time - row.value, row.time)
            for event in done
            for row in self.rows[event]
            if self.plan.agent_team[row.agent] == team
        ]
        return [*self.spans(team, Event.CONTACT_ANSWERED, Event.LEG_ENDED), *wraps]

    def ms(self, team: int, spans: Iterable[Span], begin: int = 0, end: int | None = None) -> float:
        """Milliseconds of people between two instants; who chats with several is one person."""
        first, last = max(begin, self.begin), self.end if end is None else end
        inside = sum(max(min(b, last) - max(a, first), 0) for a, b in spans)
        return inside / int(self.plan.team_at_once[team])

    def opened(self, team: str, hours: str) -> Iterator[Span]:
        """When hours of a team are open, while it is measured and the team is there."""
        spans = open_intervals(hours, self.scenario.calendar)
        for a, b in within(spans, time_of_team(self.scenario, team, self.plan.day_starts)):
            if min(b, self.end) > max(a, self.begin):
                yield max(a, self.begin), min(b, self.end)

    def is_there(self, team: int, time: int) -> bool:
        """Whether a transition leaves a team at work at this time."""
        first, last = time_of_team(self.scenario, self.plan.team_names[team], self.plan.day_starts)
        return first <= time < last
