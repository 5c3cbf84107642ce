"""The efficient frontier: points by two metrics, and which of them no other dominates."""

from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bars import error_bars, hover_texts
from ccsim.figures.colours import base_layout, scheme
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

STANDINGS: Final = {
    "efficient": "circle",
    "efficient by the means, not established": "circle-open",
    "dominated by the means, not established": "square-open",
    "dominated": "x",
}
"""How a point may stand to the frontier, with its mark."""
_MOST_NAMED: Final = 25


def frontier_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Points by two metrics with intervals in both; a line joins the efficient ones.

    Args:
        frame: one row for each point, with the columns point, text (beside the mark), standing,
            beside, on_line, n, and of each of the two metrics (prefix x_ and y_) mean, low, high,
            unit, title, better.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout=base_layout(dark, height=440, title=title))
    scales = {
        axis: scale_of(str(frame[f"{axis}_unit"].iloc[0]), list(frame[f"{axis}_mean"]))
        for axis in "xy"
    }
    line = frame[frame["on_line"]].sort_values("x_mean")
    figure.add_scatter(
        x=[float(mean) * scales["x"].factor for mean in line["x_mean"]],
        y=[float(mean) * scales["y"].factor for mean in line["y_mean"]],
        mode="lines",
        line={"width": 1.5, "dash": "dot", "color": scheme(dark).series[0]},
        hoverinfo="skip",
        showlegend=False,
    )
    for standing, symbol in STANDINGS.items():
        own = frame[frame["standing"] == standing]
        if len(own):
            figure.add_scatter(**_points(own, standing, symbol, scales, len(frame), dark))
    figure.update_xaxes(title=_axis_title(frame, "x", scales["x"]))
    figure.update_yaxes(title=_axis_title(frame, "y", scales["y"]))
    figure.update_layout(showlegend=True)
    return figure


def _points(
    own: "pd.DataFrame",
    standing: str,
    symbol: str,
    scales: dict[str, Scale],
    points: int,
    dark: bool,
) -> dict[str, Any]:
    """The points of one standing, each with its name where there is room."""
    efficient = standing.startswith("efficient")
    colour = scheme(dark).series[0] if efficient else scheme(dark).muted
    x, y = (_of(own, axis) for axis in "xy")
    named = efficient or points <= _MOST_NAMED
    return {
        "x": [float(mean) * scales["x"].factor for mean in x["mean"]],
        "y": [float(mean) * scales["y"].factor for mean in y["mean"]],
        "error_x": error_bars(x, scales["x"], colour) | {"thickness": 1, "width": 3},
        "error_y": error_bars(y, scales["y"], colour) | {"thickness": 1, "width": 3},
        "mode": "markers+text" if named else "markers",
        "text": list(own["text"]),
        "textposition": "top right",
        "textfont": {"size": 11, "color": scheme(dark).ink if efficient else colour},
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": 10, "color": colour},
        "name": standing,
        "hovertext": _hovers(own, x, y),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hovers(own: "pd.DataFrame", x: "pd.DataFrame", y: "pd.DataFrame") -> list[str]:
    texts = zip(own.to_dict("records"), hover_texts(x), hover_texts(y), strict=True)
    return [
        f"{row['point']}<br>{row['x_title']}: {across}<br>{row['y_title']}: {up}<br>"
        f"{row['standing']}{row['beside']}"
        for row, across, up in texts
    ]


def _of(own: "pd.DataFrame", axis: str) -> "pd.DataFrame":
    """The estimates of one of the two metrics."""
    columns = {f"{axis}_{name}": name for name in ("mean", "low", "high", "unit")}
    return own[[*columns, "n"]].rename(columns=columns)


def _axis_title(frame: "pd.DataFrame", axis: str, scale: Scale) -> str:
    words = str(frame[f"{axis}_title"].iloc[0])
    return f"{words}, {scale.unit} ({frame[f'{axis}_better'].iloc[0]} is better)"
