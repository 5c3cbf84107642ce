"""Numbers by interval and day, as planners read them: times down, days across, a colour each."""

from typing import TYPE_CHECKING, Final

from ccsim.figures.colours import base_layout, in_order, scheme

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_ROW_PX: Final = 19
_LARGE, _SMALL = 11, 10
_ROOM: Final = 8
"""Letters that a cell of a week has room for."""
_WHITE, _BLACK = "#FFFFFF", "#000000"


def heat_map_figure(
    frame: "pd.DataFrame",
    *,
    middle: float,
    reach: float,
    more_is_better: bool = True,
    unit: str = "",
    dark: bool = False,
    title: str | None = None,
) -> "go.Figure":
    """A colour for each interval and day: one below the middle, another above it.

    Numbers stand in the cells, so that nothing depends on the colours alone.

    Args:
        frame: one row for each cell, with the columns day, time, value (the colour), text (what
            stands in the cell) and hover (what is told of it); and n, if the numbers rest on so
            many replications.
        middle: the value that is neither good nor bad.
        reach: how far from there the colours are full.
        more_is_better: whether what lies above the middle is good, or too much.
        unit: what the scale of colours is of.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    colours = scheme(dark)
    days, times = in_order(frame["day"]), sorted(set(frame["time"]))
    table = {name: _spread(frame, name, times, days) for name in ("value", "text", "hover")}
    figure = go.Figure(layout=base_layout(dark, height=100 + _ROW_PX * len(times), title=title))
    figure.add_heatmap(
        x=days,
        y=times,
        z=table["value"].to_numpy(),
        text=table["text"].fillna("").to_numpy(),
        texttemplate="%{text}",
        textfont={"size": _SMALL if _is_crowded(frame) else _LARGE},
        customdata=table["hover"].fillna("").to_numpy(),
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        zmin=middle - reach,
        zmax=middle + reach,
        colorscale=[
            [0.0, colours.worse],
            [0.5, _BLACK if dark else _WHITE],
            [1.0, colours.better if more_is_better else colours.series[0]],
        ],
        xgap=1,
        ygap=1,
        showscale=False,
    )
    figure.update_xaxes(type="category", side="top", showgrid=False, title=_above(frame, unit))
    figure.update_yaxes(
        type="category", autorange="reversed", showgrid=False, tickmode="linear", dtick=1
    )
    return figure


def _spread(frame: "pd.DataFrame", name: str, times: list[str], days: list[str]) -> "pd.DataFrame":
    """One column of the frame as a table: times down, days across."""
    table = frame.pivot_table(index="time", columns="day", values=name, aggfunc="first")
    return table.reindex(index=times, columns=days)


def _above(frame: "pd.DataFrame", unit: str) -> str:
    """What the colours are of, and on how many replications they rest."""
    words = [unit] if unit else []
    if "n" in frame and len(frame):
        words.append(f"n = {frame['n'].iloc[0]} replications")
    return ", ".join(words)


def _is_crowded(frame: "pd.DataFrame") -> bool:
    """Whether the texts of several days would touch each other."""
    return frame["day"].nunique() > 1 and bool((frame["text"].str.len() > _ROOM).any())
