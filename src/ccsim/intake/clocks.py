"""Which clock the times of a file keep: the scenario's own, that of Greenwich, or what they say."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.cells import (
    Day,
    closer_first,
    day_of,
    is_day_first,
    minute_of_day,
    number,
    time_after_date,
    zone_of,
)
from ccsim.intake.columns import in_utc, plainly
from ccsim.intake.tables import Cell, Table

_DAY: Final = 24 * 60
_HOUR_S: Final = 3600.0
_STEPS: Final = {
    **dict.fromkeys(("hour", "hours", "hourofday", "stunde", "hora", "heure"), 60),
    **dict.fromkeys(("halfhour", "halfhourofday"), 30),
    **dict.fromkeys(("quarterhour", "quarter"), 15),
}
"""Columns that may number the intervals of a day from midnight, with their length in minutes."""
_AM_PM: Final = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    """How a time as a file has it becomes one of the scenario's time zone."""

    to: ZoneInfo | None = None
    """The scenario's; None where times are taken as they are written."""
    plain: dt.tzinfo | None = None
    """The zone of times that name none, where that is not the scenario's."""

    def local(self, day: Day | None, minute: int, cell: Cell) -> tuple[Day | None, int]:
        """A day and the minutes after its midnight, of a time that is written in a cell."""
        if self.to is None or not isinstance(day, dt.date):
            return day, minute
        offset = zone_of(cell)
        zone = self.plain if offset is None else _offset(offset)
        if zone is None:
            return day, minute
        there = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), zone)
        here = there.astimezone(self.to)
        return here.date(), here.hour * 60 + here.minute


def clock_of(
    table: Table,
    times: Iterable[str],
    names: Iterable[str],
    zone: str | None,
    said: str | None,
    notices: list[str],
) -> Clock:
    """The clock of a file.

    Args:
        table: what the user brought.
        times: its dates with their times, as they are written.
        names: the names of their columns, which may say UTC.
        zone: the scenario's time zone; None where it does not matter.
        said: the time zone of times that name none, as the user says.
        notices: what the user should know is added to these.

    Raises:
        UsageError: times are in several zones, and not in the two of a summer and a winter.
    """
    dated = ((_date_in(text), offset) for text in times if (offset := zone_of(text)))
    pairs = {(day, offset) for day, offset in dated if day is not None}
    behind = zones_of_one_place(table.name, pairs, zone)
    plain = said or ("UTC" if any(in_utc(name) for name in names) else None)
    if zone is None:
        if behind or plain:
            notices.append(left_out(behind or [plain or ""]))
        return Clock()
    told = brought(behind, zone)
    if not behind and plain and plain != zone:
        told = f"Times are brought from the time zone {plain} to {zone}."
    if told:
        notices.append(told)
    return Clock(ZoneInfo(zone), ZoneInfo(plain) if plain else None) if behind or plain else Clock()


def _date_in(text: str) -> Day | None:
    found = day_of(text)
    return day_of(text, day_first=False) if found is None else found


def zones_of_one_place(
    name: str, pairs: Iterable[tuple[object, str]], zone: str | None
) -> list[str]:
    """The zones behind the times of a file, as their distances from UTC: none, one, or two.

    Two are those of a summer and a winter: the scenario's own, or an hour apart, each on days of
    its own but for that of the change.

    Args:
        name: what messages call the file.
        pairs: each date with each zone that stands behind its times.
        zone: the scenario's time zone, where that is known.

    Raises:
        UsageError: they are of several places.
    """
    by_day: dict[object, set[float]] = defaultdict(set)
    found = set()
    for day, offset in pairs:
        found.add(offset)
        by_day[day].add(offset_s(offset))
    away = {offset_s(one) for one in found}
    both = sum(len(one) > 1 for one in by_day.values())
    one_place = max(away, default=0.0) - min(away, default=0.0) <= _HOUR_S and len(away) <= 2
    if not (one_place and 2 * both <= len(by_day)) and not found <= _offsets_of(zone):
        raise UsageError(
            f"{name}: times in several time zones ({', '.join(sorted(found))}): bring all "
            "in the scenario's own, without a zone behind them"
        )
    return sorted(found)


