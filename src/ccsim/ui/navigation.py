"""The pages of the app and how one gets from one to another."""

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).parent / "pages"


def navigate() -> None:
    """Show the page that the reader is on."""
    st.set_page_config(page_title="ccsim", page_icon=":material/support_agent:", layout="wide")
    page = st.navigation(
        [
            st.Page(
                PAGES / "compare.py",
                title="Compare operating models",
                icon=":material/compare_arrows:",
                default=True,
            )
        ]
    )
    page.run()


# An installed ccsim has no app.py beside it: `streamlit run` takes this file as well.
if __name__ == "__main__":
    navigate()
