"""Files that a page offers: made only when somebody wants them, without drawing the page anew."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    import pandas as pd

_KINDS: Final = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
}


def download(label: str, make: Callable[[], bytes | str], name: str) -> None:
    """A button that gives its reader a file.

    Args:
        label: what is written on it.
        make: makes the file; called when it is wanted.
        name: what the file is called; its ending says what kind it is.
    """
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=_KINDS[PurePath(name).suffix],
        on_click="ignore",
        icon=":material/download:",
    )


def download_table(label: str, frame: "pd.DataFrame", name: str) -> None:
    """A button that gives its reader a table as CSV."""
    download(label, lambda: frame.to_csv(index=False), name)
