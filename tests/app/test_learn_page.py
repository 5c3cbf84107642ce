"""The page for students: a lesson at a time, moved by a slider."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, jobs, opened
from ccsim.experiments import taught
from ccsim.figures.numbers import unbroken


@pytest.fixture(autouse=True)
def few_replications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder of its own, and lessons of two replications."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(taught, "REPLICATIONS", 2)


def told(app: AppTest) -> str:
    return "\n".join(one.value for one in app.markdown)


def test_a_link_opens_a_lesson_at_a_value_and_the_slider_asks_nothing_anew() -> None:
    app = opened("learn", lesson="One agent", one_agent="30 an hour", seed="7")
    assert not app.error
    assert "At 30 an hour: mean wait" in told(app)
    assert unbroken("n = 2") in told(app)
    assert "Erlang C: " in told(app)
    assert app.select_slider(key="one_agent").help
    assert "--set queues.calls.forecast.rate=30/h" in app.code[0].value
    assert "--seed 7" in app.code[0].value
    changed(app, lambda page: page.select_slider(key="one_agent").set_value("48 an hour"))
    assert "At 48 an hour: mean wait" in told(app)
    assert len(jobs(app)) == 1


def test_other_luck_is_another_seed_and_gives_other_numbers() -> None:
    app = opened("learn", lesson="One agent")
    before = told(app)
    changed(app, lambda page: page.button[0].click())
    assert "--seed 2" in app.code[0].value
    assert told(app) != before


def test_only_the_open_lesson_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def teach(lesson: Any, **_how: Any) -> Any:
        asked.append(lesson.title)
        raise KeyboardInterrupt

    monkeypatch.setattr(taught, "teach", teach)
    opened("learn", lesson="Variability")
    assert asked == ["Variability"]
