"""Numbers as readers of figures, pages and terminals expect them: with unit, sign and few digits.

Inside the house durations are seconds and shares lie from 0 to 1; only here do they become
minutes and percent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

NOT_KNOWN = "–"
"""What stands where a number is not defined."""

_SHARE = "share"
_SECONDS = "s"
_TIME_STEPS = ((60.0, "s"), (3_600.0, "min"), (172_800.0, "h"), (float("inf"), "d"))
_SECONDS_OF = {"s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}


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
        return joined(digits(value * self.factor, signed=signed), self.unit)


def scale_of(unit: str, values: Iterable[float | None] = (), *, difference: bool = False) -> Scale:
    """The scale in which all of some values are read best.

    >>> scale_of("s", [90.0, 1_500.0]).unit
    'min'
    """
    if unit == _SHARE or unit.startswith(_SHARE + " "):
        points = "points" if difference else "%"
        return Scale(100.0, points + unit.removeprefix(_SHARE))
    if unit == _SECONDS:
        largest = max((abs(value) for value in values if value is not None), default=0.0)
        step = next(name for limit, name in _TIME_STEPS if largest < limit)
        return Scale(1.0 / _SECONDS_OF[step], step)
    return Scale(1.0, unit)


def written(value: float | None, unit: str) -> str:
    """A number with its unit.

    >>> written(0.4567, "share"), written(272.0, "s")
    ('45.7 %', '4.53 min')
    """
    return scale_of(unit, [value]).text(value)


def written_interval(low: float | None, high: float | None, unit: str) -> str:
    """The two bounds of an interval, in one unit.

    >>> written_interval(0.45, 0.47, "share")
    '45.0 to 47.0 %'
    """
    return _span(low, high, scale_of(unit, [low, high]), signed=False)


def written_difference(
    mean: float | None, low: float | None, high: float | None, unit: str
) -> tuple[str, str]:
    """A difference and its interval, with signs; shares differ by percentage points.

    >>> written_difference(0.05, 0.03, 0.07, "share")
    ('+5.00 points', '+3.00 to +7.00 points')
    """
    scale = scale_of(unit, [mean, low, high], difference=True)
    return scale.text(mean, signed=True), _span(low, high, scale, signed=True)


def digits(value: float, *, signed: bool = False) -> str:
    """A number with the digits that a reader uses, a true minus sign and spaced thousands.

    >>> digits(-1234.5), digits(0.01234), digits(3.0)
    ('−1,234', '0.0123', '3.00')
    """
    size = abs(value)
    if size >= 100:
        text = f"{size:,.0f}"
    elif size >= 10:
        text = f"{size:.1f}"
    elif size >= 0.1 or size == 0:
        text = f"{size:.2f}" if size else "0"
    else:
        text = f"{size:.3g}"
    if float(text.replace(",", "")) == 0:
        return "0"
    sign = "−" if value < 0 else "+" if signed else ""
    return sign + text


def joined(text: str, unit: str) -> str:
    """A number and its unit, if it has one."""
    return f"{text} {unit}" if unit else text


def _span(low: float | None, high: float | None, scale: Scale, *, signed: bool) -> str:
    if low is None or high is None:
        return "no interval"
    ends = (digits(bound * scale.factor, signed=signed) for bound in (low, high))
    return joined(" to ".join(ends), scale.unit)
