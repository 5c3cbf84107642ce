"""The pages of the app and how one gets from one to another."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def navigate() -> None:
    """Show the page that the reader is on."""
    # A picture of our own: the browser would fetch a named icon from somebody else's server.
    st.set_page_config(page_title="ccsim", page_icon=HERE / "icon.svg", layout="wide")
    page = st.navigation(
        [
            st.Page(
                HERE / "pages" / "compare.py",
                title="Compare operating models",
                default=True,
            )
        ]
    )
    page.run()


# An installed ccsim has no app.py beside it: `streamlit run` takes this file as well.
if __name__ == "__main__":
    navigate()
