"""Whether a scenario's own evidence speaks of facts that there are, in their own units."""

import math
from collections.abc import Iterator
from typing import Any

from ccsim.spec.checks.finding import Finding
from ccsim.spec.evidence import Evidence
from ccsim.spec.paths import annotation_at, field_at, is_choice_of_one, step
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import unit_of_field
from ccsim.units import parse_duration, parse_money, parse_rate


def evidence(scenario: Scenario) -> Iterator[Finding]:
    """Paths that lead nowhere, and ends of ranges that are none of the fact."""
    for path, own in scenario.evidence.items():
        where = ("evidence", path)
        if annotation_at(path.split(".")) is None:
            yield where, "no fact of a scenario has this path"
            continue
        ends = []
        for name in ("low", "high"):
            try:
                ends.append(number_at(path, getattr(own, name)))
            except ValueError as error:
                yield (*where, name), f"{getattr(own, name)!r} cannot be a value of {path}: {error}"
        if len(ends) == 2 and not ends[0] <= ends[1]:
            yield (*where, "high"), f"from {own.low} to {own.high} is no range: low lies above high"


def outside(scenario: Scenario) -> Iterator[Finding]:
    """Ranges that say nothing of the scenario as it stands: its value lies outside, or is gone."""
    for path, own in scenario.evidence.items():
        found = list(_values(scenario, path.split(".")))
        if not found:
            yield ("evidence", path), "the scenario has no such fact: the range says nothing"
        elif not any(_inside(path, own, one) for one in found if one is not None):
            yield ("evidence", path), f"the value lies outside {own.low} to {own.high}"


def number_at(path: str, written: str | float) -> float:
    """The number that an end of a range means, in the unit that the fact is stored in.

    Raises:
        ValueError: it cannot be a value of the fact.
    """
    parts = path.split(".")
    annotation, field = annotation_at(parts), field_at(parts)
    unit = "duration" if is_choice_of_one(annotation) else None
    unit = unit or (unit_of_field(field) if field is not None else None)
    text = str(written)
    if unit == "duration":
        return float(parse_duration(text))
    if unit == "events per span":
        return parse_rate(text)
    number = parse_money(text)[0] if unit == "money" else float(text)
    if not math.isfinite(number):
        raise ValueError("it is not finite")
    return number


def _inside(path: str, own: Evidence, number: float) -> bool:
    return number_at(path, own.low) <= number <= number_at(path, own.high)


def _values(node: Any, parts: list[str]) -> Iterator[float | None]:
    """The numbers at a path of a scenario, of which `*` stands for any name."""
    if node is None:
        return
    if not parts:
        number = getattr(node, "mean_ms", getattr(node, "value", node))
        yield float(number) if isinstance(number, int | float) else None
        return
    name, rest = parts[0], parts[1:]
    if isinstance(node, dict):
        for key, each in node.items():
            if name in ("*", key):
                yield from _values(each, rest)
    elif step(type(node), name) is not None:
        yield from _values(getattr(node, name), rest)
