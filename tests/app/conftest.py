"""A real browser for the tests that look at pages as a reader does."""

from collections.abc import Iterator
from typing import Any

import pytest

from browsing import CHROMIUM, SETTINGS


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once for a file of tests."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')"
    )
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=SETTINGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=["light", "dark"])
def sheet(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A browser page by day or by night that notes errors and whom it asks."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    opened.scheme = request.param
    opened.asked, opened.errors = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    opened.close()
