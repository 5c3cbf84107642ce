"""The stories of single cases as one HTML page: swim lanes, and the same in words."""

from collections.abc import Sequence
from pathlib import Path

from ccsim.experiments.journey import Journey
from ccsim.figures.journey import journey_figure
from ccsim.report import words
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture


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
    shown = [_picture(number, story) for number, story in enumerate(stories)]
    told = [[line.strip() for line in one.lines()[1:]] for one in stories]
    return own_page("journeys.html.j2", shown, stories=told, version=words.version_text())


def _picture(number: int, story: Journey) -> Picture:
    return Picture(
        f"journey-{number}", story.heading, lambda dark: journey_figure(story.pieces, dark=dark),
        broad=True,
    )  # fmt: skip
