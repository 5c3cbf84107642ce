"""Marks of mechanisms name rows that exist: those of the design's table, and of the evidence."""

import re
from pathlib import Path

import pytest

from mechanisms import ID, TABLE, TESTS

_MARK = re.compile(r"mark\.mechanism\(([^)]*)\)")
_EVIDENCE = TABLE.with_name("evidence.md")


def marks() -> dict[str, Path]:
    """Every id that a mark names, with a file that names it."""
    found: dict[str, Path] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for text in _MARK.findall(file.read_text(encoding="utf-8")):
            for name in re.findall(r'"([^"]+)"', text):
                found[name] = file
    return found


def test_every_mark_looks_like_the_id_of_a_row() -> None:
    named = marks()
    assert named
    assert [name for name in named if ID.fullmatch(name) is None] == []


def test_every_mark_names_a_row_that_exists() -> None:
    if not TABLE.exists():
        pytest.skip("the design is not here: mechanisms.md is read from ../shared/design")
    text = TABLE.read_text(encoding="utf-8") + _EVIDENCE.read_text(encoding="utf-8")
    known = set(ID.findall(text))
    unknown = {name: str(file.name) for name, file in marks().items() if name not in known}
    assert unknown == {}
