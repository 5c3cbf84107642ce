"""A year with a pit stop, read from the log: whose calls, what dips, what is learned and forgotten.

`pit_stop_year.py` makes the tables of scenarios/stories/r004.md of it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.metrics.ledger import Ledger
from ccsim.metrics.totals import Totals
from ccsim.metrics.window import Bools, Floats, Ints
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import replicate
from ccsim.spec.loading import load
from ccsim.units import NEVER

_KEPT = (
    Event.CASE_OPENED, Event.PIT_STOP_LEFT, Event.PIT_STOP_ENTERED, Event.CAUSE_FOUND,
    Event.CAUSE_FUNDED, Event.CAUSE_FIXED,
)  # fmt: skip


class FirstTalks(NamedTuple):
    """The first talk of each case: one place for each case in every column."""

    who: Ints
    case: Ints
    week: Ints
    team: Ints
    talk: Ints
    """Milliseconds."""
    solved: Bools
    since: Ints
    """Weeks since the agent came back from the pit stop; -1: has never been there."""


@dataclass(frozen=True)
class Year:
    """What one replication tells; weeks are counted from the start of the run."""

    totals: Totals
    fresh: Ints
    """[week, team, kind]: first contacts of cases that were answered."""
    contacts: Ints
    """[week, team, kind]: all contacts that were answered."""
    needs: Ints
    """[cause, week]: cases opened; in the last row those without a cause."""
    found: Ints
    """[cause]: the week in which somebody who can remove it heard of it, or `NEVER`."""
    fixed: Ints
    """[cause]: the week from which on it is removed, or `NEVER`."""
    apostles: Floats
    """[week]: of the colleagues on the floor of somebody who has never been in the pit stop,
    the share who have."""


class Beside(NamedTuple):
    """The same first talks with a pit stop and without; by week, only what both have."""

    talk_without: Floats
    """[week]: time of talks whose agent, with a pit stop, is of the floor and was never there."""
    talk_with: Floats
    by_age: Floats
    """[weeks since the agent came back, (talks, solved without, solved with)]."""


class Kept:
    """A listener that keeps the rows that tell of a year with a pit stop."""

    def __init__(self) -> None:
        self._rows: list[Chunk] = []
        self._talks: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        self._rows.append(_only(chunk, np.isin(chunk.event, _KEPT)))
        talks = (chunk.event == Event.LEG_ENDED) & (chunk.leg == 0) & (chunk.kind >= 0)
        self._talks.append(_only(chunk, talks))

    def log(self) -> tuple[Chunk, Chunk]:
        """The rows about cases, causes and stays, and those about the first leg of contacts."""
        return concatenate(self._rows), concatenate(self._talks)


@cache
def plan_of(path: Path, sets: tuple[str, ...] = ()) -> Plan:
    """A cell of the story, made ready."""
    return make_plan(load(path, list(sets)).scenario)


def played(path: Path, sets: tuple[str, ...], replication: int) -> tuple[Year, FirstTalks]:
    """One replication of a cell; the luck of a replication is the same in all cells."""
    plan, kept = plan_of(path, sets), Kept()
    ledger = Ledger(plan)
    replicate(plan, seed=1, replication=replication, engine="compiled", listeners=[ledger, kept])
    log, talks = kept.log()
    first = _only(talks, talks.contact == 0)
    told = Year(
        totals=ledger.finish(),
        fresh=_answered(first, plan),
        contacts=_answered(talks, plan),
        needs=_needs(_only(log, log.event == Event.CASE_OPENED), plan),
        found=_when(_only(log, log.event == Event.CAUSE_FOUND), plan),
        fixed=_when(_only(log, log.event == Event.CAUSE_FIXED), plan),
        apostles=_apostles(log, plan),
    )
    return told, _first_talks(first, log, plan)


def beside(without: FirstTalks, with_: FirstTalks) -> Beside:
    """What became of the same first talks, in those cases that came up in both."""
    here, there = _same_cases(without, with_)
    weeks = int(max(without.week.max(), with_.week.max())) + 1
    floor, week = with_.team[there] == 0, with_.week[there]
    never, since = floor & (with_.since[there] < 0), with_.since[there]
    back = floor & (since >= 0)
    solved = [one.astype(float) for one in (without.solved[here], with_.solved[there])]

    def by(place: Ints, rows: Bools, weights: Floats) -> Floats:
        return np.bincount(place[rows], weights[rows], weeks)

    return Beside(
        talk_without=by(week, never, without.talk[here].astype(float)),
        talk_with=by(week, never, with_.talk[there].astype(float)),
        by_age=np.stack([by(since, back, one) for one in (np.ones(len(week)), *solved)], axis=1),
    )


def _same_cases(one: FirstTalks, other: FirstTalks) -> tuple[Ints, Ints]:
    """Where the cases that are in both stand in each."""
    both = [np.concatenate(columns) for columns in ((one.who, other.who), (one.case, other.case))]
    order = np.lexsort(both[::-1])  # stable: of two that are equal the first is `one`'s
    same = np.flatnonzero((np.diff(both[0][order]) == 0) & (np.diff(both[1][order]) == 0))
    return order[same], order[same + 1] - len(one.who)


def _first_talks(talks: Chunk, log: Chunk, plan: Plan) -> FirstTalks:
    back = log.event == Event.PIT_STOP_LEFT
    week, returned = _week(plan, talks.time), _week(plan, log.time[back])
    since, person = np.full(len(week), -1, np.int64), plan.place_of(talks.agent)
    for when, place in zip(returned, plan.place_of(log.agent[back]), strict=True):
        later = (person == place) & (week >= when)
        since[later] = week[later] - when
    return FirstTalks(
        talks.who, talks.case, week, np.asarray(plan.agent_team[talks.agent], np.int64),
        talks.value, talks.reason == Outcome.RESOLVED, since,
    )  # fmt: skip


def _answered(talks: Chunk, plan: Plan) -> Ints:
    count = np.zeros((_weeks(plan), len(plan.team_names), len(plan.kind_names)), np.int64)
    np.add.at(count, (_week(plan, talks.time), plan.agent_team[talks.agent], talks.kind), 1)
    return count


def _needs(opened: Chunk, plan: Plan) -> Ints:
    count = np.zeros((len(plan.causes.names) + 1, _weeks(plan)), np.int64)
    place = np.where(
        opened.reason > 0, plan.causes.place(opened.kind, opened.reason), len(count) - 1
    )
    np.add.at(count, (place, _week(plan, opened.time)), 1)
    return count


def _when(rows: Chunk, plan: Plan) -> Ints:
    weeks = np.full(len(plan.causes.names), NEVER, np.int64)
    weeks[plan.causes.place(rows.kind, rows.reason)] = _week(plan, rows.time)
    return weeks


def _apostles(log: Chunk, plan: Plan) -> Floats:
    stays = _only(log, np.isin(log.event, (Event.PIT_STOP_LEFT, Event.PIT_STOP_ENTERED)))
    floor = int((plan.agent_team == 0).sum()) // int(plan.team_at_once[0])
    back, away = np.zeros((2, _weeks(plan)))
    for week in range(_weeks(plan)):
        until = _week(plan, stays.time) <= week
        last = dict(zip(stays.agent[until].tolist(), stays.event[until].tolist(), strict=True))
        back[week] = sum(event == Event.PIT_STOP_LEFT for event in last.values())
        away[week] = len(last) - back[week]
    return np.asarray(back / np.maximum(floor - away - 1, 1))


def _weeks(plan: Plan) -> int:
    return -(-plan.total_days // 7)


def _week(plan: Plan, times: Ints) -> Ints:
    """The week of each instant: midnights are not always 24 hours apart."""
    return (np.searchsorted(plan.day_starts, times, side="right") - 1) // 7


def _only(chunk: Chunk, wanted: Bools) -> Chunk:
    return Chunk._make(column[wanted] for column in chunk)
