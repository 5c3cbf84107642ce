"""The pages for who decides, and the classroom, in a real browser: the main path of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app_server import served
from browsing import IN_CHROMIUM, arrived, at_rest, click, figure_drawn, in_link, seen
from made_up import known_customers, tiny_scenarios
from tiny_worlds import tiny_ways, tiny_year

pytestmark = [*IN_CHROMIUM, pytest.mark.slow]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, served to one reader from a folder with worlds that are played in no time."""
    folder = tmp_path_factory.mktemp("app")
    for written in (tiny_scenarios, known_customers, tiny_ways, tiny_year):
        written(folder)
    with served(folder, {"server.address": "127.0.0.1"}) as address:
        yield address


def test_who_asked_why_takes_a_page_with_the_waterfall_to_the_meeting(
    sheet: Any, app: str, tmp_path: Path
) -> None:
    chosen = "scenarios=one_agent&scenarios=two_agents&replications=2"
    sheet.goto(f"{app}/?{chosen}&view=Why")
    arrived(sheet, "ccsim compare")
    sheet.get_by_role("button", name="Find out which rule is worth what").click()
    arrived(sheet, "ccsim explain")
    sheet.get_by_text("The page and the workbook also say").wait_for()
    with sheet.expect_download() as taken:
        click(sheet.get_by_role("button", name="The page (HTML)"))
    page = Path(taken.value.path()).read_text(encoding="utf-8")
    assert 'id="figure-why-0-waterfall-0"' in page
    seen(sheet, tmp_path / f"compare-{sheet.scheme}.png")


def test_who_leaves_a_way_of_sourcing_out_sees_the_others_in_order(
    sheet: Any, app: str, tmp_path: Path
) -> None:
    sheet.goto(f"{app}/sourcing?replications=2")
    arrived(sheet, "runs/colocated")
    sheet.get_by_role("button", name="Co-located", exact=True).click()
    sheet.locator("code", has_text="runs/colocated").wait_for(state="detached")
    arrived(sheet, "runs/offshore")
    in_link(sheet, "ways=In-house&ways=Onshore&ways=Offshore")
    sheet.get_by_role("heading", name="The best first").wait_for()
    click(sheet.get_by_role("radio", name="Doubts", exact=True))
    sheet.get_by_role("button", name="Find out whether it survives").wait_for()
    seen(sheet, tmp_path / f"sourcing-{sheet.scheme}.png")


def test_a_year_with_a_pit_stop_is_drawn_month_by_month(
    sheet: Any, app: str, tmp_path: Path
) -> None:
    sheet.goto(f"{app}/pit_stop?replications=2&weeks=6")
    arrived(sheet, "runs/pit_stop")
    figure_drawn(sheet)
    click(sheet.get_by_text("The same as a table"))
    sheet.get_by_role("columnheader", name="Root causes removed so far").wait_for()
    seen(sheet, tmp_path / f"pit_stop-{sheet.scheme}.png")


def test_no_word_of_a_lost_customers_journey_is_cut_off(
    sheet: Any, app: str, tmp_path: Path
) -> None:
    sheet.goto(f"{app}/journeys?scenario=Known+customers&replications=2&seed=1")
    arrived(sheet, "ccsim journey")
    for which in ("The typical", "The lost"):
        sheet.get_by_role("radio", name=which).click()
        arrived(sheet, f"--which {which.split()[1]}")
        sheet.locator(".st-key-figure-journey .textpoint text").first.wait_for()
        at_rest(sheet)
        assert cut_off(sheet) == []
    seen(sheet, tmp_path / f"journeys-{sheet.scheme}.png")


def cut_off(sheet: Any) -> list[str]:
    """Words of the swim lanes that reach over the edge of their figure."""
    found: list[str] = sheet.evaluate(
        """() => {
            const figure = document.querySelector(".st-key-figure-journey .main-svg");
            const edge = figure.getBoundingClientRect();
            return [...document.querySelectorAll(".st-key-figure-journey .textpoint text")]
                .filter(word => word.getBoundingClientRect().right > edge.right
                    || word.getBoundingClientRect().left < edge.left)
                .map(word => word.textContent)
        }"""
    )
    return found


def test_a_teacher_gives_a_link_and_a_student_who_opens_it_checks_an_answer(
    sheet: Any, app: str, tmp_path: Path
) -> None:
    sheet.goto(f"{app}/classroom?replications=2")
    chosen(sheet, "Scenario", "one_agent")
    chosen(sheet, "Questions", "Occupancy: one_agent")
    arrived(sheet, "ccsim run")
    seen(sheet, tmp_path / f"teacher-{sheet.scheme}.png")
    sheet.goto(sheet.locator("code", has_text="ask=").inner_text())
    answer = sheet.get_by_role("spinbutton")
    answer.wait_for()
    answer.fill("1")
    click(sheet.get_by_role("button", name="Check my answers"))
    sheet.get_by_text("0 of 1 right").wait_for()
    seen(sheet, tmp_path / f"student-{sheet.scheme}.png")


def chosen(sheet: Any, label: str, name: str) -> None:
    """Choose by typing, as a reader who knows the name."""
    box = sheet.get_by_role("combobox", name=label, exact=True)
    box.wait_for()
    at_rest(sheet)
    box.fill(name)
    sheet.get_by_role("option", name=name, exact=True).click()
    box.press("Escape")
