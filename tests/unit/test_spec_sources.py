"""Every value of the shipped base names its source; the others are patches of levers only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ccsim.spec.scenario import Scenario
from shipped import SCENARIOS

DESIGN = Path(__file__).parents[3] / "shared" / "design"
EVIDENCE = re.compile(r"\bE-[A-Z]+-\d+\b")
STORY = re.compile(r"\bS00\d(?:-\d+)?\b")
WORDS = re.compile(r"\bassum(?:ption|ed)\b|\bsection 1 of the evidence\b")

STRUCTURE = {
    "hours", "queue", "owner", "specialists", "teams", "tier", "employer", "interval", "count",
}  # fmt: skip
"""What makes this company this company: who calls whom, and when doors are open."""
NOT_FACTS = {"format", "base", "name", "why", "calendar"}


@dataclass(frozen=True)
class Named:
    """A value that a file names, with the comments that speak of it."""

    path: tuple[str, ...]
    comments: tuple[str, ...] = field(default=())

    @property
    def has_source(self) -> bool:
        return any(
            pattern.search(text) for pattern in (EVIDENCE, STORY, WORDS) for text in self.comments
        )


def named_values(path: Path) -> list[Named]:
    """The values of a file, with the comments on their lines, right above, and of their parents."""
    values: list[Named] = []
    parents: list[tuple[int, str, tuple[str, ...]]] = []
    above: list[str] = []
    depth = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        text, _, comment = line.partition("#")
        key = None if depth else re.match(r"( *)([a-z_.]+):(.*)", text)
        depth += sum(text.count(sign) for sign in "[{") - sum(text.count(sign) for sign in "]}")
        if not text.strip():
            above = [*above, comment] if comment else []
            continue
        if key is None:
            continue  # a list or map that began above goes on
        indent, name, value = len(key[1]), key[2], key[3].strip()
        while parents and parents[-1][0] >= indent:
            parents.pop()
        own = tuple(words for words in (*above, comment) if words)
        above = []
        if value and not value.startswith(("&", "*")):
            inherited = tuple(words for _, _, texts in parents for words in texts)
            here = (*(parent for _, parent, _ in parents), name)
            values.append(Named(here, (*own, *inherited)))
        else:
            parents.append((indent, name, own))
    return values


BASE = SCENARIOS / "scripted_call_center.yaml"
PATCHES = [SCENARIOS / "solution_center.yaml", SCENARIOS / "pit_stop.yaml"]
STORIES = [SCENARIOS / "pit_stop_year.yaml"]


@pytest.mark.parametrize("path", [BASE, *PATCHES, *STORIES], ids=lambda path: path.stem)
def test_every_value_names_its_source(path: Path) -> None:
    values = [
        one
        for one in named_values(path)
        if one.path[0] not in NOT_FACTS and one.path[-1] not in STRUCTURE
    ]
    assert len(values) >= 7
    bare = [".".join(one.path) for one in values if not one.has_source]
    assert not bare, "no E-id, no S-id, and not called an assumption"


@pytest.mark.parametrize("path", [BASE, *PATCHES, *STORIES], ids=lambda path: path.stem)
def test_every_source_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(EVIDENCE.findall(text)) <= known(EVIDENCE, "evidence.md")
    assert set(STORY.findall(text)) <= known(STORY, "mechanisms.md")


def test_every_source_of_a_field_exists() -> None:
    sources = " ".join(field_sources(Scenario.model_json_schema()))
    assert EVIDENCE.search(sources)
    assert set(EVIDENCE.findall(sources)) <= known(EVIDENCE, "evidence.md")
    assert set(STORY.findall(sources)) <= known(STORY, "mechanisms.md")


def known(pattern: re.Pattern[str], name: str) -> set[str]:
    """The ids that a document of the design knows."""
    if not (DESIGN / name).exists():
        pytest.skip(f"the design is not here: {name} is read from ../shared/design")
    return set(pattern.findall((DESIGN / name).read_text(encoding="utf-8")))


def field_sources(schema: object) -> Iterator[str]:
    """Every source and description in a JSON Schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("source", "description") and isinstance(value, str):
                yield value
            else:
                yield from field_sources(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from field_sources(value)


@pytest.mark.parametrize("path", PATCHES, ids=lambda path: path.stem)
def test_the_other_operating_models_are_patches_of_levers_only(path: Path) -> None:
    """They change who works how, and never who calls, why, or how patiently."""
    document = YAML(typ="safe").load(path)
    assert list(document) == ["format", "base", "name", "why", "patch"]
    assert document["base"] == BASE.name
    changed = {key.partition(".")[0] for key in document["patch"]}
    assert changed <= {"operating_model", "teams", "queues"}
