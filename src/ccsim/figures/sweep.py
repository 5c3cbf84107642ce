"""What a metric is at each value of a fact: curves with bands; for two facts, heat maps."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import band, thin
from ccsim.figures.bars import bounds, error_bars, hover_texts
from ccsim.figures.colours import base_layout, in_order, scheme
from ccsim.figures.differences import VERDICT_SYMBOLS
from ccsim.figures.numbers import Scale, decimals, digits, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

REFERENCE: Final = "reference"
"""What stands for the verdict at the point that the others are compared with."""

_SYMBOLS: Final = {REFERENCE: "circle", **VERDICT_SYMBOLS}
_PANEL: Final = 270
_CELL: Final = 44
_MOST_WITH_SPANS: Final = 6
"""Of so many columns, each cell of a heat map has room for its interval."""


def sweep_figure(
    frame: "pd.DataFrame", paths: Sequence[str], *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """The metrics at each value: a panel for each, with 95 % intervals.

    One fact gives curves, marked by how a point differs from the reference; two facts give heat
    maps, with interval, count and verdict of each cell on hover.

    Args:
        frame: one row for each point and metric, with the columns point, across, across_number,
            across_unit, up (of two facts), metric, title, better, mean, low, high, n, unit,
            verdict, sign, change.
        paths: the facts, the one across first.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    from plotly.subplots import make_subplots

    known = frame[frame["mean"].notna()]
    metrics = in_order(known["metric"])
    columns = min(3 if len(paths) == 1 else 2, max(len(metrics), 1))
    rows = max(-(-len(metrics) // columns), 1)
    panel = _PANEL if len(paths) == 1 else 90 + _CELL * len(in_order(frame["up"]))
    height = 60 + (24 if title else 0) + rows * panel
    figure = make_subplots(
        rows=rows,
        cols=columns,
        horizontal_spacing=0.07 if len(paths) == 1 else 0.14,
        vertical_spacing=min(96 / height, 0.9 / rows) if rows > 1 else 0,
        subplot_titles=[_panel_title(known, metric) for metric in metrics],
    )
    figure.update_layout(base_layout(dark, height=height, title=title))
    draw = _curve if len(paths) == 1 else _heat_map
    for at, metric in enumerate(metrics):
        place = {"row": at // columns + 1, "col": at % columns + 1}
        draw(figure, known[known["metric"] == metric], frame, paths, place, dark)
    if len(paths) == 1:
        _legend(figure, known, dark)
    figure.update_annotations(font={"size": 12, "color": scheme(dark).ink})
    return figure


def _curve(
    figure: "go.Figure",
    rows: "pd.DataFrame",
    frame: "pd.DataFrame",
    paths: Sequence[str],
    place: dict[str, int],
    dark: bool,
) -> None:
    """One metric along one fact: a line with its band, or bars of error beside each name."""
    line = scheme(dark).series[0]
    scale = scale_of(str(rows["unit"].iloc[0]), list(rows["mean"]))
    along = _axis(frame)
    x = [_place(row, along) for row in rows.to_dict("records")]
    y = [float(mean) * scale.factor for mean in rows["mean"]]
    if along is None:
        figure.update_xaxes(type="category", categoryarray=in_order(frame["across"]), **place)
    else:
        bounded = rows.dropna(subset=["low", "high"])
        low, high = (
            [float(end) * scale.factor for end in bounded[name]] for name in ("low", "high")
        )
        at = [_place(row, along) for row in bounded.to_dict("records")]
        figure.add_scatter(**band(at, low, high, line), **place)
        look = {"color": line, "width": 2}
        figure.add_scatter(
            x=x, y=y, mode="lines", line=look, hoverinfo="skip", showlegend=False, **place
        )
    bars = error_bars(rows, scale, thin(line, 0.5) if along is not None else line)
    figure.add_scatter(x=x, y=y, error_y=bars, **_marks(rows, dark), **place)
    unit = "" if along is None or not along.unit else f", {along.unit}"
    figure.update_xaxes(title=f"{paths[0]}{unit}", **place)


def _marks(rows: "pd.DataFrame", dark: bool) -> dict[str, Any]:
    """The points of a curve, each marked by its verdict."""
    marks = [_mark(str(verdict), scheme(dark).ink, dark) for verdict in rows["verdict"]]
    colours = [mark["color"] for mark in marks]
    return {
        "mode": "markers",
        "marker": {"symbol": [mark["symbol"] for mark in marks], "color": colours, "size": 9}
        | {"line": {"width": 2, "color": colours}},
        "hovertext": _hovers(rows),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def _heat_map(
    figure: "go.Figure",
    rows: "pd.DataFrame",
    frame: "pd.DataFrame",
    paths: Sequence[str],
    place: dict[str, int],
    dark: bool,
) -> None:
    """One metric over two facts: a cell for each pair of values; the reference is framed."""
    across, up = in_order(frame["across"]), in_order(frame["up"])
    scale = scale_of(str(rows["unit"].iloc[0]), list(rows["mean"]))
    cells = {(row["up"], row["across"]): row for row in rows.to_dict("records")}
    hovers = dict(zip(cells, _hovers(rows), strict=True))
    roomy = len(across) <= _MOST_WITH_SPANS
    colour = scheme(dark).series[0]
    figure.add_heatmap(
        x=across,
        y=up,
        z=[[_number(cells.get((b, a)), scale) for a in across] for b in up],
        text=[[_cell_text(cells.get((b, a)), scale, roomy=roomy) for a in across] for b in up],
        texttemplate="%{text}",
        textfont={"size": 10, "color": scheme(dark).ink},
        hovertext=[[hovers.get((b, a), "not played") for a in across] for b in up],
        hovertemplate="%{hovertext}<extra></extra>",
        colorscale=[[0, thin(colour, 0.04)], [1, thin(colour, 0.5)]],
        showscale=False,
        xgap=2,
        ygap=2,
        **place,
    )
    for row in cells.values():
        if row["verdict"] == REFERENCE:
            _frame(figure, across.index(row["across"]), up.index(row["up"]), place, dark)
    x, y = (path.rpartition(".")[2] for path in paths)  # a whole path is longer than a panel
    figure.update_xaxes(title=x, type="category", showgrid=False, **place)
    figure.update_yaxes(title=y, type="category", showgrid=False, **place)


def _frame(figure: "go.Figure", x: int, y: int, place: dict[str, int], dark: bool) -> None:
    figure.add_shape(
        type="rect", x0=x - 0.5, x1=x + 0.5, y0=y - 0.5, y1=y + 0.5,
        line={"width": 2, "color": scheme(dark).ink}, **place,
    )  # fmt: skip


def _legend(figure: "go.Figure", rows: "pd.DataFrame", dark: bool) -> None:
    """What the marks mean."""
    for verdict in in_order(rows["verdict"]):
        mark = _mark(verdict, scheme(dark).ink, dark)
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=verdict,
            marker=mark | {"size": 9, "line": {"width": 2, "color": mark["color"]}},
        )  # fmt: skip
    figure.update_layout(showlegend=True, legend={"y": 1.0 + 36 / figure.layout.height})


def _mark(verdict: str, ink: str, dark: bool) -> dict[str, Any]:
    """The mark of a point, by how it differs from the reference."""
    colours = {"better": scheme(dark).better, "worse": scheme(dark).worse}
    return {"symbol": _SYMBOLS[verdict], "color": colours.get(verdict, ink)}


def _axis(frame: "pd.DataFrame") -> Scale | None:
    """The scale of the values across; None for values that are no quantities."""
    if frame["across_number"].isna().any():
        return None
    unit = str(frame["across_unit"].iloc[0])
    return scale_of(unit, list(frame["across_number"]))


def _place(row: dict[Hashable, Any], along: Scale | None) -> Any:
    return row["across"] if along is None else float(row["across_number"]) * along.factor


def _hovers(rows: "pd.DataFrame") -> list[str]:
    texts = zip(rows.to_dict("records"), hover_texts(rows), strict=True)
    return [
        f"{row['point']}<br>{row['title']}: {text}<br>{_verdict_text(row)}" for row, text in texts
    ]


def _verdict_text(row: dict[Hashable, Any]) -> str:
    if row["verdict"] == REFERENCE:
        return "the others are compared with it"
    return str(row["change"] or row["verdict"])


def _number(row: dict[Hashable, Any] | None, scale: Scale) -> float | None:
    return None if row is None else float(row["mean"]) * scale.factor


def _cell_text(row: dict[Hashable, Any] | None, scale: Scale, *, roomy: bool) -> str:
    """A mean with the sign of its verdict; its interval where there is room."""
    if row is None:
        return ""
    mean = float(row["mean"])
    text = f"{row['sign']} {digits(mean * scale.factor, decimals(mean * scale.factor))}".strip()
    low, high = bounds(row)
    return f"{text}<br>{scale.span(low, high, mean=mean)}" if roomy else text


def _panel_title(frame: "pd.DataFrame", metric: str) -> str:
    rows = frame[frame["metric"] == metric]
    unit = scale_of(str(rows["unit"].iloc[0]), list(rows["mean"])).unit
    better = rows["better"].iloc[0]
    words = [str(rows["title"].iloc[0]), *([unit] if unit else [])]
    return ", ".join(words) + (f" ({better} is better)" if better else "")
