"""Each notebook runs from top to bottom, and its two forms say the same."""

import contextlib
import io
import runpy
from pathlib import Path

import jupytext
import pytest
from nbformat import NotebookNode

HOUSE = Path(__file__).parents[2]
SCRIPTS = sorted((HOUSE / "notebooks").glob("*.py"))


def test_there_are_notebooks() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_notebook_runs(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOUSE)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        names = runpy.run_path(str(script))
    assert names["comparison"].differences
    assert "ccsim compare scenarios/" in said.getvalue()


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
