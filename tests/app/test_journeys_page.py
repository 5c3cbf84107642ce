"""The page of journeys: single customers found, drawn and told, and the tail of all."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, opened
from ccsim.experiments.keep import Request, run_kept
from ccsim.figures.numbers import unbroken
from ccsim.ui import journeys as asking
from ccsim.ui import places
from ccsim.ui.grounds import Grounds
from made_up import known_customers, tiny_scenarios


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a tiny scenario whose customers have cases, and two without."""
    home = tmp_path_factory.mktemp("home")
    tiny_scenarios(home)
    run_kept(known_customers(home), Request(replications=2, workers=1), home / "runs")
    return home


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, and a reader who is the only one."""
    monkeypatch.chdir(home)
    monkeypatch.setattr(places, "is_shared", lambda: False)
    return home


def cases(app: AppTest) -> list[str]:
    return list(app.selectbox(key="case").options)


def story(app: AppTest) -> list[str]:
    """What happened in the case that is shown."""
    tables = (table.value for table in app.table)
    return next(list(one["What happened"]) for one in tables if "What happened" in one)


@pytest.fixture
def app(folder: Path) -> AppTest:
    return opened("journeys", scenario="Known customers", replications="2")


def test_the_worst_case_is_drawn_and_told(app: AppTest) -> None:
    assert not app.error
    calls = [int(heading.split(": ")[1].split(" call")[0]) for heading in cases(app)]
    assert len(calls) == asking.STORIES
    assert calls == sorted(calls, reverse=True)
    assert "calls for the first time (bill)" in story(app)[0]
    assert "figure-journey" in str([one.proto.id for one in app.get("plotly_chart")])


def test_the_tail_has_intervals_and_counts(app: AppTest) -> None:
    row = next(one.value for one in app.table if "Contacts per case" in one.value.index)
    assert unbroken("n = 2") in row.loc["Contacts per case"].iloc[0]


def test_the_typical_and_the_lost_are_other_cases_and_the_run_is_not_asked_anew(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    worst = cases(app)
    monkeypatch.setattr(asking, "run_kept", None)
    typical = changed(app, lambda page: page.button_group(key="which").set_value("typical"))
    assert cases(typical) != worst
    lost = changed(typical, lambda page: page.button_group(key="which").set_value("lost"))
    assert "gives up" in story(lost)[-1]
    assert "--which lost --by contacts" in lost.code[0].value


def test_a_link_opens_the_same_case_again(app: AppTest) -> None:
    second = cases(app)[1].split(": ")[0]
    again = opened("journeys", scenario="Known customers", replications="2", case=second)
    assert again.selectbox(key="case").value == second
    assert story(again) != story(app)


def test_a_kept_run_is_told_without_running_anything(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = (folder / "runs").glob("known_customers-*")
    monkeypatch.setattr(asking, "run_kept", None)
    app = opened("journeys", run=kept.name, which="The typical", by="time until it was over")
    assert not app.error
    assert len(cases(app)) == asking.STORIES
    assert "2 replications" in app.caption[-1].value


def test_callers_without_names_have_stories_and_no_tail(folder: Path) -> None:
    app = opened("journeys", scenario="one_agent", replications="1")
    assert len(cases(app)) == asking.STORIES
    assert "callers have no names" in app.info[0].value


def test_a_link_to_no_run_shows_the_scenario(folder: Path) -> None:
    app = opened("journeys", scenario="one_agent", replications="1", run="nothing-here")
    assert app.selectbox(key="run").value is None
    assert not app.error


def test_the_page_that_is_taken_along_tells_the_worst_journey_as_the_command_line_does(
    folder: Path,
) -> None:
    request = Request(replications=2, workers=1)
    kept = run_kept(known_customers(folder), request, Path("runs"))
    page = Grounds(folders=[kept.folder]).page(kept.result)
    assert "The worst journey" in page
    assert 'id="figure-journey-worst"' in page
    gone = Grounds(folders=[Path("runs/gone")]).page(kept.result)
    assert 'id="figure-journey-worst"' not in gone
    assert "There is no worst journey: " in gone
