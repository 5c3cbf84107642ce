"""The strata hold: imports point down, and each big library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

HOUSE = Path(__file__).parents[2]
PACKAGE = HOUSE / "src" / "ccsim"

HOMES = {
    "simpy": {"model"},
    "numba": {"kernel", "rules", "streams"},
    "streamlit": {"ui"},
    "random": set(),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def stratum(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_names(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_the_contracts_of_import_linter_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(HOUSE)
    outcome = cli.lint_imports(no_cache=True)
    assert outcome == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_in_its_home(library: str) -> None:
    strangers = [
        str(module.relative_to(PACKAGE))
        for module in modules()
        if stratum(module) not in HOMES[library]
        and any(name.split(".")[0] == library for name in imported_names(module))
    ]
    assert strangers == []


def test_no_module_imports_the_package_that_it_is_part_of() -> None:
    offenders = [
        str(module.relative_to(PACKAGE))
        for module in modules()
        if any(name == "ccsim" or name.startswith(".") for name in imported_names(module))
    ]
    assert offenders == [], "write `from ccsim.stratum.module import name`"
