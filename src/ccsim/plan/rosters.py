"""Who is rostered when: shifts and breaks of every agent over the whole run.

Unplanned absence is not here: it is luck, and drawn the night before (`overnight/rosters.py`).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ccsim.plan.hours import open_intervals
from ccsim.plan.lowering import Lowering
from ccsim.plan.records import Integers
from ccsim.plan.transition import Span, time_of_team, within
from ccsim.spec.calendar import Calendar
from ccsim.spec.teams import Break, Headcount, Team
from ccsim.units import DAY, WEEK

# Planned time away is spread over a shift by the golden ratio, so that not all leave together.
_GOLDEN = 0.6180339887498949


class RosteredShift(NamedTuple):
    """One agent's shift: rows of the roster, in milliseconds."""

    agent: int
    starts: int
    ends: int
    breaks: tuple[Span, ...]


@dataclass(frozen=True)
class Roster:
    """All shifts of a run, by their start.

    The breaks of shift i are `break_*[first_break[i]:first_break[i + 1]]`.
    """

    agent: Integers
    starts: Integers
    ends: Integers
    first_break: Integers
    break_starts: Integers
    break_ends: Integers


def lower_roster(lowering: Lowering, starts_of_days: Integers) -> Roster:
    """The shifts of all teams."""
    shifts: list[RosteredShift] = []
    first = 0
    for name, team in lowering.scenario.teams.items():
        calendar = lowering.scenario.calendar
        time = time_of_team(lowering.scenario, name, starts_of_days)
        if team.shifts is not None:
            shifts += _of_shifts(team, calendar, first, time)
        else:
            shifts += _of_headcount(team, calendar, first, starts_of_days, time)
        first += team.size
    shifts.sort(key=lambda shift: (shift.starts, shift.agent))
    breaks = [span for shift in shifts for span in shift.breaks]
    counts = [len(shift.breaks) for shift in shifts]
    return Roster(
        agent=np.array([shift.agent for shift in shifts], np.int64),
        starts=np.array([shift.starts for shift in shifts], np.int64),
        ends=np.array([shift.ends for shift in shifts], np.int64),
        first_break=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64),
        break_starts=np.array([start for start, _ in breaks], np.int64),
        break_ends=np.array([end for _, end in breaks], np.int64),
    )


def _of_shifts(team: Team, calendar: Calendar, first: int, time: Span) -> list[RosteredShift]:
    shifts, number = [], 0
    for shift in team.shifts or []:
        spans = within(open_intervals(shift.hours, calendar), time)
        for _ in range(shift.agents):
            for start, end in spans:
                breaks = _breaks(team, shift.breaks, number, start, end)
                shifts += _seats(team, first, number, start, end, breaks)
            number += 1
    return shifts


def _of_headcount(
    team: Team, calendar: Calendar, first: int, starts_of_days: Integers, time: Span
) -> list[RosteredShift]:
    hours = within(open_intervals(team.hours, calendar), time)
    if isinstance(team.headcount, Headcount):
        steps = _steps(team.headcount, calendar, starts_of_days)
    else:
        steps = None
    shifts = []
    away = team.shrinkage.planned > 0 or team.shrinkage.unplanned > 0
    for number in range(team.people):
        spans = hours if steps is None else _both(hours, _where_more(steps, number))
        if away:
            spans = _by_day(spans, starts_of_days)
        for start, end in spans:
            breaks = _breaks(team, [], number, start, end)
            shifts += _seats(team, first, number, start, end, breaks)
    return shifts


def _seats(
    team: Team, first: int, number: int, start: int, end: int, breaks: tuple[Span, ...]
) -> list[RosteredShift]:
    """One person's shift, once for each contact that the person has at a time."""
    seats = range(first + number * team.at_once, first + (number + 1) * team.at_once)
    return [RosteredShift(seat, start, end, breaks) for seat in seats]


def _steps(
    headcount: Headcount, calendar: Calendar, starts_of_days: Integers
) -> tuple[Integers, Integers]:
    """Instants at which the number of agents changes, and the numbers from then on."""
    weekly = len(headcount.agents) * headcount.interval + headcount.starts > DAY
    per_day = DAY // headcount.interval
    instants, numbers = [0], [0]
    for day, midnight in enumerate(starts_of_days[:-1]):
        weekday = (calendar.start.weekday() + day) % 7
        for i in range(per_day):
            index = i - headcount.starts // headcount.interval
            index += weekday * per_day if weekly else 0
            inside = 0 <= index < len(headcount.agents)
            instants.append(int(midnight) + i * headcount.interval)
            numbers.append(headcount.agents[index] if inside else 0)
    instants.append(int(starts_of_days[-1]))
    numbers.append(numbers[-1])
    return np.array(instants, np.int64), np.array(numbers, np.int64)


def _where_more(steps: tuple[Integers, Integers], number: int) -> list[Span]:
    """Spans in which more than so many agents are wanted."""
    instants, numbers = steps
    wanted = np.concatenate([[False], numbers > number, [False]])
    edges = np.flatnonzero(wanted[1:] != wanted[:-1])
    # Work at the end of the last day goes on: the horizon is not a closing time.
    ends = np.append(instants, instants[-1] + 8 * WEEK)
    return [(int(instants[a]), int(ends[b])) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _both(one: list[Span], other: list[Span]) -> list[Span]:
    """Where two lists of rising spans overlap."""
    spans, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            spans.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return spans


def _by_day(spans: list[Span], starts_of_days: Integers) -> list[Span]:
    """Spans of more than a day cut at midnights, so that each day is a shift."""
    cut: list[Span] = []
    for start, end in spans:
        if end - start <= DAY:
            cut.append((start, end))
            continue
        inside = [int(m) for m in starts_of_days if start < m < end]
        edges = [start, *inside, end]
        cut += pairwise(edges)
    return cut


def _breaks(team: Team, breaks: list[Break], number: int, start: int, end: int) -> tuple[Span, ...]:
    """Breaks and planned time away of one shift, merged where they meet."""
    spans = [(start + each.after, start + each.after + each.length) for each in breaks]
    if team.shrinkage.planned > 0:
        length = round((end - start) * team.shrinkage.planned)
        place = ((number + 1) * _GOLDEN) % 1
        away = start + round(place * (end - start - length))
        spans.append((away, away + length))
    merged: list[Span] = []
    wanted = [(begins, min(ends, end)) for begins, ends in spans if begins < min(ends, end)]
    for begins, ends in sorted(wanted):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return tuple(merged)
