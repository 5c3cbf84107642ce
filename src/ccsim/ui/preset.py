"""Choices that the app makes for its reader, such as the scenario that was made just now."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

_KEYS: Final = "preset"


def preset(key: str, value: Any) -> None:
    """Choose for the reader; to be called before the choice is drawn, or when a button is pressed.

    Args:
        key: of the choice.
        value: what is chosen.
    """
    st.session_state[key] = value
    st.session_state.setdefault(_KEYS, set()).add(key)


def held() -> Callable[[], None]:
    """What a part of the page does first that is drawn again by itself: these choices stay.

    A busy browser may let the part be drawn again before it knows what was chosen for its reader,
    and tells what stood there before. For Streamlit that is a choice like any other: the page would
    answer what the reader had asked before, under a heading that says otherwise. A choice of the
    reader's own is none of it: that draws the whole page anew, and this part with it.
    """
    keys: set[str] = st.session_state.get(_KEYS, set())
    chosen = {key: st.session_state[key] for key in keys if key in st.session_state}

    def hold() -> None:
        for key, value in chosen.items():
            if st.session_state.get(key) != value:
                st.session_state[key] = value

    return hold
