"""What tests need that look at pages in a real browser: they wait for a state, never for a time."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STARTS = "CCSIM_NO_BROWSER" not in os.environ
"""What runs the tests may know that the Chromium of this machine does not start."""
SETTINGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="there is no chromium (on Debian: apt-get install chromium)"
    ),
    pytest.mark.skipif(not STARTS, reason="chromium does not start (CCSIM_NO_BROWSER is set)"),
]
LONGEST_MS: Final = 600_000
"""So long a state is waited for: what takes seconds takes minutes on a machine that is busy."""
_ASKED_MS: Final = 20_000
TALLEST: Final = 6000

_AT_REST: Final = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const streamlit = !app || (
        app.getAttribute("data-test-connection-state") === "CONNECTED"
        && app.getAttribute("data-test-script-state") === "notRunning"
        && !document.querySelector("[data-stale=true], [data-testid=stAppSkeleton]")
    );
    const page = document.documentElement;
    const drawn = [...document.querySelectorAll(".main-svg, .textpoint text")]
        .map(one => one.getBoundingClientRect()).map(box => [box.left, box.right, box.height]);
    const moving = [...document.querySelectorAll(".slider-group")].map(one => one.textContent);
    const sizes = [page.scrollWidth, page.scrollHeight, innerWidth, innerHeight];
    const now = [sizes, drawn, moving].join();
    const before = window.lastLook || {};
    window.lastLook = {now, same: now === before.now ? before.same + 1 : 0};
    return streamlit && window.lastLook.same >= 30;
}"""
"""For thirty looks nothing has moved, and at the last Streamlit has nothing more to show."""


def at_rest(page: Any) -> None:
    """Until all that a page was told to show stands where it stays."""
    page.wait_for_function(_AT_REST, timeout=LONGEST_MS)


def all_sent(page: Any) -> None:
    """Until Streamlit has nothing more to show, whether or not a figure still moves."""
    ready = '[data-testid=stApp][data-test-script-state="notRunning"]'
    page.locator(ready).wait_for(timeout=LONGEST_MS)


def click(target: Any) -> None:
    """Click at what stands still: a click at what moves away under the mouse is lost."""
    at_rest(target.page)
    target.click()


def arrived(page: Any, words: str) -> None:
    """Until an answer is whole: the line that gives it again stands, and nothing is under way."""
    page.locator("code", has_text=words).last.wait_for(timeout=LONGEST_MS)
    stop = page.get_by_role("button", name="Stop", exact=True)
    stop.wait_for(state="hidden", timeout=LONGEST_MS)
    at_rest(page)


def trouble_noted(page: Any) -> None:
    """Have a page note what goes wrong with it, and when its link to the server opens and ends."""
    noted: list[str] = []
    page.noted = noted
    page.on("console", lambda said: noted.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: noted.append(f"fault: {error}"))
    page.on("requestfailed", lambda asked: noted.append(f"{asked.failure}: {asked.url}"))
    page.on("crash", lambda _: noted.append("crashed"))
    page.on("websocket", lambda link: _link_noted(link, noted))


def _link_noted(link: Any, noted: list[str]) -> None:
    noted.append("linked")
    link.on("close", lambda _: noted.append("link closed"))
    link.on("socketerror", lambda error: noted.append(f"link failed: {error}"))


_SHOWN: Final = """() => {
    const all = query => document.querySelectorAll(query);
    const app = all("[data-testid=stApp]")[0];
    const main = all("[data-testid=stMain]")[0] || document.body;
    return [
        document.readyState,
        ...(app ? Object.values(app.dataset) : ["no app"]),
        ...["stSkeleton", "stException", "stDialog"].map(
            name => `${all(`[data-testid=${name}]`).length} ${name}`
        ),
        `${all("[data-stale=true]").length} stale`,
        main.innerText.replaceAll(/\\s+/g, " ").slice(0, 500),
    ].join(", ");
}"""


@contextmanager
def explained(pages: Sequence[Any]) -> Iterator[None]:
    """Where what is waited for does not come, all pages tell what they show instead, and why."""
    try:
        yield
    except Exception as error:
        shown = [f"{number}: {shown_by(page)}" for number, page in enumerate(pages, start=1)]
        raise AssertionError("\n".join([str(error), *shown])) from error


def shown_by(page: Any) -> str:
    """What a page shows now, and what was noted of it."""
    return "; ".join([_text_of(page), *page.noted])


def _text_of(page: Any) -> str:
    # One page that has crashed, or is too busy to be asked, must not hide what others show.
    if "crashed" in page.noted:
        return ""
    try:
        return str(page.wait_for_function(_SHOWN, timeout=_ASKED_MS).json_value())
    except Exception as error:
        return f"it does not answer ({error})"


def in_link(page: Any, words: str) -> None:
    """Until the link of a page says something."""
    page.wait_for_function("words => location.href.includes(words)", arg=words, timeout=LONGEST_MS)


def told(page: Any, words: str, act: Callable[[], object]) -> None:
    """Do something, until it is told for a moment: such words are gone before one looks late."""
    page.evaluate(
        """words => {
            window.told = false;
            const look = () => window.told ||= document.body.innerText.includes(words);
            new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
        }""",
        words,
    )
    act()
    page.wait_for_function("window.told", timeout=LONGEST_MS)


def figure_drawn(page: Any, least: int = 1, of: str = ".js-plotly-plot") -> None:
    """Until so many layers of figures are there."""
    count = f"document.querySelectorAll('{of} .main-svg').length"
    page.wait_for_function(f"{count} >= {least}", timeout=LONGEST_MS)


def seen(page: Any, path: Path) -> None:
    """Leave a picture of a whole page of the app, and hold it to what any page must be."""
    at_rest(page)
    height = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight")
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": width, "height": min(height + 20, TALLEST)})
    faultless(page, path)


def faultless(page: Any, path: Path) -> None:
    """Leave a picture of what is in view: no fault, no stranger asked, all in its place."""
    at_rest(page)
    page.screenshot(path=path, timeout=LONGEST_MS)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.errors == []
    assert strangers(page.asked) == set()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    on_top = page.evaluate(_ON_TOP)
    assert not on_top, on_top


_ON_TOP: Final = """() => {
    const one = "[data-testid=stElementContainer]";
    const shown = element => {
        let {left, right, top, bottom} = element.getBoundingClientRect();
        for (let over = element.parentElement; over; over = over.parentElement) {
            if (getComputedStyle(over).overflow === "visible") continue;
            const box = over.getBoundingClientRect();
            [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
            [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        }
        return {left, right, top, bottom, words: element.innerText.slice(0, 40)};
    };
    const all = [...document.querySelectorAll(`[data-testid=stMain] ${one}`)]
        .filter(element => element.checkVisibility() && !element.querySelector(one)).map(shown);
    const both = (a, b) => Math.min(
        a.right - b.left, b.right - a.left, a.bottom - b.top, b.bottom - a.top,
        a.right - a.left, b.right - b.left, a.bottom - a.top, b.bottom - b.top,
    );
    return all.flatMap((a, at) => all.slice(at + 1).filter(b => both(a, b) > 2)
        .map(b => `${a.words} | ${b.words}`));
}"""
"""What of a page of the app lies on something else of it, by more than a hair."""


def strangers(asked: list[str]) -> set[str]:
    """Hosts that are asked and are not this machine."""
    return {urlsplit(url).hostname or "" for url in asked} - {"", "127.0.0.1"}
