"""What a report has for the eye: totals, dates written once, a date above the table."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.cells import day_of
from ccsim.intake.tables import Cell, Table

_TOTAL: Final = re.compile(
    r"(grand |sub-?)?totals?|totales|total general|summe|gesamt(summe)?|all (queues|skills|splits)"
)
"""What a queue is called that adds up the others."""
_ADDED_UP: Final = re.compile(
    r"(grand|sub|over)?[- ]?total.*|.*[- ]totals?|summe.*|gesamt.*|average.*|mittelwert|promedio"
)
"""What stands in the place of a date or a time where a row adds others up."""
_PRINTED: Final = re.compile(
    r"print|run |generated|created|export|erstellt|gedruckt|generado", re.I
)
"""Rows above a table that say when it was made, not of what day it is."""
_ONCE: Final = (role.DATE, role.QUEUE, role.AGENT, role.TEAM)
_MOST_ROWS_TOLD: Final = 5


def plain_rows(table: Table, places: Mapping[str, int], notices: list[str]) -> Table:
    """A table whose rows stand for themselves, each with the number that it has in the file.

    Rows of totals become empty ones. A date, a queue or an agent that is written once, for the
    rows below as well, is written in each of them.

    Args:
        table: what the user brought.
        places: its columns by role.
        notices: what the user should know is added to these.
    """
    rows = [list(row) for row in table.rows]
    totals = _totals(table, places)
    for at in totals:
        rows[at] = [""] * len(rows[at])
    if totals:
        numbers = ", ".join(str(at + table.first_row) for at in totals[:_MOST_ROWS_TOLD])
        more = len(totals) - _MOST_ROWS_TOLD
        numbers += f" and {more:,} more" if more > 0 else ""
        word = "Row" if len(totals) == 1 else "Rows"
        notices.append(f"{word} of totals, not read: {numbers}.")
    for one in _ONCE:
        if one in places and (one != role.AGENT or role.AGENTS not in places):
            filled = _fill_down(rows, places, one)
            if filled:
                name = table.columns[places[one]]
                notices.append(f"{name}: {filled:,} empty cells are taken to be as the one above.")
    return replace(table, rows=tuple(tuple(row) for row in rows))


def day_above(table: Table, first_day: Callable[[Sequence[str]], bool]) -> dt.date | None:
    """The one day that is named above a table; None where there is none.

    Args:
        table: what the user brought.
        first_day: whether dates such as these begin with the day.

    Raises:
        UsageError: several days are named, and it is not said which row is of which.
    """
    cells = [cell for row in table.above if not _tells_printing(row) for cell in row]
    texts = [word for cell in cells if isinstance(cell, str) for word in _dates_in(cell)]
    day_first = first_day(texts) if texts else True
    found = {day_of(cell, day_first) for cell in (*texts, *cells)}
    days = {day for day in found if isinstance(day, dt.date)}
    if len(days) > 1:
        raise UsageError(
            f"{table.name}: {len(days)} dates stand above the table, and none beside its rows: "
            "bring a table with a column of dates"
        )
    return next(iter(days), None)


def _dates_in(cell: str) -> list[str]:
    """A title such as `Date: 3/2/2026`, part by part."""
    found = re.findall(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}", cell)
    return found or [cell.partition(":")[2].strip() or cell]


def _tells_printing(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and _PRINTED.search(cell) for cell in row)


def _totals(table: Table, places: Mapping[str, int]) -> list[int]:
    """The rows that add up others; a queue may be called so only where there are other queues."""
    queue = places.get(role.QUEUE)
    moments = [places[one] for one in (role.DATE, role.TIME, role.START) if one in places]
    names = set() if queue is None else {_words(row[queue]) for row in table.rows} - {""}
    others = any(not _TOTAL.fullmatch(name) for name in names)
    found = []
    for at, row in enumerate(table.rows):
        of_time = any(_ADDED_UP.fullmatch(_words(row[place])) for place in moments)
        of_queues = queue is not None and others and _TOTAL.fullmatch(_words(row[queue]))
        if of_time or of_queues:
            found.append(at)
    return found


def _fill_down(rows: list[list[Cell]], places: Mapping[str, int], one: str) -> int:
    """Fill empty cells from above, where at most half of a column's cells are filled."""
    place = places[one]
    timed = [places[other] for other in (role.TIME, role.START) if other in places]
    used = [row for row in rows if any(row[at] != "" for at in timed if at != place)]
    filled = sum(row[place] != "" for row in used)
    if not used or used[0][place] == "" or not 0 < filled <= len(used) / 2:
        return 0
    above: Cell = ""
    for row in used:
        if row[place] == "":
            row[place] = above
        above = row[place]
    return len(used) - filled


def _words(cell: Cell) -> str:
    return cell.strip().rstrip(":").lower() if isinstance(cell, str) else ""
