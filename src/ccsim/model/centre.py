"""The centre: its facts, its people and cases, and the clock they all live by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

from ccsim.codes import Rank
from ccsim.model.clock import Clock, Moment
from ccsim.plan.plan import Plan, first_agents
from ccsim.plan.records import Integers, Records, Tables
from ccsim.plan.state import AGENT, BORN_WITH, CASE, LIKE_TODAY, Day, State

Facts = SimpleNamespace
Idle = tuple[int, int, int]
"""Since when, who, and which agent."""

# How the compiled engine links its lines; here they are Python's own containers.
_LINKS = ("before", "behind", "next_ticket")


class Columns:
    """A table of the state, a list for each column, while a day is played."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> list[int]:
            """A column by its name: they are known when the rows are read."""

    def __init__(self, read: tuple[str, ...], written: tuple[str, ...]) -> None:
        self._read, self._written = read, written
        self._nought: set[str] = set()

    def read(self, records: Records) -> None:
        """Takes the rows over from the night."""
        # Many columns are of use to a few scenarios only, and nought in all others.
        self._nought = {name for name in self._read if not records[name].any()}
        for name in self._read:
            nought = name in self._nought
            setattr(self, name, [0] * len(records) if nought else records[name].tolist())

    def write(self, records: Records) -> None:
        """Hands the rows back to the night: those columns that the played day writes."""
        for name in self._written:
            values = getattr(self, name)
            if name not in self._nought or any(values):
                records[name] = values


@dataclass
class Line:
    """Callers who wait in one queue, the longest waiting first."""

    open: bool = False
    lines_used: int = 0
    waiting: dict[int, None] = field(default_factory=dict)
    """Cases in order of entry; a dictionary, so that one can leave from the middle."""


@dataclass
class Desk:
    """A department's desk: how many tickets are worked on, and which wait."""

    busy: int = 0
    waiting: list[int] = field(default_factory=list)


class Centre:
    """Everything that happens in one replication refers to this."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self.seed, self.replication, self.clock = seed, replication, Clock()
        self._read_facts(plan.tables)
        self._empty_floor(plan)
        self.skills: list[list[int]] = []
        """For each agent and kind of need, the chance to know the matter today."""
        # What lies further along a case's way than the module that starts it: set by the engine.
        self.dials: Callable[[int], None]
        """A caller's time has come (`contacts.arrive`)."""
        self.leaves_ivr: Callable[[int], None]
        """A caller leaves the menu (`after_ivr.leave_ivr`)."""
        self.hangs_up: Callable[[int], int]
        """An agent's talk is over (`talks.talk_ends`)."""
        self.finishes: Callable[[int], None]
        """A ticket is done after a visit (`departments.ticket_done`)."""
        self.midnight = 0
        self.rows: list[bytes] = []
        """Log rows since the last chunk, packed by `eventlog.chunk.ROW`."""

    def _read_facts(self, tables: Tables) -> None:
        """The facts of the plan, as Python's own values."""
        self.shapes, self.opens, self.closes = tables.shapes, tables.opens, tables.closes
        self.queues = _facts(tables.queues)
        self.teams = _facts(tables.teams)
        self.segments = _facts(tables.segments)
        self.kinds = _facts(tables.kinds)
        self.departments = _facts(tables.departments)
        self.passes_on = tables.passes_on.tolist()
        self.regions, self.promises, self.visits, self.trust = (
            _facts(table)
            for table in (tables.regions, tables.promises, tables.visits, tables.trust)
        )
        self.levers = _facts(tables.levers)[0]
        self.incidents = _facts(tables.incidents)
        self.mistaken = _rows(tables.mistaken, tables.mistaken_chance)
        """For each kind: a queue of those for whom it is mistaken, and the chance up to there."""
        self.passed_to = _rows(tables.passed_to)
        """For each kind: the queues that the buck may be passed to."""
        self.areas = tables.areas.tolist()
        """For each team and kind: what other functions let the team do, or -1."""
        self.queue_teams = [[team for (team,) in row] for row in _rows(tables.queue_teams)]
        self.onward = _rows(tables.onward, tables.onward_chance)
        """For each queue: the next one, and the chance of this or an earlier step."""
        self.doors = [
            [tuple(row[i : i + 3]) for i in range(0, len(row) - 1, 3) if row[i] >= 0]
            for row in tables.doors.tolist()
        ]
        """For each segment: the queues of other doors, their chances and first attempts."""
        self.served = _rows(tables.team_queues, tables.team_priority, tables.helps_out)
        """For each team: a queue, its priority there, and whether the team only helps out."""

    def _empty_floor(self, plan: Plan) -> None:
        """Nobody waits, nobody works."""
        cases, agents = CASE.names or (), AGENT.names or ()
        self.cases = Columns(_but(cases, _LINKS), _but(cases, (*BORN_WITH, *_LINKS)))
        nights = ("who", "team", "person", *LIKE_TODAY)
        self.agents = Columns(_but(agents, _LINKS), _but(agents, (*nights, *_LINKS)))
        self.lines = [Line() for _ in self.queues]
        self.idle: list[list[Idle]] = [[] for _ in self.teams]
        """For each team, the longest idle first."""
        self.leaving = [0 for _ in self.teams]
        """For each team that counts heads, how many go home after the present call."""
        self.floor_walkers_busy = [0 for _ in self.teams]
        """For each team, how many of its floor-walkers are with an agent."""
        self.desks = [Desk() for _ in self.departments]
        self.slots = [[0] * (row.hours_last - row.hours_first) for row in self.visits]
        """For each department, how many visits are booked into each slot."""
        self.talk_is_over: list[Moment] = [Moment(self.clock) for _ in plan.agent_team]
        """For each agent, the end of the next talk: its time is set when a caller is answered."""
        self.rank_of_talk = [
            ((Rank.TALK_ENDS << 56) | who) << 32 for who in first_agents(plan)["who"].tolist()
        ]

    def begin(self, day: Day, state: State) -> None:
        """A new day: people and cases as the night left them."""
        self.midnight = day.ends
        self.cases.read(state.cases)
        self.agents.read(state.agents)
        self.skills = state.skills.tolist()

    def end(self, state: State) -> None:
        """The day is over: people and cases are handed to the night."""
        self.cases.write(state.cases)
        self.agents.write(state.agents)


def _but(names: tuple[str, ...], without: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in without)


def _facts(records: Records) -> list[Facts]:
    names = records.dtype.names or ()
    return [Facts(**dict(zip(names, row, strict=True))) for row in records.tolist()]


def _rows(*tables: Integers) -> list[list[tuple[int, ...]]]:
    """Row by row what stands in the same place of each table, without the -1 that fills up."""
    return [
        [place for place in zip(*rows, strict=True) if place[0] >= 0]
        for rows in zip(*(table.tolist() for table in tables), strict=True)
    ]
