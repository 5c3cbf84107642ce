"""Each notebook runs from top to bottom, and its two forms say the same."""

import contextlib
import io
import runpy
from pathlib import Path

import jupytext
import pytest
from nbformat import NotebookNode

from ccsim.cli import app

HOUSE = Path(__file__).parents[2]
SCRIPTS = sorted((HOUSE / "notebooks").glob("*.py"))
LONG = {"02_a_day_in_the_life", "05_how_many_runs", "06_your_own_data", "07_outsourcing"}
"""What plays so much that it is left to the slow tests."""


TO_RUN = [
    pytest.param(script, id=script.stem, marks=[pytest.mark.slow] if script.stem in LONG else [])
    for script in SCRIPTS
]


def test_there_are_notebooks() -> None:
    """Numbered without a gap, each with both of its forms."""
    numbers = [int(script.stem.partition("_")[0]) for script in SCRIPTS]
    assert numbers == sorted({*numbers})
    assert {script.stem for script in SCRIPTS} >= LONG
    notebooks = sorted((HOUSE / "notebooks").glob("*.ipynb"))
    assert [notebook.stem for notebook in notebooks] == [script.stem for script in SCRIPTS]


@pytest.mark.parametrize("script", TO_RUN)
def test_a_notebook_runs(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From top to bottom; and the commands that it names in the end are commands."""
    monkeypatch.chdir(HOUSE)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        runpy.run_path(str(script))
    commands = [line.split() for line in said.getvalue().splitlines() if line.startswith("ccsim ")]
    assert commands
    verbs = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert {command[1] for command in commands} <= verbs


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_and_notebook_say_the_same(script: Path) -> None:
    notebook = jupytext.read(script.with_suffix(".ipynb"))
    assert cells(notebook) == cells(jupytext.read(script)), (
        f"jupytext --to ipynb --update notebooks/{script.name}"
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_outputs_are_not_kept(script: Path) -> None:
    notebook = jupytext.read(script.with_suffix(".ipynb"))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def cells(notebook: NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source.strip()) for cell in notebook.cells]
