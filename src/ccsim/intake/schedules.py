"""Schedules as planners bring them: who is on the phones when, as agents by team and interval.

A row is an activity of an agent, or of so many agents of a team. Shifts with their breaks beside
them and activities one after the other are read alike: what is work, less what is not. An agent's
name tells rows of one agent from those of another, and never leaves this file.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.cells import Day, day_of, minute_of_day, number, time_after_date
from ccsim.intake.clocks import Clock, begins_with_day, clock_of, dates_with_times
from ccsim.intake.columns import guess, names_told, plainly
from ccsim.intake.forecast_rows import NO_DATE, Rejected
from ccsim.intake.layout import plain_rows
from ccsim.intake.tables import Cell, Table

INTERVALS: Final = (60, 30, 15)
"""Minutes, the longest first: that on whose bounds all activities begin and end is taken."""
MOST_TEAMS: Final = 50
_MOST_AGENTS: Final = 10_000
_SEVERAL: Final = 2
_DAY: Final = 24 * 60
_WEEK: Final = 7 * _DAY
_LONGEST_WORK: Final = _DAY
_LONGEST_AWAY: Final = 60 * _DAY
_MIDNIGHT: Final = re.compile(r"24:?00(:00)?")
_AWAY: Final = re.compile(
    r"break|lunch|dinner|meal|meeting|training|coach|absen|leave|vacation|holiday|sick|\bill\b|off"
    r"|\baway\b|project|back ?office|pto|unpaid|not available|unavailable"
    r"|pause|mittag|schulung|urlaub|krank|besprechung|abwesen|frei\b"
    r"|descanso|comida|almuerzo|reuni|formaci|vacacion|baja|ausen|permiso"
    r"|repas|déjeuner|réunion|formation|congé|maladie",
    re.IGNORECASE,
)
"""Activities in which nobody takes calls, by what is in their names."""


@dataclass(frozen=True)
class TeamSchedule:
    """The agents of one team."""

    name: str
    """As the file calls it, or its skills where it names no teams; empty where it tells neither."""
    agents: tuple[int, ...]
    """Agents on the phones in each interval: of a day from midnight, or of a week from Monday."""


@dataclass(frozen=True)
class Schedule:
    """What a file schedules, team by team."""

    teams: tuple[TeamSchedule, ...]
    minutes: int
    """Length of the intervals."""
    weekly: bool
    """Whether days differ by weekday; otherwise it is one typical day."""
    start: dt.date | None
    rows: int
    """How many are used."""
    by_skills: bool
    """Whether the teams are those of one set of skills each, with ` + ` between the skills."""
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """What the columns are called that were read, by what they are for."""
    time_zone: str | None = None


class _Entry(NamedTuple):
    """One activity."""

    row: int
    team: str
    who: object
    """Rows of the same agent have the same; None where a row is of nobody in particular."""
    start: int
    """Minutes since midnight of the first Monday that there is."""
    end: int
    agents: float
    works: bool


class _Segment(NamedTuple):
    """A time in which so many are on the phones, or fewer where that is negative."""

    start: int
    end: int
    agents: float


def guess_schedule(
    table: Table,
    said: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """What the columns of a schedule are, as said, as remembered, or by their usual names.

    Raises:
        UsageError: no column tells when an activity begins, or when it ends.
    """
    found = guess(table, role.SCHEDULE_ROLES, said, remembered)
    for one in (role.START, role.END):
        if one not in found:
            raise UsageError(
                f"{table.name}: no column for the {one} of an activity is known: "
                f"{names_told(table)}; say which one it is, or name it as in: "
                "agent, team, start, end, activity"
            )
    return found


def read_schedule(
    table: Table,
    columns: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    zone: str | None = None,
    times_in: str | None = None,
    away: Collection[str] = (),
) -> Schedule:
    """The schedule in a table.

    Args:
        table: what the user brought.
        columns: what its columns are, by the user; the others are guessed.
        remembered: what they were the last time.
        zone: the scenario's time zone, to which times are brought; None to take them as written.
        times_in: the time zone of times that name none, where that is another.
        away: activities in which nobody takes calls, beside those that are known by their names.

    Raises:
        UsageError: columns are missing, or there is no row that can be used.
    """
    found = guess_schedule(table, columns, remembered)
    notices = list(table.notices)
    table = plain_rows(table, found, notices)
    dated = found.get(role.DATE, found[role.START])
    places = {role.DATE: dated, role.TIME: found[role.START]}
    texts = dates_with_times(table, places)
    clock = clock_of(table, texts, [table.columns[dated]], zone, times_in, notices)
    day_first = begins_with_day(texts, notices)
    reader = _Reader(table, found, day_first, clock, {plainly(one) for one in away})
    rejected: list[Rejected] = []
    entries: list[_Entry] = []
    for entry in reader.entries():
        if isinstance(entry, Rejected):
            rejected.append(entry)
        else:
            entries.append(entry)
    _refuse_nothing(table, entries, rejected)
    return _schedule(reader, entries, rejected, notices, times_in)


@dataclass
class _Reader:
    """Reads rows one by one; an agent's name becomes a number at once."""

    table: Table
    columns: Mapping[str, int]
    day_first: bool
    clock: Clock
    away: Collection[str]
    days: set[Day | None] = field(default_factory=set)
    unknown: dict[str, set[object]] = field(default_factory=dict)
    """Activities that are taken for work, by their names, with those who do them."""
    people: dict[Cell, int] = field(default_factory=dict)

    def entries(self) -> "Iterator[_Entry | Rejected]":
        """The activities of all rows."""
        for at, row in enumerate(self.table.rows, start=self.table.first_row):
            if any(cell != "" for cell in row):
                yield self._entry(at, {one: row[place] for one, place in self.columns.items()})

    def _entry(self, at: int, row: Mapping[str, Cell]) -> "_Entry | Rejected":
        day, start = self._moment(row.get(role.DATE, row[role.START]), row[role.START])
        if start is None or start == _DAY:
            return Rejected(at, f"{self._name(role.START)} is no time of day: write it as 08:30")
        if role.DATE in row and day is None:
            return Rejected(at, f"{self._name(role.DATE)} is {NO_DATE}, or a weekday")
        last, end = self._moment(row[role.END], row[role.END])
        if end is None:
            return Rejected(at, f"{self._name(role.END)} is no time of day: write it as 16:30")
        begins, ends = _minutes(day, start), _minutes(day if last is None else last, end)
        if last is None and ends <= begins:  # it goes on after midnight
            ends += _DAY
        activity = str(row.get(role.ACTIVITY, "")).strip()
        works = self._works(activity)
        if not 0 < ends - begins <= (_LONGEST_WORK if works else _LONGEST_AWAY):
            return Rejected(at, "it ends before it begins, or lasts longer than a day")
        agents = 1.0
        if row.get(role.AGENTS, "") != "":
            found = number(row[role.AGENTS], self.table.decimal_comma)
            if found is None or not 0 <= found <= _MOST_AGENTS:
                return Rejected(at, "the number of agents is no number from 0 on")
            agents = found
        who = self._who(row)
        if works and activity:
            self.unknown.setdefault(activity[:40], set()).update(
                {who} if who is not None else range(min(int(agents), _SEVERAL))
            )
        self.days.add(day_of(row.get(role.DATE, row[role.START]), self.day_first))
        return _Entry(at, self._team(row), who, begins, ends, agents, works)

    def _moment(self, dated: Cell, timed: Cell) -> tuple[Day | None, int | None]:
        """The day of a cell, where it has one, and the minute of the day of another."""
        day = day_of(dated, self.day_first)
        clock = time_after_date(timed)
        if isinstance(clock, str) and _MIDNIGHT.fullmatch(clock.strip()):
            return day, _DAY
        minute = minute_of_day(clock)
        if minute is None:
            return day, None
        return self.clock.local(day, minute, timed)

    def _name(self, one: str) -> str:
        return self.table.columns[self.columns[one]]

    def _who(self, row: Mapping[str, Cell]) -> int | None:
        name = row.get(role.AGENT, "")
        return None if name == "" else self.people.setdefault(name, len(self.people))

    def _team(self, row: Mapping[str, Cell]) -> str:
        if role.TEAM in row:
            team = str(row[role.TEAM]).strip()[:80]
            return "" if team and team == str(row.get(role.AGENT, "")).strip() else team
        skills = re.split(r"[;,|/+]", str(row.get(role.SKILLS, "")))
        return " + ".join(sorted({one.strip() for one in skills if one.strip()}))[:80]

    def _works(self, activity: str) -> bool:
        """Whether calls are taken in an activity; one that is not named is work."""
        return not (plainly(activity) in self.away or _AWAY.search(activity))


