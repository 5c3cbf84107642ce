"""A real browser for the tests that look at pages as a reader does."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from browsing import CHROMIUM, LONGEST_MS, SETTINGS, shown_by, trouble_noted


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once for a file of tests."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')"
    )
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=CHROMIUM, args=SETTINGS, timeout=LONGEST_MS
        )
        yield chromium
        chromium.close()


@contextmanager
def noting(browser: Any, **how: Any) -> Iterator[Any]:
    """A browser page that notes errors and whom it asks, and is patient."""
    opened = browser.new_page(**how)
    opened.set_default_timeout(LONGEST_MS)
    trouble_noted(opened)
    opened.asked, opened.errors = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails with a page open also tells what that page shows."""
    report = yield
    if report.when == "call" and report.failed:
        pages = [one for one in item.funcargs.values() if hasattr(one, "noted")]
        report.sections += [("what the page shows", shown_by(page)) for page in pages]
    return report


@pytest.fixture(params=["light", "dark"])
def sheet(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A page of a reader by day or by night."""
    size = {"width": 1280, "height": 900}
    with noting(browser, viewport=size, color_scheme=request.param) as opened:
        opened.scheme = request.param
        yield opened


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page as wide as a small screen."""
    with noting(browser, viewport={"width": 1100, "height": 900}) as opened:
        yield opened
