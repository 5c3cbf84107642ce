"""Which scenario is best: how far each is from the leader, and who went out when."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from ccsim.figures.bars import bounds, error_bar
from ccsim.figures.colours import base_layout, in_order, scenario_colours, scheme
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_ROW = 46


def selection_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Paired differences from the leader with 95 % intervals; a dot that is filled is chosen.

    Means would mislead: those of scenarios with different counts have met different luck. A band
    shows the indifference zone on the side of the worse: who lies in it counts as equally good.

    Args:
        frame: one row for each scenario, with the columns scenario, mean, low, high (of its
            difference, undefined for the leader), n, unit, outcome, chosen, leader, better, delta.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    scenarios = in_order(frame["scenario"])
    height = 84 + (24 if title else 0) + _ROW * len(scenarios)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    unit, better = str(frame["unit"].iloc[0]), frame["better"].iloc[0]
    delta = float(frame["delta"].iloc[0])
    scale = scale_of(unit, [delta, *frame["mean"].dropna()], difference=True)
    colours = scenario_colours(scenarios, dark)
    for row in frame[frame["mean"].notna() | frame["leader"]].to_dict("records"):
        figure.add_scatter(**_dot(row, scale, colours[row["scenario"]]))
    zone = -delta if better == "higher" else delta
    ends = (min(0.0, zone) * scale.factor, max(0.0, zone) * scale.factor)
    figure.add_vrect(
        x0=ends[0], x1=ends[1], fillcolor=scheme(dark).grid, line_width=0, layer="below"
    )
    figure.add_vline(x=0, line={"width": 1, "color": scheme(dark).muted})
    rows = [-0.6, len(scenarios) - 0.3]
    figure.update_yaxes(categoryorder="array", categoryarray=scenarios[::-1], range=rows)
    figure.update_yaxes(showgrid=False)
    figure.update_xaxes(
        title={"text": f"difference, {scale.unit}"}, range=_range(frame, ends, scale)
    )
    return figure


def _dot(row: dict[Hashable, Any], scale: Scale, colour: str) -> dict[str, Any]:
    """A scenario with its interval, and what became of it as words."""
    mean = 0.0 if row["leader"] else row["mean"] * scale.factor
    span = "" if row["leader"] else f": {_told(row, scale)}"
    return {
        "x": [mean],
        "y": [row["scenario"]],
        "error_x": error_bar(row, scale, colour),
        "mode": "markers+text",
        "marker": {"symbol": "circle" if row["chosen"] else "circle-open", "size": 11}
        | {"color": colour, "line": {"width": 2, "color": colour}},
        "text": [f"{row['outcome']}, n = {row['n']}" if row["leader"] else row["outcome"]],
        "textposition": "top center",
        "textfont": {"size": 10},
        "cliponaxis": False,
        "showlegend": False,
        "name": row["scenario"],
        "hovertemplate": f"{row['scenario']}{span}, n = {row['n']}<extra></extra>",
    }


def _told(row: dict[Hashable, Any], scale: Scale) -> str:
    span = scale.span(*bounds(row), mean=row["mean"], signed=True)
    return f"{scale.text(row['mean'], signed=True)} ({span})"


def _range(frame: "pd.DataFrame", zone: tuple[float, float], scale: Scale) -> list[float]:
    """An axis that holds nought, the zone, all intervals, and room for the words."""
    columns = (frame["mean"], frame["low"], frame["high"])
    ends = [*zone, *(float(one) * scale.factor for each in columns for one in each.dropna())]
    low, high = min(ends), max(ends)
    room = 0.25 * (high - low)
    return [low - room, high + room]
