"""The README names every verb, and no other; what it links to is there."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from ccsim.cli import app

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "README.md").read_text(encoding="utf-8")
VERBS = (HOUSE / "docs" / "verbs.md").read_text(encoding="utf-8")


def test_the_table_names_every_verb_and_no_other() -> None:
    rows = re.findall(r"^\| (`ccsim.*?) \|", PAGE, re.MULTILINE)
    named = {verb for row in rows for verb in re.findall(r"`ccsim (\w+)", row)}
    assert named == set(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", PAGE + VERBS))))
def test_what_it_links_to_is_there(target: str) -> None:
    assert (HOUSE / target).exists() or (HOUSE / "docs" / target).exists()


def test_every_scenario_that_it_names_is_there() -> None:
    for name in re.findall(r"scenarios/[\w/]+\.yaml", PAGE):
        assert (HOUSE / name).is_file(), name
