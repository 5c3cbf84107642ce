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
    OPEN,
    CallColumns,
)
from ccsim.intake.call_files import CallFile, read_call_file
from ccsim.intake.columns import guess, names_told
from ccsim.intake.history_columns import is_history
from ccsim.intake.moments import have_times

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
_DIRECT: Final = "direct"
"""What the queues are called that are somebody's own."""
_DAY_S: Final = 86_400.0
_THURSDAY, _SUNDAY = 3, 6
"""1970 began on a Thursday; 0 is Monday."""
_BETWEEN_LEGS_S: Final = 120.0
"""A call that is passed on waits for the next agent from the end of the talk, or nearly so."""


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
    answered and known), `agent`, `customer`, `reason` (running numbers; <NA> where unknown), `leg`
    (0 but for rows that go on with a call that was passed on)."""
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
    times_in: str | None = None,
) -> CallRecords:
    """Call records from files, which are read as one.

    Args:
        paths: CSV files or workbooks.
        columns: the column of a role (`ROLES`) where the guess would be wrong.
        start: the first day that is wanted.
        end: the last day that is wanted.
        zone: the scenario's time zone, to which times that name another are brought; None to take
            them as they are written.
        times_in: the time zone of times that name none, where that is another than the scenario's.

    Raises:
        UsageError: a file cannot be read, its columns are not known, or no row can be used.
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    rejected: list[RejectedCall] = []
    notices: list[str] = []
    frames: list[pd.DataFrame] = []
    first: dict[str, str] = {}
    told: list[NDArray[np.uint64]] = []
    for path in several:
        file = read_call_file(Path(path))
        table = file.head
        places = guess(table, ROLES, columns)
        known = _dated(file, {one: table.columns[at] for one, at in places.items()})
        first = first or known
        notices += file.notices
        file = _told_once(file, known, told, notices)
        frames.append(_calls_of(file, known, rejected, notices, zone, times_in))
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    _refuse_nothing(several, frame, rejected)
    frame["queue"] = _without_people(frame, notices)
    for one in _PEOPLE:
        frame[one] = _running_numbers(frame[one])
    frame = frame.sort_values("arrived", kind="stable", ignore_index=True)
    frame["leg"] = _legs(frame.pop(role.CALL), frame)
    if further := int((frame["leg"] > 0).sum()):
        notices.append(
            f"{further:,} rows go on with a call that another row began: each is a call of its "
            "queue, and nobody who called again"
        )
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


def _told_once(
    file: CallFile, known: Mapping[str, str], told: list[NDArray[np.uint64]], notices: list[str]
) -> CallFile:
    """A file without the rows that it, or another one, has told already, as exports may overlap.

    Within a file, rows that are equal are one call only where they say which call or whose it is.
    """
    hashes = pd.util.hash_pandas_object(file.cells, index=False)
    rows = np.asarray(hashes, np.uint64)
    again = np.isin(rows, np.concatenate(told)) if told else np.zeros(len(rows), np.bool_)
    told.append(rows)
    if again.any():
        notices.append(f"{file.name}: {again.sum():,} rows stand in another file too: used once")
    named = np.zeros(len(rows), np.bool_)
    for one in (role.CALL, role.CUSTOMER):
        if one in known:
            named |= (file.cells[known[one]] != "").to_numpy(bool)
    twice = named & ~again & pd.Series(rows).duplicated().to_numpy(bool)
    if twice.any():
        notices.append(f"{file.name}: {twice.sum():,} rows are equal to one above: used once")
    keep = ~(again | twice)
    return replace(file, cells=file.cells[keep].reset_index(drop=True), rows=file.rows[keep])


def _legs(call: "pd.Series[str]", frame: pd.DataFrame) -> "pd.Series[int]":
    """Which leg of its call each row is, from 0: one that begins as the one before it ends."""
    if call.isna().all():
        return pd.Series(0, index=frame.index)
    spent = frame[["wait_s", "talk_s", "hold_s"]].fillna(0.0).sum(axis=1)
    begun = frame["arrived"].astype("int64") / 1000
    over = (begun + spent).groupby(call).shift()
    goes_on = (begun - over).abs() <= _BETWEEN_LEGS_S
    chain = (~goes_on).groupby(call).cumsum()
    leg = goes_on.groupby([call, chain]).cumsum()
    return leg.where(call.notna(), 0).fillna(0).astype(int)


def _dated(file: CallFile, known: dict[str, str]) -> dict[str, str]:
    """The columns by role; a date with the time of each call is its arrival, if none else is."""
    date = known.get(role.DATE)
    if date is None or {role.ARRIVED, role.IVR_START} & known.keys():
        return known
    if not have_times(file.cells[date].str.strip()):
        return known
    return {role.ARRIVED if one == role.DATE else one: name for one, name in known.items()}


