"""What pages say in words and tables: no line of it ends between a number and its unit."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ccsim.figures.numbers import unbroken

if TYPE_CHECKING:
    import pandas as pd

_CODE: Final = re.compile(r"(`[^`]*`)")


def say(text: str) -> None:
    """A sentence or a heading, as Markdown."""
    st.markdown(whole(text))


def remark(text: str) -> None:
    """Something small beside or below what matters."""
    st.caption(whole(text))


def inform(text: str) -> None:
    """Something that its reader may act on."""
    st.info(whole(text))


def warn(text: str) -> None:
    """Something that its reader has to know before using a number."""
    st.warning(whole(text))


def refuse(text: str, icon: str | None = None) -> None:
    """What is wrong, and what would be right."""
    st.error(whole(text), icon=icon)


def say_table(
    rows: "pd.DataFrame | Sequence[Mapping[str, Any]]", *, hide_index: bool = False
) -> None:
    """A table of words and numbers."""
    import pandas as pd

    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
    st.table(
        frame.map(lambda cell: whole(cell) if isinstance(cell, str) else cell),
        hide_index=hide_index,
    )


def whole(text: str) -> str:
    r"""The text with no-break spaces; what stands between backticks is copied, and stays as it is.

    >>> whole("`--weeks 4 s` takes 45.7 %")
    '`--weeks 4 s` takes 45.7\xa0%'
    """
    parts = _CODE.split(text)
    return "".join(one if one.startswith("`") else unbroken(one) for one in parts)
