"""The kinds of fact a scenario holds: durations, rates, chances, money, and where they come from.

A field carries its unit, bounds, help and evidence once; forms, help texts, the JSON Schema and
`robustness` are made from it.
"""

import re
import zoneinfo
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from ccsim.units import NEVER, parse_duration, parse_money, parse_rate


class Facts(BaseModel):
    """A group of facts: frozen, with unknown keys refused and help taken from docstrings."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        allow_inf_nan=False,
        validate_default=False,
    )


def _duration(value: Any) -> Any:
    if isinstance(value, str):
        if value.lstrip().startswith("-"):
            raise ValueError(f"{value!r} is negative: a duration is 0s or longer")
        return NEVER if value == "never" else parse_duration(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a duration: write it with its unit, such as 4m30s")
    if value == 0:
        return 0
    raise ValueError(f"{value!r} has no unit: write {value}s, {value}m or {value}h")


def _rate(value: Any) -> Any:
    if isinstance(value, str):
        return parse_rate(value)
    if value == 0 and not isinstance(value, bool):
        return 0.0
    raise ValueError(f"{value!r} is not a rate: write a number per span, such as 95/min")


def _chance(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a chance: write a number from 0 to 1, such as 0.85")
    return value


class Amount(Facts):
    """Money, with its currency, and the span that it counts per (none for a plain sum)."""

    value: float
    currency: str
    per_ms: int | None = None

    def __str__(self) -> str:
        return f"{self.value:g} {self.currency}"


def _money(value: Any) -> Any:
    if isinstance(value, Amount | dict):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} has no currency: write it as 12.50 EUR/h or 15 EUR/month")
    number, currency, span = parse_money(value)
    return Amount(value=number, currency=currency, per_ms=span)


def _name(text: str) -> str:
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", text) is None:
        raise ValueError(
            f"{text!r} is not a name: letters, digits and _ after a first letter, at most 64"
        )
    return text


def _time_zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"{name!r} is not a time zone: write its IANA name, such as Europe/Madrid"
        ) from None
    return name


Name = Annotated[str, AfterValidator(_name)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Duration = Annotated[
    int,
    BeforeValidator(_duration),
    Field(ge=0, le=NEVER, json_schema_extra={"type": ["string", "integer"], "unit": "duration"}),
]
PositiveDuration = Annotated[
    int,
    BeforeValidator(_duration),
    Field(gt=0, le=NEVER, json_schema_extra={"type": ["string", "integer"], "unit": "duration"}),
]
Rate = Annotated[
    float,
    BeforeValidator(_rate),
    Field(ge=0, json_schema_extra={"type": ["string", "number"], "unit": "events per span"}),
]
Chance = Annotated[
    float, BeforeValidator(_chance), Field(ge=0, le=1, json_schema_extra={"unit": "share 0-1"})
]
Money = Annotated[
    Amount,
    BeforeValidator(_money),
    Field(json_schema_extra={"type": ["string", "object"], "unit": "money"}),
]


def fact(
    default: Any,
    *,
    source: str,
    evidence: object = None,
    grade: str = "D",
    low: object = None,
    high: object = None,
    **bounds: Any,
) -> Any:
    """A field with its evidence beside it: source, value, grade and range of `evidence.md`.

    The default is neutral (the mechanism is off); `evidence` is the value that a scenario may
    name, from `low` to `high` in sensitivity runs. A source of ``"assumption"`` says that no
    study stands behind it.
    """
    extra: dict[str, Any] = {
        "source": source,
        "evidence": evidence,
        "grade": grade,
        "low": low,
        "high": high,
    }
    return Field(default, json_schema_extra=extra, **bounds)
