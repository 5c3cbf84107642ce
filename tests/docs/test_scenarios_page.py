"""The page of the scenarios names each of them, and what it tells the reader to do works."""

import re
from pathlib import Path

import pytest

from ccsim.spec.loading import check, load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PAGE = (SCENARIOS / "README.md").read_text(encoding="utf-8")
STORIES = sorted((SCENARIOS / "stories").glob("*.yaml"))


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_scenario_has_its_sentence(file: Path) -> None:
    row = re.search(rf"^\| `{re.escape(file.name)}` \| (.+) \|$", PAGE, re.MULTILINE)
    assert row is not None, f"scenarios/README.md has no row for {file.name}"
    assert row[1].endswith(".")


@pytest.mark.parametrize("page", sorted((SCENARIOS / "stories").glob("*.md")), ids=lambda p: p.stem)
def test_every_file_that_a_story_names_is_there(page: Path) -> None:
    named = set(re.findall(r"\b(?:stories/)?(r00\d_\w+\.yaml)", page.read_text(encoding="utf-8")))
    assert named <= {file.name for file in STORIES}


def test_the_example_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    base = SCENARIOS / "scripted_call_center.yaml"
    file = tmp_path / "example.yaml"
    file.write_text(example.replace("scripted_call_center.yaml", str(base)), encoding="utf-8")
    (found,) = check([str(file)])
    assert found.ok, [str(fault) for fault in found.faults]
    assert load(file, []).scenario.operating_model.shared_notes == 1.0


def test_the_setting_that_it_shows_is_one() -> None:
    (setting,) = re.findall(r"--set (teams\.\S+=\+?\d+)`?$", PAGE, re.MULTILINE)
    before = load(SCENARIOS / "corporate_line.yaml").scenario
    changed = load(SCENARIOS / "corporate_line.yaml", [setting.strip("`")]).scenario
    assert changed.teams["corporate"].people == before.teams["corporate"].people + 1
