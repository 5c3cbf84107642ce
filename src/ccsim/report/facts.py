"""The facts of scenarios as a reader compares them: which differ, and which are assumptions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ccsim.figures.numbers import NOT_KNOWN
from ccsim.spec.fields import Facts
from ccsim.spec.paths import annotation_at, field_at, is_choice_of_one
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import document_of
from ccsim.units import format_duration

Path = tuple[str, ...]
_ABOUT_THE_FILE = {"format", "name", "why"}
_MOST_CHARACTERS = 100
_MOST_VALUES = 8
_WEAKEST = "D"


@dataclass(frozen=True)
class Lever:
    """A fact that is not the same in all scenarios."""

    path: str
    help: str
    values: tuple[str, ...]
    """Its value in each scenario, in their order."""


@dataclass(frozen=True)
class Assumption:
    """A fact that no good study stands behind."""

    path: str
    help: str
    value: str
    source: str
    grade: str
    span: str
    """From where to where it may lie, where that is known."""


def levers(scenarios: Sequence[Scenario]) -> list[Lever]:
    """What differs between scenarios; an entry that only some have, such as a team, is one row."""
    documents = [_facts(scenario) for scenario in scenarios]
    known = [dict(_leaves(document)) for document in documents]
    rows: dict[Path, Lever] = {}
    for path in dict.fromkeys(path for facts in known for path in facts):
        entry = path[:2]
        if len(path) > 2 and not all(_at(document, entry) for document in documents):
            found = tuple(text_of(_at(document, entry)) for document in documents)
            rows.setdefault(entry, Lever(".".join(entry), "", found))
        elif len({str(facts.get(path)) for facts in known}) > 1:
            texts = tuple(
                text_of(facts[path]) if path in facts else neutral_of(path) for facts in known
            )
            rows[path] = Lever(".".join(path), _help(path), texts)
    return list(rows.values())


def assumptions(scenarios: Sequence[Scenario]) -> list[Assumption]:
    """The facts named by the scenarios that are assumptions, or of the weakest grade."""
    rows: dict[tuple[Path, str], Assumption] = {}
    for scenario in scenarios:
        for path, value in _leaves(_facts(scenario)):
            evidence = _evidence(path)
            source, grade = evidence.get("source"), evidence.get("grade")
            if source != "assumption" and grade != _WEAKEST:
                continue
            ends = [evidence.get(end) for end in ("low", "high")]
            span = "" if None in ends else f"{ends[0]} to {ends[1]}"
            row = Assumption(
                ".".join(path), _help(path), text_of(value), str(source), str(grade), span
            )
            rows.setdefault((path, row.value), row)
    return [rows[key] for key in sorted(rows)]


def help_of(path: str) -> str:
    """What the spec says of a fact; nothing of an entry with a free name."""
    return _help(tuple(path.split(".")))


def _facts(scenario: Scenario) -> dict[str, Any]:
    document = document_of(scenario)
    return {name: value for name, value in document.items() if name not in _ABOUT_THE_FILE}


def _leaves(document: dict[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """All single facts of a document; a distribution or a list is one fact."""
    for name, value in document.items():
        here = (*path, str(name))
        if isinstance(value, dict) and not _is_one_fact(here):
            yield from _leaves(value, here)
        else:
            yield here, value


def _is_one_fact(path: Path) -> bool:
    return is_choice_of_one(annotation_at(path)) or bool(_evidence(path).get("source"))


def _evidence(path: Path) -> dict[str, Any]:
    field = field_at(path)
    extra = field.json_schema_extra if field is not None else None
    return dict(extra) if isinstance(extra, dict) else {}


def _help(path: Path) -> str:
    field = field_at(path)
    return (field.description or "") if field is not None else ""


def neutral_of(path: Path) -> str:
    """What holds where a scenario does not name a fact."""
    field = field_at(path)
    if field is None or field.is_required() or field.default is None:
        return NOT_KNOWN
    default = field.default
    if isinstance(default, Facts):
        default = default.model_dump(mode="json")
    if _evidence(path).get("unit") == "duration":
        return format_duration(default)
    return text_of(default)


def _at(document: dict[str, Any], path: Path) -> Any:
    here: Any = document
    for part in path:
        here = here.get(part) if isinstance(here, dict) else None
    return here


def text_of(value: Any) -> str:
    """A written fact on one line, with durations as people write them."""
    text = _one_line(value)
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS].rstrip(" ,") + " …"


def _listed(values: list[Any]) -> str:
    """A list, in short where it is a long row of numbers (agents by half-hour)."""
    if len(values) > _MOST_VALUES and all(isinstance(value, int | float) for value in values):
        return f"{len(values)} values up to {max(values):g}, in all {sum(values):g}"
    return ", ".join(map(_one_line, values)) or "none"


def _one_line(value: Any) -> str:
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_one_line(own)}" for name, own in value.items())
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, float):
        return f"{value:g}"
    duration = re.fullmatch(r"(\d+)ms", str(value))
    return format_duration(int(duration.group(1))) if duration else str(value)
