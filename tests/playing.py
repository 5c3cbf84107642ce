"""Playing a scenario in a test: what comes of it, in full."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from ccsim.eventlog.chunk import Chunk, Digest, concatenate, copy
from ccsim.eventlog.doors import Doors, Hours
from ccsim.plan.organisation import Organisation, first_organisation
from ccsim.plan.plan import Plan, make_plan
from ccsim.plan.records import Records
from ccsim.plan.state import AGENT, PERSON, State
from ccsim.replication import EngineName, replicate
from ccsim.spec.checks import check_scenario
from ccsim.spec.references import check_references
from ccsim.spec.scenario import Scenario

LINKS = {
    "cases": ("before", "behind", "next_ticket"),
    "agents": ("before", "behind"),
    "customers": (),
    "people": (),
}
"""Columns of State that are the compiled engine's own: it chains waiting callers, tickets and idle
agents through them, where the SimPy engine keeps lists. The log shows every order they stand for.
"""


class Keeper:
    """Listens, and keeps everything."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self.digest = Digest()

    def add(self, chunk: Chunk) -> None:
        self.chunks.append(copy(chunk))
        self.digest.add(chunk)


@dataclass(frozen=True)
class Played:
    """One replication, in full."""

    plan: Plan
    log: Chunk
    digest: str
    state: State


def scenario_of(document: Mapping[str, Any]) -> Scenario:
    """A scenario that would also pass `ccsim check`."""
    scenario = Scenario.model_validate(document)
    faults = check_references(document, {}, "made") + check_scenario(scenario, {}, "made")
    assert not faults, [str(fault) for fault in faults]
    return scenario


def play(
    plan: Plan, engine: EngineName = "compiled", seed: int = 1, replication: int = 0
) -> Played:
    """The log of one replication, and what is left at its end."""
    keeper = Keeper()
    playback = replicate(
        plan, seed=seed, replication=replication, engine=engine, listeners=[keeper]
    )
    log = concatenate(keeper.chunks)
    return Played(plan, log, keeper.digest.hexdigest(), playback.state)


def play_document(document: Mapping[str, Any], engine: EngineName = "compiled") -> Played:
    """A document, played."""
    return play(make_plan(scenario_of(document)), engine)


def bare_state(cases: Records, customers: Records) -> State:
    """Cases and customers, and nobody who works for them."""
    none = np.zeros((0, 1), np.int64)
    nobody = np.zeros(0, AGENT), customers, np.zeros(0, PERSON)
    return State(cases, *nobody, none, none, first_organisation(0, ()))


def assert_twins(plan: Plan, seed: int = 1, replication: int = 0) -> Played:
    """Both engines give the same rows, the same digest and the same end; returns one of them."""
    one = play(plan, "simpy", seed, replication)
    other = play(plan, "compiled", seed, replication)
    assert_same_rows(one.log, other.log)
    assert one.digest == other.digest
    for table, mine, yours in zip(State._fields, one.state, other.state, strict=True):
        if isinstance(mine, Organisation):
            assert_same_organisation(mine, yours)
        else:
            assert_same_records(table, mine, yours)
    return other


def assert_same_organisation(one: Organisation, other: Organisation) -> None:
    """The same is known and decided."""
    for each in fields(Organisation):
        mine, yours = getattr(one, each.name), getattr(other, each.name)
        assert np.array_equal(mine, yours), f"{each.name} of the organisation differs"


def assert_same_rows(one: Chunk, other: Chunk) -> None:
    """The two logs are equal in every column; if not, the first row that differs is shown."""
    shared = min(one.rows, other.rows)
    for i in range(shared):
        if any(a[i] != b[i] for a, b in zip(one, other, strict=True)):
            mine, yours = (tuple(int(column[i]) for column in log) for log in (one, other))
            raise AssertionError(f"row {i} differs: {mine} and {yours}")
    assert one.rows == other.rows, f"one log goes on after row {shared}"


def assert_same_records(table: str, one: Records, other: Records) -> None:
    """Two tables of the state are equal, but for the columns that one engine has for itself."""
    assert one.shape == other.shape
    if one.dtype.names is None:
        assert np.array_equal(one, other), f"{table} differ"
    for name in one.dtype.names or ():
        if name not in LINKS[table]:
            differ = (one[name] != other[name]).nonzero()[0]
            assert not len(differ), f"{table}.{name} differs in rows {differ[:5]}"


def doors_of(plan: Plan) -> Doors:
    """What laws must know of a plan."""
    queues, departments = plan.tables.queues, plan.tables.departments
    one_team = (plan.tables.queue_teams >= 0).sum(axis=1) == 1
    return Doors(
        horizon=int(plan.day_starts[-1]),
        queues=tuple(_hours(plan, row) for row in queues),
        departments=tuple(_hours(plan, row) for row in departments),
        lines=tuple(queues["lines"].tolist()),
        in_order=tuple((one_team & (queues["overflow_team"] < 0)).tolist()),
        pit_stop=_pit_stop_of(plan),
    )


def _pit_stop_of(plan: Plan) -> dict[int, int]:
    """The seats of the pit stop, each with the first seat of its place."""
    facts = plan.scenario.pit_stop
    if facts is None:
        return {}
    seats = np.flatnonzero(plan.agent_team == plan.team_names.index(facts.team))
    return dict(zip(seats.tolist(), plan.person_of(seats).tolist(), strict=True))


def _hours(plan: Plan, row: Records) -> Hours:
    stretch = slice(int(row["hours_first"]), int(row["hours_last"]))
    return Hours(plan.tables.opens[stretch], plan.tables.closes[stretch])
