"""Call records: every call of a centre on a row, with when it came and what became of it.

No identifier of a customer or an agent passes: whoever is named in a file gets a running number
here, and messages never quote a cell. Only names of queues and columns are told.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.call_columns import (
    ABANDONED,
    ANSWERED,
    BLOCKED,
    CONTAINED,
    FLOWED_OUT,
    NO_CALL,
    CallColumns,
)
from ccsim.intake.call_files import CallFile, read_call_file
from ccsim.intake.columns import guess, names_told

__all__ = [
    "ABANDONED", "ANSWERED", "BLOCKED", "CONTAINED", "FLOWED_OUT", "LONGEST_S", "MOST_QUEUES",
    "OUTCOMES", "ROLES", "WAITED", "CallRecords", "RejectedCall", "read_calls",
]  # fmt: skip

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OUTCOMES: Final = (ANSWERED, ABANDONED, CONTAINED, BLOCKED, FLOWED_OUT)
WAITED: Final = (ANSWERED, ABANDONED, FLOWED_OUT)
"""Outcomes of those who sought an agent."""
ROLES: Final = role.CALLS_ROLES
"""What a column of call records can be."""
MOST_QUEUES: Final = 50
LONGEST_S: Final = 86_400.0
"""No wait, talk or wrap-up is longer than a day."""

_PEOPLE: Final = (role.AGENT, role.CUSTOMER, role.REASON)


class RejectedCall(NamedTuple):
    """A row that is not used."""

    file: str
    row: int
    """Its number in the file."""
    why: str


@dataclass(frozen=True)
class CallRecords:
    """The calls of a centre, in the order in which they came."""

    frame: pd.DataFrame
    """A row a call: `arrived` (the local clock: when the caller came to wait for an agent, after
    any menu), `queue`, `priority`, `wait_s`, `outcome` (answered, abandoned, contained: ended in
    the menu, blocked, flowed_out: sent elsewhere), `talk_s`, `hold_s`, `wrap_up_s` (NaN unless
    answered and known), `agent`, `customer`, `reason` (running numbers; <NA> where unknown)."""
    rejected: tuple[RejectedCall, ...] = ()
    notices: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    """What was read as what: role and name of the column, of the first file."""

    @property
    def dates(self) -> list[dt.date]:
        """The days on which somebody called."""
        return sorted(day.date() for day in self.frame["arrived"].dt.normalize().unique())

    def between(self, start: dt.date | None = None, end: dt.date | None = None) -> "CallRecords":
        """The calls from the first of two days to the last, both included."""
        day = self.frame["arrived"].dt.normalize()
        keep = pd.Series(True, index=self.frame.index)
        if start is not None:
            keep &= day >= pd.Timestamp(start)
        if end is not None:
            keep &= day <= pd.Timestamp(end)
        frame = self.frame[keep].reset_index(drop=True)
        return CallRecords(frame, self.rejected, self.notices, self.columns)


def read_calls(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    zone: str | None = None,
) -> CallRecords:
    """Call records from files, which are read as one.

    Args:
        paths: CSV files or workbooks.
        columns: the column of a role (`ROLES`) where the guess would be wrong.
        start: the first day that is wanted.
        end: the last day that is wanted.
        zone: the scenario's time zone, to which times that name another are brought; None to take
            them as they are written.

    Raises:
        UsageError: a file cannot be read, its columns are not known, or no row can be used.
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    rejected: list[RejectedCall] = []
    notices: list[str] = []
    frames: list[pd.DataFrame] = []
    first: dict[str, str] = {}
    told: set[int] = set()
    for path in several:
        file = _told_once(read_call_file(Path(path)), told, notices)
        table = file.head
        places = guess(table, ROLES, columns)
        known = {one: table.columns[at] for one, at in places.items()}
        first = first or known
        notices += file.notices
        frames.append(_calls_of(file, known, rejected, notices, zone))
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    _refuse_nothing(several, frame, rejected)
    for one in _PEOPLE:
        frame[one] = _running_numbers(frame[one])
    frame = frame.sort_values("arrived", kind="stable", ignore_index=True)
    records = CallRecords(
        frame,
        tuple(rejected),
        tuple(dict.fromkeys(notices)),
        tuple(first.items()),
    ).between(start, end)
    if records.frame.empty:
        raise UsageError(
            f"no call lies in the days wanted: the records reach from "
            f"{frame.arrived.min():%Y-%m-%d} to {frame.arrived.max():%Y-%m-%d}"
        )
    return records


def _told_once(file: CallFile, told: set[int], notices: list[str]) -> CallFile:
    """A file without the rows that another one has told already, as exports that overlap do."""
    rows = pd.util.hash_pandas_object(file.cells, index=False).to_numpy()
    again = np.isin(rows, np.fromiter(told, np.uint64, len(told)))
    told.update(rows.tolist())
    if not again.any():
        return file
    notices.append(f"{file.name}: {again.sum():,} rows stand in another file too: used once")
    return replace(file, cells=file.cells[~again].reset_index(drop=True), rows=file.rows[~again])


