"""What the log's numbers are called: customers, cases, contacts, agents, and instants."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import NamedTuple

from ccsim.eventlog.chunk import Chunk
from ccsim.plan.addresses import CALLER_BITS
from ccsim.plan.plan import Plan


class Row(NamedTuple):
    """A row of the log, with the columns in the log's order."""

    time: int
    event: int
    who: int
    case: int
    contact: int
    leg: int
    queue: int
    department: int
    agent: int
    kind: int
    reason: int
    value: int


def read_rows(chunk: Chunk) -> Iterator[Row]:
    """The rows of a stretch of the log, one by one."""
    return map(Row._make, zip(*(column.tolist() for column in chunk), strict=True))


class Naming:
    """Names as people and other tools read them, for all that a log numbers."""

    def __init__(self, plan: Plan) -> None:
        calendar = plan.scenario.calendar
        self._zone = zoneinfo.ZoneInfo(calendar.time_zone)
        midnight = dt.datetime.combine(calendar.start, dt.time(), self._zone)
        self._start = midnight.astimezone(dt.UTC)
        self._segments = {code: plan.segment_names[i] for code, i in plan.segment_codes.items()}
        codes = plan.tables.queues["code"].tolist()
        self._queues = dict(zip(codes, plan.queue_names, strict=True))
        self._kind_codes = frozenset(plan.tables.kinds["code"].tolist())
        self._kinds = plan.kind_names
        self.agents = tuple(_agents(plan))
        """Each row of agents as TEAM-N, from 1; whoever chats has several rows and one name."""

    def at(self, milliseconds: int) -> dt.datetime:
        """The local date and time of an instant of the run."""
        return (self._start + dt.timedelta(milliseconds=milliseconds)).astimezone(self._zone)

    def iso(self, milliseconds: int) -> str:
        """An instant as ISO 8601 has it, in local time with its offset."""
        return self.at(milliseconds).isoformat(timespec="milliseconds")

    def segment(self, who: int) -> str | None:
        """The segment of a customer; None for anonymous callers."""
        return self._segments.get(who >> 32)

    def customer(self, who: int) -> str | None:
        """A customer as SEGMENT-N; None for anonymous callers, who are nobody a year later."""
        segment = self.segment(who)
        return None if segment is None else f"{segment}-{who & 0xFFFFFFFF}"

    def case(self, who: int, case: int, kind: int) -> str:
        """The address of a case as people write it: SEGMENT-N/KIND-DAY-J.

        A case that was born of another is SEGMENT-N/KIND-xNUMBER; an anonymous caller's is
        QUEUE-INTERVAL-N/DAY.
        """
        customer = self.customer(who)
        if customer is None:
            number = who & 0xFFFFFFFF
            interval, n = number >> CALLER_BITS, number & (1 << CALLER_BITS) - 1
            return f"{self._queues[who >> 32]}-{interval}-{n}/{case}"
        name = f"{customer}/{self._kinds[kind]}"
        if case >> 16 not in self._kind_codes:
            return f"{name}-x{case:08x}"
        return f"{name}-{case >> 4 & 0xFFF}-{case & 0xF}"


def _agents(plan: Plan) -> Iterator[str]:
    """The names of all rows of agents."""
    firsts, at_once = plan.team_first_agent.tolist(), plan.team_at_once.tolist()
    for agent, team in enumerate(plan.agent_team.tolist()):
        yield f"{plan.team_names[team]}-{(agent - firsts[team]) // at_once[team] + 1}"
