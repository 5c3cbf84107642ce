"""Columns of times as systems write them, a whole column at once: moments, clocks, durations."""

import datetime as dt
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.intake.cells import day_of
from ccsim.intake.changes import Moments, on_the_wall
from ccsim.intake.clocks import begins_with_day, brought, left_out, offset_s, zones_of_one_place
from ccsim.intake.columns import in_utc, says_unit
from ccsim.intake.columns import unit_s as unit_of

Floats = NDArray[np.float64]

_CLOCK: Final = (
    r"^(?P<h>\d{1,3}):(?P<m>\d{2})(?::(?P<s>\d{2}(?:[.,]\d+)?))?\s*"
    r"(?P<half>[AaPp])?(?:\.?[Mm]\.?)?$"
)
_MOMENT: Final = (
    r"^(?P<day>\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8}|\d{1,2}[-/. ]+[A-Za-zà-ÿ]{3,10}[-/., ]+"
    r"\d{2,4}|[A-Za-zà-ÿ]{3,10}\.? \d{1,2},? \d{4})(?:[T,\s]+(?P<clock>\d{1,2}:\d{2}\S*"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?))?$"
)
_ZONE: Final = r"(?<=\d)\s?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$"
_PACKED: Final = r"(?:\d|[01]\d|2[0-3])(?:[0-5]\d){2}"
_NONE: Final = r"(?:0+(?:[.,]0+)?)?"
_SINCE_1970: Final = r"1\d{9}(?:[.,]\d+)?|1\d{12}"
_EPOCH: Final = dt.date(1970, 1, 1)
_LAST_YEAR: Final = 2200
_FIVE_TO_TEN: Final = "095500"
_SOME: Final = 1_000
_DAY_S: Final = 86_400.0
_HALF_DAY_S: Final = _DAY_S / 2


def durations(column: "pd.Series[str]", decimal_comma: bool = False, unit_s: float = 1.0) -> Floats:
    """Seconds: of numbers, `mm:ss` or `hh:mm:ss`; the column's name may say `min` or `ms`.

    What is empty or no duration is NaN.

    Args:
        column: the durations, as text.
        decimal_comma: whether 1,5 is one and a half.
        unit_s: what numbers count where the name does not say it.
    """
    text = column.str.strip()
    # Of two parts they are minutes and seconds, where a clock would have hours and minutes.
    short = text.str.fullmatch(r"\d{1,3}:\d{2}").to_numpy(bool)
    name = str(column.name)
    unit_s = unit_of(name) if says_unit(name) else unit_s
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
    *,
    decimal_comma: bool = False,
    zone: str | None = None,
) -> Moments:
    """Seconds since 1970 on the clock of the wall; NaN where a cell holds no moment.

    Args:
        column: moments with their date, or clock times of the dates beside them.
        of_day: those dates, as days since 1970.
        name: what messages call the file.
        notices: what a user should know is added here.
        decimal_comma: whether 1,5 is one and a half.
        zone: the scenario's time zone, to which times that name another are brought; None to take
            them as they are written.
    """
    text = column.str.strip()
    if (counted := _counted(text)) is not None:
        notices.append(f"{name}: {column.name}: numbers are read as time since 1970 (UTC).")
        utc = pd.Series("Z", index=text.index).where(text != "")
        return _local(counted, utc, name, notices, zone)
    behind = text.where(text.str.contains(":"), "").str.extract(_ZONE)[0]
    text = text.where(behind.isna(), text.str.replace(_ZONE, "", regex=True).str.strip())
    if in_utc(str(column.name)):
        behind = behind.fillna("Z").where(text != "")
    wall = _written(column.name, text, of_day, name, notices, decimal_comma)
    return _local(wall, behind, name, notices, zone)


def have_dates(column: "pd.Series[str]") -> bool:
    """Whether the moments of a column have their dates, and do not begin again at midnight."""
    return bool(column.str.match(_MOMENT).any()) or _counted(column) is not None


def have_times(column: "pd.Series[str]") -> bool:
    """Whether the dates of a column have times behind them, other than the midnight of each."""
    clock = column.str.extract(_MOMENT)["clock"].fillna("")
    return bool((clock.str.contains(":") & ~clock.str.match(r"0?0:00(:00(\.0+)?)?$")).any())


def _counted(text: "pd.Series[str]") -> Floats | None:
    """Seconds since 1970, where a whole column counts them, or thousandths of them."""
    told = text[text != ""]
    if not len(told) or not told.str.fullmatch(_SINCE_1970).all():
        return None
    number = _numbers(text, decimal_comma=True)
    return np.where(number >= 1e12, number / 1000, number)


def _written(
    title: object,
    text: "pd.Series[str]",
    of_day: Floats | None,
    name: str,
    notices: list[str],
    decimal_comma: bool,
) -> Floats:
    """Seconds since 1970 of moments without their zones."""
    if not have_dates(text):
        if of_day is None:
            return np.full(len(text), np.nan)
        packed = are_packed(text)
        if packed:
            notices.append(
                f"{name}: {title}: times such as {_FIVE_TO_TEN} are read as hours, minutes "
                "and seconds."
            )
        return of_day * _DAY_S + clocks(text, decimal_comma, packed=packed)
    parts = text.str.extract(_MOMENT)
    day = days(parts["day"].fillna(""), name, notices, parts["clock"].fillna(""))
    clock = clocks(parts["clock"].fillna("00:00"), decimal_comma)
    return np.asarray(day * _DAY_S + clock, np.float64)


def after(earlier: Floats, later: Floats) -> Floats:
    """A clock time that belongs to the same call: of the next day where it went past midnight.

    Only for times without dates of their own: those say themselves which day they are of.
    """
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


def _local(
    wall: Floats, behind: "pd.Series[str]", name: str, notices: list[str], zone: str | None
) -> Moments:
    """Moments with zones behind them, on the scenario's clock; as written where that is not known.

    Raises:
        UsageError: they are of several zones, and not of the two of a summer and a winter.
    """
    dates = pd.Series(np.floor(wall / _DAY_S), index=behind.index)
    pairs = pd.DataFrame({"date": dates, "zone": behind}).dropna().drop_duplicates()
    zones = zones_of_one_place(name, zip(pairs["date"], pairs["zone"], strict=True), zone)
    away = np.asarray(behind.map({one: offset_s(one) for one in zones}), np.float64)
    if not zones:
        return Moments(wall, away)
    if zone is None:
        notices.append(f"{name}: {left_out(zones)}")
        return Moments(wall, away)
    if told := brought(zones, zone):
        notices.append(f"{name}: {told}")
    there = on_the_wall(wall - away, zone)
    return Moments(np.where(np.isnan(away), wall, there), away + there - wall)
