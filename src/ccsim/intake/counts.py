"""Counts of calls by date and interval, where a centre has no records of single calls."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.calls import RejectedCall
from ccsim.intake.files import bytes_of, size_of
from ccsim.intake.history import History, read_history
from ccsim.intake.history_columns import guess_history, is_history
from ccsim.intake.history_rows import DAY_MINUTES
from ccsim.intake.tables import HEAD_BYTES, Table, read_head, read_table

_KEYS: Final = ["date", "minute", "queue"]
_UNNAMED: Final = "calls"
"""What a queue is called that the file does not name."""


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
    """Whether a file has counts of intervals, as an interval history has, and no single calls."""
    try:
        size_of(Path(path))
        with Path(path).open("rb") as file:
            head = file.read(HEAD_BYTES + 1)
        if head.startswith(b"PK"):
            head = Path(path).read_bytes()
        table = read_head(str(path), head)
        said = _said(columns)
        return is_history(table, said) and role.TIME in guess_history(table, said)
    except (UsageError, OSError):
        return False  # whatever is wrong, the reader of call records says it


def read_counts(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    zone: str | None = None,
    times_in: str | None = None,
) -> CallCounts:
    """Counts from files, which are read as one.

    Args:
        paths: CSV files or workbooks: date, start of the interval, calls; also queue and aht, and
            whatever else an interval history has.
        columns: the column of a role where the guess would be wrong.
        start: the first day that is wanted.
        end: the last day that is wanted.
        zone: the scenario's time zone, to which times that name another are brought; None to take
            them as they are written.
        times_in: the time zone of times that name none, where that is another.

    Raises:
        UsageError: a file cannot be read, or no row can be used.
    """
    several = [Path(paths)] if isinstance(paths, str | Path) else [Path(one) for one in paths]
    rejected: list[RejectedCall] = []
    frames: list[pd.DataFrame] = []
    notices: list[str] = []
    known: dict[str, str] = {}
    lengths: set[int] = set()
    for path in several:
        table = _table(path)
        found = read_history(table, _said(columns), zone=zone, times_in=times_in)
        places = guess_history(table, _said(columns))
        roles = [one for one in role.HISTORY_ROLES if one in places]
        known = known or {one: table.columns[places[one]] for one in roles}
        notices += found.notices
        rejected += [RejectedCall(table.name, one.row, one.why) for one in found.rejected]
        lengths.add(found.minutes)
        frames.append(_counted(table.name, found))
    if len(lengths) > 1:
        raise UsageError(
            f"{', '.join(map(str, several))}: intervals of "
            f"{' and '.join(map(str, sorted(lengths)))} minutes: bring files with one length"
        )
    frame = pd.concat(frames, ignore_index=True)
    wanted = (frame["date"] >= (start or dt.date.min)) & (frame["date"] <= (end or dt.date.max))
    first, last = frame["date"].min(), frame["date"].max()
    frame = frame[wanted]
    if twice := int(frame.duplicated(_KEYS).sum()):
        notices.append(f"{twice:,} intervals are told by two files: the first file counts.")
    frame = frame.drop_duplicates(_KEYS, ignore_index=True)
    if frame.empty or not frame["calls"].any():
        raise UsageError(
            f"{', '.join(map(str, several))}: nobody calls on the days wanted: the counts reach "
            f"from {first} to {last}"
        )
    return CallCounts(
        frame, lengths.pop(), tuple(rejected), tuple(dict.fromkeys(notices)), tuple(known.items())
    )


def _table(path: Path) -> Table:
    return read_table(str(path), bytes_of(path))


def _said(columns: Mapping[str, str] | None) -> dict[str, str]:
    """The columns that a user names, by the roles of a history: its calls are those offered."""
    return {
        role.OFFERED if one == role.CALLS else one: name for one, name in (columns or {}).items()
    }


def _counted(name: str, found: History) -> pd.DataFrame:
    """The calls offered in each interval, with their mean handle time where it is told."""
    own = found.frame
    if found.minutes == DAY_MINUTES:
        raise UsageError(
            f"{name}: counts of whole days tell no times of day: bring counts of intervals"
        )
    aht_s = np.full(len(own), np.nan)
    if "handle_s" in own:
        handled = own["answered"] if "answered" in own else own["offered"]
        spent, calls = own["handle_s"].to_numpy(np.float64), handled.to_numpy(np.float64)
        np.divide(spent, calls, out=aht_s, where=(calls > 0) & (spent > 0))
    return pd.DataFrame({
        "date": own["day"], "minute": own["minute"],
        "queue": own["queue"].replace("", _UNNAMED), "calls": own["offered"], "aht_s": aht_s,
    })  # fmt: skip
