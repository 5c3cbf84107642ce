"""Compare operating models: choose, and see what differs and how sure that is."""

import streamlit as st

from ccsim.errors import UsageError
from ccsim.ui.choices import choose_scenarios, choose_settings
from ccsim.ui.comparing import compare_here
from ccsim.ui.navigation import title_of
from ccsim.ui.questions import compared

TITLE = title_of(__file__)
_SHOWN_FIRST = ("scripted_call_center", "solution_center", "pit_stop")


def page() -> None:
    """The choices, and below them the answer, which becomes sharper while one reads."""
    st.title(TITLE)
    st.caption(
        "The same customers, with the same problems and the same luck, go through each of them."
    )
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        paths = choose_scenarios(
            "Operating models",
            _SHOWN_FIRST,
            "The first one is the reference that the others are compared with.",
        )
    with right:
        settings = choose_settings()
    if len(paths) < 2:
        st.info("Choose two or more: the first one is what the others are compared with.")
        return
    try:
        asked = compared(paths, *settings)
    except UsageError as error:
        st.error(str(error))
        return
    compare_here(TITLE, asked)


if __name__ == "__main__":
    page()
