"""The facts of scenarios as a reader compares them: which differ, and what stands behind each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ccsim.figures.numbers import NOT_KNOWN
from ccsim.spec.evidence import own_evidence
from ccsim.spec.fields import Facts
from ccsim.spec.paths import annotation_at, field_at, is_choice_of_one
from ccsim.spec.scenario import ABOUT_THE_FILE, Scenario
from ccsim.spec.writing import document_of
from ccsim.units import format_duration

Path = tuple[str, ...]
_MOST_CHARACTERS = 100
_MOST_VALUES = 8
OWN = "the scenario's own"
"""The source of a fact that no evidence stands beside: what an organisation says of itself."""
_DURATION = re.compile(r"(\d+)ms")


@dataclass(frozen=True)
class Lever:
    """A fact that is not the same in all scenarios."""

    path: str
    help: str
    values: tuple[str, ...]
    """Its value in each scenario, in their order."""
    source: str = OWN
    """Where its evidence is found, with the grade of it."""


@dataclass(frozen=True)
class Fact:
    """A fact that a scenario names, with the evidence that stands beside it in the spec."""

    path: str
    field: str
    """The same path with a star for each free name: equal for all facts of one kind."""
    help: str
    values: tuple[str, ...]
    """Its value in each scenario, in their order; the neutral one where it is not named, and none
    where what it is a fact of (a team, a queue) does not exist."""
    written: tuple[Any, ...]
    """The same as a file writes them; None where it is not named."""
    source: str
    grade: str
    """From A (peer-reviewed or official) to D (an assumption); empty where there is no evidence."""
    everywhere: bool
    """Whether all scenarios have what it is a fact of; a team may be in only some of them."""
    low: Any
    high: Any
    """From where to where it may lie; None where that is not known."""

    @property
    def differs(self) -> bool:
        """Whether it is not the same in all scenarios."""
        return len({str(value) for value in self.written}) > 1

    @property
    def span(self) -> str:
        """From where to where it may lie, in words; empty where that is not known."""
        if self.low is None or self.high is None:
            return ""
        return f"{text_of(self.low)} to {text_of(self.high)}"


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
            rows[path] = Lever(".".join(path), _help(path), texts, _source_text(scenarios, path))
    return list(rows.values())


def all_facts(scenarios: Sequence[Scenario]) -> list[Fact]:
    """Every fact that one of the scenarios names, in the order of the files."""
    documents = [_facts(scenario) for scenario in scenarios]
    known = [dict(_leaves(document)) for document in documents]
    rows = []
    for path in dict.fromkeys(path for facts in known for path in facts):
        evidence = _own_evidence(scenarios, path) or _evidence(path)
        entry = path[:2] if len(path) > 2 else ()
        there = [bool(_at(document, entry)) for document in documents]
        texts = (
            text_of(facts[path]) if path in facts else neutral_of(path) if here else NOT_KNOWN
            for facts, here in zip(known, there, strict=True)
        )
        rows.append(
            Fact(
                path=".".join(path),
                field=".".join(_starred(path)),
                help=_help(path),
                values=tuple(texts),
                written=tuple(facts.get(path) for facts in known),
                source=str(evidence.get("source") or OWN),
                grade=str(evidence.get("grade") or ""),
                everywhere=all(there),
                low=evidence.get("low"),
                high=evidence.get("high"),
            )
        )
    return rows


def _starred(path: Path) -> Iterator[str]:
    """A path with a star in place of each free name."""
    for place, part in enumerate(path):
        yield part if field_at(path[: place + 1]) is not None else "*"


def _source_text(scenarios: Sequence[Scenario], path: Path) -> str:
    evidence = _own_evidence(scenarios, path) or _evidence(path)
    source, grade = evidence.get("source"), evidence.get("grade")
    return f"{source}, grade {grade}" if source else OWN


def help_of(path: str) -> str:
    """What the spec says of a fact; nothing of an entry with a free name."""
    return _help(tuple(path.split(".")))


def fact_at(scenario: Scenario, path: str) -> Any:
    """One fact as a file writes it, or what holds where the scenario does not name it.

    None where nothing does.
    """
    where = tuple(path.split("."))
    found = _at(_facts(scenario), where)
    if isinstance(found, str) and _DURATION.fullmatch(found):
        return text_of(found)
    if found is not None:
        return found
    field = field_at(where)
    if field is None or field.is_required() or isinstance(field.default, Facts):
        return None
    is_duration = _evidence(where).get("unit") == "duration"
    return neutral_of(where) if is_duration else field.default


def has_fact(scenario: Scenario, path: str) -> bool:
    """Whether the scenario has what the fact is about, such as a pit stop."""
    return fact_at(scenario, path.rpartition(".")[0]) is not None


def range_of(path: str) -> str:
    """From where to where a fact may lie, and who says so.

    >>> range_of("pit_stop.uplift.ownership")
    '0 to 0.9 (S004-24)'
    """
    evidence = _evidence(tuple(path.split(".")))
    low, high, source = (evidence.get(name) for name in ("low", "high", "source"))
    span = "" if low is None or high is None else f"{low} to {high} "
    return f"{span}({source})" if source else span


def _facts(scenario: Scenario) -> dict[str, Any]:
    document = document_of(scenario)
    return {name: value for name, value in document.items() if name not in ABOUT_THE_FILE}


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


def _own_evidence(scenarios: Sequence[Scenario], path: Path) -> dict[str, Any]:
    """What one of the scenarios itself knows of a fact; empty where none does."""
    for scenario in scenarios:
        known = own_evidence(scenario, ".".join(path))
        if known is not None:
            return known[1].model_dump()
    return {}


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
    duration = _DURATION.fullmatch(str(value))
    return format_duration(int(duration.group(1))) if duration else str(value)
