"""Opening hours as a scenario writes them: OpenStreetMap syntax, checked and read.

`PH` means the public holidays of the calendar's `holidays`, as dates; the list inside the
opening-hours library is not used, since it knows fewer countries.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ccsim.spec.calendar import Calendar

ALWAYS = "24/7"
CHECKED_DAYS = 372
"""Hours are checked over a little more than a year from the start, or over the whole run."""

Interval = tuple[dt.datetime, dt.datetime]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"(?:{_DAY}(?:-{_DAY}|\[[^\]]*\])?|PH)"
_WITH_HOLIDAYS = re.compile(rf"\s*({_DAYS}(?:\s*,\s*{_DAYS})*)(?=\s|$)(.*)", re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})")
# A comma followed by a space and a day, month or date begins a further rule for the same day.
_FURTHER = re.compile(r"(?<=[\dfdn])\s*,\s+(?=(?:[A-Z][a-z]|PH|20\d\d\s))")
_REFUSED = (
    (re.compile(r"\bSH\b"), "SH (school holidays) is not known: write the dates"),
    (
        re.compile(r"\b(sunrise|sunset|dawn|dusk)\b"),
        "the sun keeps no office hours: write times, such as 08:00-20:00",
    ),
    (re.compile(r"\bunknown\b|\""), "hours are open or off, without comments"),
    (re.compile(r"\|\|"), "fallback rules (||) are not known: write the hours of each day"),
    (re.compile(r"\d\+"), "an open end (+) is not known: write when it ends"),
    (re.compile(r"\bPH\s*[+-]\s*\d"), "days around holidays are not known: write their dates"),
    (
        re.compile(r"\d\s*([ap])\.?m\b", re.IGNORECASE),
        "the clock has 24 hours: write 08:00-20:00",
    ),
)


class HoursError(ValueError):
    """Opening hours that cannot be read, contradict themselves, or are never open."""


class Rule(NamedTuple):
    """One rule of opening hours: `;` begins one that replaces, `,` one that adds."""

    separator: str
    text: str


def local_intervals(
    hours: str, calendar: Calendar, first: dt.date, last: dt.date
) -> list[Interval]:
    """When it is open from the first midnight to the last, on the local clock, in order.

    Raises:
        HoursError: the hours cannot be read.
    """
    if hours.strip() == ALWAYS:
        return [(_midnight(first), _midnight(last))]
    return _intervals(_expanded(_rules(hours), calendar, first, last), hours, first, last)


def check_hours(hours: str, calendar: Calendar) -> None:
    """Whether hours can be read, do not overlap, and are open at some time.

    Raises:
        HoursError: they are not; the message says why.
    """
    if hours.strip() == ALWAYS:
        return
    _check_words(hours, calendar)
    first = calendar.start
    last = first + dt.timedelta(days=max(CHECKED_DAYS, calendar.total_days))
    rules = _rules(hours)
    _check_overlaps(rules, hours, calendar, first, last)
    whole = _intervals(_expanded(rules, calendar, first, last), hours, first, last)
    if not whole:
        raise HoursError(f"{hours!r} is never open")
    _check_replaced(rules, hours, calendar, whole)


def public_holidays(place: str, first: dt.date, last: dt.date) -> list[dt.date]:
    """The public holidays of a country, or of a country and region such as ES-GA.

    Raises:
        HoursError: nothing is known of the place.
    """
    return [day for day in _holidays(place, first.year - 1, last.year + 1) if first <= day <= last]


@lru_cache(maxsize=64)
def _holidays(place: str, first_year: int, last_year: int) -> tuple[dt.date, ...]:
    import holidays

    country, _, region = place.partition("-")
    years = range(first_year, last_year + 1)
    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=years)
    except NotImplementedError:
        raise HoursError(
            f"no public holidays are known of {place!r}: write a country by its two letters, "
            "or with a region, such as ES or ES-GA"
        ) from None
    return tuple(sorted(found))


def _check_words(hours: str, calendar: Calendar) -> None:
    if not hours.strip():
        raise HoursError("the hours are empty: write when it is open, such as Mo-Fr 08:00-20:00")
    for pattern, message in _REFUSED:
        if pattern.search(hours):
            raise HoursError(f"{hours!r}: {message}")
    for hour, minute in _CLOCK.findall(hours):
        if int(hour) * 60 + int(minute) > 24 * 60 or int(minute) > 59:
            raise HoursError(
                f"{hours!r}: {hour}:{minute} is no time of day; "
                "hours past midnight are written as 22:00-02:00"
            )
    for start, end in _SPAN.findall(hours):
        if start.zfill(5) == end.zfill(5):
            raise HoursError(
                f"{hours!r}: {start}-{end} is empty; for the whole day write 00:00-24:00"
            )
    if re.search(r"\bPH\b", hours) and calendar.holidays is None:
        raise HoursError(
            f"{hours!r}: PH needs to know whose holidays: give calendar.holidays, such as ES"
        )


def _rules(hours: str) -> list[Rule]:
    rules = []
    for group in hours.split(";"):
        for number, text in enumerate(_FURTHER.split(group)):
            rules.append(Rule("," if number else ";", text.strip()))
    return rules


def _expanded(rules: list[Rule], calendar: Calendar, first: dt.date, last: dt.date) -> str:
    """The rules with dates in the place of PH; a rule for holidays that do not occur is dropped."""
    text = ""
    for rule in rules:
        for part in _with_dates(rule.text, calendar, first, last):
            text += f"{rule.separator if text else ''} {part}"
    return text.strip() or "off"


def _with_dates(rule: str, calendar: Calendar, first: dt.date, last: dt.date) -> Iterator[str]:
    match = _WITH_HOLIDAYS.match(rule)
    days = [] if match is None else [day.strip() for day in match.group(1).split(",")]
    if match is None or "PH" not in days or calendar.holidays is None:
        if re.search(r"\bPH\b", rule):
            raise HoursError(
                f"{rule!r}: PH stands at the start of a rule, alone or in a list of days, "
                "such as PH off or Sa,PH 09:00-14:00"
            )
        yield rule
        return
    others = [day for day in days if day != "PH"]
    if others:
        yield f"{','.join(others)}{match.group(2)}"
    before = first - dt.timedelta(days=1)
    dates = [
        f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}"
        for day in public_holidays(calendar.holidays, before, last)
    ]
    if dates:
        yield f"{','.join(dates)}{match.group(2)}"


def _check_overlaps(
    rules: list[Rule], hours: str, calendar: Calendar, first: dt.date, last: dt.date
) -> None:
    """Spans of one rule and of those added to it must not share a minute."""
    group: list[Interval] = []
    for rule in rules:
        if rule.separator == ";":
            group = []
        for piece in _single_spans(rule.text):
            text = _expanded([Rule(";", piece)], calendar, first, last)
            group += _intervals(text, hours, first, last)
        group.sort()
        for (_, end), (start, _) in pairwise(group):
            if start < end:
                raise HoursError(
                    f"{hours!r}: ranges overlap on {start:%A} at {start:%H:%M}; "
                    "each time of a day is given once"
                )


def _single_spans(rule: str) -> list[str]:
    """A rule with several ranges of a day as rules with one range each."""
    match = re.search(r"\d{1,2}:\d{2}\s*-.*", rule)
    if match is None:
        return [rule]
    days = rule[: match.start()]
    return [f"{days}{span.strip()}" for span in match.group(0).split(",")]


def _check_replaced(
    rules: list[Rule], hours: str, calendar: Calendar, whole: list[Interval]
) -> None:
    """No rule may be replaced on all its days by later ones: a common slip for a second range."""
    first = calendar.start
    last = first + dt.timedelta(days=max(CHECKED_DAYS, calendar.total_days))
    for number, rule in enumerate(rules[:-1]):
        alone = _expanded([Rule(";", rule.text)], calendar, first, last)
        if not _intervals(alone, hours, first, last):
            continue
        others = rules[:number] + rules[number + 1 :]
        without = _intervals(_expanded(others, calendar, first, last), hours, first, last)
        if without == whole:
            raise HoursError(
                f"{hours!r}: a later rule replaces {rule.text!r} on all its days; "
                "two ranges of one day are written as Mo-Fr 08:00-12:00,14:00-18:00"
            )


def _intervals(text: str, hours: str, first: dt.date, last: dt.date) -> list[Interval]:
    """The open intervals of expanded hours; `hours` is what an error quotes."""
    from opening_hours import OpeningHours, State, validate

    if not validate(text):
        raise HoursError(
            f"{hours!r} is not understood: write opening hours such as "
            "Mo-Fr 08:00-20:00; Sa 09:00-14:00; PH off, or 24/7"
        )
    found: list[Interval] = []
    for start, end, state, _ in OpeningHours(text).intervals(_midnight(first), _midnight(last)):
        if state != State.OPEN:
            continue
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())
