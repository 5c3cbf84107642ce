"""Forecasts as planners bring them: long or wide, any week, in intervals of 15, 30 or 60 minutes.

A forecast becomes a typical day, or a typical week where it tells several days: the mean of all
dates that share a weekday.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from ccsim.errors import UsageError
from ccsim.intake.cells import (
    Day,
    day_of,
    number,
    seconds,
    time_after_date,
)
from ccsim.intake.clocks import Clock, begins_with_day, clock_of, times_of_day
from ccsim.intake.columns import Columns, guess_columns, names_told, says_unit, unit_s
from ccsim.intake.tables import Cell, Table

INTERVALS: Final = (15, 30, 60)
"""Minutes."""
MOST_QUEUES: Final = 50
_DAY: Final = 24 * 60
_MOST_CALLS: Final = 1_000_000
_LONGEST_S: Final = 86_400
_MILLISECONDS: Final = 20_000
"""Mean handle times from here on are not seconds but thousandths, as Genesys exports them."""
_MINUTES: Final = 15
"""Mean handle times below are hardly seconds."""
_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Rejected(NamedTuple):
    """A row that is not used."""

    row: int
    """Its number in the file."""
    why: str


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


class _Entry(NamedTuple):
    """One interval of one queue."""

    row: int
    queue: str
    told: Day | None
    """The day as the file has it: a day of another time zone ends on the next one."""
    day: Day | None
    minute: int
    calls: float
    aht_s: float | None


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
    texts, names = _dates(table, columns)
    clock = clock_of(table, texts, names, zone, times_in, notices)
    if day_first is None:
        day_first = begins_with_day(texts, notices)
    read = _wide if columns.days else _long
    entries: list[_Entry] = []
    for one in read(table, columns, day_first, clock, notices):
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


def _long(
    table: Table, columns: Columns, day_first: bool, clock: Clock, notices: list[str]
) -> "Iterator[_Entry | Rejected]":
    """One interval of one queue in each row."""
    assert columns.time is not None
    assert columns.calls is not None
    plain = (time_after_date(row[columns.time]) for row in table.rows)
    minute_of = times_of_day(table.columns[columns.time], plain)
    unit = _unit_s(table, columns, notices)
    for at, row in enumerate(table.rows, start=table.first_row):
        if all(cell == "" for cell in row):
            continue
        queue = "" if columns.queue is None else _name(row[columns.queue])
        dated = row[columns.time if columns.date is None else columns.date]
        day = day_of(dated, day_first)
        minute = minute_of(time_after_date(row[columns.time]))
        calls = number(row[columns.calls], table.decimal_comma)
        aht_s, told = _handle_time(table, columns, row, unit)
        if columns.date is not None and day is None:
            yield Rejected(at, f"{_shown(dated)} is no date")
        elif minute is None:
            yield Rejected(at, f"{_shown(row[columns.time])} is no time of day")
        elif columns.queue is not None and not queue:
            yield Rejected(at, "the queue is not named")
        elif calls is None or not 0 <= calls <= _MOST_CALLS:
            yield Rejected(at, f"calls are {_shown(row[columns.calls])}, no number from 0 on")
        elif told and not _is_time(aht_s, calls):
            yield Rejected(at, f"the handle time is {told}")
        else:
            here = clock.local(day, minute, row[columns.time])
            yield _Entry(at, queue, day, *here, calls, aht_s or None)


def _wide(
    table: Table, columns: Columns, day_first: bool, clock: Clock, _: list[str]
) -> "Iterator[_Entry | Rejected]":
    """Times of day downwards, days across; a cell that is empty stands for no calls."""
    assert columns.time is not None
    days = [(place, day_of(table.columns[place], day_first)) for place in columns.days]
    minute_of = times_of_day(table.columns[columns.time], [row[columns.time] for row in table.rows])
    for at, row in enumerate(table.rows, start=table.first_row):
        if all(cell == "" for cell in row):
            continue
        minute = minute_of(row[columns.time])
        if minute is None:
            yield Rejected(at, f"{_shown(row[columns.time])} is no time of day")
            continue
        queue = "" if columns.queue is None else _name(row[columns.queue])
        for place, day in days:
            calls = 0.0 if row[place] == "" else number(row[place], table.decimal_comma)
            if calls is None or not 0 <= calls <= _MOST_CALLS:
                why = f"{table.columns[place]}: calls are {_shown(row[place])}, no number from 0 on"
                yield Rejected(at, why)
            else:
                here = clock.local(day, minute, row[columns.time])
                yield _Entry(at, queue, day, *here, calls, None)


def _is_time(aht_s: float | None, calls: float) -> bool:
    """Whether it is a handle time; where nobody calls, none is needed."""
    return aht_s is not None and (0 < aht_s <= _LONGEST_S or (aht_s == 0 and calls == 0))


def _unit_s(table: Table, columns: Columns, notices: list[str]) -> float:
    """What the handle times are to be multiplied with, where no name of theirs says a unit."""
    if any(says_unit(table.columns[at]) for at in columns.handle_time):
        return 1.0
    numbers = [
        found
        for row in table.rows
        for at in columns.handle_time
        if (found := number(row[at], table.decimal_comma))
    ]
    usual = median(numbers) if numbers else 0.0
    if usual >= _MILLISECONDS:
        notices.append(f"Handle times such as {usual:,.0f} are taken for milliseconds.")
        return 0.001
    if 0 < usual < _MINUTES:
        notices.append(
            f"Handle times such as {usual:g} are taken for seconds; if they are minutes, call "
            "their column AHT (min)."
        )
    return 1.0


def _handle_time(
    table: Table, columns: Columns, row: Sequence[Cell], unit: float
) -> tuple[float | None, str]:
    """The handle time of a row in seconds, or the sum of its parts; and as it is written."""
    filled = [at for at in columns.handle_time if row[at] != ""]
    comma, names = table.decimal_comma, table.columns
    found = [seconds(row[at], comma, unit * unit_s(names[at])) for at in filled]
    told = " + ".join(_shown(row[at]) for at in filled)
    whole = [one for one in found if one is not None]
    return (sum(whole) if whole and len(whole) == len(found) else None), told


def _once(entries: list[_Entry], rejected: list[Rejected]) -> list[_Entry]:
    """Each interval of a queue once: the first row that tells it counts."""
    kept: dict[tuple[str, Day | None, int], _Entry] = {}
    for one in entries:
        first = kept.setdefault((one.queue, one.day, one.minute), one)
        if first is not one:
            rejected.append(Rejected(one.row, f"row {first.row} tells the same interval already"))
    return list(kept.values())


def _refuse_nothing(table: Table, entries: list[_Entry], rejected: list[Rejected]) -> None:
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


def _interval(table: Table, entries: list[_Entry], notices: list[str]) -> int:
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


def _on_the_grid(entries: list[_Entry], minutes: int, rejected: list[Rejected]) -> list[_Entry]:
    """Those that begin with an interval."""
    inside = [one for one in entries if one.minute % minutes == 0]
    for one in entries:
        if one.minute % minutes:
            clock = f"{one.minute // 60:02d}:{one.minute % 60:02d}"
            rejected.append(Rejected(one.row, f"{clock} begins no interval of {minutes} minutes"))
    return inside


def _forecast(
    entries: list[_Entry], minutes: int, rejected: list[Rejected], notices: list[str]
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
    by_queue: dict[str, list[_Entry]] = defaultdict(list)
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
    name: str, entries: list[_Entry], minutes: int, days: set[Day | None]
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


def _differs(entries: list[_Entry]) -> bool:
    return len({one.aht_s for one in entries if one.aht_s is not None and one.calls}) > 1


def _name(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:80]


def _shown(cell: Cell) -> str:
    text = str(cell).strip()
    return repr(text[:40]) if text else "empty"