def _calls_of(
    file: CallFile,
    known: Mapping[str, str],
    rejected: list[RejectedCall],
    notices: list[str],
    zone: str | None,
) -> pd.DataFrame:
    """The calls of one file; identifiers are still those of the file."""
    seen = CallColumns(file, known, notices, zone)
    came_by = role.IVR_START if role.IVR_START in known else role.ARRIVED
    if came_by not in known:
        raise UsageError(
            f"{file.name}: no column is known for the time of arrival: {names_told(file.head)}; "
            "say which one it is: --column arrived=NAME"
        )
    dialled = seen.moment(came_by, midnight_counts=True)
    outcome, queued = seen.outcome(), seen.later(role.QUEUE_START, dialled)
    answered = seen.later(role.ANSWERED_AT, dialled)
    abandoned = seen.gone_at(dialled)
    left = np.where(np.isnan(left := seen.later(role.QUEUE_END, dialled)), abandoned, left)
    left = np.where(np.isnan(left), answered, left)
    begun = np.where(np.isnan(queued), seen.later(role.IVR_END, dialled), queued)
    begun = np.where(np.isnan(begun), dialled + np.maximum(seen.duration(role.IVR_TIME), 0), begun)
    begun = np.where(np.isnan(begun) | (begun < dialled), dialled, begun)
    wait = seen.duration(role.WAIT)
    # Who has no time of joining a queue that others have was answered at once, or never sought to.
    at_once = np.isnan(queued) if role.QUEUE_START in known else np.zeros(len(dialled), bool)
    wait = np.where(np.isnan(wait), np.where(at_once, 0.0, left - begun), wait)
    wait = np.where(at_once, 0.0, wait)
    outcome = _completed(outcome, seen, answered, abandoned, at_once)
    came = np.where(at_once & (outcome == ANSWERED) & ~np.isnan(answered), answered, begun)
    frame = pd.DataFrame({
        "arrived": came, "queue": seen.text(role.QUEUE, "calls"),
        "priority": seen.number(role.PRIORITY), "wait_s": wait, "outcome": outcome,
        **seen.handling(answered, outcome),
        **{one: seen.someone(one) for one in _PEOPLE},
    })  # fmt: skip
    keep = _refused(file, frame, dialled, rejected, notices)
    frame = frame[keep].reset_index(drop=True)
    frame["wait_s"] = frame["wait_s"].fillna(0.0)
    frame["arrived"] = pd.to_datetime((frame["arrived"] * 1000).round(), unit="ms").astype(
        "datetime64[ms]"
    )
    return frame


def _completed(
    outcome: NDArray[np.object_],
    seen: CallColumns,
    answered: Floats,
    abandoned: Floats,
    at_once: Bools,
) -> NDArray[np.object_]:
    """What became of each call, also where no column says it: who was answered has a talk."""
    found = outcome.copy()
    served = ~np.isnan(answered) | (seen.duration(role.TALK) > 0) | (seen.duration(role.AHT) > 0)
    if not seen.has(role.ANSWERED_AT, role.TALK, role.AHT):
        served = seen.someone(role.AGENT).notna().to_numpy(bool)
    unsaid = outcome == ""
    found[unsaid & served] = ANSWERED
    found[unsaid & ~served] = ABANDONED
    gone = (found == ABANDONED) & at_once & np.isnan(abandoned)
    found[gone] = CONTAINED
    return found


def _refused(
    file: CallFile,
    frame: pd.DataFrame,
    dialled: Floats,
    rejected: list[RejectedCall],
    notices: list[str],
) -> Bools:
    """Which rows are calls that can be used; of the others, it is told why not."""
    outcome = frame["outcome"]
    no_call = (outcome == NO_CALL).to_numpy(bool)
    if no_call.any():
        notices.append(
            f"{file.name}: {no_call.sum():,} rows are no calls of customers (phantom, test, "
            "internal, outbound): left out"
        )
    wait = frame["wait_s"].to_numpy(np.float64)
    handled = frame[["talk_s", "hold_s", "wrap_up_s"]].max(axis=1).to_numpy(np.float64)
    waited_for = outcome.isin(WAITED).to_numpy(bool)
    reasons = {
        "the time of arrival is none": np.isnan(dialled),
        "the outcome is not known": outcome.isna().to_numpy(bool),
        "the queue is not named": (frame["queue"] == "").to_numpy(bool),
        "the wait is not known": waited_for & np.isnan(wait),
        "the wait is negative": wait < 0,
        "the wait is longer than a day": wait > LONGEST_S,
        "the handling is longer than a day": handled > LONGEST_S,
    }
    bad = no_call.copy()
    for why, wrong in reasons.items():
        rows = file.rows[wrong & ~bad].tolist()
        rejected.extend(RejectedCall(file.name, row, why) for row in rows)
        bad |= wrong
    rejected += [
        RejectedCall(file.name, row, "it has more cells than there are names")
        for row in file.broken
    ]
    return ~bad


def _refuse_nothing(
    paths: Sequence[str | Path], frame: pd.DataFrame, rejected: Sequence[RejectedCall]
) -> None:
    if frame.empty:
        reasons = Counter(one.why for one in rejected).most_common(3)
        told = "; ".join(f"{count:,} times {why}" for why, count in reasons)
        names = ", ".join(map(str, paths)) or "no file"
        raise UsageError(f"{names}: no row can be used as a call" + (f": {told}" if told else ""))
    queues = frame["queue"].nunique()
    if queues > MOST_QUEUES:
        raise UsageError(
            f"{queues:,} queues are too many: at most {MOST_QUEUES} (is that really the column of "
            "queues? say which one it is: --column queue=NAME)"
        )


def _running_numbers(column: "pd.Series[str]") -> "pd.Series[int]":
    """Running numbers in place of names, in the order of their first calls."""
    codes, _ = pd.factorize(column)
    return pd.Series(codes, index=column.index, dtype="Int64").mask(codes < 0)
