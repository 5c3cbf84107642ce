"""The pages for planners and students in a real browser: the main path of each, with a picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app_server import served
from app_times import ASSIGNMENT, class_at_once
from browsing import IN_CHROMIUM, arrived, at_rest, click, in_link, seen, told
from made_up import tiny_scenarios

pytestmark = [*IN_CHROMIUM, pytest.mark.slow]
FORECAST = "time,Mo,Tu\n09:00,12,10\n09:30,18,14\n10:00,15,12\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, served to one reader from a folder with two tiny scenarios."""
    folder = tmp_path_factory.mktemp("app")
    tiny_scenarios(folder)
    with served(folder, {"server.address": "127.0.0.1"}) as address:
        yield address


def choose(page: Any, view: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(view, exact=True).click()


def test_a_planner_brings_a_forecast_and_plays_a_changed_staffing(
    page: Any, app: str, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(FORECAST, encoding="utf-8")
    page.goto(f"{app}/staffing?scenario=one_agent&replications=2")
    arrived(page, "ccsim run scenarios/one_agent.yaml")
    page.get_by_text("Bring your own forecast").click()
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text("3 rows are used").wait_for()
    click(page.get_by_role("button", name="Use this forecast"))
    arrived(page, "ccsim run forecast_1.yaml")
    page.get_by_text("3 rows are used").wait_for(state="hidden")
    choose(page, "Change the staffing")
    click(page.get_by_role("button", name="Play this staffing"))
    arrived(page, "ccsim run staffing_1.yaml")
    page.get_by_text("my staffing: ").wait_for()
    seen(page, tmp_path / "staffing.png")


def test_a_day_is_looked_at_minute_by_minute_and_set_in_motion(
    page: Any, app: str, tmp_path: Path
) -> None:
    page.goto(f"{app}/day?scenario=one_agent&replications=2")
    arrived(page, "ccsim run scenarios/one_agent.yaml")
    page.get_by_text("the mean of all days").wait_for()
    choose(page, "Animation")
    buttons = page.locator(".js-plotly-plot .updatemenu-button")
    before = page.locator(".js-plotly-plot .slider-group").text_content()
    click(buttons.filter(has_text="Play"))
    page.wait_for_function(
        "before => document.querySelector('.slider-group').textContent !== before", arg=before
    )
    buttons.filter(has_text="Pause").click()
    at_rest(page)
    # Plotly throws "undefined" when an animation is stopped; one that was over is not.
    page.errors = [error for error in page.errors if error != "undefined"]
    seen(page, tmp_path / "day.png")


def test_a_student_moves_a_slider_and_reads_the_answer_there(
    page: Any, app: str, tmp_path: Path
) -> None:
    page.goto(f"{app}/learn")
    arrived(page, "queues.calls.forecast.rate=2.5/min")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    arrived(page, "queues.calls.forecast.rate=3/min")
    page.get_by_text("At 3 a minute: ").wait_for()
    in_link(page, "arrivals=3")
    seen(page, tmp_path / "learn.png")


def test_a_scenario_is_built_and_tried_and_kept(page: Any, app: str, tmp_path: Path) -> None:
    page.goto(f"{app}/build?scenario=one_agent&replications=2")
    page.get_by_label("Find a fact").fill("headcount")
    page.get_by_label("Find a fact").press("Enter")
    heads = page.get_by_role("textbox", name="Teams › Desk › Headcount")
    heads.fill("3")
    heads.press("Enter")
    page.get_by_text("1 → 3").wait_for()
    click(page.get_by_text("Compare it with its start"))
    arrived(page, "ccsim compare scenarios/one_agent.yaml one_agent_changed_")
    keep = page.get_by_role("button", name="Keep as mine")
    told(page, "Kept as one_agent, changed (mine)", keep.click)
    seen(page, tmp_path / "build.png")


def test_what_was_run_is_listed_and_opened(page: Any, app: str, tmp_path: Path) -> None:
    page.goto(f"{app}/?scenarios=one_agent&scenarios=two_agents&replications=2")
    arrived(page, "ccsim compare scenarios/one_agent.yaml")
    page.get_by_role("link", name="Runs").click()
    runs = page.get_by_role("combobox", name="Open")
    runs.wait_for()
    page.screenshot(path=tmp_path / "runs-list.png")
    for name in ("one_agent-", "two_agents-"):
        runs.fill(name)
        runs.press("Enter")
    arrived(page, "ccsim compare runs/")
    seen(page, tmp_path / "runs.png")


def test_thirty_students_who_open_one_link_at_once_are_all_told_the_same(
    browser: Any, tmp_path: Path
) -> None:
    tiny_scenarios(tmp_path)
    link = ASSIGNMENT | {"scenario": "one_agent", "beside": "two_agents"}
    with served(tmp_path, {}) as address:
        waited, texts = class_at_once(browser, address, link, 30)
    assert len(waited) == 30
    told, *others = texts
    assert others == [], told
    assert "of 2 right" in told
