"""Columns of times as systems write them, a whole column at once: moments, clocks, durations."""

import datetime as dt
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.errors import UsageError
from ccsim.intake.cells import day_of
from ccsim.intake.clocks import begins_with_day
from ccsim.intake.columns import plainly

Floats = NDArray[np.float64]

_CLOCK: Final = (
    r"^(?P<h>\d{1,3}):(?P<m>\d{2})(?::(?P<s>\d{2}(?:[.,]\d+)?))?\s*"
    r"(?P<half>[AaPp])?(?:\.?[Mm]\.?)?$"
)
_MOMENT: Final = (
    r"^(?P<day>\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8})(?:[T\s]+(?P<clock>\d{1,2}:\d{2}\S*"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?))?$"
)
_ZONE: Final = r"(Z|[+-]\d{2}:?\d{2})$"
_PACKED: Final = r"(?:\d|[01]\d|2[0-3])(?:[0-5]\d){2}"
_NONE: Final = r"(?:0+(?:[.,]0+)?)?"
_EPOCH: Final = dt.date(1970, 1, 1)
_LAST_YEAR: Final = 2200
_FIVE_TO_TEN: Final = "095500"
_SOME: Final = 1_000
_DAY_S: Final = 86_400.0
_HALF_DAY_S: Final = _DAY_S / 2


def durations(column: "pd.Series[str]", decimal_comma: bool = False) -> Floats:
    """Seconds: of numbers, `mm:ss` or `hh:mm:ss`; the column's name may say `min` or `ms`.

    What is empty or no duration is NaN.
    """
    text = column.str.strip()
    # Of two parts they are minutes and seconds, where a clock would have hours and minutes.
    short = text.str.fullmatch(r"\d{1,3}:\d{2}").to_numpy(bool)
    name = plainly(str(column.name))
    unit_s = 60.0 if name.endswith(("min", "mins", "minutes")) else 1.0
    unit_s = 0.001 if name.endswith(("ms", "millis", "milliseconds")) else unit_s
    plain = _numbers(text, decimal_comma) * unit_s
    return np.where(np.isnan(plain), _clocks(text) / np.where(short, 60.0, 1.0), plain)


def clocks(
    column: "pd.Series[str]", decimal_comma: bool = False, *, packed: bool = False
) -> Floats:
    """Seconds after midnight, of numbers of them or of clock times; NaN where there are none.

    What is no time of a day, such as 25:10, is none: it would move a call to another day.

    Args:
        column: the clock times, as text.
        decimal_comma: whether 1,5 is one and a half.
        packed: whether numbers are hours, minutes and seconds without colons (`are_packed`).
    """
    plain = _numbers(column, decimal_comma)
    if packed:
        hours, rest = np.divmod(plain, 10_000)
        plain = hours * 3600 + rest // 100 * 60 + rest % 100
    found = np.where(np.isnan(plain), _clocks(column, of_day=True), plain)
    return np.where((found >= 0) & (found < _DAY_S), found, np.nan)


def are_packed(column: "pd.Series[str]") -> bool:
    """Whether the times of a column are all such as 93005 or 143059: half past nine, and so on.

    What is empty, or 0 as where there is no time, does not tell.
    """
    told = column[~column.str.fullmatch(_NONE)]
    return bool(len(told)) and bool(told.str.fullmatch(_PACKED).all())


def days(
    column: "pd.Series[str]", name: str, notices: list[str], times: "pd.Series[str] | None" = None
) -> Floats:
    """The dates of a column, as days since 1970; NaN where there is none.

    Args:
        column: the dates.
        name: what messages call the file.
        notices: what a user should know is added here.
        times: the times beside them: where these have AM and PM, the month may stand first.
    """
    texts = [str(one) for one in column.unique()]
    # A few times are enough to see whether they have AM and PM.
    clocks_seen = [] if times is None else [str(one) for one in times.unique()[:_SOME]]
    told: list[str] = []
    day_first = begins_with_day([*texts, *clocks_seen], told)
    notices += [f"{name}: {notice}" for notice in told]
    found: dict[str, float] = {}
    for text in texts:
        day = day_of(text, day_first)
        found[text] = np.nan
        if isinstance(day, dt.date) and _EPOCH.year <= day.year <= _LAST_YEAR:
            found[text] = (day - _EPOCH).days
    return np.asarray(column.map(found), np.float64)


def moments(
    column: "pd.Series[str]",
    of_day: Floats | None,
    name: str,
    notices: list[str],
    decimal_comma: bool = False,
) -> Floats:
    """Seconds since 1970 on the clock of the wall; NaN where a cell holds no moment.

    Args:
        column: moments with their date, or clock times of the dates beside them.
        of_day: those dates, as days since 1970.
        name: what messages call the file.
        notices: what a user should know is added here.
        decimal_comma: whether 1,5 is one and a half.
    """
    text = column.str.strip()
    dated = text.str.match(_MOMENT)
    if not dated.any():
        if of_day is None:
            return np.full(len(column), np.nan)
        packed = are_packed(text)
        if packed:
            notices.append(
                f"{name}: {column.name}: times such as {_FIVE_TO_TEN} are read as hours, minutes "
                "and seconds."
            )
        return of_day * _DAY_S + clocks(text, decimal_comma, packed=packed)
    bare = _without_zone(text, name, notices)
    parts = bare.str.extract(_MOMENT)
    day = days(parts["day"].fillna(""), name, notices, parts["clock"].fillna(""))
    clock = clocks(parts["clock"].fillna("00:00"), decimal_comma)
    return np.asarray(day * _DAY_S + clock, np.float64)


def after(earlier: Floats, later: Floats) -> Floats:
    """A clock time that belongs to the same call: of the next day where it went past midnight."""
    gap = later - earlier
    wrapped = np.where(gap < -_HALF_DAY_S, later + _DAY_S, later)
    return np.where(gap > _HALF_DAY_S, later - _DAY_S, wrapped)


def _numbers(text: "pd.Series[str]", decimal_comma: bool) -> Floats:
    if decimal_comma:
        text = text.str.replace(",", ".", regex=False)
    return pd.to_numeric(text, errors="coerce").to_numpy(np.float64)


def _clocks(text: "pd.Series[str]", of_day: bool = False) -> Floats:
    """Seconds of clock times, or of durations, whose minutes may go on beyond 59."""
    parts = text.str.strip().str.extract(_CLOCK)
    hours = pd.to_numeric(parts["h"], errors="coerce").to_numpy(np.float64)
    minutes = pd.to_numeric(parts["m"], errors="coerce").to_numpy(np.float64)
    seconds = _numbers(parts["s"].fillna("0"), decimal_comma=True)
    half = parts["half"].str.lower()
    hours = np.where(half.notna(), hours % 12 + 12 * (half == "p"), hours)
    found = hours * 3600 + minutes * 60 + seconds
    if of_day:
        found = np.where((hours < 24) & (minutes < 60) & (seconds < 60), found, np.nan)
    return np.asarray(found, np.float64)


def _without_zone(text: "pd.Series[str]", name: str, notices: list[str]) -> "pd.Series[str]":
    """The same moments as the wall's clock shows them; those of several zones are refused."""
    clocked = text.where(text.str.contains(":"), "")
    zones = sorted(clocked.str.extract(_ZONE)[0].dropna().unique())
    if len(zones) > 1:
        raise UsageError(
            f"{name}: times in several time zones ({', '.join(zones)}): bring all in the centre's "
            "own, without a zone behind them"
        )
    if not zones:
        return text
    notices.append(f"{name}: times are taken as written; the zone {zones[0]} is left out.")
    return text.str.replace(_ZONE, "", regex=True)
