"""How long the app keeps its readers waiting, in a real browser, and what a whole class takes.

python tests/app_times.py [times] [class]     some minutes; needs Chromium and playwright

Prints JSON: seconds, each the median of five with all five, and the load of the machine, which the
times depend on. `times`: from the command to a server that answers, from a link to a page that is
complete, from a slider or a table that is changed to the new result. `class`: thirty students who
open one assignment in thirty browser contexts at the same time, from the first one's link to the
last one's answer, and the memory of the server with all its processes.
"""

import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from app_server import served
from browsing import CHROMIUM, LONGEST_MS, SETTINGS, all_sent, explained, trouble_noted

HOUSE: Final = Path(__file__).parents[1]
STUDENTS: Final = 30
REPEATS: Final = 5
COMPLETE: Final[Mapping[str, tuple[str, str]]] = {
    "compare": ("?replications=10", "ccsim compare"),
    "sourcing": ("sourcing?replications=2", "ccsim "),
    "pit_stop": ("pit_stop?replications=2", "ccsim "),
    "journeys": ("journeys?replications=2", "ccsim "),
    "staffing": ("staffing", "ccsim run"),
    "day": ("day?replications=3", "ccsim run"),
    "learn": ("learn", "ccsim run"),
    "classroom": ("classroom", ""),
    "build": ("build", ""),
    "runs": ("runs", ""),
}
"""What follows the server's address for each page, and the line that stands below its answer."""
_HEADING: Final = {"classroom": "Classroom", "build": "What differs", "runs": "Runs"}
ASSIGNMENT: Final = {
    "title": "Who owns the case?",
    "work": "compare",
    "scenario": "scripted_call_center",
    "beside": "solution_center",
    "replications": "5",
    "seed": "7",
    "ask": ["first:mean_wait_s", "difference:mean_wait_s"],
}


def answer_of(page: Any, command: str = "") -> None:
    """Wait for the line that gives an answer again, if it has one, and until no more is to come."""
    if command:
        page.locator("code", has_text=command).first.wait_for(timeout=LONGEST_MS)
    stop = page.get_by_role("button", name="Stop", exact=True)
    stop.wait_for(state="hidden", timeout=LONGEST_MS)


def opened_page(browser: Any) -> Any:
    """A reader who has not been here before."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.set_default_timeout(LONGEST_MS)
    trouble_noted(page)
    return page


def seconds_of(act: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def told(seconds: Sequence[float]) -> dict[str, Any]:
    """A median with what it is the median of."""
    rounded = [round(one, 2) for one in seconds]
    return {"median_s": round(statistics.median(seconds), 2), "all_s": rounded}


def complete(browser: Any, address: str, name: str) -> float:
    """A link that is opened, until its page is complete."""
    link, command = COMPLETE[name]
    page = opened_page(browser)

    def look() -> None:
        page.goto(f"{address}/{link}")
        if command:
            answer_of(page, command)
        else:
            page.get_by_role("heading", name=_HEADING[name], exact=True).wait_for()

    seconds = seconds_of(look)
    page.context.close()
    return seconds


def slider(browser: Any, address: str) -> dict[str, Any]:
    """On Learn queueing: a slider along what was played, and other luck, which is played."""
    page = opened_page(browser)
    page.goto(f"{address}/learn")
    answer_of(page, "forecast.rate=2.5/min")
    page.get_by_role("slider").focus()
    moved, played = [], []
    for key, rate in [("ArrowRight", "3"), ("ArrowLeft", "2.5")] * REPEATS:
        page.keyboard.press(key)
        moved.append(seconds_of(partial(answer_of, page, f"forecast.rate={rate}/min")))
    for seed in range(2, 2 + REPEATS):
        page.get_by_role("button", name="Other luck").click()
        played.append(seconds_of(partial(answer_of, page, f"--seed {seed}")))
    page.context.close()
    return {"slider_to_result": told(moved), "other_luck_to_whole_result": told(played)}


def edit(browser: Any, address: str) -> dict[str, Any]:
    """On Staffing: a changed table, until it is played."""
    page = opened_page(browser)
    page.goto(f"{address}/staffing?view=Change+the+staffing")
    answer_of(page, "ccsim run scenarios/scripted_call_center.yaml")
    found = []
    for number in range(1, 1 + REPEATS):
        _one_more_agent(page, 12 + number)
        page.get_by_role("button", name="Play this staffing").click()
        name = f"ccsim run staffing_{number}.yaml"
        found.append(seconds_of(partial(answer_of, page, name)))
    page.context.close()
    return {"edit_to_result": told(found)}


def _one_more_agent(page: Any, agents: int) -> None:
    """Write a number into the first cell of the table, as a hand would."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] - 30, box["y"] + 52)
    page.keyboard.press("Control+a")
    page.keyboard.type(str(agents))
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)


