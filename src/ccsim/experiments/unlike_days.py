"""Days unlike others of their weekday: half days, faults, days of hardly any calls.

Such a day says nothing of the days that a model is made for, and one of them among fourteen moves
every mean. It is left out and named, with the reason, where a scenario is calibrated and where one
is held against a history. No date is known beforehand: a day is only held against the other days
of its weekday, by medians, so that what is unlike does not move what is usual.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

import numpy as np

from ccsim.errors import UsageError
from ccsim.intake.history import History
from ccsim.metrics.window import Bools, Floats
from ccsim.units import DAY, MINUTE, format_clock

_HARDLY_ANY: Final = 0.25
_MANY: Final = 100
"""Fewer calls than that are no measure of what is usual."""
_SILENT: Final = 0.05
"""An interval with at most this share of its usual answers is silent: a stray call is no work."""
_EXPECTED: Final = 15.0
"""So many answers must be missing. By chance none comes of 15 in three of ten million times."""
_LONG: Final = 60
"""Minutes that a silence must last: a big centre misses 15 answers in a short pause."""

Kind = Literal["hardly any", "half day", "fault"]


class Unlike(NamedTuple):
    """A day that is left out, and why."""

    day: dt.date
    kind: Kind
    why: str

    def __str__(self) -> str:
        return f"{self.day:%a} {self.day} ({self.why})"

    def to_json(self) -> dict[str, str]:
        """The same as one JSON object."""
        return {"day": self.day.isoformat(), "kind": self.kind, "why": self.why}


@dataclass(frozen=True)
class Record:
    """What is known of days: how many called and how many were answered, by interval."""

    dates: tuple[dt.date, ...]
    calls: Floats
    """[date, interval]; NaN where it is not known."""
    answered: Floats
    """[date, interval]: likewise; the calls, where answers are not told."""

    @property
    def minutes(self) -> int:
        """Length of the intervals."""
        return DAY // MINUTE // int(self.calls.shape[1])

    def others(self, at: int, besides: Collection[int] = ()) -> list[int]:
        """Other dates of the weekday of a date on which anybody was answered."""
        weekday = self.dates[at].weekday()
        return [
            one for one, date in enumerate(self.dates)
            if date.weekday() == weekday and one != at and one not in besides
            and np.nansum(self.answered[one]) > 0
        ]  # fmt: skip

    def answering(self, besides: int) -> list[int]:
        """All dates besides one on which anybody was answered."""
        return [
            one for one in range(len(self.dates))
            if one != besides and np.nansum(self.answered[one]) > 0
        ]  # fmt: skip


class _Silence(NamedTuple):
    """Intervals of a day, from one to before another, in which next to nobody was answered."""

    first: int
    after: int
    missing: float
    """The answers that are usual in them."""


def record_of(history: History) -> Record:
    """The days of a history, all of its queues together."""
    frame, dates, per_day = history.frame, history.days, DAY // MINUTE // history.minutes
    day = frame["day"].map({date: at for at, date in enumerate(dates)}).to_numpy(np.int64)
    cell = day * per_day + frame["minute"].to_numpy(np.int64) // history.minutes
    told = np.bincount(cell, minlength=len(dates) * per_day) > 0

    def of(name: str) -> Floats:
        sums = np.bincount(cell, np.nan_to_num(frame[name].to_numpy(np.float64)), len(told))
        known = sums if history.whole_days else np.where(told, sums, np.nan)
        return np.asarray(known.reshape(len(dates), per_day), np.float64)

    return Record(
        dates, of("offered"), of("answered" if "answered" in history.known else "offered")
    )


def unlike_days(record: Record) -> tuple[Unlike, ...]:
    """The days that are unlike others of their weekday, in order.

    - Hardly any calls: less than a quarter of the median of the weekday (where it comes only
      twice, also of that of all days), or nobody was answered.
    - A half day: before or after some time next to nobody was answered, for an hour or more in
      which others of the weekday have at least 15 answers.
    - A fault: likewise, with answers before and after.

    What is the case on half of the days of a weekday or more is no exception, and stays. Where the
    weekday comes only twice, it is an exception if it is one among all days.
    """
    found: dict[int, Unlike] = {}
    for at, date in enumerate(record.dates):
        told = _hardly_any(record, at)
        if told is not None:
            found[at] = Unlike(date, "hardly any", told)
    for at, date in enumerate(record.dates):
        if at in found:
            continue
        few = {one for one in found if found[one].kind == "hardly any"}
        for silence in _silences(record, at, record.others(at, few)):
            found[at] = Unlike(date, *_told(record, at, silence))
            break
    return tuple(found[at] for at in sorted(found))


def without_days(history: History, days: Sequence[Unlike]) -> History:
    """A history without the days that are unlike others.

    Raises:
        UsageError: no other day is left.
    """
    if not days:
        return history
    left_out = history.frame["day"].isin([one.day for one in days])
    kept = history.frame[~left_out].reset_index(drop=True)
    if not len(kept):
        raise UsageError(f"no day of those wanted can be compared: {named(days)}")
    return replace(history, frame=kept)


def named(days: Sequence[Unlike]) -> str:
    """The days with their reasons, in one sentence without a full stop."""
    what = "day is" if len(days) == 1 else "days are"
    return (
        f"{len(days)} {what} unlike others of the weekday and left out: {'; '.join(map(str, days))}"
    )


def _hardly_any(record: Record, at: int) -> str | None:
    """What is said of a day on which hardly anybody called, or nobody was answered."""
    others = record.others(at)
    if not others:
        return None
    known = ~np.isnan(record.calls[at])  # of a day that is known in part, that part is compared
    calls, answered = (np.nansum(one[:, known], axis=1) for one in (record.calls, record.answered))
    usual, answers = (_usual(record, at, others, one) for one in (calls, answered))
    few = calls < _HARDLY_ANY * usual
    if usual >= _MANY and few[at] and _is_rare(record, at, few):
        return (
            f"{calls[at]:,.0f} calls, less than a quarter of the {usual:,.0f} that are usual: a "
            "strike, a fault, a holiday?"
        )
    if answers >= _EXPECTED and not answered[at] and _is_rare(record, at, answered == 0):
        none = f"none of {calls[at]:,.0f} calls was answered" if calls[at] else "nobody called"
        return f"{none}: closed, a strike, a fault?"
    return None


def _usual(record: Record, at: int, others: Sequence[int], counts: Floats) -> float:
    """What other days of the weekday have: one burst in three is not usual, nor one in two."""
    found = _lower_median(counts[others])
    return min(found, _lower_median(counts[record.answering(at)])) if len(others) == 1 else found


def _lower_median(counts: Floats) -> float:
    """The median; of two in the middle the lower."""
    return float(np.sort(counts)[(len(counts) - 1) // 2])


def _is_rare(record: Record, at: int, alike: Bools) -> bool:
    """Whether fewer than half of the days of a weekday are so; of two days, one may be."""
    weekday = record.dates[at].weekday()
    own = [one for one, date in enumerate(record.dates) if date.weekday() == weekday]
    return len(own) == 2 or 2 * int(alike[own].sum()) < len(own)


def _silences(record: Record, at: int, others: Sequence[int]) -> Iterator[_Silence]:
    """Silences of a day that are long, miss many answers, and are an exception."""
    own = record.answered[at]
    table = record.answered[list(others)]
    if not len(table) or record.minutes == DAY // MINUTE or not np.nansum(own):
        return  # a day without any answer is no half day
    known = ~np.isnan(table).all(axis=0)
    usual = np.zeros(len(own))
    usual[known] = np.nanmedian(table[:, known], axis=0)
    quiet: Bools = np.asarray(own <= _SILENT * usual, np.bool_)  # what is not known is not silent
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(int)))
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        busy = np.flatnonzero(usual[begin:end] > 0)
        if not len(busy):
            continue
        first, after = begin + int(busy[0]), begin + int(busy[-1]) + 1
        missing = float(usual[first:after].sum())
        # On a quiet day fewer are missing than usual; on a busy one no more are counted.
        rest = usual.sum() - missing
        scale = min((np.nansum(own) - np.nansum(own[first:after])) / rest, 1.0) if rest > 0 else 1.0
        if (after - first) * record.minutes < _LONG or missing * scale < _EXPECTED:
            continue
        silence = _Silence(first, after, missing)
        if _is_exception(record, at, others, silence):
            yield silence


def _is_exception(record: Record, at: int, others: Sequence[int], silence: _Silence) -> bool:
    """Whether a silence is on fewer than half of the days; where there are two, of all days."""
    alike = list(others)
    if len(alike) == 1:
        alike = record.answering(at)
    answers = np.nansum(record.answered[alike, silence.first : silence.after], axis=1)
    silent = int((answers <= _SILENT * silence.missing).sum())
    return 2 * (silent + 1) < len(alike) + 1


def _told(record: Record, at: int, silence: _Silence) -> tuple[Kind, str]:
    """What kind of day a silence makes, and the reason in words."""
    length = record.minutes * MINUTE
    begins, ends = (format_clock(one * length) for one in (silence.first, silence.after))
    answers = record.answered[at]
    calls = float(np.nansum(record.calls[at, silence.first : silence.after]))
    many = "next to no call was recorded"
    if calls > _SILENT * silence.missing:
        many = "next to nobody was answered"
    usual = f"usually {silence.missing:,.0f} answers"
    if not np.nansum(answers[: silence.first]):
        return "half day", f"a half day: before {ends} {many}, {usual}"
    if not np.nansum(answers[silence.after :]):
        return "half day", f"a half day: from {begins} {many}, {usual}"
    return "fault", f"a fault: from {begins} to {ends} {many}, {usual}"
