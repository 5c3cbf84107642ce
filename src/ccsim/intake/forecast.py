"""Forecasts as planners bring them: long or wide, any week, in intervals of 15, 30 or 60 minutes.

A forecast becomes a typical day, or a typical week where it tells several days: the mean of all
dates that share a weekday.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake.cells import Day
from ccsim.intake.clocks import begins_with_day, clock_of
from ccsim.intake.columns import Columns, guess_columns, names_told
from ccsim.intake.forecast_rows import Entry, Rejected, entries_of
from ccsim.intake.layout import plain_rows
from ccsim.intake.tables import Cell, Table
from ccsim.units import MINUTE, format_clock

__all__ = ["INTERVALS", "MOST_QUEUES", "Forecast", "QueueForecast", "Rejected", "read_forecast"]

INTERVALS: Final = (15, 30, 60)
"""Minutes."""
MOST_QUEUES: Final = 50
_DAY: Final = 24 * 60
_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True)
class QueueForecast:
    """The calls of one queue."""

    name: str
    """As the file calls it; empty where it names none."""
    calls: tuple[float, ...]
    """Expected calls of each interval: of a day from midnight, or of a week from Monday."""
    aht_s: float | None
    """Mean handle time in seconds, weighted by calls; None where the file tells none."""


@dataclass(frozen=True)
class Forecast:
    """What a file forecasts, queue by queue."""

    queues: tuple[QueueForecast, ...]
    minutes: int
    """Length of the intervals."""
    weekly: bool
    """Whether days differ by weekday; otherwise it is one typical day."""
    start: dt.date | None
    """The first date; None where the file names none."""
    rows: int
    """How many are used."""
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """What the columns are called that were read, by what they are for."""
    time_zone: str | None = None
    """The time zone of the file's times, where somebody said it."""


def read_forecast(
    table: Table,
    columns: Columns | None = None,
    day_first: bool | None = None,
    zone: str | None = None,
    times_in: str | None = None,
) -> Forecast:
    """The forecast in a table.

    Args:
        table: what the user brought.
        columns: what its columns are; guessed where that is not given.
        day_first: whether 05/01/2026 is in January; seen from the other dates where they tell.
        zone: the scenario's time zone, to which times are brought; None to take them as written.
        times_in: the time zone of times that name none, where that is another.

    Raises:
        UsageError: columns are missing, or there is no row that can be used.
    """
    columns = columns or guess_columns(table)
    if not columns.sure:
        lacking = "the start of each interval" if columns.time is None else "calls"
        raise UsageError(
            f"{table.name}: no column for {lacking} is known: {names_told(table)}; "
            "say which one it is, or name it as in: queue, interval_start, calls, aht_s"
        )
    rejected: list[Rejected] = []
    notices = list(table.notices)
    table = plain_rows(table, columns.places(), notices)
    texts, names = _dates(table, columns)
    clock = clock_of(table, texts, names, zone, times_in, notices)
    if day_first is None:
        day_first = begins_with_day(texts, notices)
    entries: list[Entry] = []
    for one in entries_of(table, columns, day_first, clock, notices):
        if isinstance(one, Rejected):
            rejected.append(one)
        else:
            entries.append(one)
    entries = _once(entries, rejected)
    _refuse_nothing(table, entries, rejected)
    minutes = _interval(table, entries, notices)
    entries = _on_the_grid(entries, minutes, rejected)
    found = _forecast(entries, minutes, sorted(rejected), notices)
    return replace(found, columns=columns.named(table), time_zone=times_in)


def _dates(table: Table, columns: Columns) -> tuple[list[str], list[str]]:
    """The dates as they are written, with their times where these stand with them; and where."""
    at = columns.time if columns.date is None else columns.date
    cells: list[Cell] = [row[at] for row in table.rows] if at is not None else []
    if columns.days:
        cells = [table.columns[place] for place in columns.days]
    texts = [cell for cell in cells if isinstance(cell, str)]
    return texts, [table.columns[at] for at in (columns.time, columns.date) if at is not None]


def _once(entries: list[Entry], rejected: list[Rejected]) -> list[Entry]:
    """Each interval of a queue once: the first row that tells it counts."""
    kept: dict[tuple[str, Day | None, int], Entry] = {}
    for one in entries:
        first = kept.setdefault((one.queue, one.day, one.minute), one)
        if first is not one:
            rejected.append(Rejected(one.row, f"row {first.row} tells the same interval already"))
    return list(kept.values())