def _minutes(day: Day | None, minute: int) -> int:
    """Minutes since the midnight of a Monday: of the first there is for dates."""
    if day is None:
        return minute
    days = day if isinstance(day, int) else day.toordinal() - dt.date(1900, 1, 1).toordinal()
    return days * _DAY + minute  # 1 January 1900 was a Monday


def _refuse_nothing(table: Table, entries: list[_Entry], rejected: list[Rejected]) -> None:
    if not any(one.works and one.agents for one in entries):
        why = "; ".join(f"row {one.row}: {one.why}" for one in rejected[:3])
        words = f"no row of {len(table.rows):,} can be used" if not entries else "nobody works"
        raise UsageError(f"{table.name}: {words}" + (f": {why}" if why else ""))
    teams = {one.team for one in entries}
    if len(teams) > MOST_TEAMS:
        raise UsageError(
            f"{table.name}: {len(teams):,} teams are too many: at most {MOST_TEAMS} "
            "(is that really the column of teams, or of skills?)"
        )


def _schedule(
    reader: _Reader,
    entries: list[_Entry],
    rejected: list[Rejected],
    notices: list[str],
    times_in: str | None,
) -> Schedule:
    """Team by team, a typical day or week."""
    days = reader.days
    weekly = len(days) > 1 or any(isinstance(day, int) for day in days)
    dates = sorted(day for day in days if isinstance(day, dt.date))
    told = [day for day in days if day is not None]
    often = Counter(day if isinstance(day, int) else day.weekday() for day in told)
    minutes = _interval(entries, notices)
    if len(dates) > len(often):
        notices.append(
            f"{len(dates)} dates make a typical week: the mean of those of the same weekday, to "
            "the nearest agent."
        )
    if reader.unknown:
        notices.append(f"Taken for work on the phones: {_activities(reader.unknown)}.")
    by_team: dict[str, list[_Entry]] = defaultdict(list)
    for one in entries:
        by_team[one.team].append(one)
    return Schedule(
        teams=tuple(
            TeamSchedule(name, _agents(own, minutes, often if weekly else Counter()))
            for name, own in by_team.items()
        ),
        minutes=minutes,
        weekly=weekly,
        start=min(dates, default=None),
        rows=len(entries),
        by_skills=role.TEAM not in reader.columns and role.SKILLS in reader.columns,
        rejected=tuple(rejected),
        notices=tuple(notices),
        columns={one: reader.table.columns[at] for one, at in reader.columns.items()},
        time_zone=times_in,
    )


