"""Single cells of a table that a user brings: numbers, times and days as people write them."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from ccsim.intake.tables import Cell

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?", re.I)
_PACKED_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])([0-5]\d)")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_SHORT_YEAR_FIRST: Final = re.compile(r"(69|[7-9]\d)(\d\d)(\d\d)")
"""990301: with such a year it can be nothing else."""
_ZONE: Final = re.compile(r"(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$")
_APART: Final = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3})")
_POINTS: Final = re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?")
_COMMAS: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_PLAIN: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_SPAN: Final = re.compile(r"(?:(\d+):)?(\d{0,3}):(\d{2})")
_MONTHS: Final = (
    ("january", "januar", "enero", "ene", "janvier"),
    ("february", "februar", "febrero", "février", "fevrier", "fév"),
    ("march", "märz", "maerz", "mrz", "marzo", "mars"),
    ("april", "abril", "abr", "avril", "avr"),
    ("may", "mai", "mayo"),
    ("june", "juni", "junio", "juin"),
    ("july", "juli", "julio", "juillet", "juil"),
    ("august", "agosto", "ago", "août", "aout", "aoû"),
    ("september", "septiembre", "septembre", "sept"),
    ("october", "oktober", "okt", "octubre", "octobre"),
    ("november", "noviembre", "novembre"),
    ("december", "dezember", "dez", "diciembre", "dic", "décembre", "déc"),
)
_MONTH: Final = {
    form: month
    for month, names in enumerate(_MONTHS, start=1)
    for name in names
    for form in (name, name[:3] if len(name) > 4 else name)
    if form not in ("mar", "jui")  # a Tuesday in Spanish, and two months in French
} | {"mar": 3}
_NAMED_DAY: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?[-/ ]?(?P<month>[a-zà-ÿ]{3,10})[-/.,]* ?"
    r"|(?P<first>[a-zà-ÿ]{3,10})\.? (?P<second>\d{1,2})(?:st|nd|rd|th)?,? )"
    r"(?P<year>\d{4}|\d{2}(?![\d:]))",
    re.IGNORECASE,
)
_DENSE: Final = 0.4
"""Dates of a file are nearly all those from its first to its last, or those of working days."""
_TIME_OF_DAY: Final = 24 * 60
_LENGTHS: Final = (14, 15, 29, 30, 59, 60)
_NAMES_OF_DAYS: Final = (
    ("mo", "mon", "monday", "montag", "lunes", "lundi"),
    ("tu", "tue", "tues", "tuesday", "di", "dienstag", "martes", "mardi"),
    ("we", "wed", "wednesday", "mi", "mittwoch", "miércoles", "miercoles", "mercredi"),
    ("th", "thu", "thurs", "thursday", "do", "donnerstag", "jueves", "jeudi"),
    ("fr", "fri", "friday", "freitag", "viernes", "vendredi"),
    ("sa", "sat", "saturday", "samstag", "sonnabend", "sábado", "sabado", "samedi"),
    ("su", "sun", "sunday", "so", "sonntag", "domingo", "dimanche"),
)
_WEEKDAY: Final = {name: day for day, names in enumerate(_NAMES_OF_DAYS) for name in names}

Day = dt.date | int
"""A date, or a weekday of no certain week: 0 for Monday."""


def number(cell: Cell, decimal_comma: bool = False) -> float | None:
    """A number, in whichever way thousands and decimals are parted; None where there is none.

    >>> number("1.234,5", decimal_comma=True), number("1,234.5"), number("12 %")
    (1234.5, 1234.5, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return None
    text = _APART.sub("", cell.strip())
    if decimal_comma:
        thousands = _POINTS.fullmatch(text)
        text = (text.replace(".", "") if thousands else text).replace(",", ".")
    elif _COMMAS.fullmatch(text):
        text = text.replace(",", "")
    return float(text) if _PLAIN.fullmatch(text) else None


def seconds(cell: Cell, decimal_comma: bool = False, unit_s: float = 1.0) -> float | None:
    """A duration in seconds: a number of them, `mm:ss`, `hh:mm:ss` or a workbook's own time.

    >>> seconds("00:04:30"), seconds("4:30"), seconds("270"), seconds(":23")
    (270.0, 270.0, 270.0, 23.0)
    """
    if isinstance(cell, dt.timedelta):
        return cell.total_seconds()
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        return float(cell.hour * 3600 + cell.minute * 60 + cell.second)
    if isinstance(cell, str) and (match := _SPAN.fullmatch(cell.strip())):
        return float(int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + int(match[3]))
    found = number(cell, decimal_comma)
    return None if found is None else found * unit_s


def minute_of_day(cell: Cell) -> int | None:
    """The time of day at which an interval begins, in minutes after midnight.

    >>> minute_of_day("8:30"), minute_of_day("08:30 - 09:00"), minute_of_day("1:15 PM")
    (510, 510, 795)
    """
    if isinstance(cell, dt.timedelta):
        minutes = cell.total_seconds() / 60
        return round(minutes) if 0 <= minutes < _TIME_OF_DAY else None
    if isinstance(cell, dt.datetime | dt.time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A workbook's time without its format is a share of the day, behind the number of the day.
        share = cell % 1 if _serial_day(cell) else cell
        return round(share * _TIME_OF_DAY) % _TIME_OF_DAY if 0 <= share < 1 else None
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    if packed := _PACKED_CLOCK.fullmatch(text):
        return int(packed[1]) * 60 + int(packed[2])
    match = _CLOCK.match(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[4]:
        hour = hour % 12 + 12 * (match[4].lower()[0] == "p")
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def day_of(cell: Cell, day_first: bool = True) -> Day | None:
    """The date of a cell, or the weekday that it names; None where there is neither.

    A year before 1900 or after 2200 is a slip, and no scenario could begin there.

    >>> day_of("2026-01-05 08:30"), day_of("05.01.2026"), day_of("5-Jan-2026"), day_of("Tuesday")
    (datetime.date(2026, 1, 5), datetime.date(2026, 1, 5), datetime.date(2026, 1, 5), 1)
    """
    if isinstance(cell, dt.date):
        return _near(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float):
        return _serial_day(cell)
    if not isinstance(cell, str) or not cell.strip():
        return None
    if (named := _NAMED_DAY.match(cell.strip())) and (found := _of_named(named)):
        return found
    first = re.split(r"(?<=\d)T|[\s,]+", cell.strip(), maxsplit=1)[0]
    if first.lower().rstrip(".") in _WEEKDAY:
        rest = cell.strip()[len(first) :].strip(" ,.")
        return (day_of(rest, day_first) if rest else None) or _WEEKDAY[first.lower().rstrip(".")]
    if match := _YEAR_FIRST.fullmatch(first):
        year, month, day = (int(part) for part in match.groups())
    elif match := _YEAR_LAST.fullmatch(first):
        one, two, year = (int(part) for part in match.groups())
        day, month = (one, two) if day_first else (two, one)
        year = _of_a_century(year)
    elif match := _SHORT_YEAR_FIRST.fullmatch(first):
        year, month, day = (int(part) for part in match.groups())
        year = _of_a_century(year)
    else:
        return None
    return _near(year, month, day)


def _of_named(match: "re.Match[str]") -> dt.date | None:
    """The date whose month is a word, as in 5 January 2026 or Jan 5, 2026."""
    month = _MONTH.get((match["month"] or match["first"]).lower())
    year = int(match["year"])
    day = int(match["day"] or match["second"])
    return None if month is None else _near(_of_a_century(year), month, day)


def _of_a_century(year: int) -> int:
    """A year of two digits as POSIX reads it: 69 to 99 are of the last century."""
    return year + (0 if year > 99 else 1900 if year >= 69 else 2000)


def _serial_day(cell: float) -> dt.date | None:
    """The date that a workbook counts as so many days since 1900, of this century."""
    first, last = 36_526, 73_050
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(cell)) if first <= cell < last else None


def _near(year: int, month: int, day: int) -> dt.date | None:
    """A date, where there is one, of a year that a scenario may begin in."""
    try:
        return dt.date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def time_after_date(cell: Cell) -> Cell:
    """The time in a cell that holds a date as well; the cell where it holds none.

    >>> time_after_date("05/01/2026 08:30")
    '08:30'
    """
    if isinstance(cell, str):
        if (named := _NAMED_DAY.match(cell.strip())) and _of_named(named):
            return cell.strip()[named.end() :].lstrip(" ,T") or cell
        parts = re.split(r"(?<=\d)T|\s+", cell.strip(), maxsplit=1)
        if len(parts) == 2 and any(day_of(parts[0], first) is not None for first in (True, False)):
            return time_after_date(parts[1])  # the date may stand behind the name of its day
    return cell


def zone_of(cell: Cell) -> str | None:
    """The time zone written behind a time, as its distance from UTC; None where there is none."""
    if not (isinstance(cell, str) and ":" in cell and (match := _ZONE.search(cell.strip()))):
        return None
    before = minute_of_day(cell.strip()[: match.start()].split(" ")[-1])
    after = minute_of_day(match[1][1:])
    if "T" not in cell and match[1][0] == "-" and before is not None and after is not None:
        # 08:00-08:30 is an interval, not a time half an hour off the zone of eight hours.
        return None if (after - before) % _TIME_OF_DAY in _LENGTHS else match[1]
    return match[1]


def is_day_first(cells: list[str]) -> bool | None:
    """Whether dates such as 05/01/2026 begin with the day; None where they do not tell.

    >>> is_day_first(["05/01/2026", "13/01/2026"]), is_day_first(["1/13/2026"])
    (True, False)
    """
    found = [match for cell in cells if (match := _YEAR_LAST.match(cell.strip()))]
    if any("." in match[0] for match in found) or any(int(match[1]) > 12 for match in found):
        return True
    if any(int(match[2]) > 12 for match in found):
        return False
    return None if found else True


def closer_first(cells: Iterable[str]) -> bool | None:
    """Whether dates that may begin with the day or the month lie close together day first.

    The days of a file follow one another, but for weekends; read the wrong way round, the days of
    a week are scattered over a year. None where that does not tell.

    >>> closer_first(["03/02/2026", "03/03/2026", "03/04/2026"])
    False
    """
    texts = {match[0] for cell in cells if (match := _YEAR_LAST.match(cell.strip()))}
    shares = []
    for day_first in (True, False):
        days = {day for text in texts if isinstance(day := day_of(text, day_first), dt.date)}
        span = (max(days) - min(days)).days + 1 if days else 0
        shares.append(len(days) / span if len(days) > 2 else 0.0)
    if max(shares) >= _DENSE > 2 * min(shares):
        return shares[0] > shares[1]
    return None
