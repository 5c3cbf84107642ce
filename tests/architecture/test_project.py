"""The project's own files agree with each other."""

import ast
import re
import tomllib
from pathlib import Path

import ccsim

HOUSE = Path(__file__).parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (HOUSE / "constraints.txt").read_text(encoding="utf-8")


def normalised(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_the_version_is_the_same_everywhere() -> None:
    citation = (HOUSE / "CITATION.cff").read_text(encoding="utf-8")
    assert PROJECT["project"]["version"] == ccsim.__version__
    assert f"\nversion: {ccsim.__version__}\n" in citation


def test_pip_and_uv_install_the_same_tools() -> None:
    extra = PROJECT["project"]["optional-dependencies"]["dev"]
    assert extra == PROJECT["dependency-groups"]["dev"]


def test_every_dependency_has_a_tried_version() -> None:
    wanted = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    tried = {normalised(line) for line in CONSTRAINTS.splitlines()}
    assert {normalised(name) for name in wanted} <= tried


def test_constraints_name_no_host() -> None:
    assert not re.search(r"//|--|@", CONSTRAINTS)


def test_no_page_of_the_app_has_a_sentence_that_streamlit_would_take_for_something_to_show() -> (
    None
):
    for page in sorted((HOUSE / "src" / "ccsim" / "ui" / "pages").glob("*.py")):
        _docstring, *others = ast.parse(page.read_text(encoding="utf-8")).body
        assert not [one for one in others if isinstance(one, ast.Expr)], page.name


def test_pages_speak_through_the_one_module_that_keeps_numbers_and_units_together() -> None:
    spoken = {"markdown", "caption", "info", "warning", "error", "success", "write", "table"}
    found = {
        f"{module.name}: st.{node.func.attr}"
        for module in (HOUSE / "src" / "ccsim" / "ui").rglob("*.py")
        if module.name not in {"said.py", "follow.py"}  # what is under way has no units
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "st"
        and node.func.attr in spoken
    }
    assert found == set(), "say it with ccsim.ui.said"
