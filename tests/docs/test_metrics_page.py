"""The page of all metrics is made from the catalogue, and names each of them."""

from pathlib import Path

from ccsim.metrics.catalogue import AREAS, CATALOGUE
from ccsim.report.metrics_page import COMMAND, metrics_page

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_the_page_is_what_the_catalogue_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == metrics_page(), f"{COMMAND} > docs/metrics.md"


def test_every_metric_stands_in_one_area() -> None:
    assert [one.name for area in AREAS.values() for one in area] == list(CATALOGUE)
