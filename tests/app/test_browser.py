"""The page and the app in a real browser: they open, show figures, and ask nobody outside."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app_server import served
from browsing import (
    IN_CHROMIUM,
    LONGEST_MS,
    arrived,
    at_rest,
    click,
    faultless,
    figure_drawn,
    in_link,
)
from ccsim.report.page import write_page
from ccsim.report.pictures import Reasons, pictures
from ccsim.ui.navigation import PAGES
from made_up import made_up_comparison, made_up_worst, tiny_scenarios

HOUSE = Path(__file__).parents[2]
pytestmark = IN_CHROMIUM


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, served to one reader from a folder with two tiny scenarios."""
    folder = tmp_path_factory.mktemp("app")
    tiny_scenarios(folder)
    with served(folder, {"server.address": "127.0.0.1"}) as address:
        yield address


@pytest.fixture
def shared_app(tmp_path: Path) -> Iterator[str]:
    """The same, served to whoever comes: then nobody sees what others do."""
    tiny_scenarios(tmp_path)
    with served(tmp_path, {}) as address:
        yield address


def test_the_report_page_draws_its_figures_and_asks_nobody(sheet: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_page(made_up_comparison(), path)
    sheet.goto(path.as_uri())
    figure_drawn(sheet, 5, of=".plot")
    at_rest(sheet)
    sheet.screenshot(path=tmp_path / f"page-{sheet.scheme}.png", full_page=True)
    assert sheet.errors == []
    assert [url for url in sheet.asked if not url.startswith("data:")] == [path.as_uri()]
    background = sheet.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (sheet.scheme == "light")
    assert not sheet.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("explained", [False, True], ids=["plain", "with a waterfall"])
def test_the_report_page_prints_on_two_sheets(
    browser: Any, tmp_path: Path, explained: bool
) -> None:
    path, comparison = tmp_path / "page.html", made_up_comparison()
    tall = next(one for one in pictures(comparison) if one.name == "outcomes")
    waterfall = replace(tall, name="waterfall", broad=True, on_paper=True)
    why = Reasons([waterfall], ["Ownership is worth most."], "ccsim x")
    write_page(comparison, path, explanation=why if explained else None, worst=made_up_worst())
    opened = browser.new_page(color_scheme="dark")
    opened.goto(path.as_uri(), timeout=LONGEST_MS)
    figure_drawn(opened, 6, of=".plot")
    at_rest(opened)
    printed = opened.pdf(prefer_css_page_size=True)
    opened.close()
    (tmp_path / "page.pdf").write_bytes(printed)
    assert printed.count(b"/Type /Page\n") == 2


def test_the_app_compares_two_scenarios_and_asks_nobody(
    sheet: Any, app: str, tmp_path: Path
) -> None:
    sheet.goto(f"{app}/?replications=2")
    sheet.get_by_role("heading", name="Compare operating models").wait_for()
    scenarios = sheet.get_by_role("combobox", name="Operating models")
    click(sheet.get_by_role("button", name="Clear all"))
    for name in ("one_agent", "two_agents"):
        scenarios.fill(name)
        scenarios.press("Enter")
    scenarios.press("Escape")
    arrived(sheet, "ccsim compare scenarios/one_agent.yaml")
    in_link(sheet, "scenarios=one_agent&scenarios=two_agents")
    figure_drawn(sheet)
    sheet.set_viewport_size({"width": 1280, "height": 3000})
    faultless(sheet, tmp_path / f"app-{sheet.scheme}.png")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "title"), [one for pages in PAGES.values() for one in pages.items()]
)
def test_every_page_opens_under_its_title_and_without_a_fault(
    sheet: Any, app: str, tmp_path: Path, page: str, title: str
) -> None:
    sheet.goto(f"{app}/{'' if page == 'compare' else page}")
    sheet.get_by_role("heading", name=title, exact=True).wait_for()
    for width in (1440, 800):
        sheet.set_viewport_size({"width": width, "height": 900})
        faultless(sheet, tmp_path / f"{page}-{sheet.scheme}-{width}.png")


@pytest.mark.slow
def test_a_file_of_300_mb_is_refused_in_the_browser_and_the_page_goes_on(
    page: Any, app: str, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(300_000_000)
    page.goto(f"{app}/staffing?scenario=one_agent&replications=2")
    click(page.get_by_text("Bring your own forecast"))
    page.locator("input[type=file]").first.set_input_files(huge)
    page.get_by_text("File must be 20.0MB or smaller").wait_for()
    page.screenshot(path=tmp_path / "huge.png")
    page.get_by_text("How to get this again").wait_for()
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.slow
def test_five_readers_at_once_each_compare_their_own_and_see_nobody_elses(
    browser: Any, shared_app: str
) -> None:
    seeds = range(11, 16)
    readers = {seed: browser.new_context().new_page() for seed in seeds}
    chosen = "scenarios=one_agent&scenarios=two_agents&replications=20"
    for seed, reader in readers.items():
        reader.set_default_timeout(LONGEST_MS)
        reader.goto(f"{shared_app}/?{chosen}&seed={seed}", wait_until="commit")
    for seed, reader in readers.items():
        command = reader.locator("code", has_text="ccsim compare")
        command.wait_for()
        assert f"--seed {seed}" in command.inner_text()
        assert reader.locator("[data-testid=stException]").count() == 0
        reader.get_by_role("link", name="Runs").click()
        reader.get_by_role("heading", name="Runs", exact=True).wait_for()
        click(reader.get_by_role("combobox", name="Open"))
        reader.get_by_role("option").nth(2).wait_for()
        listed = sorted(reader.get_by_role("option").all_inner_texts())
        assert [name for name in listed if name.endswith(f"-{seed}")] == listed[1:]
        assert listed[0] == "Select all"
        assert len(listed) == 3
        reader.context.close()
