"""What tests need that look at pages in a real browser."""

import shutil
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SETTINGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="there is no chromium (on Debian: apt-get install chromium)"
    ),
]


def strangers(asked: list[str]) -> set[str]:
    """Hosts that are asked and are not this machine."""
    return {urlsplit(url).hostname or "" for url in asked} - {"", "127.0.0.1"}