def _calls_of(
    file: CallFile,
    known: Mapping[str, str],
    rejected: list[RejectedCall],
    notices: list[str],
    zone: str | None,
    times_in: str | None,
) -> pd.DataFrame:
    """The calls of one file; identifiers are still those of the file."""
    _refuse_no_arrival(file, known)
    seen = CallColumns(file, known, notices, zone, times_in)
    dialled, outcome, queued = seen.dialled, seen.outcome(), seen.moment(role.QUEUE_START)
    answered, abandoned = seen.moment(role.ANSWERED_AT), seen.moment(role.ABANDONED_AT)
    left = np.where(np.isnan(left := seen.moment(role.QUEUE_END)), abandoned, left)
    left = np.where(np.isnan(left), answered, left)
    begun = np.where(np.isnan(queued), seen.moment(role.IVR_END), queued)
    begun = np.where(np.isnan(begun), dialled + np.maximum(seen.duration(role.IVR_TIME), 0), begun)
    begun = np.where(np.isnan(begun) | (begun < dialled), dialled, begun)
    # Who was not answered was gone when the call ended, whether another column says so or not.
    left = np.where(np.isnan(left) & ~seen.served(answered), seen.moment(role.ENDED), left)
    wait = seen.duration(role.WAIT)
    # Who has no time of joining a queue that others have was answered at once, or never sought to.
    at_once = np.isnan(queued) if role.QUEUE_START in known else np.zeros(len(dialled), bool)
    wait = np.where(np.isnan(wait), np.where(at_once, 0.0, left - begun), wait)
    wait = np.where(at_once, 0.0, wait)
    outcome = _completed(outcome, seen, answered, abandoned, at_once)
    came = np.where(at_once & (outcome == ANSWERED) & ~np.isnan(answered), answered, begun)
    frame = pd.DataFrame({
        "arrived": seen.on_the_wall(came), "queue": seen.text(role.QUEUE, "calls"),
        "priority": seen.number(role.PRIORITY), "wait_s": wait, "outcome": outcome,
        **seen.handling(answered, outcome),
        **{one: seen.someone(one) for one in (*_PEOPLE, role.CALL)},
    })  # fmt: skip
    keep = _refused(
        file, frame, dialled, rejected, notices, knows_zone=(zone or times_in) is not None
    )
    frame = frame[keep].reset_index(drop=True)
    frame["wait_s"] = frame["wait_s"].fillna(0.0)
    frame["arrived"] = pd.to_datetime((frame["arrived"] * 1000).round(), unit="ms").astype(
        "datetime64[ms]"
    )
    return frame


def _refuse_no_arrival(file: CallFile, known: Mapping[str, str]) -> None:
    """Refuse a file that does not tell when calls came."""
    if {role.IVR_START, role.ARRIVED} & known.keys():
        return
    if is_history(file.head):
        raise UsageError(
            f"{file.name}: counts of whole days tell no times: bring counts of intervals, or a row "
            "for each call"
        )
    raise UsageError(
        f"{file.name}: no column is known for the time of arrival: {names_told(file.head)}; "
        "say which one it is: --column arrived=NAME"
    )


def _completed(
    outcome: NDArray[np.object_],
    seen: CallColumns,
    answered: Floats,
    abandoned: Floats,
    at_once: Bools,
) -> NDArray[np.object_]:
    """What became of each call, also where no column says it: who was answered has a talk."""
    found = outcome.copy()
    served = seen.served(answered)
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
    *,
    knows_zone: bool,
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
    # Where no zone is known, an hour that the clock tells twice looks like a wait below nothing.
    back = (wait < 0) & (wait >= -3600) & _is_sunday_night(dialled) & (not knows_zone)
    reasons = {
        "the time of arrival is none: write it as 2026-01-05 08:30:00": np.isnan(dialled),
        "the outcome is empty, as of a call that is still open": (outcome == OPEN).to_numpy(bool),
        "the outcome is not known": outcome.isna().to_numpy(bool),
        "the queue is not named": (frame["queue"] == "").to_numpy(bool),
        "the wait is not known": waited_for & np.isnan(wait),
        "the wait is negative, as where clocks go back: --time-zone keeps such calls": back,
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


def _is_sunday_night(moment: Floats) -> Bools:
    """Whether it is before four on a Sunday, when the clocks of most countries are changed."""
    day, second = np.divmod(moment, _DAY_S)
    found = ((day + _THURSDAY) % 7 == _SUNDAY) & (second < 4 * 3600)
    return np.asarray(found, np.bool_)


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


def _without_people(frame: pd.DataFrame, notices: list[str]) -> "pd.Series[str]":
    """The queues, where one that is called like an agent, as a line of their own, has no name."""
    queue = frame["queue"].str.casefold()
    own = queue.isin({
        name
        for one in (role.AGENT, role.CUSTOMER)
        for name in frame[one].drop_duplicates().dropna().str.casefold()
    })  # fmt: skip
    if not own.any():
        return frame["queue"]
    count = queue[own].nunique()
    said = "queue is" if count == 1 else "queues are"
    one = "it is" if count == 1 else "they are one"
    notices.append(f"{count:,} {said} called like an agent or a customer: {one} {_DIRECT!r} here")
    return frame["queue"].mask(own, _DIRECT)


def _running_numbers(column: "pd.Series[str]") -> "pd.Series[int]":
    """Running numbers in place of names, in the order of their first calls."""
    codes, _ = pd.factorize(column)
    return pd.Series(codes, index=column.index, dtype="Int64").mask(codes < 0)
