"""The rows of a forecast, long or wide: calls and handle time of one interval of one queue."""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from ccsim.intake.cells import Day, day_of, minute_of_day, number, seconds, time_after_date
from ccsim.intake.clocks import Clock, times_of_day
from ccsim.intake.columns import MILLISECONDS, Columns, says_unit, unit_s
from ccsim.intake.tables import Cell, Table

_MOST_CALLS: Final = 1_000_000
_LONGEST_S: Final = 86_400
_MINUTES: Final = 15
"""Mean handle times below are hardly seconds."""


_MIDNIGHT: Final = re.compile(r"24:?00(:00)?")
NO_DATE: Final = "no date: write it as 2026-01-05"


class Rejected(NamedTuple):
    """A row that is not used."""

    row: int
    """Its number in the file."""
    why: str


class Entry(NamedTuple):
    """One interval of one queue."""

    row: int
    queue: str
    told: Day | None
    """The day as the file has it: a day of another time zone ends on the next one."""
    day: Day | None
    minute: int
    calls: float
    aht_s: float | None


def no_time(table: Table, place: int, row: Sequence[Cell]) -> str:
    """Why a cell is no time of day, and what would be right; what it holds is not told."""
    name, cell = table.columns[place], time_after_date(row[place])
    if isinstance(cell, str) and _MIDNIGHT.match(cell.strip()):
        return f"{name}: at 24:00 no interval begins: write when each starts, not when it ends"
    return f"{name} is no time of day: write it as 08:30"


def entries_of(
    table: Table, columns: Columns, day_first: bool, clock: Clock, notices: list[str]
) -> "Iterator[Entry | Rejected]":
    """Each interval of each queue, or why a row cannot be used.

    Args:
        table: what the user brought.
        columns: what its columns are.
        day_first: whether 05/01/2026 is in January.
        clock: how its times become the scenario's.
        notices: what the user should know is added to these.
    """
    if columns.times:
        return _lying(table, columns, day_first, clock)
    if columns.days:
        return _wide(table, columns, day_first, clock)
    return _long(table, columns, day_first, clock, notices)


def _long(
    table: Table, columns: Columns, day_first: bool, clock: Clock, notices: list[str]
) -> "Iterator[Entry | Rejected]":
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
        aht_s, tells = _handle_time(table, columns, row, unit)
        if columns.date is not None and day is None:
            yield Rejected(at, f"{table.columns[columns.date]} is {NO_DATE}")
        elif minute is None:
            yield Rejected(at, no_time(table, columns.time, row))
        elif columns.queue is not None and not queue:
            yield Rejected(at, "the queue is not named")
        elif calls is None or not 0 <= calls <= _MOST_CALLS:
            yield Rejected(at, f"{table.columns[columns.calls]} is no number from 0 on")
        elif tells and not _is_time(aht_s, calls):
            yield Rejected(at, "the handle time is none: write it in seconds or as 4:30")
        else:
            here = clock.local(day, minute, row[columns.time])
            yield Entry(at, queue, day, *here, calls, aht_s or None)


def _wide(
    table: Table, columns: Columns, day_first: bool, clock: Clock
) -> "Iterator[Entry | Rejected]":
    """Times of day downwards, days across; a cell that is empty stands for no calls."""
    assert columns.time is not None
    days = [(place, day_of(table.columns[place], day_first)) for place in columns.days]
    minute_of = times_of_day(table.columns[columns.time], [row[columns.time] for row in table.rows])
    for at, row in enumerate(table.rows, start=table.first_row):
        if all(cell == "" for cell in row):
            continue
        minute = minute_of(row[columns.time])
        if minute is None:
            yield Rejected(at, no_time(table, columns.time, row))
            continue
        cells = [_Cell(place, day, minute, row[columns.time]) for place, day in days]
        yield from _across(table, columns, at, cells, clock)


def _lying(
    table: Table, columns: Columns, day_first: bool, clock: Clock
) -> "Iterator[Entry | Rejected]":
    """Days downwards, times of day across; a cell that is empty stands for no calls."""
    assert columns.date is not None
    times = [(place, minute_of_day(table.columns[place]) or 0) for place in columns.times]
    for at, row in enumerate(table.rows, start=table.first_row):
        if all(cell == "" for cell in row):
            continue
        day = day_of(row[columns.date], day_first)
        if day is None:
            yield Rejected(at, f"{table.columns[columns.date]} is {NO_DATE}, or a weekday")
            continue
        cells = [_Cell(place, day, minute, table.columns[place]) for place, minute in times]
        yield from _across(table, columns, at, cells, clock)


class _Cell(NamedTuple):
    """Where in a row the calls of one interval stand."""

    place: int
    day: Day | None
    minute: int
    told: Cell
    """Its time as the file has it."""


def _across(
    table: Table, columns: Columns, at: int, cells: Sequence[_Cell], clock: Clock
) -> "Iterator[Entry | Rejected]":
    """The intervals that stand beside one another in the row of this number."""
    row = table.rows[at - table.first_row]
    queue = "" if columns.queue is None else _name(row[columns.queue])
    for place, day, minute, told in cells:
        calls = _calls(row[place], table)
        if calls is None:
            yield Rejected(at, f"{table.columns[place]} is no number from 0 on")
        else:
            here = clock.local(day, minute, told)
            yield Entry(at, queue, day, *here, calls, None)


def _calls(cell: Cell, table: Table) -> float | None:
    """The calls in a cell of a wide table; None where it is no number of them."""
    found = 0.0 if cell == "" else number(cell, table.decimal_comma)
    return found if found is not None and 0 <= found <= _MOST_CALLS else None


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
    if usual >= MILLISECONDS:
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
) -> tuple[float | None, bool]:
    """The handle time of a row in seconds, or the sum of its parts; and whether it tells any."""
    filled = [at for at in columns.handle_time if row[at] != ""]
    comma, names = table.decimal_comma, table.columns
    found = [seconds(row[at], comma, unit * unit_s(names[at])) for at in filled]
    whole = [one for one in found if one is not None]
    return (sum(whole) if whole and len(whole) == len(found) else None), bool(filled)


def _name(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:80]
