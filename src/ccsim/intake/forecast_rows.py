"""The rows of a forecast, long or wide: calls and handle time of one interval of one queue."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from ccsim.intake.cells import Day, day_of, minute_of_day, number, seconds, time_after_date
from ccsim.intake.clocks import Clock, times_of_day
from ccsim.intake.columns import Columns, says_unit, unit_s
from ccsim.intake.tables import Cell, Table

_MOST_CALLS: Final = 1_000_000
_LONGEST_S: Final = 86_400
_MILLISECONDS: Final = 20_000
"""Mean handle times from here on are not seconds but thousandths, as Genesys exports them."""
_MINUTES: Final = 15
"""Mean handle times below are hardly seconds."""


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
            yield Rejected(at, "its date is none")
        elif minute is None:
            yield Rejected(at, "its time of day is none")
        elif columns.queue is not None and not queue:
            yield Rejected(at, "the queue is not named")
        elif calls is None or not 0 <= calls <= _MOST_CALLS:
            yield Rejected(at, "calls are no number from 0 on")
        elif tells and not _is_time(aht_s, calls):
            yield Rejected(at, "the handle time is no time of up to a day")
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
            yield Rejected(at, "its time of day is none")
            continue
        queue = "" if columns.queue is None else _name(row[columns.queue])
        for place, day in days:
            calls = _calls(row[place], table)
            if calls is None:
                yield Rejected(at, f"{table.columns[place]}: calls are no number from 0 on")
            else:
                here = clock.local(day, minute, row[columns.time])
                yield Entry(at, queue, day, *here, calls, None)


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
            yield Rejected(at, "its date is none, and no weekday")
            continue
        queue = "" if columns.queue is None else _name(row[columns.queue])
        for place, minute in times:
            calls = _calls(row[place], table)
            if calls is None:
                yield Rejected(at, f"{table.columns[place]}: calls are no number from 0 on")
            else:
                here = clock.local(day, minute, table.columns[place])
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
