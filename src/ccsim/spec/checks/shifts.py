"""Whose shifts never end: people change places between two shifts, and so somebody must go home."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from ccsim.spec.calendar import Calendar
from ccsim.spec.documents import KeyPath
from ccsim.spec.hours import HoursError, Interval, local_intervals
from ccsim.spec.teams import Headcount, Team

_LOOKED_AT = dt.timedelta(days=28)
_A_DAY = dt.timedelta(hours=25)
"""The longest day of a year."""


def endless(name: str, team: Team, calendar: Calendar) -> Iterator[KeyPath]:
    """Where a team's hours make shifts of more than a day, of whoever is there the longest.

    Who has a headcount and shrinkage has a shift each day, however long the hours are.
    """
    if team.shifts is not None:
        for number, shift in enumerate(team.shifts):
            if _longest(_open(shift.hours, calendar)) > _A_DAY:
                yield "teams", name, "shifts", number, "hours"
        return
    if team.shrinkage.planned > 0 or team.shrinkage.unplanned > 0:
        return
    spans = _open(team.hours, calendar)
    if isinstance(team.headcount, Headcount):
        spans = _both(spans, _somebody_is_wanted(team.headcount, calendar))
    if _longest(spans) > _A_DAY:
        yield "teams", name, "hours"


def _open(hours: str, calendar: Calendar) -> list[Interval]:
    try:
        return local_intervals(hours, calendar, calendar.start, calendar.start + _LOOKED_AT)
    except HoursError:
        return []  # told with all opening hours


def _somebody_is_wanted(headcount: Headcount, calendar: Calendar) -> list[Interval]:
    """The times at which at least one is wanted, by interval."""
    step, day = dt.timedelta(milliseconds=headcount.interval), dt.timedelta(days=1)
    into = headcount.starts // headcount.interval
    weekly = len(headcount.agents) * step + into * step > day
    midnight = dt.datetime.combine(calendar.start, dt.time())
    monday = midnight - calendar.start.weekday() * day
    spans: list[Interval] = []
    for number in range(_LOOKED_AT // step):
        at = midnight + number * step
        index = ((at - monday) % (7 * day) if weekly else (at - midnight) % day) // step - into
        if not 0 <= index < len(headcount.agents) or headcount.agents[index] == 0:
            continue
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + step)
        else:
            spans.append((at, at + step))
    return spans


def _both(one: list[Interval], other: list[Interval]) -> list[Interval]:
    """Where two lists of spans overlap."""
    return [
        (max(mine[0], yours[0]), min(mine[1], yours[1]))
        for mine in one
        for yours in other
        if max(mine[0], yours[0]) < min(mine[1], yours[1])
    ]


def _longest(spans: list[Interval]) -> dt.timedelta:
    """The longest time without a break: one span, or several that follow each other at once."""
    edges = [spans[0][0]] if spans else []
    edges += [after[0] for before, after in pairwise(spans) if before[1] < after[0]]
    ends = [before[1] for before, after in pairwise(spans) if before[1] < after[0]]
    ends += [spans[-1][1]] if spans else []
    lengths = (end - start for start, end in zip(edges, ends, strict=True))
    return max(lengths, default=dt.timedelta())
