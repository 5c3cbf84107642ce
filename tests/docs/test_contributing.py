"""What the page for contributors names is there."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([a-z_./0-9]+(?:/|\.(?:py|md|yaml)))`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_a_file_or_folder_that_it_names_is_there(name: str) -> None:
    homes = (HOUSE, HOUSE / "src" / "ccsim", HOUSE / "tests")
    assert any((home / name).exists() for home in homes)


def test_every_folder_of_the_package_has_its_row() -> None:
    package = HOUSE / "src" / "ccsim"
    folders = {each.parent.name for each in package.glob("*/__init__.py")}
    assert folders == {name for name in folders if f"`{name}/`" in PAGE}


def test_the_lever_of_the_example_is_where_it_says() -> None:
    for file in ("spec/operating_model.py", "plan/records.py", "plan/operating_model.py",
                 "model/conduct.py", "kernel/conduct.py"):  # fmt: skip
        assert "discretion_time" in (HOUSE / "src" / "ccsim" / file).read_text(encoding="utf-8")
    for file in ("behaviour/test_cases.py", "generated_levers.py"):
        assert "discretion_time" in (HOUSE / "tests" / file).read_text(encoding="utf-8")
