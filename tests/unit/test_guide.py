"""The help of the command line: every verb stands in a section, every example can be typed."""

import shlex
import subprocess
import sys
from typing import Any

import pytest
from typer.main import get_command

from ccsim.cli import app
from ccsim.report.words import version_text
from ccsim.verbs.guide import EXAMPLES, SECTIONS

LINES = [line for lines in EXAMPLES.values() for line in lines]


def test_every_verb_stands_in_one_section_with_examples() -> None:
    verbs = list(get_command(app).commands)  # type: ignore[attr-defined]
    named = [name for names in SECTIONS.values() for name in names]
    assert sorted(named) == sorted(verbs) == sorted(EXAMPLES)


@pytest.mark.parametrize("line", LINES)
def test_an_example_has_only_options_that_there_are(line: str) -> None:
    verb, *words = shlex.split(line.partition(" > ")[0])
    commands: Any = get_command(app)
    commands.commands[verb].make_context(verb, words)


def test_help_tells_the_whole_of_each_verb_in_sections(command: Any) -> None:
    code, out, _ = command("--help")
    assert code == 0
    assert "..." not in out.replace("[ARGS]...", "")
    places = [out.index(f"{heading}:\n") for heading in SECTIONS]
    assert places == sorted(places)


def test_the_help_of_a_verb_ends_with_examples_a_line_each(command: Any) -> None:
    _, out, _ = command("compare", "--help")
    examples = out.partition("Examples:\n")[2]
    assert [line.strip() for line in examples.splitlines() if line.strip()] == [
        f"ccsim {line}" for line in EXAMPLES["compare"]
    ]


def test_the_version_is_told(command: Any) -> None:
    assert command("--version").out == f"ccsim {version_text()}\n"


def test_it_is_a_module_that_can_be_run() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "ccsim", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout == f"ccsim {version_text()}\n"
