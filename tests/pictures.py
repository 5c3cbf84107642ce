"""The pictures of the README, drawn anew from what the verbs answer and the app shows.

python tests/pictures.py [NAME...]     some minutes; needs Chromium and playwright
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

HOUSE = Path(__file__).parents[1]
PICTURES = HOUSE / "docs" / "pictures"
_SCENARIOS: Final = HOUSE / "scenarios"
_SCRIPT, _SOLUTION, _PIT_STOP = (
    str(_SCENARIOS / f"{name}.yaml")
    for name in ("scripted_call_center", "solution_center", "pit_stop")
)
_DAY: Final = str(_SCENARIOS / "theory" / "varying_day.yaml")
_VERB: Final = "from ccsim.cli import main; main()"
_WIDTH = 1100


class Shot(NamedTuple):
    """What is drawn: the page that a verb writes, and where on it."""

    words: tuple[str, ...]
    """The verb, without its `-o`."""
    first: str = "h1"
    """Where the picture begins, as a selector."""
    height: int = 760


SHOTS: Final[Mapping[str, Shot]] = {
    "compare": Shot(("compare", _SCRIPT, _SOLUTION, _PIT_STOP), height=1000),
    "explain": Shot(("explain", _SCRIPT, _PIT_STOP), first=".plot", height=640),
    "robustness": Shot(("robustness", _SCRIPT, _SOLUTION), first=".plot"),
    "staff": Shot(("staff", _DAY, "--target", "service_level>=0.8"), first=".plot"),
    "sweep": Shot(
        (
            "sweep", _SCRIPT, "--vary", "teams.front.headcount.agents=x0.8:x1.2:5",
            "--frontier", "cost_per_resolution,resolution_rate",
        ),
        first=".plot",
    ),
}  # fmt: skip


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
    top = opened.locator(shot.first).first.bounding_box()["y"] - 40
    opened.screenshot(
        path=PICTURES / f"{name}.png",
        clip={"x": 0, "y": max(top, 0), "width": _WIDTH, "height": shot.height},
    )
    opened.close()


def main(names: list[str]) -> None:
    """Draw some of them, or all."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name in names or SHOTS:
            draw(name, browser, Path(folder))
            print(PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
