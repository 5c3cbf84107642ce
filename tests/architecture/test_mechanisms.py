"""Marks of mechanisms name rows that exist, and every row that has code has a marked test."""

import re
from pathlib import Path

import pytest

from mechanisms import ID, TABLE, TESTS, all_rows, rows_of_the_table

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


def test_every_row_has_a_marked_test_or_is_named_in_the_readme_as_without_code() -> None:
    """A row without code says so to whoever reads what the model knows."""
    readme = (TESTS.parent / "README.md").read_text(encoding="utf-8")
    told = readme.partition("Not in the model:")[2].partition("\n\n")[0]
    without_code = set(ID.findall(told))
    shown = marks().keys()
    assert [row for row in all_rows() if row not in shown and row not in without_code] == []
    assert [row for row in without_code if row in shown or row not in all_rows()] == []


def test_the_rows_counted_here_are_those_of_the_table() -> None:
    if not TABLE.exists():
        pytest.skip("the design is not here: mechanisms.md is read from ../shared/design")
    assert rows_of_the_table() == all_rows()
