"""The stories of single cases as one HTML page: swim lanes, and the same in words."""

from collections.abc import Sequence
from pathlib import Path

from ccsim.experiments.journey import Journey
from ccsim.report import words
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import journey_picture, told


def write_journeys(stories: Sequence[Journey], path: Path | str) -> None:
    """Write stories as one HTML page; an old page stays until the new one is whole.

    Args:
        stories: what `journey` gave.
        path: the file to write.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(journeys_page(stories), Path(path))


def journeys_page(stories: Sequence[Journey]) -> str:
    """The HTML text of the page."""
    shown = [journey_picture(f"journey-{number}", one) for number, one in enumerate(stories)]
    return own_page(
        "journeys.html.j2",
        shown,
        stories=[told(one) for one in stories],
        version=words.version_text(),
    )
