"""Figures on a page: in the colours of its theme, without buttons that would ask anybody else."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from ccsim.figures.colours import CONFIG
from ccsim.report.pictures import Picture

if TYPE_CHECKING:
    import plotly.graph_objects as go


def draw(name: str, figure: "Callable[[bool], go.Figure]", caption: str = "") -> None:
    """A figure, drawn for a light or a dark page.

    Args:
        name: unique on the page.
        figure: draws it; asked whether for a dark page.
        caption: what it shows.
    """
    if caption:
        st.markdown(f"**{caption}**")
    drawn = figure(st.context.theme.type == "dark")
    st.plotly_chart(drawn, theme=None, config=dict(CONFIG), key=f"figure-{name}", alt=caption)


def draw_picture(picture: Picture) -> None:
    """A figure that page and report share."""
    draw(picture.name, picture.figure, picture.caption)
