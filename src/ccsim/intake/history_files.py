"""Histories from files: reports of intervals, counts of calls, or call records added up."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ccsim.errors import UsageError
from ccsim.intake.files import bytes_of
from ccsim.intake.forecast import Rejected
from ccsim.intake.history import History, read_history
from ccsim.intake.history_columns import is_history
from ccsim.intake.history_rows import DAY_MINUTES
from ccsim.intake.tables import read_head, read_table

if TYPE_CHECKING:
    import pandas as pd

    from ccsim.intake.calls import CallRecords

_CUT_MINUTES = 180


class Brought(NamedTuple):
    """What a user brought as history."""

    history: History
    calls: "CallRecords | None"
    """The call records that it was made of, if it was."""


def read_histories(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    minutes: int = 30,
    threshold_s: float = 20.0,
    short_s: float = 5.0,
    zone: str | None = None,
    times_in: str | None = None,
) -> Brought:
    """The history in some files, which are read as one.

    Args:
        paths: CSV files or workbooks: interval history, counts of calls, or call records.
        columns: names of columns by role, where the guess would be wrong.
        minutes: the intervals in which call records are added up.
        threshold_s: who was answered within this time counts as answered in time.
        short_s: who hung up within this time is a short abandon.
        zone: the scenario's time zone, to which times that name another are brought; None to take
            them as they are written.
        times_in: the time zone of times that name none, where that is another.

    Raises:
        UsageError: a file cannot be read, or histories and call records are mixed.
    """
    heads = [read_head(path.name, bytes_of(path)) for path in paths]
    of_intervals = [is_history(head, columns) for head in heads]
    if len(set(of_intervals)) > 1:
        names = ", ".join(str(path) for path in paths)
        raise UsageError(f"{names}: bring either interval histories or call records, not both")
    if not of_intervals[0]:
        from ccsim.intake.calls import read_calls

        calls = read_calls(paths, columns=columns, zone=zone, times_in=times_in)
        return Brought(history_of_calls(calls, minutes, threshold_s, short_s), calls)
    found = [
        read_history(read_table(path.name, bytes_of(path)), columns, zone=zone, times_in=times_in)
        for path in paths
    ]
    return Brought(_joined(found), None)


def history_of_calls(
    calls: "CallRecords", minutes: int, threshold_s: float, short_s: float
) -> History:
    """Call records added up by queue and interval, each call where it came to wait for an agent.

    Who was kept by a menu or heard the busy signal did not wait, and is not among those offered.
    Who was sent elsewhere while waiting is offered and waited, but did not hang up.

    Raises:
        UsageError: nobody was answered or abandoned.
    """
    from ccsim.intake.calls import WAITED

    frame = calls.frame[calls.frame["outcome"].isin(WAITED)]
    if frame.empty:
        raise UsageError(
            f"none of {len(calls.frame):,} calls was answered or abandoned: a history counts those "
            "who waited for an agent"
        )
    cut, notices = _cut_days(frame["arrived"])
    frame = frame[~frame["arrived"].dt.date.isin(cut)]
    counted = _counted(frame, minutes, threshold_s, short_s)
    sums = counted.groupby(["queue", "day", "minute"], as_index=False, sort=True).sum()
    rejected = tuple(Rejected(one.row, one.why) for one in calls.rejected)
    return History(
        frame=sums,
        minutes=minutes,
        rows=len(frame),
        whole_days=True,
        threshold_s=threshold_s,
        rejected=rejected,
        notices=(*calls.notices, *notices),
    )


def _counted(
    frame: "pd.DataFrame", minutes: int, threshold_s: float, short_s: float
) -> "pd.DataFrame":
    """What each call adds to its interval: a row for each who waited for an agent."""
    import pandas as pd

    from ccsim.intake.calls import ABANDONED, ANSWERED

    wait = frame["wait_s"].to_numpy(np.float64)
    answered = (frame["outcome"] == ANSWERED).to_numpy()
    gone = (frame["outcome"] == ABANDONED).to_numpy()
    return pd.DataFrame(
        {
            "queue": frame["queue"].astype(str),
            "day": frame["arrived"].dt.date,
            "minute": _minute(frame["arrived"], minutes),
            "offered": 1.0,
            "answered": answered * 1.0,
            "abandoned": gone * 1.0,
            "answered_within": (answered & (wait <= threshold_s)) * 1.0,
            "abandoned_within": (gone & (wait <= threshold_s)) * 1.0,
            "short_abandoned": (gone & (wait <= short_s)) * 1.0,
            "answered_wait_s": np.where(answered, wait, 0.0),
            "abandoned_wait_s": np.where(gone, wait, 0.0),
            "wait_s": wait,
        }
    )


def _cut_days(arrived: "pd.Series[pd.Timestamp]") -> tuple[list[dt.date], list[str]]:
    """The first and the last day, where the records seem to begin or to end within them.

    Such a day has its first call hours later than other days of its weekday, or its last earlier.
    """
    day = arrived.dt.date
    minute = arrived.dt.hour * 60 + arrived.dt.minute
    cut, notices = [], []
    for at, name, sign in ((0, "begin", 1), (-1, "end", -1)):
        edges = (minute.groupby(day).min() if sign > 0 else minute.groupby(day).max()).sort_index()
        own = edges.index[at]
        alike = [edges[one] for one in edges.index if one != own and one.weekday() == own.weekday()]
        if alike and sign * (edges[own] - float(np.median(alike))) > _CUT_MINUTES:
            cut.append(own)
            notices.append(f"The records {name} within {own:%a} {own}: that day is left out.")
    return cut, notices


def _minute(arrived: "pd.Series[pd.Timestamp]", minutes: int) -> "pd.Series[int]":
    clock = arrived.dt.hour * 60 + arrived.dt.minute
    return clock // min(minutes, DAY_MINUTES) * minutes


def _joined(found: Sequence[History]) -> History:
    """Several histories as one; an interval that two of them tell counts once."""
    import pandas as pd

    first = found[0]
    if len(found) == 1:
        return first
    longest = max(one.minutes for one in found)
    alike = [one.in_intervals(longest) for one in found]
    shared = frozenset.intersection(*(one.known for one in alike))
    keys = ["queue", "day", "minute"]
    frame = pd.concat([one.frame for one in alike], ignore_index=True)
    dropped = sorted({str(name) for name in frame} - shared - set(keys))
    frame = frame.drop(columns=dropped).sort_values(keys, kind="stable")
    twice = int(frame.duplicated(keys).sum())
    notices = [notice for one in found for notice in one.notices]
    if twice:
        notices.append(f"{twice:,} intervals are told by two files: the first file counts.")
    if dropped:
        notices.append(f"Not told by all files, and left out: {', '.join(dropped)}.")
    return History(
        frame=frame.drop_duplicates(keys, ignore_index=True),
        minutes=longest,
        rows=sum(one.rows for one in found),
        threshold_s=first.threshold_s,
        rejected=tuple(_all(one.rejected for one in found)),
        notices=tuple(dict.fromkeys(notices)),
    )


def _all(several: Iterable[Sequence[Rejected]]) -> Iterable[Rejected]:
    for one in several:
        yield from one