def left_out(zones: Sequence[str]) -> str:
    """What a user is told where the zones of a file count for nothing."""
    word = "zone" if len(zones) == 1 else "zones"
    verb = "is" if len(zones) == 1 else "are"
    told = " and ".join(zones)
    return f"Times are taken as they are written; the {word} {told} {verb} left out."


def brought(zones: Iterable[str], zone: str) -> str:
    """What a user is told where times are of another zone than the scenario's; empty if not."""
    foreign = [one for one in zones if one not in _offsets_of(zone)]
    return f"Times are brought from the time zone {foreign[0]} to {zone}." if foreign else ""


def offset_s(text: str) -> float:
    """How far a zone is ahead of UTC, in seconds.

    >>> offset_s("+01:00"), offset_s("-0330"), offset_s("Z")
    (3600.0, -12600.0, 0.0)
    """
    found = _offset(text).utcoffset(None)
    return 0.0 if found is None else found.total_seconds()


def times_of_day(name: str, cells: Iterable[Cell]) -> Callable[[Cell], int | None]:
    """How the times of a column are read, as minutes after midnight.

    Most are times as people write them. Where there are none, whole numbers are intervals counted
    from midnight in a column `hour` or `half hour`, else hours and minutes without a colon
    (0, 30, 100, ... 2330). A single cell that is neither changes nothing for the others.
    """
    whole = []
    for cell in cells:
        found = None if cell == "" else number(cell)
        if found is not None and found.is_integer():
            whole.append(int(found))
        elif cell != "" and minute_of_day(cell) is not None:
            return minute_of_day
    step = _STEPS.get(plainly(name), 0)
    often = _DAY // step if step else 0
    if 2 * sum(0 <= one < often for one in whole) > len(whole):
        return lambda cell: _whole(cell, lambda one: one * step if 0 <= one < often else None)
    packed = all(0 <= one < 2400 and one % 100 < 60 for one in whole)
    if packed and max(whole, default=0) >= 100:
        return lambda cell: _whole(cell, lambda one: one // 100 * 60 + one % 100)
    return minute_of_day


def _whole(cell: Cell, minutes: Callable[[int], int | None]) -> int | None:
    found = None if cell == "" else number(cell)
    return None if found is None else minutes(int(found))


def dates_with_times(table: Table, places: Mapping[str, int]) -> list[str]:
    """The dates of a table as they are written, each with its time where another column has that.

    Args:
        table: what the user brought.
        places: the columns of its dates and times by role; one of the two may be missing.
    """
    at, clock = places.get(role.DATE), places.get(role.TIME)
    if at is None or clock is None:
        only = clock if at is None else at
        cells = [] if only is None else [row[only] for row in table.rows]
        return [cell for cell in cells if isinstance(cell, str)]
    pairs = ((row[at], row[clock]) for row in table.rows)
    return [
        f"{date} {time_after_date(time)}" if isinstance(time, str) else date
        for date, time in pairs
        if isinstance(date, str)
    ]


def begins_with_day(texts: Sequence[str], notices: list[str]) -> bool:
    """Whether dates begin with the day: as they show, or taken so and told."""
    seen = is_day_first(list(texts))
    if seen is not None:
        return seen
    closer = closer_first(texts)
    if closer is not None:
        first = "day" if closer else "month"
        notices.append(
            f"Dates such as 05/01/2026 are read with the {first} first: so they follow one another."
        )
        return closer
    american = any(_AM_PM.search(text) for text in texts)
    first = "month first, as where times have AM and PM" if american else "day first"
    notices.append(f"Dates such as 05/01/2026 are read with the {first}.")
    return not american


def _offset(text: str) -> dt.tzinfo:
    if text == "Z":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    away = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-away if text[0] == "-" else away)


def _offsets_of(zone: str | None) -> set[str]:
    """How far a zone is from UTC, in winter and in summer, as it may be written."""
    found: set[str] = set()
    if zone is None:
        return found
    for month in (1, 7):
        away = dt.datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).strftime("%z")
        found |= {away, f"{away[:3]}:{away[3:]}"}
        if away == "+0000":
            found.add("Z")
    return found
