"""A lesson in queueing: the simulation with its intervals, and the curves of theory beside it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ccsim.figures.bands import band
from ccsim.figures.bars import error_bars, hover_texts
from ccsim.figures.colours import (
    SYMBOLS,
    base_layout,
    in_order,
    scenario_colours,
    scheme,
)
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


def lesson_figure(
    answers: "pd.DataFrame",
    theory: "pd.DataFrame",
    axis: str,
    *,
    dark: bool = False,
    log: bool = False,
) -> "go.Figure":
    """Points with 95 % intervals from the simulation, and a line for each theory.

    Args:
        answers: one row for each curve and value, with the columns curve, label, x, mean, low,
            high, n, unit, title, chosen.
        theory: one row for each theory and place, with the columns law, beside, x, y; `beside`
            is the curve that it is to agree with, empty for a theory that leaves the idea out.
        axis: what is varied, with its unit.
        dark: for a dark page.
        log: whether the values double from step to step.
    """
    import plotly.graph_objects as go

    known = answers[answers["mean"].notna()]
    unit = str(answers["unit"].iloc[0])
    scale = scale_of(unit, list(known["mean"]), difference=bool(known["difference"].any()))
    figure = go.Figure(layout=base_layout(dark, height=420))
    names = in_order(known["curve"])
    colours = scenario_colours(names, dark)
    _theories(figure, theory, colours, scale, dark)
    for number, curve in enumerate(names):
        rows = known[known["curve"] == curve]
        _simulated(figure, rows, colours[curve], SYMBOLS[number], scale)
    _chosen(figure, known, dark)
    words = str(known["title"].iloc[0]) if len(known) else ""
    figure.update_yaxes(title=f"{words}, {scale.unit}".strip(", "), rangemode="tozero")
    places = [float(x) for x in in_order(known["x"])]
    figure.update_xaxes(title=axis, tickvals=places, ticktext=[f"{x:g}" for x in places])
    figure.update_xaxes(type="log" if log else "linear")
    figure.update_layout(showlegend=True)
    return figure


def _simulated(
    figure: "go.Figure", rows: "pd.DataFrame", colour: str, symbol: str, scale: Scale
) -> None:
    bounded = rows.dropna(subset=["low", "high"])
    low, high = ([float(end) * scale.factor for end in bounded[name]] for name in ("low", "high"))
    figure.add_scatter(**band([float(x) for x in bounded["x"]], low, high, colour))
    curve = str(rows["curve"].iloc[0])
    texts = zip(rows["label"], hover_texts(rows), strict=True)
    figure.add_scatter(
        x=[float(x) for x in rows["x"]],
        y=[float(mean) * scale.factor for mean in rows["mean"]],
        error_y=error_bars(rows, scale, colour),
        mode="markers",
        cliponaxis=False,
        name=f"{curve}, with 95 % interval",
        marker={
            "symbol": [symbol if chosen else f"{symbol}-open" for chosen in rows["chosen"]],
            "size": [13 if chosen else 9 for chosen in rows["chosen"]],
            "color": colour,
            "opacity": 1,
            "line": {"width": 2, "color": colour},
        },
        hovertext=[f"{label}<br>{curve}: {text}" for label, text in texts],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _theories(
    figure: "go.Figure",
    theory: "pd.DataFrame",
    colours: Mapping[str, str],
    scale: Scale,
    dark: bool,
) -> None:
    """Theory that fits a curve as a whole line, one that leaves the idea out dotted."""
    fitting = in_order(theory[theory["beside"] != ""]["law"])
    for law in in_order(theory["law"]):
        rows = theory[theory["law"] == law]
        beside = str(rows["beside"].iloc[0])
        own = beside in colours and len(fitting) > 1
        ink = scheme(dark).ink if beside else scheme(dark).muted
        figure.add_scatter(
            x=[float(x) for x in rows["x"]],
            y=[float(y) * scale.factor for y in rows["y"]],
            mode="lines",
            name=law,
            line={"width": 2, "dash": "solid" if beside else "dot"}
            | {"color": colours[beside] if own else ink},
            hovertemplate=f"{law}: %{{y:.3g}} {scale.unit}<extra></extra>",
        )


def _chosen(figure: "go.Figure", rows: "pd.DataFrame", dark: bool) -> None:
    """Where the reader's slider stands."""
    for x in in_order(rows[rows["chosen"]]["x"]):
        line = {"width": 1, "dash": "dash", "color": scheme(dark).muted}
        figure.add_vline(x=float(x), line=line, layer="below")