def _activities(unknown: Mapping[str, Collection[object]]) -> str:
    """Names of activities that several agents do; that of one alone may name whom it is with."""
    shared = sorted(name for name, people in unknown.items() if len(people) >= _SEVERAL)[:8]
    if others := len(unknown) - len(shared):
        what = "activities" if others > 1 else "activity"
        shared.append(f"{others} {'other ' if shared else ''}{what}")
    return ", ".join(shared)


def _interval(entries: list[_Entry], notices: list[str]) -> int:
    bounds = {at for one in entries for at in (one.start, one.end)}
    for minutes in INTERVALS:
        if all(at % minutes == 0 for at in bounds):
            return minutes
    notices.append("Not all begins on a quarter of an hour: agents are the mean of each, rounded.")
    return INTERVALS[-1]


def _agents(entries: list[_Entry], minutes: int, often: Mapping[int, int]) -> tuple[int, ...]:
    """Agents in each interval: the mean of all dates of a weekday, or a typical day."""
    span = _WEEK if often else _DAY
    steps = np.zeros(span + 1)
    for one in _segments(entries):
        # What goes on after the last midnight belongs to the first day.
        laps, rest = divmod(one.end - one.start, span)
        first = one.start % span
        last = (first + rest) % span
        steps[0] += one.agents * (laps + (first + rest >= span))
        steps[first] += one.agents
        steps[last] -= one.agents
    heads = np.cumsum(steps[:-1])
    if often:
        most = max(often.values())
        dates = [often.get(weekday, most) for weekday in range(7)]
        heads /= np.repeat(dates, _DAY)
    means = heads.reshape(-1, minutes).mean(axis=1)
    return tuple(max(int(one + 0.5 + 1e-9), 0) for one in means)


def _segments(entries: Iterable[_Entry]) -> Iterator[_Segment]:
    """When somebody is on the phones: of an agent, what is work less what is not."""
    people: dict[object, list[_Entry]] = defaultdict(list)
    for one in entries:
        if one.who is None:
            yield _Segment(one.start, one.end, one.agents if one.works else -one.agents)
        else:
            people[one.who].append(one)
    for own in people.values():
        changes = sorted(
            (at, step, one.works) for one in own for at, step in ((one.start, 1), (one.end, -1))
        )
        works = away = before = 0
        for at, step, is_work in changes:
            if works > 0 and away == 0 and at > before:
                yield _Segment(before, at, 1.0)
            works, away = works + step * is_work, away + step * (not is_work)
            before = at
