"""History held against a simulation: what happened, and the band in which one draw would lie."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import thin
from ccsim.figures.colours import Scheme, base_layout, scheme
from ccsim.figures.numbers import Scale, digits, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_PANEL: Final = 175
_INSIDE, _OUTSIDE, _ALONE = "history, inside", "history, outside", "history, nothing predicted"


def backtest_days_figure(
    frame: "pd.DataFrame",
    *,
    metrics: Mapping[str, str],
    days: Sequence[str] = (),
    dark: bool = False,
    title: str | None = None,
) -> "go.Figure":
    """Each day: a bar for where 95 % of simulated days lie, a dot for what happened.

    A day of which the frame has no row is marked as left out.

    Args:
        frame: one row for each metric and day, with the columns metric, label, history, simulated,
            low, high, inside (true, false or None), n, unit.
        metrics: what is shown, one panel each, with the words that name it.
        days: the labels of all days in order, where some are left out.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    figure = _panels(frame, metrics, dark=dark, title=title, lines=False)
    if days:
        _mark_left_out(figure, days, set(frame["label"]), scheme(dark))
    return figure


def backtest_times_figure(
    frame: "pd.DataFrame",
    *,
    metrics: Mapping[str, str],
    dark: bool = False,
    title: str | None = None,
) -> "go.Figure":
    """By time of day, all days together: the simulated band, and the line of what happened.

    Args:
        frame: as for the days; `label` is the time of day.
        metrics: what is shown, one panel each, with the words that name it.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    return _panels(frame, metrics, dark=dark, title=title, lines=True)


def _mark_left_out(
    figure: "go.Figure", days: Sequence[str], known: Collection[str], colours: Scheme
) -> None:
    """Days that are not compared keep their place on the axis, with the words that say so."""
    figure.update_xaxes(categoryarray=list(days), range=[-0.5, len(days) - 0.5])
    axes = [axis for axis in figure.layout if str(axis).startswith("yaxis")]
    for at, day in enumerate(days):
        for axis in axes if day not in known else ():
            number = str(axis).removeprefix("yaxis")
            figure.add_annotation(
                x=at, xref=f"x{number}", y=0.5, yref=f"y{number} domain", text="left out",
                textangle=-90, showarrow=False, font={"size": 11, "color": colours.muted},
            )  # fmt: skip


def _panels(
    frame: "pd.DataFrame", metrics: Mapping[str, str], *, dark: bool, title: str | None, lines: bool
) -> "go.Figure":
    from plotly.subplots import make_subplots

    colours = scheme(dark)
    shown = [name for name in metrics if name in set(frame["metric"])]
    panels = max(len(shown), 1)
    figure = make_subplots(
        rows=panels, cols=1, shared_xaxes=True, vertical_spacing=0.26 / panels,
        subplot_titles=[metrics[name] for name in shown],
    )  # fmt: skip
    figure.update_layout(base_layout(dark, height=80 + _PANEL * panels, title=title))
    figure.update_layout(legend={"y": 1.0 + 40 / (_PANEL * panels)}, margin={"t": 76})
    figure.update_annotations(x=0, xanchor="left", font={"size": 12, "color": colours.ink})
    for place, name in enumerate(shown, start=1):
        rows = frame[frame["metric"] == name]
        scale = _fill(figure, rows, place, colours, lines=lines)
        figure.update_yaxes(title=scale.unit, rangemode="tozero", row=place, col=1)
    labels = list(dict.fromkeys(frame["label"]))
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=labels, showgrid=False, nticks=16
    )
    return figure


def _fill(
    figure: "go.Figure", rows: "pd.DataFrame", place: int, colours: Scheme, *, lines: bool
) -> Scale:
    """One panel: what was simulated behind, what happened in front."""
    scale = _scale(rows)
    known = rows.dropna(subset=["low", "high"])
    drawn = _band(rows, scale, colours) if lines else _bars(known, scale, colours)
    for trace in (*drawn, *_history(rows, scale, colours, lines=lines)):
        if trace["name"] in {one.name for one in figure.data}:
            trace["showlegend"] = False
        figure.add_scatter(**trace, row=place, col=1)
    return scale


def _scale(rows: "pd.DataFrame") -> Scale:
    unit = str(rows["unit"].iloc[0])
    unit = "calls" if unit == "legs" else unit
    return scale_of(unit, [float(rows["simulated"].max()), float(rows["history"].max())])


def _band(rows: "pd.DataFrame", scale: Scale, colours: Scheme) -> list[dict[str, Any]]:
    """A band with the line of the expected value; gaps stay where nothing is predicted."""
    blue = colours.series[0]
    x: list[Any] = []
    y: list[float | None] = []
    for own in _unbroken(rows):  # each a closed shape of its own
        x += [*own["label"], *own["label"][::-1], None]
        y += [*_scaled(own["high"], scale), *_scaled(own["low"], scale)[::-1], None]
    return [
        {
            "x": x,
            "y": y,
            "mode": "lines",
            "line": {"width": 1, "color": thin(blue, 0.22)},
            "fill": "toself",
            "fillcolor": thin(blue, 0.22),
            "name": "simulated: 95 % of single draws",
            "hoverinfo": "skip",
        },
        {
            "x": list(rows["label"]),
            "y": _or_gap(rows["simulated"].where(rows["low"].notna()), scale),
            "mode": "lines",
            "line": {"color": blue, "width": 2},
            "name": "simulated: mean",
            "hoverinfo": "skip",
        },
    ]


def _unbroken(rows: "pd.DataFrame") -> "list[pd.DataFrame]":
    """Neighbours for which something is predicted, together."""
    known = rows["low"].notna() & rows["high"].notna()
    own = rows[known].groupby((~known).cumsum()[known], sort=False)
    return [each for _, each in own]


def _bars(known: "pd.DataFrame", scale: Scale, colours: Scheme) -> list[dict[str, Any]]:
    """A bar from low to high for each, and a mark at the expected value."""
    blue = colours.series[0]
    x: list[Any] = []
    y: list[float | None] = []
    for row in known.to_dict("records"):
        x += [row["label"], row["label"], None]
        y += [row["low"] * scale.factor, row["high"] * scale.factor, None]
    return [
        {
            "x": x,
            "y": y,
            "mode": "lines",
            "line": {"color": thin(blue, 0.35), "width": 11},
            "name": "simulated: 95 % of single days",
            "hoverinfo": "skip",
        },
        {
            "x": list(known["label"]),
            "y": _scaled(known["simulated"], scale),
            "mode": "markers",
            "marker": {"symbol": "line-ew", "size": 11, "line": {"color": blue, "width": 2}},
            "name": "simulated: mean",
            "hoverinfo": "skip",
        },
    ]


def _history(
    rows: "pd.DataFrame", scale: Scale, colours: Scheme, *, lines: bool
) -> list[dict[str, Any]]:
    """What happened; where it lies outside, another colour and another sign say so."""
    told = rows.dropna(subset=["history"])
    outside = told["inside"].map(lambda one: one is False or one == 0).to_numpy(bool)
    found: list[dict[str, Any]] = []
    if lines:
        found.append({
            "x": list(rows["label"]), "y": _or_gap(rows["history"], scale), "mode": "lines",
            "line": {"color": colours.ink, "width": 1.5}, "hoverinfo": "skip",
            "showlegend": False, "name": "history",
        })  # fmt: skip
    alone = told["low"].isna().to_numpy(bool)
    looks = (
        (told[~outside & ~alone], _INSIDE, "circle", colours.ink, 6),
        (told[outside], _OUTSIDE, "x", colours.worse, 8),
        *([(told[alone], _ALONE, "circle-open", colours.ink, 6)] if alone.any() else []),
    )
    for own, name, symbol, colour, size in looks:
        found.append({
            "x": list(own["label"]) or [None], "y": _scaled(own["history"], scale) or [None],
            "mode": "markers", "name": name,
            "marker": {"symbol": symbol, "color": colour, "size": size},
            "hovertext": [_hover(row, scale) for row in own.to_dict("records")],
            "hovertemplate": "%{x}<br>%{hovertext}<extra></extra>",
        })  # fmt: skip
    return found


def _hover(row: Mapping[Any, Any], scale: Scale) -> str:
    span = scale.span(_known(row["low"]), _known(row["high"]), mean=_known(row["simulated"]))
    simulated = _known(row["simulated"])
    return (
        f"history {scale.text(row['history'])}<br>simulated {scale.text(simulated)} "
        f"({span}), n = {digits(row['n'], 0)}"
    )


def _known(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _or_gap(values: "pd.Series[float]", scale: Scale) -> list[float | None]:
    """Likewise, and None where nothing is known: the line breaks there."""
    return [None if math.isnan(one) else one for one in _scaled(values, scale)]


def _scaled(values: "pd.Series[float]", scale: Scale) -> list[float]:
    return [float(value) * scale.factor for value in values]
