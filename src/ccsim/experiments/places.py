"""The places of a scenario's numbers: path, value, unit, evidence, and whether a file names it."""

import fnmatch
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ccsim.errors import UsageError
from ccsim.spec.evidence import Evidence, own_evidence
from ccsim.spec.fields import Amount, Facts
from ccsim.spec.scenario import ABOUT_THE_FILE, Scenario
from ccsim.spec.writing import unit_of_field, written_value
from ccsim.units import NEVER, format_duration, parse_duration, parse_money, parse_rate


@dataclass(frozen=True)
class Place:
    """A number of a scenario, and what is known about it."""

    path: str
    """Where it stands, as `--set` takes it."""
    key: str
    """The fact that it is a value of: the path, with `*` for names that the file gives."""
    value: Any
    """As the scenario has it: a number, an amount of money, or times with a distribution, of which
    the mean is meant."""
    field: FieldInfo
    written: bool
    """Whether a file names it; else it stands at its default."""
    group_written: bool
    """Whether a file names the group that it is in."""
    own: tuple[str, Evidence] | None = None
    """What the scenario itself has as evidence of it, with the path that it is given for."""

    @property
    def number(self) -> float:
        """The value in its stored unit."""
        if isinstance(self.value, Amount):
            return self.value.value
        return float(self.value.mean_ms if _is_times(self.value) else self.value)

    @property
    def unit(self) -> str | None:
        """What it counts; None for plain numbers."""
        return "duration" if _is_times(self.value) else unit_of_field(self.field)

    @property
    def is_chance(self) -> bool:
        """Whether it lies from 0 to 1."""
        return self.unit == "share 0-1"

    @property
    def evidence(self) -> dict[str, Any]:
        """Source, grade and range: the scenario's own, else what stands in the spec, or nothing."""
        if self.own is not None:
            return self.own[1].model_dump()
        extra = self.field.json_schema_extra
        return dict(extra) if isinstance(extra, dict) else {}

    @property
    def has_range(self) -> bool:
        """Whether the evidence says from where to where it may lie; the same twice is no range."""
        low, high = (self.evidence.get(end) for end in ("low", "high"))
        return low is not None and high is not None and low != high

    @property
    def neutral(self) -> bool:
        """Whether it is the default that switches its mechanism off."""
        if self.own is not None:
            return False
        known = self.evidence.get("evidence")
        return bool(self.value == self.field.default and (known is None or known != self.value))

    def parse(self, written: object) -> float:
        """The number that is meant by one end of a range.

        Raises:
            UsageError: it cannot be a value of this fact.
        """
        try:
            number = self._read(str(written))
        except ValueError as error:
            raise UsageError(f"{self.path}: {written!r} cannot be its value: {error}") from None
        if not math.isfinite(number):
            raise UsageError(f"{self.path}: {written!r} cannot be its value: it is not finite")
        return number

    def written_as(self, number: float) -> Any:
        """A number of this kind as a scenario file writes it, with six digits at most."""
        rounded = float(f"{number:.6g}")
        if isinstance(self.value, Amount):
            return written_value(self.value.model_copy(update={"value": rounded}), self.field)
        if _is_times(self.value):
            return _stretched(self.value.model_dump(exclude_none=True), number / self.number)
        if isinstance(self.value, int):
            return written_value(round(number), self.field)
        return written_value(number if self.unit == "events per span" else rounded, self.field)

    def text(self, number: float) -> str:
        """A number of this kind as people read it, with three digits."""
        if self.unit == "duration":
            return format_duration(number) or "0s"
        written = self.written_as(float(f"{number:.3g}"))
        return f"{written:g}" if isinstance(written, float) else str(written)

    def _read(self, text: str) -> float:
        if isinstance(self.value, Amount):
            number, currency, span = parse_money(text)
            if (currency, span) != (self.value.currency, self.value.per_ms):
                raise ValueError(
                    f"the scenario counts it as {written_value(self.value, self.field)}"
                )
            return number
        if self.unit == "duration":
            return float(parse_duration(text))
        return parse_rate(text) if self.unit == "events per span" else float(text)


def places_of(scenario: Scenario) -> dict[str, Place]:
    """All numbers of a scenario, by path; `never` is none."""
    places = _of_group(scenario, "", "", True)
    if not scenario.evidence:
        return {place.path: place for place in places}
    return {one.path: replace(one, own=own_evidence(scenario, one.path)) for one in places}


def _of_group(group: BaseModel, path: str, key: str, written: bool) -> Iterator[Place]:
    for name, field in type(group).model_fields.items():
        if name in ABOUT_THE_FILE and not path:
            continue
        at = Place(
            f"{path}{name}", f"{key}{name}", None, field, name in group.model_fields_set, written
        )
        yield from _within(getattr(group, name), at)


def _within(value: Any, at: Place) -> Iterator[Place]:
    """The numbers of a value: itself, or what lies in it."""
    if _is_times(value) and value.mean_ms < NEVER:
        yield replace(at, value=value)
    if isinstance(value, BaseModel) and not isinstance(value, Amount):
        yield from _of_group(value, f"{at.path}.", f"{at.key}.", at.written)
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in pairs:
            # Numbers by name, such as knowledge by kind of need, are values of the fact itself.
            inner = f"{at.key}.*" if isinstance(each, BaseModel) else at.key
            yield from _within(each, replace(at, path=f"{at.path}.{name}", key=inner))
    elif isinstance(value, Amount) or (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < NEVER
    ):
        yield replace(at, value=value)


def _is_times(value: Any) -> bool:
    """Whether a value is a distribution of times."""
    return isinstance(value, Facts) and hasattr(value, "mean_ms")


def _stretched(facts: Any, factor: float) -> Any:
    """Times of the same shape, each so many times as long; only times are whole numbers in them."""
    if isinstance(facts, dict):
        return {name: _stretched(each, factor) for name, each in facts.items()}
    if isinstance(facts, list):
        return [_stretched(each, factor) for each in facts]
    return f"{round(facts * factor)}ms" if isinstance(facts, int) else facts


@dataclass(frozen=True)
class Pair:
    """The same path in two scenarios."""

    both: tuple[Place | None, Place | None]

    @property
    def path(self) -> str:
        """Where it stands."""
        return self._some.path

    @property
    def key(self) -> str:
        """The fact that it is a value of."""
        return self._some.key

    @property
    def _some(self) -> Place:
        return next(one for one in self.both if one is not None)


def pairs_of(one: Scenario, other: Scenario) -> list[Pair]:
    """The numbers of two scenarios, path by path."""
    mine, others = places_of(one), places_of(other)
    return [Pair((mine.get(path), others.get(path))) for path in dict.fromkeys([*mine, *others])]


def matches(pair: Pair, pattern: str) -> bool:
    """Whether a path is meant; `*` stands for anything."""
    return pair.key == pattern or fnmatch.fnmatchcase(pair.path, pattern)
