"""What a scenario's owner knows of single facts: ranges that go before those of the literature."""

import json
from fnmatch import fnmatchcase
from hashlib import blake2s
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ccsim.spec.fields import Facts

if TYPE_CHECKING:
    from ccsim.spec.scenario import Scenario


class Evidence(Facts):
    """From where to where a fact may lie, who says so, and how well it is known.

    Nothing that is played depends on it; `robustness` draws the fact from it, and reports show it.
    """

    low: str | float
    """The lower end, written as the fact is; of times with a distribution that of the mean."""
    high: str | float
    """The upper end, likewise."""
    source: str = Field(min_length=1)
    """Where that is known from: a method and how many it rests on, a document, a person."""
    grade: Literal["A", "B", "C", "D"] = "D"
    """How well it is known: A published and checked, B measured here, C told, D assumed."""


def own_evidence(scenario: "Scenario", path: str) -> tuple[str, Evidence] | None:
    """What a scenario itself knows of a fact, with the path that it is given for; None of nothing.

    Where several paths mean the fact, its own goes first, then the one that names more of it.
    """
    known = scenario.evidence
    if path in known:
        return path, known[path]
    found = [pattern for pattern in known if fnmatchcase(path, pattern)]
    if not found:
        return None
    pattern = max(found, key=_named)
    return pattern, known[pattern]


def evidence_digest(scenario: "Scenario") -> str:
    """Twelve hex digits, equal where a scenario's own evidence is; its fingerprint knows none."""
    known = {path: own.model_dump(mode="json") for path, own in scenario.evidence.items()}
    return blake2s(json.dumps(known, sort_keys=True).encode("utf-8"), digest_size=6).hexdigest()


def _named(pattern: str) -> tuple[int, list[bool], int, str]:
    """How much of a fact a path names: so many parts, the first ones rather, and letters."""
    named = ["*" not in part for part in pattern.split(".")]
    return sum(named), named, len(pattern), pattern
