"""The pages of the app and how one gets from one to another."""

from pathlib import Path
from typing import Final

import streamlit as st

from ccsim.ui.follow import stay

HERE: Final = Path(__file__).parent
PAGES: Final = {
    "Decide": {
        "compare": "Compare operating models",
        "sourcing": "Sourcing",
        "pit_stop": "Pit stop and learning",
        "journeys": "Journeys",
    },
    "Plan": {"staffing": "Staffing", "day": "A day in the life"},
    "Learn": {"learn": "Learn queueing", "classroom": "Classroom"},
    "Keep": {"build": "Build a scenario", "runs": "Runs"},
}
"""The pages for each kind of reader: the name of the file, and what is written on the page."""
FIRST: Final = "compare"


def title_of(file: str) -> str:
    """What is written on a page, by its file.

    >>> title_of("pages/staffing.py")
    'Staffing'
    """
    return {stem: title for pages in PAGES.values() for stem, title in pages.items()}[
        Path(file).stem
    ]


def navigate() -> None:
    """Show the page that the reader is on."""
    # A picture of our own: the browser would fetch a named icon from somebody else's server.
    st.set_page_config(page_title="ccsim", page_icon=HERE / "icon.svg", layout="wide")
    page = st.navigation(
        {
            section: [
                st.Page(HERE / "pages" / f"{file}.py", title=title, default=file == FIRST)
                for file, title in pages.items()
            ]
            for section, pages in PAGES.items()
        }
    )
    page.run()
    stay()  # after the page, or it would tell of what the page knows to be done


# An installed ccsim has no app.py beside it: `streamlit run` takes this file as well.
if __name__ == "__main__":
    navigate()
