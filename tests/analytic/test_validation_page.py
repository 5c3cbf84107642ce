"""The page that sets theory beside simulation says what the simulation gives."""

import re
from pathlib import Path

import pytest

from validation import FAR, PAGE, main, models

OFF = re.compile(r"\| ([+-]\d+\.\d) \|$", re.MULTILINE)


def test_every_number_on_the_page_is_near_enough() -> None:
    found = [float(off) for off in OFF.findall(PAGE.read_text(encoding="utf-8"))]
    assert len(found) == sum(len(model.exact) for model in models())
    assert all(abs(off) <= FAR for off in found)


@pytest.mark.slow
def test_the_page_is_what_comes_out_now(tmp_path: Path) -> None:
    assert main(tmp_path / "now.md") == 0
    assert (tmp_path / "now.md").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")
