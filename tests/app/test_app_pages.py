"""The pages of the app, opened as a browser would, without a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ccsim.report.words import SIGNS, repeat_command
from ccsim.ui import requests
from made_up import LABELS, TINY, made_up_comparison, tiny_scenarios

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios of its own."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """No engine is asked: whatever is compared, the same made-up comparison comes out."""
    asked: list[dict[str, Any]] = []

    def compare(paths: list[Path], progress: Callable[[int, int], None], **how: Any) -> Any:
        asked.append({"paths": [path.stem for path in paths], **how})
        progress(1, 2)
        return made_up_comparison()

    monkeypatch.setattr(requests, "compare", compare)
    return asked


def opened() -> AppTest:
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60).run()
    assert not app.exception
    return app


def chosen(app: AppTest, *names: str) -> AppTest:
    app.multiselect(key="scenarios").set_value([])
    for name in names:
        app.multiselect(key="scenarios").select(name)
    return app


def asked_for(app: AppTest, *names: str) -> AppTest:
    chosen(app, *names).button[0].click().run()
    assert not app.exception
    return app


def test_the_page_opens_and_runs_nothing(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = opened()
    assert app.title[0].value == "Compare operating models"
    assert made_up == []
    assert not app.table


def test_what_is_chosen_is_compared(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = opened()
    app.number_input(key="replications").set_value(4)
    app.number_input(key="weeks").set_value(3)
    app.number_input(key="seed").set_value(7)
    asked_for(app, "two_agents", "one_agent")
    assert made_up == [
        {"paths": ["two_agents", "one_agent"], "weeks": 3, "replications": 4, "seed": 7}
    ]


def test_an_answer_shows_tables_with_intervals_and_verdicts_and_says_how_to_repeat_it(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = asked_for(opened(), "one_agent", "two_agents")
    estimates, differences = app.table[0].value, app.table[1].value
    assert list(estimates.columns) == list(LABELS)
    assert estimates.loc["Cases solved", LABELS[0]] == "44.8 % (43.5 to 46.1, n = 10)"
    verdict = differences.loc["Cases solved", LABELS[1]]
    assert verdict == f"{SIGNS['better']} better: +26.4 points (+23.8 to +29.0, n = 10)"
    assert app.code[0].value == repeat_command(made_up_comparison())
    assert any("seed 1" in caption.value for caption in app.caption)
    assert not app.warning


def test_the_same_question_is_not_played_twice(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = asked_for(opened(), "one_agent", "two_agents")
    asked_for(app, "one_agent", "two_agents")
    assert len(made_up) == 1


def test_results_of_a_file_that_has_changed_since_say_so(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = asked_for(opened(), "one_agent", "two_agents")
    file = folder / "one_agent.yaml"
    file.write_text(file.read_text().replace("20/h", "30/h"))
    app.run()
    assert "files that have changed since" in app.warning[0].value


def test_one_scenario_alone_is_a_message_and_old_results_are_marked(
    folder: Path, made_up: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = asked_for(opened(), "one_agent", "two_agents")
    monkeypatch.undo()
    monkeypatch.chdir(folder.parent)
    asked_for(app, "one_agent")
    assert "at least two scenarios" in app.error[0].value
    assert "earlier choices" in app.warning[0].value


def test_a_file_that_is_wrong_is_a_message_with_its_place(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    (folder / "one_agent.yaml").write_text(TINY.format(name="one_agent", agents="none"))
    app = asked_for(opened(), "one_agent", "two_agents")
    assert "one_agent.yaml:11:10" in app.error[0].value
    assert made_up == []


def test_two_tiny_scenarios_are_really_compared(folder: Path) -> None:
    app = opened()
    app.number_input(key="replications").set_value(2)
    asked_for(app, "one_agent", "two_agents")
    assert not app.error
    table = app.table[0].value
    assert list(table.columns) == ["one_agent", "two_agents"]
    assert "n = 2" in table.loc["Mean wait", "one_agent"]
