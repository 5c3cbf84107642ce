"""Numbers as readers of figures, pages and terminals expect them: with unit, sign and few digits.

Inside the house durations are seconds and shares lie from 0 to 1; only here do they become
minutes and percent. A number and its interval have the same unit and the same decimals.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

NOT_KNOWN = "–"
"""What stands where a number is not defined."""
NO_INTERVAL = "no interval"
"""What stands for the interval of a single replication."""

_SHARE = "share"
_SECONDS = "s"
_TIME_STEPS = ((90.0, "s"), (5_400.0, "min"), (172_800.0, "h"), (math.inf, "d"))
_SECONDS_OF = {"s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
_UNIT = re.compile(r"(?<=\d) (?=(?:(?:%|points?|s|min|h|d)(?![\w/}])|[A-Z]{3}(?!\w)))")
_COUNT = re.compile(r"\bn = (?=\d)")
_SIGNIFICANT = 3
_MOST_DECIMALS = 6  # what is smaller still is shown as nothing


@dataclass(frozen=True)
class Scale:
    """What a stored number is multiplied by to be read, and the unit behind it."""

    factor: float
    unit: str

    def text(self, value: float | None, *, signed: bool = False) -> str:
        """A number in this scale, with its unit.

        >>> Scale(100, "%").text(0.4567)
        '45.7 %'
        """
        if value is None:
            return NOT_KNOWN
        return _joined(digits(value * self.factor, signed=signed), self.unit)

    def span(
        self,
        low: float | None,
        high: float | None,
        *,
        mean: float | None = None,
        signed: bool = False,
    ) -> str:
        """An interval in this scale, with the decimals of its mean and without the unit.

        >>> Scale(100, "%").span(0.45, 0.4712, mean=0.46)
        '45.0 to 47.1'
        """
        if low is None or high is None:
            return NO_INTERVAL
        places = decimals((mean or max(abs(low), abs(high))) * self.factor)
        return " to ".join(digits(end * self.factor, places, signed=signed) for end in (low, high))


def scale_of(unit: str, values: Iterable[float | None] = (), *, difference: bool = False) -> Scale:
    """The scale in which some values, all together, are read best.

    >>> scale_of("s", [90.0, 1_500.0]).unit
    'min'
    """
    if unit == _SHARE or unit.startswith(_SHARE + " "):
        points = "points" if difference else "%"
        return Scale(100.0, points + unit.removeprefix(_SHARE))
    if unit == _SECONDS:
        typical = _typical(values)
        step = next(name for limit, name in _TIME_STEPS if typical < limit)
        return Scale(1.0 / _SECONDS_OF[step], step)
    return Scale(1.0, unit)


def written(value: float | None, unit: str) -> str:
    """A number with its unit.

    >>> written(0.4567, "share"), written(272.0, "s")
    ('45.7 %', '4.53 min')
    """
    return scale_of(unit, [value]).text(value)


def unbroken(text: str) -> str:
    r"""A text in which no line ends between a number and its unit, nor within a count.

    >>> unbroken("88.1 % (87.0 to 89.2, n = 50)").split(" ")
    ['88.1\xa0%', '(87.0', 'to', '89.2,', 'n\xa0=\xa050)']
    >>> unbroken("12.50 EUR/h")
    '12.50\xa0EUR/h'
    """
    text = _COUNT.sub("n\u00a0=\u00a0", text)
    return _UNIT.sub("\u00a0", text)


def decimals(value: float) -> int:
    """How many decimals show a number with the digits that a reader uses.

    >>> decimals(1234.5), decimals(45.67), decimals(0.01234)
    (0, 1, 4)
    """
    size = abs(value)
    if size == 0 or not math.isfinite(size):
        return 0
    # The number that is shown decides: 9.996 is 10.0.
    size = float(f"{size:.{_SIGNIFICANT - 1}e}")
    places = _SIGNIFICANT - 1 - math.floor(math.log10(size))
    return max(0, min(places, _MOST_DECIMALS) if size < 0.1 else min(places, 2))


def digits(value: float, places: int | None = None, *, signed: bool = False) -> str:
    """A number with few digits, a true minus sign and thousands set apart.

    >>> digits(-1234.5), digits(0.01234), digits(3.0)
    ('−1,234', '0.0123', '3.00')
    """
    text = f"{abs(value):,.{decimals(value) if places is None else places}f}"
    if not text.strip("0.,"):
        return "0"
    return ("−" if value < 0 else "+" if signed else "") + text


def _typical(values: Iterable[float | None]) -> float:
    """The geometric mean of what is not zero: large and small values have the same say."""
    sizes = [math.log(abs(value)) for value in values if value]
    return math.exp(sum(sizes) / len(sizes)) if sizes else 0.0


def _joined(text: str, unit: str) -> str:
    return f"{text} {unit}" if unit else text
