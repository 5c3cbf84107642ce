"""A year of learning: causes removed, who has been there, the dip, and what is gained so far."""

from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import band
from ccsim.figures.bars import bounds
from ccsim.figures.colours import (
    base_layout,
    in_order,
    scenario_colours,
    scenario_dashes,
    scenario_symbols,
    scheme,
)
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_PANEL: Final = 150
_ABOVE: Final = 50


def learning_figure(
    frame: "pd.DataFrame", reference: str, *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Panels one below the other over the same months, a line with its 95 % band each.

    Args:
        frame: one row for each number, with the columns panel, title, scenario, begins, ends,
            mean, low, high, n, unit, difference.
        reference: what the scenarios are beside; it has the first colour everywhere.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    panels = in_order(frame["panel"])
    if not panels:
        return go.Figure(layout=base_layout(dark, height=120, title=title))
    height = _ABOVE + _PANEL * len(panels)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=34 / height,
        subplot_titles=[_heading(frame[frame["panel"] == panel]) for panel in panels],
    )
    figure.update_layout(base_layout(dark, height=height, title=title))
    for row, panel in enumerate(panels, start=1):
        rows = frame[frame["panel"] == panel]
        if rows["difference"].any():
            figure.add_hline(y=0, line={"width": 1, "color": scheme(dark).muted}, row=row, col=1)
        for trace in _traces(rows, frame, reference, dark, named=row == 1):
            figure.add_trace(trace, row=row, col=1)
    # Panel headings to the left, where the eye begins to read.
    figure.update_annotations(x=0, xanchor="left", font={"size": 12, "color": scheme(dark).ink})
    figure.update_xaxes(type="date", dtick="M1", tickformat="%b\n%Y", showgrid=True)
    figure.update_yaxes(nticks=5, rangemode="tozero")
    figure.update_layout(legend={"y": 1.0, "yanchor": "top", "yref": "container"}, showlegend=True)
    return figure


def _heading(rows: "pd.DataFrame") -> str:
    unit = _scale(rows).unit
    return f"{rows['title'].iloc[0]}{f', {unit}' if unit else ''} (n = {int(rows['n'].iloc[0])})"


def _scale(rows: "pd.DataFrame") -> Scale:
    unit, difference = str(rows["unit"].iloc[0]), bool(rows["difference"].iloc[0])
    return scale_of(unit, list(rows["mean"]), difference=difference)


def _traces(
    rows: "pd.DataFrame", frame: "pd.DataFrame", reference: str, dark: bool, *, named: bool
) -> list[dict[str, Any]]:
    """One panel: for each scenario a band, and a line with a mark at the end of every month."""
    scenarios = in_order(frame["scenario"])
    colours = scenario_colours([reference, *scenarios], dark)
    symbols, dashes = scenario_symbols([reference, *scenarios]), scenario_dashes(scenarios)
    scale, found = _scale(rows), []
    for scenario in scenarios:
        own = rows[rows["scenario"] == scenario].sort_values("begins")
        if own.empty:
            continue
        colour = colours[scenario]
        found.append({"type": "scatter"} | _band(own, scale, colour, edged=len(scenarios) > 1))
        panel = rows["panel"].iloc[0]
        look = {"color": colour, "dash": dashes[scenario], "width": 2}
        look |= {"shape": "hv" if panel == "causes" else "linear"}  # what is removed is so at once
        line = _line(own, scale, look) | {"mode": "lines" if panel == "gained" else "lines+markers"}
        mark = {"symbol": symbols[scenario], "size": 6, "color": colour}
        found.append({"type": "scatter", "marker": mark, "showlegend": named} | line)
    return found


def _band(own: "pd.DataFrame", scale: Scale, colour: str, *, edged: bool) -> dict[str, Any]:
    bounded = own.dropna(subset=["low", "high"])
    low, high = ([float(end) * scale.factor for end in bounded[name]] for name in ("low", "high"))
    return band(_when(bounded), low, high, colour, edged=edged)


def _when(own: "pd.DataFrame") -> list[Any]:
    """Sums so far stand where they are reached; what a whole month is like, in its middle."""
    so_far = not own.empty and own["panel"].iloc[0] in ("causes", "gained")
    return [
        row["ends"] if so_far else row["begins"] + (row["ends"] - row["begins"]) / 2
        for row in own.to_dict("records")
    ]


def _line(own: "pd.DataFrame", scale: Scale, look: dict[str, Any]) -> dict[str, Any]:
    name, rows = str(own["scenario"].iloc[0]), own.to_dict("records")
    signed = bool(own["difference"].iloc[0])
    texts = [
        f"{name}, {row['begins']:%d %b} to {row['ends']:%d %b %Y}<br>"
        f"{scale.text(row['mean'], signed=signed)} "
        f"({scale.span(*bounds(row), mean=row['mean'], signed=signed)}), n = {row['n']}"
        for row in rows
    ]
    return {
        "x": _when(own),
        "y": [float(mean) * scale.factor for mean in own["mean"]],
        "line": look,
        "name": name,
        "legendgroup": name,
        "cliponaxis": False,
        "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
