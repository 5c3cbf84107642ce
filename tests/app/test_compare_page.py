"""The start page: operating models compared while one reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, opened
from ccsim.report.words import SIGNS, repeat_command
from ccsim.ui import questions
from made_up import LABELS, TINY, made_up_comparison, tiny_scenarios


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios of its own."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """No engine is asked: whatever is compared, the same made-up comparison comes out."""
    asked: list[dict[str, Any]] = []

    def compare_kept(
        paths: tuple[Path, ...], how: Any, _root: Path, progress: Callable[[int, int], None]
    ) -> Any:
        asked.append(
            {
                "paths": [path.stem for path in paths],
                "weeks": how.weeks,
                "replications": how.replications,
                "seed": how.seed,
            }
        )
        progress(1, 2)
        return made_up_comparison(), []

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    return asked


def chosen(app: AppTest, *names: str) -> AppTest:
    return changed(app, lambda page: page.multiselect(key="scenarios").set_value(list(names)))


def test_the_page_opens_with_an_answer_that_becomes_sharper(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = opened("compare")
    assert app.title[0].value == "Compare operating models"
    assert [one["replications"] for one in made_up] == [2, 5, 10]
    assert made_up[0]["paths"] == ["scripted_call_center", "solution_center", "pit_stop"]
    assert app.table


def test_a_link_opens_the_same_view_again(folder: Path, made_up: list[dict[str, Any]]) -> None:
    opened("compare", scenarios=["two_agents", "one_agent"], replications="4", weeks="3", seed="7")
    asked = {"paths": ["two_agents", "one_agent"], "weeks": 3, "seed": 7}
    assert made_up == [asked | {"replications": 2}, asked | {"replications": 4}]


def test_an_answer_shows_tables_with_intervals_and_verdicts_and_says_how_to_repeat_it(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = opened("compare")
    tables = {name: table.value for table in app.table for name in table.value.index}
    solved = tables["Cases solved"].loc["Cases solved"]
    assert list(solved.index) == list(LABELS)
    assert solved[LABELS[0]] == "44.8 % (43.5 to 46.1, n = 10)"
    assert f"{SIGNS['better']} better: +26.4 points (+23.8 to +29.0)" in solved[LABELS[1]]
    assert app.code[0].value == repeat_command(made_up_comparison())
    assert any("seed 1" in caption.value for caption in app.caption)
    assert not app.warning


def test_the_same_question_is_not_played_twice(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = chosen(opened("compare"), "one_agent", "two_agents")
    chosen(app, "two_agents", "one_agent")
    asked = len(made_up)
    chosen(app, "one_agent", "two_agents")
    assert len(made_up) == asked


def test_a_file_that_has_changed_since_is_another_question(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = chosen(opened("compare"), "one_agent", "two_agents")
    asked = len(made_up)
    file = folder / "one_agent.yaml"
    changed(app, lambda _: file.write_text(file.read_text().replace("20/h", "30/h")))
    assert len(made_up) == asked + 3


def test_one_scenario_alone_is_a_message(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = chosen(opened("compare"), "one_agent")
    assert "Choose two or more" in app.info[0].value
    assert not app.table


def test_a_file_that_is_wrong_is_a_message_with_its_place(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    (folder / "one_agent.yaml").write_text(TINY.format(name="one_agent", agents="none"))
    app = chosen(opened("compare"), "one_agent", "two_agents")
    assert "one_agent.yaml:11:10" in app.error[0].value


def test_two_tiny_scenarios_are_really_compared(folder: Path) -> None:
    app = opened("compare", scenarios=["one_agent", "two_agents"], replications="2")
    assert not app.error
    tables = {name: table.value for table in app.table for name in table.value.index}
    assert list(tables["Service level"].columns) == ["one_agent", "two_agents"]
    assert "n = 2" in tables["Service level"].loc["Service level", "one_agent"]
    assert len(list(Path("runs").glob("[!.]*"))) == 2
