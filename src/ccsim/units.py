"""Time, money and chances as a call centre writes them, and as the simulation keeps them.

The clock is an integer count of milliseconds since the first midnight of the scenario.
"""

import re
from typing import Final, NewType

CustomerId = NewType("CustomerId", int)
CaseId = NewType("CaseId", int)
AgentId = NewType("AgentId", int)

MILLISECOND: Final = 1
SECOND: Final = 1_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
DAYS_OF_YEAR: Final = 365.2425
"""Of a mean Gregorian year."""
DAYS_OF_MONTH: Final = DAYS_OF_YEAR / 12

# "Not in this run": later than any instant that a run can reach.
NEVER: Final = 2**62

_DURATION_UNITS: Final = {
    "ms": MILLISECOND,
    "s": SECOND,
    "sec": SECOND,
    "m": MINUTE,
    "min": MINUTE,
    "h": HOUR,
    "d": DAY,
    "w": WEEK,
}
# A rate counts per span; months and years are mean Gregorian ones.
_RATE_SPANS: Final = {
    "s": SECOND,
    "min": MINUTE,
    "m": MINUTE,
    "h": HOUR,
    "day": DAY,
    "d": DAY,
    "week": WEEK,
    "month": round(DAYS_OF_MONTH * DAY),
    "year": round(DAYS_OF_YEAR * DAY),
}
_PART: Final = re.compile(r"(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([a-z]+)\s*")
_NUMBER: Final = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_RATE: Final = re.compile(rf"\s*({_NUMBER})\s*/\s*([a-z]+)\s*")
_MONEY: Final = re.compile(rf"\s*({_NUMBER})\s*([A-Z]{{3}})\s*(?:/\s*([a-z]+))?\s*")


def parse_duration(text: str) -> int:
    """A written duration in milliseconds.

    >>> parse_duration("4m30s")
    270000

    Raises:
        ValueError: the text is not a chain of numbers with units, such as ``4m30s``.
    """
    rest = text.strip().lower()
    total, at = 0.0, 0
    for part in _PART.finditer(rest):
        if part.start() != at or part.group(2) not in _DURATION_UNITS:
            break
        total += float(part.group(1)) * _DURATION_UNITS[part.group(2)]
        at = part.end()
    if at != len(rest) or at == 0:
        raise ValueError(
            f"{text!r} is not a duration: write a number with its unit, "
            "such as 20s, 4m30s, 2h or 3d"
        )
    if total >= NEVER:
        raise ValueError(f"{text!r} is longer than any run can be")
    return round(total)


def format_duration(milliseconds: float) -> str:
    """A duration as people write it, with its two largest units.

    >>> format_duration(270_000)
    '4m30s'
    """
    if milliseconds >= NEVER:
        return "never"
    if milliseconds < MINUTE:
        return f"{milliseconds / SECOND:.3g}s"
    rest, parts = round(milliseconds / SECOND), []
    for name, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{name}")
    return "".join(parts[:2])


def format_clock(milliseconds: int, *, seconds: bool = False) -> str:
    """A time of day, of the time since midnight.

    >>> format_clock(34_230_000), format_clock(34_230_000, seconds=True)
    ('09:30', '09:30:30')
    """
    text = f"{milliseconds // HOUR:02d}:{milliseconds % HOUR // MINUTE:02d}"
    return f"{text}:{milliseconds % MINUTE // SECOND:02d}" if seconds else text


def parse_rate(text: str) -> float:
    """A written rate, in events per millisecond.

    >>> round(parse_rate("95/min") * MINUTE)
    95

    Raises:
        ValueError: the text is not a number per span, such as ``95/min``.
    """
    match = _RATE.fullmatch(text)
    if match is None or match.group(2) not in _RATE_SPANS:
        raise ValueError(
            f"{text!r} is not a rate: write a number per span, such as 95/min, 50/h or 1200/day"
        )
    return float(match.group(1)) / _RATE_SPANS[match.group(2)]


def parse_money(text: str) -> tuple[float, str, int | None]:
    """A written amount: its number, its currency, and the span in ms that it counts per.

    >>> parse_money("12.50 EUR/h")
    (12.5, 'EUR', 3600000)

    Raises:
        ValueError: the text is not an amount, such as ``5 EUR`` or ``12.50 EUR/h``.
    """
    match = _MONEY.fullmatch(text)
    if match is None or (match.group(3) is not None and match.group(3) not in _RATE_SPANS):
        raise ValueError(
            f"{text!r} is not an amount of money: write it with its currency, "
            "such as 12.50 EUR/h or 15 EUR/month"
        )
    span = None if match.group(3) is None else _RATE_SPANS[match.group(3)]
    return float(match.group(1)), match.group(2), span
