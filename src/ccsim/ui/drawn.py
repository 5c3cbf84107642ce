"""Figures on a page: in its colours, without buttons that would ask anybody else."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from ccsim.figures.colours import CONFIG
from ccsim.report.pictures import Picture
from ccsim.ui.said import say

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from streamlit.delta_generator import DeltaGenerator


def draw(
    name: str,
    figure: "Callable[[bool], go.Figure]",
    caption: str = "",
    least_width: int = 0,
) -> None:
    """A figure, drawn for a light or a dark page.

    Args:
        name: unique on the page.
        figure: draws it; asked whether for a dark page.
        caption: what it shows.
        least_width: pixels that its words need; on a narrower page it is scrolled.
    """
    if caption:
        say(f"**{caption}**")
    if least_width:
        own = f".st-key-figure-{name.replace(' ', '-')}"
        st.html(
            f"<style>{own} {{ overflow-x: auto }} {own} > div {{ min-width: {least_width}px }}"
            "</style>"
        )
    drawn = figure(st.context.theme.type == "dark")
    st.plotly_chart(drawn, theme=None, config=dict(CONFIG), key=f"figure-{name}", alt=caption)


def abreast(name: str, least_width: int) -> "DeltaGenerator":
    """A row of containers, which stand one below the other where there is no room for them.

    Args:
        name: unique on the page.
        least_width: pixels that each of them needs.
    """
    st.html(f"<style>.st-key-{name} > div {{ min-width: min({least_width}px, 100%) }}</style>")
    return st.container(horizontal=True, gap="medium", key=name)


def draw_picture(picture: Picture) -> None:
    """A figure that page and report share."""
    draw(picture.name, picture.figure, picture.caption)
