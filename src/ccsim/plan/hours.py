"""Opening hours and local midnights on the clock of a run: milliseconds since its first midnight.

Days have 23 or 25 hours where the clocks change. An opening that falls into a skipped hour begins
when the skipped hour ends; an hour that comes twice means its first coming.
"""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from ccsim.spec.calendar import Calendar
from ccsim.spec.hours import local_intervals
from ccsim.units import DAY, SECOND

BEYOND_DAYS = 60
"""Hours are known so long after the run, for work and calls that are still due then."""

Instants = npt.NDArray[np.int64]

_MILLISECOND = dt.timedelta(milliseconds=1)


def open_intervals(hours: str, calendar: Calendar) -> list[tuple[int, int]]:
    """When it is open: merged [start, end) in order, until 60 days after the run.

    >>> open_intervals("Mo-Fr 08:00-20:00", Calendar(days=2))[:2]
    [(28800000, 72000000), (115200000, 158400000)]
    """
    return list(_open_intervals(hours, calendar))


def day_starts(calendar: Calendar) -> list[int]:
    """The local midnights of the run, the one that ends it included.

    >>> day_starts(Calendar(days=2))
    [0, 86400000, 172800000]
    """
    return [_instant(calendar, _midnight(calendar, day)) for day in range(calendar.total_days + 1)]


def wall_clock(calendar: Calendar, times: npt.ArrayLike) -> Instants:
    """What the clock on the wall shows at these times: milliseconds since its midnight.

    >>> wall_clock(Calendar(days=1), [0, 3_600_000]).tolist()
    [0, 3600000]
    """
    since, ahead = _offsets(calendar)
    at = np.asarray(times, dtype=np.int64)
    entry = np.searchsorted(np.array(since, dtype=np.int64), at, side="right") - 1
    shown = (at + np.array(ahead, dtype=np.int64)[np.maximum(entry, 0)]) % DAY
    return shown.astype(np.int64)


@lru_cache(maxsize=512)
def _open_intervals(hours: str, calendar: Calendar) -> tuple[tuple[int, int], ...]:
    last = calendar.start + dt.timedelta(days=calendar.total_days + BEYOND_DAYS)
    merged: list[tuple[int, int]] = []
    for opens, closes in local_intervals(hours, calendar, calendar.start, last):
        start, end = _instant(calendar, opens), _instant(calendar, closes)
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=64)
def _offsets(calendar: Calendar) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Instants of clock changes, and how far the local clock is ahead of the first day's start."""
    zone = ZoneInfo(calendar.time_zone)
    origin = _utc(calendar, _midnight(calendar, 0))
    since, ahead = [0], [_ahead(origin, zone, 0)]
    end = (calendar.total_days + BEYOND_DAYS) * DAY
    for day_end in range(DAY, end + 1, DAY):
        while _ahead(origin, zone, day_end) != ahead[-1]:
            at = _first_change(origin, zone, since[-1], day_end)
            since.append(at)
            ahead.append(_ahead(origin, zone, at))
    return tuple(since), tuple(ahead)


def _first_change(origin: dt.datetime, zone: ZoneInfo, low: int, high: int) -> int:
    """The first whole second from which the offset differs from that at `low`."""
    before = _ahead(origin, zone, low)
    low, high = max(low, high - DAY) // SECOND, high // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _ahead(origin, zone, middle * SECOND) == before:
            low = middle
        else:
            high = middle
    return high * SECOND


def _ahead(origin: dt.datetime, zone: ZoneInfo, at: int) -> int:
    """What the local clock shows beyond a day's start, less the time since the first midnight."""
    local = (origin + at * _MILLISECOND).astimezone(zone).replace(tzinfo=None)
    first = origin.astimezone(zone).date()
    return (local - dt.datetime.combine(first, dt.time())) // _MILLISECOND - at


def _midnight(calendar: Calendar, day: int) -> dt.datetime:
    return dt.datetime.combine(calendar.start + dt.timedelta(days=day), dt.time())


def _utc(calendar: Calendar, local: dt.datetime) -> dt.datetime:
    return local.replace(tzinfo=ZoneInfo(calendar.time_zone)).astimezone(dt.UTC)


def instant(calendar: Calendar, local: dt.datetime) -> int:
    """A local clock time as milliseconds since the first midnight of the run.

    >>> instant(Calendar(), dt.datetime(2026, 1, 6, 10))
    122400000
    """
    return _instant(calendar, local)


def _instant(calendar: Calendar, local: dt.datetime) -> int:
    """A local clock time as milliseconds since the first midnight of the run."""
    origin = _utc(calendar, _midnight(calendar, 0))
    return (_utc(calendar, local) - origin) // _MILLISECOND
