"""Pit stop and learning: months of a tiny year, first in part and then whole."""

from pathlib import Path
from typing import Any

import pytest

from app_pages import changed, opened
from ccsim.report.learning import TITLES
from ccsim.ui import questions
from made_up import made_up_answer

NO_PIT_STOP = """\
base: r004_pit_stop.yaml
name: No pit stop
why: There for a test.
patch:
  pit_stop: null
  teams.pit_stop: null
  queues.care.teams: [front]
  operating_model.voice_of_customer: null
"""
PIT_STOP = """\
name: Pit stop
why: There for a test.
calendar: {weeks: 24, warm_up_weeks: 0, start: 2026-01-05}
customers:
  homes: {count: 60, margin: 15 EUR/month, redials: 0.5}
needs:
  billing:
    per_customer_year: 6
    queue: care
    talk: {exponential: 6m}
    causes:
      tariff: {share: 0.5, fixable_by: technology, defect_of: system, fix_cost: 100 EUR}
queues:
  care: {teams: [pit_stop, front]}
teams:
  front: {headcount: 2, hours: "Mo-Fr 09:00-17:00", pay: 25 EUR/h}
  pit_stop: {headcount: 1, hours: "Mo-Fr 09:00-17:00", pay: 25 EUR/h}
pit_stop:
  team: pit_stop
  floor: front
  size: 1
  starts: 2w
  rotations: 2
  functions:
    technology: {people: 1, pay: 50 EUR/h, needs: [billing]}
  uplift: {ownership: 0.5}
  half_life: 6w
operating_model:
  voice_of_customer: {coded: 0.0, every: 21d, top: 10, funded: 1.0, effect: 0.5}
departments:
  billing: {hours: "Mo-Fr 09:00-17:00", staff: 1, work: {exponential: 20m}}
"""


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a short year, with a pit stop and without."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "r004_pit_stop.yaml").write_text(PIT_STOP)
    (folder / "r004_no_pit_stop.yaml").write_text(NO_PIT_STOP)
    return folder


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
    been_there = months["Of the floor, have been there"]
    assert been_there["Jan 2026"] == "12.5 % (12.5 to 12.5, n = 2)"
    assert all("n = 2" in cell for cell in months.to_numpy().ravel() if cell)
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
