"""Counts of calls by date and interval, where a centre has no records of single calls."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.calls import RejectedCall
from ccsim.intake.cells import day_of, minute_of_day, number, seconds, time_after_date
from ccsim.intake.clocks import begins_with_day, clock_of, dates_with_times
from ccsim.intake.columns import guess, unit_s
from ccsim.intake.tables import HEAD_BYTES, Table, read_head, read_table

_ROLES: Final = (role.QUEUE, role.DATE, role.TIME, role.CALLS, role.AHT)
_MOST_CALLS: Final = 1_000_000
_DAY: Final = 24 * 60


@dataclass(frozen=True)
class CallCounts:
    """How many called in each interval of each date."""

    frame: pd.DataFrame
    """A row an interval of a queue: `date`, `minute` (of the day), `queue`, `calls`, `aht_s`."""
    minutes: int
    """Length of the intervals."""
    rejected: tuple[RejectedCall, ...] = ()
    notices: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def are_counts(path: str | Path, columns: Mapping[str, str] | None = None) -> bool:
    """Whether a file has counts of intervals, and no single calls."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD_BYTES + 1)
        if head.startswith(b"PK"):
            head = Path(path).read_bytes()
        table = read_head(str(path), head)
        single = guess(table, role.CALLS_ROLES, _known(columns, role.CALLS_ROLES))
        counted = guess(table, _ROLES, _known(columns, _ROLES))
    except (UsageError, OSError):
        return False  # whatever is wrong, the reader of call records says it
    tells_ends = {role.OUTCOME, role.WAIT, role.ANSWERED_AT, role.ENDED, role.IVR_START}
    return role.CALLS in counted and role.TIME in counted and not tells_ends & single.keys()


def read_counts(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> CallCounts:
    """Counts from files, which are read as one.

    Args:
        paths: CSV files or workbooks: date, start of the interval, calls; also queue and aht.
        columns: the column of a role where the guess would be wrong.
        start: the first day that is wanted.
        end: the last day that is wanted.

    Raises:
        UsageError: a file cannot be read, or no row can be used.
    """
    several = [Path(paths)] if isinstance(paths, str | Path) else [Path(one) for one in paths]
    rejected: list[RejectedCall] = []
    rows: list[tuple[dt.date, int, str, float, float]] = []
    notices: list[str] = []
    known: dict[str, str] = {}
    for path in several:
        try:
            table = read_table(str(path), path.read_bytes())
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        places = guess(table, _ROLES, columns)
        known = known or {one: table.columns[at] for one, at in places.items()}
        notices += table.notices
        rows += _rows(table, places, rejected, notices)
    names = ["date", "minute", "queue", "calls", "aht_s"]
    frame = pd.DataFrame(rows, columns=names)
    wanted = (frame["date"] >= (start or dt.date.min)) & (frame["date"] <= (end or dt.date.max))
    frame = frame[wanted]
    if frame.empty or not frame["calls"].any():
        why = f": row {rejected[0].row}: {rejected[0].why}" if rejected else ""
        raise UsageError(f"{', '.join(map(str, several))}: no row of the days wanted counts{why}")
    frame = frame.drop_duplicates(names[:3], ignore_index=True)
    minutes = _interval(sorted(set(frame["minute"].tolist())))
    return CallCounts(
        frame, minutes, tuple(rejected), tuple(dict.fromkeys(notices)), tuple(known.items())
    )


def _known(columns: Mapping[str, str] | None, roles: Sequence[str]) -> dict[str, str]:
    return {one: name for one, name in (columns or {}).items() if one in roles}


def _rows(
    table: Table,
    places: Mapping[str, int],
    rejected: list[RejectedCall],
    notices: list[str],
) -> list[tuple[dt.date, int, str, float, float]]:
    """The intervals of one table that can be used."""
    lacking = [one for one in (role.TIME, role.CALLS) if one not in places]
    if lacking:
        raise UsageError(f"{table.name}: no column is known for {' and '.join(lacking)}")
    dated = places.get(role.DATE, places[role.TIME])
    texts = dates_with_times(table, places)
    # A scenario is yet to be made of the counts: its clock is theirs.
    clock_of(table, texts, [table.columns[dated]], None, None, notices)
    day_first = begins_with_day(texts, notices)
    queue, aht = places.get(role.QUEUE), places.get(role.AHT)
    unit = 1.0 if aht is None else unit_s(table.columns[aht])
    found = []
    for at, row in enumerate(table.rows, start=table.first_row):
        if all(cell == "" for cell in row):
            continue
        day = day_of(row[dated], day_first)
        minute = minute_of_day(time_after_date(row[places[role.TIME]]))
        calls = number(row[places[role.CALLS]], table.decimal_comma)
        if not isinstance(day, dt.date):
            rejected.append(RejectedCall(table.name, at, "the date is none"))
        elif minute is None:
            rejected.append(RejectedCall(table.name, at, "the time of day is none"))
        elif calls is None or not 0 <= calls <= _MOST_CALLS:
            rejected.append(RejectedCall(table.name, at, "calls are no number from 0 on"))
        else:
            name = "calls" if queue is None else str(row[queue]).strip()[:80] or "calls"
            handled = None if aht is None else seconds(row[aht], table.decimal_comma, unit)
            found.append((day, minute, name, calls, handled or np.nan))
    return found


def _interval(minutes: Sequence[int]) -> int:
    """The usual distance from one interval to the next, in minutes."""
    gaps = [after - before for before, after in pairwise(minutes)]
    usual = max(set(gaps), key=gaps.count) if gaps else 30
    if _DAY % usual:
        raise UsageError(f"intervals are {usual} minutes long, which does not divide a day")
    return usual
