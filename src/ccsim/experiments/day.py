"""A day in the life: one day of one replication as it was played, callers and agents alike."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import AgentState, Event
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import Chunk, concatenate, copy
from ccsim.eventlog.reading import (
    Ints,
    Keys,
    Mask,
    is_among,
    is_callback,
    order_by,
    same_as_next,
)
from ccsim.eventlog.stretches import Stretches
from ccsim.experiments.play import plan_of
from ccsim.replication import replicate
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.units import HOUR

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan


class Left(IntEnum):
    """How somebody came to wait no longer."""

    STILL_WAITING = 0
    ANSWERED = 1
    HUNG_UP = 2
    SENT_AWAY = 3  # by a rule: passed on after the longest wait, or cut off at closing


_LEAVES: Final = {
    Event.CONTACT_ANSWERED: Left.ANSWERED,
    Event.CONTACT_ABANDONED: Left.HUNG_UP,
    Event.CONTACT_LEFT_SILENTLY: Left.HUNG_UP,
    Event.CONTACT_FLOWED_OUT: Left.SENT_AWAY,
    Event.CONTACT_DISCONNECTED: Left.SENT_AWAY,
}
_TURNED_AWAY: Final = (Event.CONTACT_BLOCKED, Event.CONTACT_CLOSED_OUT)
_SHIFTS: Final = (Event.SHIFT_STARTED, Event.SHIFT_ENDED)
_BREAKS: Final = (Event.BREAK_STARTED, Event.BREAK_ENDED)
_TALKS: Final = (Event.CONTACT_ANSWERED, Event.LEG_ENDED)
_AFTER: Final = (Event.WRAP_UP_ENDED, Event.CALLBACK_UNANSWERED)
_LINES: Final = (Event.QUEUE_ENTERED, *_LEAVES, Event.LEG_ENDED, Event.CALLBACK_UNANSWERED)
_OF_AGENTS: Final = (*_SHIFTS, *_BREAKS)


@dataclass(frozen=True)
class Waits:
    """Everybody who stood in a line on the day, in the order of their coming."""

    queue: Ints
    start: Ints
    """Milliseconds since midnight; below 0 for who had come the day before."""
    end: Ints
    left: Ints
    """How it ended: `Left`."""


@dataclass(frozen=True)
class Day:
    """One day of one replication: there is no interval around anything in it."""

    scenario: Scenario
    seed: int
    replication: int
    number: int
    """Which day of the run, from 0."""
    date: dt.date
    measured: bool
    """Whether it is behind the warm-up."""
    length: int
    """Milliseconds; not those of 24 hours where the clocks change."""
    queues: tuple[str, ...]
    teams: tuple[str, ...]
    team: Ints
    """[person]: whose team; people are those who are on duty at some time of the day."""
    doing: tuple[tuple[AgentState, Stretches], ...]
    """What people do; where two of these overlap, the later one of the list holds."""
    waits: Waits
    turned_away: Ints
    """The queue of each who was not let in: all lines taken, or closed."""

    @property
    def hours(self) -> int:
        """How many hours it has: 24, or 23 or 25 where the clocks change."""
        return self.length // HOUR

    def queue_number(self, name: str | None) -> int | None:
        """Which queue a name means; None for all of them."""
        return None if name is None else self.queues.index(name)

    def people(self, team: str | None = None) -> Ints:
        """Who is on duty at some time of the day, in the order of the teams."""
        if team is None:
            return np.arange(len(self.team))
        return np.flatnonzero(self.team == self.teams.index(team))

    def states_at(self, times: Ints) -> Ints:
        """[person, time]: what everybody does (`AgentState`) at instants that go up."""
        states = np.full((len(self.team), len(times)), int(AgentState.OFF), np.int64)
        for state, stretches in self.doing:
            begins = np.searchsorted(times, stretches.start).tolist()
            ends = np.searchsorted(times, stretches.end).tolist()
            for person, begin, end in zip(stretches.subject.tolist(), begins, ends, strict=True):
                states[person, begin:end] = state
        return states


class DayRows:
    """Keeps the rows that a day is told from, and of what was before only what is still open."""

    def __init__(self, start: int, end: int) -> None:
        """Listen for a day.

        Args:
            start: its midnight, in milliseconds since the first one.
            end: until when rows are kept; later than its end, so that waits are seen to end.
        """
        self._start, self._end = start, end
        self._before: list[Chunk] = []
        self._rows: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        """Take in a stretch of the log."""
        told = is_among(chunk.event, [*_LINES, *_OF_AGENTS, *_AFTER, *_TURNED_AWAY])
        early = told & (chunk.time < self._start)
        if early.any():
            self._before = [_still_open(concatenate([*self._before, _only(chunk, early)]))]
        now = told & (chunk.time >= self._start) & (chunk.time < self._end)
        if now.any():
            self._rows.append(copy(_only(chunk, now)))

    def log(self) -> Chunk:
        """What was open at midnight, and then all rows."""
        return concatenate([*self._before, *self._rows])


class _SeenError(Exception):
    """All that is asked for has been played."""


def day_of(
    scenario: Scenario,
    *,
    seed: int,
    replication: int = 0,
    number: int,
    progress: Callable[[int, int], None] | None = None,
) -> Day:
    """Play a replication until a day is over, and keep that day.

    Args:
        scenario: the facts.
        seed: which luck.
        replication: which replication, from 0.
        number: which day of the run, from 0.
        progress: told how many days are played, of how many.

    Raises:
        UsageError: the run has no such day.
    """
    plan = plan_of(scenario, fingerprint(scenario))
    if not 0 <= number < plan.total_days:
        raise UsageError(
            f"day {number} is not in this run: it has the days 0 to {plan.total_days - 1}"
        )
    # Who waits at midnight is seen to be answered on the next day.
    last = min(number + 2, plan.total_days)
    rows = DayRows(int(plan.day_starts[number]), int(plan.day_starts[last]))

    def on_day(done: int, _days: int) -> None:
        if progress is not None:
            progress(min(done, last), last)
        if done >= last and done < plan.total_days:
            raise _SeenError

    with suppress(_SeenError):
        replicate(plan, seed=seed, replication=replication, listeners=[rows], on_day=on_day)
    return told_day(plan, rows.log(), number, seed=seed, replication=replication)


def told_day(plan: "Plan", log: Chunk, number: int, *, seed: int, replication: int) -> Day:
    """A day out of the rows that `DayRows` has kept of it."""
    start, end = (int(plan.day_starts[number + one]) for one in (0, 1))
    after = max(end, int(log.time.max(initial=0)) + 1)
    doing = [
        (AgentState.IDLE, _between(log, *_SHIFTS, after)),
        (AgentState.ON_BREAK, _between(log, *_BREAKS, after)),
        (AgentState.WRAPPING_UP, _lasting(log, Event.WRAP_UP_ENDED)),
        (AgentState.TALKING, _lasting(log, Event.CALLBACK_UNANSWERED)),
        (AgentState.TALKING, _between(log, *_TALKS, after)),
    ]
    on_duty = _clipped(doing[0][1], start, end)
    people = np.unique(plan.person_of(on_duty.subject))
    return Day(
        scenario=plan.scenario,
        seed=seed,
        replication=replication,
        number=number,
        date=dt.date.fromisoformat(plan.day_dates[number]),
        measured=number >= plan.warm_up_days,
        length=end - start,
        queues=plan.queue_names,
        teams=plan.team_names,
        team=plan.agent_team[people],
        doing=tuple(
            (state, _of_people(plan, people, _clipped(one, start, end))) for state, one in doing
        ),
        waits=_waits(log, start, end),
        turned_away=log.queue[
            is_among(log.event, _TURNED_AWAY) & (log.time >= start) & (log.time < end)
        ].astype(np.int64),
    )


def _only(log: Chunk, rows: Mask | Ints) -> Chunk:
    return Chunk._make(column[rows] for column in log)


def _still_open(log: Chunk) -> Chunk:
    """Of what has happened so far the rows that something later belongs to."""
    contact: list[Keys] = [log.who, log.case, log.contact]
    kept = np.concatenate(
        [
            _last(log, _SHIFTS, [log.agent], (Event.SHIFT_STARTED,)),
            _last(log, _BREAKS, [log.agent], (Event.BREAK_STARTED,)),
            _last(log, _LINES, contact, (Event.QUEUE_ENTERED, Event.CONTACT_ANSWERED)),
        ]
    )
    return _only(log, np.sort(kept))


def _last(
    log: Chunk, events: Sequence[Event], keys: Sequence[Keys], opens: Sequence[Event]
) -> Ints:
    """The last row of each subject, where it is one after which something is open."""
    rows = np.flatnonzero(is_among(log.event, events))
    rows = rows[order_by(*(key[rows] for key in keys))]
    last = np.append(~same_as_next(*(key[rows] for key in keys)), True)[: len(rows)]
    rows = rows[last]
    return np.asarray(rows[is_among(log.event[rows], opens)], np.int64)


def _between(log: Chunk, starts: Event, ends: Event, horizon: int) -> Stretches:
    """From each start of an agent to what comes next of the two; to the horizon where nothing."""
    rows = np.flatnonzero(is_among(log.event, (starts, ends)))
    rows = rows[order_by(log.agent[rows])]
    same = np.append(same_as_next(log.agent[rows]), False)[: len(rows)]
    end = np.where(same, log.time[np.roll(rows, -1)], horizon)
    begun = log.event[rows] == int(starts)
    return Stretches(
        log.agent[rows][begun].astype(np.int64), log.time[rows][begun], end[begun].astype(np.int64)
    )


def _lasting(log: Chunk, ends: Event) -> Stretches:
    """What is told when it is over, with how long it took."""
    rows = np.flatnonzero(log.event == int(ends))
    end = log.time[rows]
    return Stretches(log.agent[rows].astype(np.int64), end - log.value[rows], end)


def _clipped(stretches: Stretches, start: int, end: int) -> Stretches:
    """Those that touch the day, in milliseconds since its midnight."""
    seen = (stretches.end > start) & (stretches.start < end)
    times = (np.clip(one[seen], start, end) - start for one in (stretches.start, stretches.end))
    return Stretches(stretches.subject[seen], *times)


def _of_people(plan: "Plan", people: Ints, stretches: Stretches) -> Stretches:
    """The same by person: whoever chats has several rows among the agents."""
    whose = plan.person_of(stretches.subject)
    place = np.searchsorted(people, whose)
    known = np.append(people, -1)[place] == whose
    return Stretches(place[known], stretches.start[known], stretches.end[known])


def _waits(log: Chunk, start: int, end: int) -> Waits:
    """Who stood in a line at some time of the day; who waits at home to be called is in none."""
    rows = np.flatnonzero(is_among(log.event, _LINES) & (log.who >= 0))
    keys = [key[rows] for key in (log.who, log.case, log.contact)]
    order = order_by(*keys)
    rows = rows[order]
    same = np.append(same_as_next(*(key[order] for key in keys)), False)[: len(rows)]
    came = (log.event[rows] == int(Event.QUEUE_ENTERED)) & ~is_callback(log)[rows]
    after = np.roll(rows, -1)
    how = np.zeros(max(Event) + 1, np.int64)
    how[[int(event) for event in _LEAVES]] = [int(left) for left in _LEAVES.values()]
    left = np.where(same, how[log.event[after]], int(Left.STILL_WAITING))
    until = np.where(left > 0, log.time[after], max(end, int(log.time.max(initial=0))))
    seen = came & (until >= start) & (log.time[rows] < end)
    place = np.flatnonzero(seen)[np.argsort(rows[seen], kind="stable")]
    return Waits(
        queue=log.queue[rows[place]].astype(np.int64),
        start=log.time[rows[place]] - start,
        end=until[place].astype(np.int64) - start,
        left=left[place].astype(np.int64),
    )
