"""Compare operating models: choose, and see what differs and how sure that is."""

import streamlit as st

from ccsim.errors import UsageError
from ccsim.ui.choices import choose_scenarios
from ccsim.ui.comparing import compare_here
from ccsim.ui.navigation import title_of
from ccsim.ui.questions import SHOWN_FIRST, compared
from ccsim.ui.said import inform, refuse, remark
from ccsim.ui.sureness import choose_sureness

TITLE = title_of(__file__)


def page() -> None:
    """The choices, and below them the answer, which becomes sharper while one reads."""
    st.title(TITLE)
    with st.container(horizontal=True, vertical_alignment="center"):
        remark(
            "The same customers, with the same problems and the same luck, go through each of them."
        )
        settings, precision = choose_sureness()
    paths = choose_scenarios(
        "Operating models",
        SHOWN_FIRST,
        "The first one is the reference that the others are compared with.",
    )
    if len(paths) < 2:
        inform("Choose two or more: the first one is what the others are compared with.")
        return
    try:
        asked = compared(paths, *settings, precision=precision)
    except UsageError as error:
        refuse(str(error))
        return
    compare_here(TITLE, asked)


if __name__ == "__main__":
    page()