def class_at_once(
    browser: Any, address: str, link: Mapping[str, Any], students: int
) -> tuple[list[float], set[str]]:
    """Students who open one assignment at the same moment, each in a browser context of its own.

    Returns:
        Seconds after which each had the answer, and what stands on their pages then, without the
        sidebar, which tells of what is under way: one text if all are told the same.
    """
    pages = [opened_page(browser) for _ in range(students)]
    start = time.perf_counter()
    for page in pages:
        page.goto(f"{address}/classroom?{urlencode(link, doseq=True)}", wait_until="commit")
    waited, texts = [], set()
    with explained(pages):
        for number, page in enumerate(pages, start=1):
            page.get_by_placeholder("your number").first.wait_for()
            waited.append(time.perf_counter() - start)
            print(f"student {number}: {waited[-1]:.0f} s", file=sys.stderr, flush=True)
        for page in pages:
            texts.add(_told_when_checked(page))
    for page in pages:
        page.context.close()
    return waited, texts


def _told_when_checked(page: Any) -> str:
    """What stands on a student's page when the answers were checked."""
    answer_of(page)
    page.get_by_placeholder("your number").first.fill("1")
    page.get_by_role("button", name="Check my answers").click()
    page.get_by_text(re.compile(r"\d of \d+ right")).wait_for()
    all_sent(page)
    assert page.get_by_test_id("stException").count() == 0
    told = page.get_by_test_id("stMain").get_by_test_id("stMarkdown")
    return "\n".join(told.all_inner_texts())


def memory_mb(leader: int) -> float:
    """Memory of a process and all below it, each shared page counted once, in MB."""
    kilobytes = 0
    for process in _family(leader):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue  # it has just ended
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000


def _family(leader: int) -> Iterator[int]:
    yield leader
    children = Path(f"/proc/{leader}/task").glob("*/children")
    for child in {int(one) for file in children for one in file.read_text().split()}:
        yield from _family(child)


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, int, float]]:
    """An app of all scenarios: its address, its process, and how long it took to answer."""
    shutil.copytree(HOUSE / "scenarios", folder / "scenarios", dirs_exist_ok=True)
    start = time.perf_counter()
    processes: list[int] = []
    with served(folder, {"server.address": "127.0.0.1"}, processes) as address:
        yield address, processes[0], time.perf_counter() - start


def times(browser: Any) -> dict[str, Any]:
    """How long one reader waits, of a server that has nothing else to do."""
    with tempfile.TemporaryDirectory() as folder:
        up = []
        for _ in range(REPEATS - 1):
            with _server(Path(folder)) as (_address, _pid, seconds):
                up.append(seconds)
        with _server(Path(folder)) as (address, _pid, seconds):
            found: dict[str, Any] = {"server_up": told([*up, seconds])}
            for name in COMPLETE:
                first = complete(browser, address, name)
                again = [complete(browser, address, name) for _ in range(REPEATS)]
                found[name] = {"first_ever_s": round(first, 2), **told(again)}
                print(name, found[name], file=sys.stderr, flush=True)
            return found | slider(browser, address) | edit(browser, address)


def whole_class(browser: Any) -> dict[str, Any]:
    """Thirty students and one link."""
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as (address, pid, _):
        complete(browser, address, "runs")
        before = memory_mb(pid)
        waited, texts = class_at_once(browser, address, ASSIGNMENT, STUDENTS)
        return {
            "students": STUDENTS,
            "first_answer_s": round(waited[0], 1),
            "last_answer_s": round(max(waited), 1),
            "all_told_the_same": len(texts) == 1,
            "server_mb_before": round(before),
            "server_mb_after": round(memory_mb(pid)),
        }


def main(asked: list[str]) -> None:
    """Measure what is asked, or all."""
    from playwright.sync_api import sync_playwright

    found: dict[str, Any] = {"load_before": os.getloadavg()}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=SETTINGS)
        for name, measure in (("times", times), ("class", whole_class)):
            if not asked or name in asked:
                found[name] = measure(browser)
        browser.close()
    found["load_after"] = os.getloadavg()
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
