"""The stories of single cases as one HTML page: swim lanes, and the same in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ccsim.experiments.journey import Journey
from ccsim.report import words
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import journey_picture, told
from ccsim.units import format_duration

if TYPE_CHECKING:
    import pandas as pd


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


def story_table(story: Journey) -> "pd.DataFrame":
    """A story as a table: when, and what happened."""
    import pandas as pd

    rows = [(f"{one.at:%a %d %b %H:%M:%S}", one.text) for one in story.moments]
    if story.open_at_end:
        rows.append(("", "still open at the end of the run"))
    return pd.DataFrame(rows, columns=["When", "What happened"]).set_index("When")


def facts_table(story: Journey) -> "pd.DataFrame":
    """What a case took, as a table."""
    import pandas as pd

    rows = {
        "Calls": str(story.contacts),
        "of which answered": str(story.answered),
        "Different agents": str(story.agents),
        "Waiting": format_duration(story.waited_ms),
        "Talking": format_duration(story.talked_ms),
        "From first to last": format_duration(story.open_ms),
        "Promises broken": str(story.broken),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["This case"])
