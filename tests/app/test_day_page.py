"""The page of a day: chosen, shown minute by minute and moving, beside the mean of all days."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, opened
from ccsim.figures.numbers import unbroken
from made_up import TINY, tiny_scenarios

LINK = {"scenario": "two_agents", "replications": "2"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios of its own."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


def told(app: AppTest) -> str:
    return app.markdown[0].value


def test_a_day_is_told_drawn_and_set_beside_the_mean_of_all() -> None:
    app = opened("day", **LINK)
    assert not app.error
    assert "callers joined a line" in told(app)
    captions = " ".join(one.value for one in app.caption)
    assert unbroken("one day (n = 1), so there is no interval") in captions
    assert unbroken("over n = 2") in captions
    assert len(app.get("plotly_chart")) == 2
    command = "ccsim run scenarios/two_agents.yaml --replications 2 --seed 1 --log"
    assert app.code[0].value.endswith(command)


def test_another_day_or_replication_is_another_day() -> None:
    app = opened("day", **LINK)
    first = told(app)
    second = told(changed(app, lambda page: page.number_input(key="replication").set_value(1)))
    assert first != second
    last = app.date_input(key="day").max
    third = told(changed(app, lambda page: page.date_input(key="day").set_value(last)))
    assert third.split(",")[0] != second.split(",")[0]


def test_the_animation_opens_by_its_link() -> None:
    app = opened("day", **LINK, view="Animation", queue="line", team="desk")
    assert "One picture every 30s" in " ".join(one.value for one in app.caption)
    app = changed(app, lambda page: page.selectbox(key="for").set_value("6 hours"))
    assert "One picture every 1m" in " ".join(one.value for one in app.caption)


def test_what_another_scenario_does_not_have_is_forgotten(folder: Path) -> None:
    text = TINY.format(name="short", agents=1).replace("days: 2", "days: 1")
    (folder / "short.yaml").write_text(text.replace("desk", "floor").replace("line:", "door:"))
    app = opened("day", **LINK, queue="line", team="desk", replication="1")
    app = changed(app, lambda page: page.date_input(key="day").set_value(app.date_input[0].max))
    app = changed(app, lambda page: page.selectbox(key="scenario").set_value("short"))
    assert not app.error
    assert app.selectbox(key="queue").value == "All queues"
    app = changed(app, lambda page: page.number_input(key="replications").set_value(1))
    assert app.number_input(key="replication").value == 0


def test_a_file_that_is_wrong_is_a_message_with_its_place(folder: Path) -> None:
    (folder / "two_agents.yaml").write_text(TINY.format(name="two_agents", agents="none"))
    assert "two_agents.yaml:11:10" in opened("day", **LINK).error[0].value


@pytest.mark.parametrize("day", ["1999-01-01", "tomorrow", "9999999"])
def test_a_link_with_a_day_that_is_none_opens_the_first(day: str) -> None:
    app = opened("day", **LINK, day=day)
    assert not app.error
    assert "callers joined a line" in told(app)
