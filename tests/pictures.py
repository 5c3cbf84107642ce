"""The pictures of the README, drawn anew from what the verbs answer and what the app shows.

python tests/pictures.py [NAME...]     some minutes; needs Chromium and playwright
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from app_server import served

HOUSE = Path(__file__).parents[1]
PICTURES = HOUSE / "docs" / "pictures"
_SCENARIOS: Final = HOUSE / "scenarios"
_SCRIPT, _SOLUTION, _PIT_STOP = (
    str(_SCENARIOS / f"{name}.yaml")
    for name in ("scripted_call_center", "solution_center", "pit_stop")
)
_DAY: Final = str(_SCENARIOS / "theory" / "varying_day.yaml")
_VERB: Final = "from ccsim.cli import main; main()"
_FORECAST: Final = "queues.calls.forecast.calls=[30,42,60,78,92,100,96,84,76,82,90,84,70,54,40,30]"
_WIDTH, _TOP_OF_PAGE, _CAPTION = 1100, 910.0, 26.0


class Shot(NamedTuple):
    """What is drawn: the page that a verb writes, and how much of it."""

    words: tuple[str, ...]
    """The verb, without its `-o`."""
    plots: int = 0
    """So many figures, from the first on; 0: the top of the page."""


SHOTS: Final[Mapping[str, Shot]] = {
    "compare": Shot(("compare", _SCRIPT, _SOLUTION, _PIT_STOP)),
    "explain": Shot(("explain", _SCRIPT, _PIT_STOP), plots=3),
    "robustness": Shot(("robustness", _SCRIPT, _SOLUTION), plots=2),
    "staff": Shot(("staff", _DAY, "--set", _FORECAST, "--target", "service_level>=0.8"), plots=3),
    "sweep": Shot(
        ("sweep", _SCRIPT, "--vary", "teams.front.headcount.agents=x0.8:x1.2:5"), plots=1
    ),
}


def draw(name: str, browser: Any, folder: Path) -> None:
    """One picture: the verb is asked, and its page opened."""
    shot, page = SHOTS[name], folder / f"{name}.html"
    subprocess.run(
        [sys.executable, "-c", _VERB, *shot.words, "-o", str(page), "--quiet", "--json"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    opened = browser.new_page(viewport={"width": _WIDTH, "height": 4000}, color_scheme="light")
    opened.goto(page.as_uri())
    opened.wait_for_function("document.querySelectorAll('.plot .main-svg').length > 0")
    top, bottom = 0.0, _TOP_OF_PAGE
    if shot.plots:
        boxes = [opened.locator(".plot").nth(at).bounding_box() for at in (0, shot.plots - 1)]
        top, bottom = boxes[0]["y"] - _CAPTION, boxes[1]["y"] + boxes[1]["height"]
    opened.screenshot(
        path=PICTURES / f"{name}.png",
        clip={"x": 0, "y": top, "width": _WIDTH, "height": bottom - top},
    )
    opened.close()


PAGES: Final[Mapping[str, str]] = {
    "app_compare": "?replications=10",
    "app_staffing": "staffing",
    "app_journeys": "journeys?scenario=scripted_call_center&replications=2",
    "app_learn": "learn",
}
"""Pages of the app: what follows the address of the server."""
_DRAWN: Final = "!document.querySelector('[data-stale=true]')"
"""Nothing on the page is of the time before its last answer."""
_APP_WIDTH, _APP_HEIGHT, _MOST_WAIT_MS = 1280, 1000, 240_000


def draw_pages(names: Sequence[str], browser: Any, folder: Path) -> None:
    """Pages of the app, each once its answer stands."""
    shutil.copytree(_SCENARIOS, folder / "scenarios")
    with served(folder, {"server.address": "127.0.0.1"}) as address:
        for name in names:
            size = {"width": _APP_WIDTH, "height": _APP_HEIGHT}
            opened = browser.new_page(viewport=size, color_scheme="light")
            opened.goto(f"{address}/{PAGES[name]}")
            opened.locator("code", has_text="ccsim ").last.wait_for(timeout=_MOST_WAIT_MS)
            opened.get_by_role("button", name="Stop", exact=True).wait_for(
                state="hidden", timeout=_MOST_WAIT_MS
            )
            opened.wait_for_timeout(3000)
            opened.wait_for_function(_DRAWN, timeout=_MOST_WAIT_MS)
            opened.screenshot(path=PICTURES / f"{name}.png")
            opened.close()
            print(PICTURES / f"{name}.png")


def main(names: list[str]) -> None:
    """Draw some of them, or all."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name in names or SHOTS:
            if name in SHOTS:
                draw(name, browser, Path(folder))
                print(PICTURES / f"{name}.png")
        draw_pages([name for name in names or PAGES if name in PAGES], browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
