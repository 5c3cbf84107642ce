"""Calls across the nights on which clocks are changed: what they tell, as instants and back.

In the autumn a clock tells an hour twice, in the spring it leaves one out. Who waits across such a
night would seem to be answered before the call, or to have waited an hour more. Where the time zone
is known, the lengths of a call come from instants, and its arrival is told by the clock again.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_AMISS_S: Final = 600.0
"""Clocks of a system differ by seconds: what is told a little too early is not of another hour."""
_QUARTER_S: Final = 900.0
"""Zones are a whole number of quarters of an hour off UTC, and change at the beginning of one."""


class Moments(NamedTuple):
    """A column of moments."""

    wall: Floats
    """Seconds since 1970 as the clock on the wall counts them; NaN where there is none."""
    away: Floats
    """How far that clock is ahead of UTC, in seconds; NaN where the file does not say it."""


def instants(
    told: Mapping[str, Moments], order: Sequence[str], zone: str | None
) -> dict[str, Floats]:
    """Seconds since 1970 in UTC, of the moments of calls by what they are.

    Of an hour that the clock tells twice, that one is meant with which a call follows its order
    and is over soonest; the second one where both are alike.

    Args:
        told: the columns of a file.
        order: which comes first in a call, and which next.
        zone: the zone of times that name none; None where nobody knows it: then the time between
            two moments is what lies between them on the clock.
    """
    if zone is None:
        return {one: own.wall - np.nan_to_num(own.away) for one, own in told.items()}
    ways: list[_Way] = []
    for first in (False, True):
        way = _Way({}, np.inf, -np.inf)
        for one in (one for one in order if one in told):
            wall, away = told[one]
            early = wall - _filled(away, wall, zone, first=True)
            late = wall - _filled(away, wall, zone, first=False)
            if way.found:
                first_fits = ~(early < way.last - _AMISS_S)
                at = np.where(first_fits, early, late)
            else:
                at = early if first else late
            fits = ~(at < way.last - _AMISS_S)
            lasts = np.where(fits, np.fmax(way.last, at), np.inf)
            way = _Way({**way.found, one: at}, np.fmin(way.begins, at), lasts)
        ways.append(way)
    second, first_time = ways
    sooner = first_time.last - first_time.begins < second.last - second.begins
    return {one: np.where(sooner, first_time.found[one], at) for one, at in second.found.items()}


class _Way(NamedTuple):
    """The moments of calls, if the first of them is one or the other time of an hour told twice."""

    found: dict[str, Floats]
    begins: Floats | float
    last: Floats | float
    """The last moment so far; endless where a later one is told to have been before it."""


def on_the_wall(instant: Floats, zone: str) -> Floats:
    """Instants as the clocks of a zone tell them, in seconds since 1970."""
    at, place = np.unique(np.floor(instant / _QUARTER_S), return_inverse=True)
    there = pd.to_datetime(at * _QUARTER_S, unit="s", utc=True).tz_convert(zone).tz_localize(None)
    away = (there - pd.to_datetime(at * _QUARTER_S, unit="s")).total_seconds().to_numpy()
    return np.asarray(instant + away[place], np.float64)


def left_out_hours(wall: Floats, zone: str) -> int:
    """How many times lie in an hour that the clocks of a zone leave out in the spring."""
    at, times = np.unique(np.floor(wall[~np.isnan(wall)] / _QUARTER_S), return_counts=True)
    there = pd.to_datetime(at * _QUARTER_S, unit="s")
    lost = there.tz_localize(zone, ambiguous=np.ones(len(at), bool), nonexistent="NaT").isna()
    return int(times[lost].sum())


def _filled(away: Floats, wall: Floats, zone: str, *, first: bool) -> Floats:
    """How far the clock is ahead of UTC, also where only its zone is known."""
    plain = np.isnan(away) & ~np.isnan(wall)
    if not plain.any():
        return np.nan_to_num(away)
    return np.where(plain, _away(wall, zone, first=first), away)


def _away(wall: Floats, zone: str, *, first: bool) -> Floats:
    """How far clocks of a zone are ahead of UTC; in an hour told twice, the first time or not."""
    at, place = np.unique(np.floor(wall / _QUARTER_S), return_inverse=True)
    there = pd.to_datetime(at * _QUARTER_S, unit="s")
    # 02:30, where clocks skip from 2 to 3, is told by one that nobody has changed yet: as before 2.
    local = there.tz_localize(zone, ambiguous=np.full(len(at), first), nonexistent="shift_backward")
    ahead = local.tz_localize(None) - local.tz_convert("UTC").tz_localize(None)
    return np.asarray(ahead.total_seconds().to_numpy()[place], np.float64)