def _refuse_nothing(table: Table, entries: list[Entry], rejected: list[Rejected]) -> None:
    if not entries or not any(one.calls for one in entries):
        why = "; ".join(f"row {one.row}: {one.why}" for one in rejected[:3])
        words = f"no row of {len(table.rows):,} can be used" if not entries else "nobody calls"
        raise UsageError(f"{table.name}: {words}" + (f": {why}" if why else ""))
    queues = {one.queue for one in entries}
    if len(queues) > MOST_QUEUES:
        raise UsageError(
            f"{table.name}: {len(queues):,} queues are too many: at most {MOST_QUEUES} "
            "(is that really the column of queues?)"
        )


def _interval(table: Table, entries: list[Entry], notices: list[str]) -> int:
    """How many minutes lie between most times of day and the next, of those allowed."""
    times = sorted({one.minute for one in entries})
    gaps = Counter(after - before for before, after in pairwise(times))
    if not gaps:
        notices.append("There is one time of day: it is taken for an interval of 30 minutes.")
        return 30
    usual = max(INTERVALS, key=lambda minutes: gaps[minutes])
    if gaps[usual]:
        return usual
    for minutes in sorted(INTERVALS, reverse=True):
        if all(gap % minutes == 0 for gap in gaps):
            return minutes
    raise UsageError(
        f"{table.name}: times of day are {gaps.most_common(1)[0][0]} minutes apart; intervals "
        "have 15, 30 or 60 minutes"
    )


def _on_the_grid(entries: list[Entry], minutes: int, rejected: list[Rejected]) -> list[Entry]:
    """Those that begin with an interval."""
    inside = [one for one in entries if one.minute % minutes == 0]
    for one in entries:
        if one.minute % minutes:
            clock = format_clock(one.minute * MINUTE)
            rejected.append(Rejected(one.row, f"{clock} begins no interval of {minutes} minutes"))
    return inside


def _forecast(
    entries: list[Entry], minutes: int, rejected: list[Rejected], notices: list[str]
) -> Forecast:
    """Queue by queue, a typical day or week."""
    days = {one.told for one in entries}
    weekly = len(days) > 1 or any(isinstance(day, int) for day in days)
    weekdays = {_weekday(day) for day in days}
    if weekly and len(weekdays) < len(_DAYS):
        names = ", ".join(name for at, name in enumerate(_DAYS) if at not in weekdays)
        notices.append(f"There is nothing for {names}: nobody calls then.")
    dates = [day for day in days if isinstance(day, dt.date)]
    if len(dates) > len(weekdays):
        notices.append(
            f"{len(dates)} dates make a typical week: the mean of those of the same weekday."
        )
    by_queue: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_queue[one.queue].append(one)
    if any(_differs(own) for own in by_queue.values()):
        notices.append("Handle times differ by interval: their mean, weighted by calls, is used.")
    return Forecast(
        queues=tuple(_of_queue(name, own, minutes, days if weekly else set())
                     for name, own in by_queue.items()),
        minutes=minutes,
        weekly=weekly,
        start=min(dates, default=None),
        rows=len({one.row for one in entries}),
        rejected=tuple(dict.fromkeys(rejected)),
        notices=tuple(notices),
    )  # fmt: skip


def _of_queue(
    name: str, entries: list[Entry], minutes: int, days: set[Day | None]
) -> QueueForecast:
    """The mean of all days of a weekday; a day without a row of an interval has no calls in it."""
    per_day = _DAY // minutes
    dates = Counter(_weekday(day) for day in days)
    calls = [0.0] * (per_day * (7 if days else 1))
    for one in entries:
        day = _weekday(one.day) if days else 0
        often = dates[_weekday(one.told)] if days else 1
        calls[day * per_day + one.minute // minutes] += one.calls / often
    timed = [(one.calls, one.aht_s) for one in entries if one.aht_s is not None]
    weight = sum(calls for calls, _ in timed)
    aht_s = sum(calls * aht for calls, aht in timed) / weight if weight else None
    return QueueForecast(name, tuple(round(one, 6) for one in calls), aht_s)


def _weekday(day: Day | None) -> int:
    if day is None:
        return 0
    return day if isinstance(day, int) else day.weekday()


def _differs(entries: list[Entry]) -> bool:
    return len({one.aht_s for one in entries if one.aht_s is not None and one.calls}) > 1
