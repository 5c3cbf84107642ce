"""Quantities as scenario files write them, and what is made of them: `x1.1`, `+10%`, `+2`."""

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, get_args, get_origin

from ccsim.spec.messages import shown
from ccsim.spec.paths import alternatives, annotation_at
from ccsim.units import DAY, HOUR, MINUTE, SECOND, parse_duration, parse_money, parse_rate

PLAIN, SECONDS = "", "s"
"""The units of a number that has none, and of a duration."""
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_TIMES: Final = re.compile(r"x\s*(\d+(?:\.\d+)?)")
_BEYOND: Final = 1e15
"""No fact is as great, in whatever unit; up to here all whole numbers are floats as well."""
_PER_CENT: Final = re.compile(r"([+-])\s*(\d+(?:\.\d+)?)\s*%")


class Quantity(NamedTuple):
    """A number with its unit: s, `EUR/h`, `/min` or none."""

    number: float
    unit: str


class NoQuantityError(ValueError):
    """Something that is to be changed by a share or an amount is no number; it says what is."""


@dataclass(frozen=True)
class Change:
    """What is made of a scenario's own value: a multiple of it, or so much more or less."""

    factor: float = 1.0
    added: Quantity | None = None

    def of(self, path: str, own: Any) -> Any:
        """The changed value, as a file writes it; in a list, what is nought stays nought.

        Args:
            path: of the fact.
            own: what the scenario says there, which may be a list.

        Raises:
            NoQuantityError: it is no number, or one of another unit.
        """
        if own is None:
            raise NoQuantityError(
                "the scenario does not name it, so there is nothing to change: give a value"
            )
        if isinstance(own, list):
            return [one if _is_nought(one) else self.of(path, one) for one in own]
        found = read_quantity(str(own)) if _is_simple(own) else None
        if found is None:
            below = [f"{path}.{name}" for name in own] if isinstance(own, dict) else []
            hint = f": go on to one of {', '.join(below)}" if below else ""
            raise NoQuantityError(f"{shown(own)} is no number to be changed{hint}")
        number = tidy(found.number * self.factor + self._amount(own, found))
        if not abs(number) < _BEYOND:
            raise NoQuantityError(f"what becomes of {own} is beyond all that can be counted")
        if found.unit != PLAIN:
            return write_quantity(Quantity(number, found.unit))
        return whole(number) if is_whole(annotation_at(path.split("."))) else number

    def _amount(self, own: Any, found: Quantity) -> float:
        """What is added, if it has the unit of what is there."""
        if self.added is None:
            return 0.0
        if self.added.unit != found.unit:
            written = write_quantity(self.added)
            raise NoQuantityError(f"{written} cannot be added to {own}: write both in one unit")
        return self.added.number


def read_change(text: str, path: str = "") -> Change | None:
    """What a text makes of a scenario's own value; None where it is a value itself.

    A share is taken away by a minus, and so is an amount from what is counted in whole numbers,
    agents or milliseconds, as it never lies below nought. Elsewhere `-5` is such a value.

    >>> read_change("x1.1"), read_change("-10%")
    (Change(factor=1.1, added=None), Change(factor=0.9, added=None))
    >>> read_change("+5m"), read_change("5m"), read_change("-5")
    (Change(factor=1.0, added=Quantity(number=300.0, unit='s')), None, None)

    Args:
        text: as `--set` takes it.
        path: of the fact, by its name of today.
    """
    text = text.strip()
    if _is_words(annotation_at(path.split("."))):
        return None  # somebody may be called `x2`
    if times := _TIMES.fullmatch(text):
        return Change(float(times[1]))
    if share := _PER_CENT.fullmatch(text):
        return Change(tidy(1 + float(share[1] + share[2]) / 100))
    if text[:1] not in {"+", "-"} or text[1:2] in {"+", "-"}:
        return None
    found = read_quantity(text[1:])
    if found is None:
        return None
    if text[0] == "-" and not is_whole(annotation_at(path.split("."))):
        return None
    return Change(added=found._replace(number=float(f"{text[0]}{found.number}")))


def read_quantity(text: str) -> Quantity | None:
    """A quantity with its unit; None where a text is none."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        number = float(text)
        return Quantity(number, PLAIN) if math.isfinite(number) else None
    amount, slash, span = text.partition("/")
    with suppress(ValueError):
        return Quantity(parse_duration(text) / SECOND, SECONDS)
    with suppress(ValueError):
        parse_rate(text)
        return Quantity(float(amount), slash + span.strip())
    with suppress(ValueError):
        money, currency, per = parse_money(text)
        return Quantity(money, currency if per is None else f"{currency}/{span.strip()}")
    return None


def write_quantity(quantity: Quantity) -> str:
    """A quantity as a scenario file writes it.

    >>> [write_quantity(Quantity(270.0, unit)) for unit in ("s", "EUR/h", "/min")]
    ['4m30s', '270 EUR/h', '270/min']
    """
    if quantity.unit == SECONDS:
        return _duration_text(round(quantity.number * SECOND))
    number, unit = f"{quantity.number:.10g}", quantity.unit
    return f"{number}{unit}" if unit[:1] in ("", "/") else f"{number} {unit}"


def is_whole(annotation: Any) -> bool:
    """Whether only whole numbers stand there."""
    kinds = alternatives(annotation) if annotation is not None else []
    lists = [get_args(kind)[0] for kind in kinds if get_origin(kind) is list]
    return float not in kinds and (int in kinds or any(map(is_whole, lists)))


def whole(number: float) -> int:
    """The nearest whole number; a half goes up, so that more never becomes less."""
    return math.floor(number + 0.5)


def tidy(number: float) -> float:
    """A number without what binary fractions leave at its end."""
    return float(f"{number:.10g}")


def texts_of(changes: Sequence[str], longest: int = 24) -> list[str]:
    """Settings in short, as a label names them: the end of the path, and the value.

    >>> texts_of(["teams.front.headcount=+1", "queues.calls.forecast.calls=x1.1"])
    ['front.headcount=+1', 'forecast.calls=x1.1']
    """
    found = []
    for change in changes:
        path, _, value = (part.strip() for part in change.partition("="))
        short = value if len(value) <= longest else f"{value[: longest - 1]}…"
        found.append(f"{'.'.join(path.split('.')[-2:])}={short}")
    return found


def _is_words(annotation: Any) -> bool:
    """Whether only words stand there, such as names."""
    kinds = alternatives(annotation) if annotation is not None else []
    return bool(kinds) and all(kind in (str, list[str]) for kind in kinds)


def _is_simple(value: Any) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _is_nought(value: Any) -> bool:
    return isinstance(value, int | float) and value == 0


def _duration_text(milliseconds: int) -> str:
    """A duration to the millisecond.

    >>> _duration_text(5_400_250), _duration_text(0), _duration_text(-60_000)
    ('1h30m250ms', '0s', '-1m')
    """
    sign, milliseconds = ("-", -milliseconds) if milliseconds < 0 else ("", milliseconds)
    parts = []
    for name, size in (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", 1)):
        count, milliseconds = divmod(milliseconds, size)
        if count:
            parts.append(f"{count}{name}")
    return sign + ("".join(parts) or "0s")
