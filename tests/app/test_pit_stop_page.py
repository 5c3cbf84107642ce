"""Pit stop and learning: months of a tiny year, first in part and then whole."""

from pathlib import Path
from typing import Any

import pytest

from app_pages import changed, opened
from ccsim.figures.numbers import unbroken
from ccsim.report.learning import TITLES
from ccsim.ui import questions
from made_up import made_up_answer
from tiny_worlds import tiny_year


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a short year, with a pit stop and without."""
    monkeypatch.chdir(tmp_path)
    return tiny_year(tmp_path)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is asked of the engines, which answer the first question alone, with made-up runs."""
    requests: list[Any] = []

    def compare_kept(paths: Any, request: Any, *_: Any, **__: Any) -> Any:
        requests.append(request)
        if len(requests) > 1:
            raise KeyboardInterrupt
        return made_up_answer(paths, request), []

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    return requests


def test_the_months_tell_of_causes_apostles_and_the_dip(year: Path) -> None:
    app = opened("pit_stop", replications="2", weeks="6")
    assert not app.error
    months = app.table[0].value
    assert list(months.index) == ["Jan 2026", "Feb 2026"]
    assert list(months.columns) == [TITLES[panel] for panel in TITLES if panel != "gained"]
    been_there = months["Share of the floor that has been at a pit stop"]
    assert been_there["Jan 2026"] == unbroken("12.5 % (12.5 to 12.5, n = 2)")
    assert all(unbroken("n = 2") in cell for cell in months.to_numpy().ravel() if cell)
    assert not app.info
    assert "Pit stop is worth" in " ".join(one.value for one in app.markdown)
    assert app.code[0].value.startswith("ccsim compare runs/")


def test_a_part_of_the_year_is_shown_before_the_whole(year: Path, asked: list[Any]) -> None:
    app = opened("pit_stop")
    assert [(one.weeks, one.replications) for one in asked] == [(20, 2), (None, 2)]
    assert app.info[-1].value.startswith("A first look. Each is played for")


def test_what_is_assumed_of_the_pit_stop_does_not_touch_the_year_without(
    year: Path, asked: list[Any]
) -> None:
    link = {"pit_stop.uplift.ownership": "0.9", "departments.billing.staff": "2"}
    opened("pit_stop", **link)
    staff = "departments.billing.staff=2"
    assert asked[-1].own_sets == ((staff,), ("pit_stop.uplift.ownership=0.9", staff))


def test_nothing_chosen_is_a_message(year: Path, asked: list[Any]) -> None:
    app = changed(opened("pit_stop"), lambda page: page.multiselect(key="stories").set_value([]))
    assert "Choose what is to be done" in app.info[0].value
