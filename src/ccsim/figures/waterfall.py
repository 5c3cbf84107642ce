"""From one scenario to another, lever by lever: floating bars that add up to the difference."""

from collections.abc import Hashable
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bars import bounds, error_bar
from ccsim.figures.colours import (
    BETTER,
    WHOLE,
    WORSE,
    base_layout,
    scenario_symbols,
    scheme,
)
from ccsim.figures.numbers import Scale, decimals, digits, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_ROW: Final = 34
_ABOVE: Final = 82
_LEGEND: Final = 32
_LETTERS: Final = 40
"""Longer words beside a bar are folded."""
_ROOM: Final = 0.42
_HOLLOW: Final = "rgba(0,0,0,0)"
_SIGNS: Final = {
    "better": "▲ better",
    "worse": "▼ worse",
    "higher": "◆ higher or lower",
    "lower": "◆ higher or lower",
    "not established": "○ not established",
}
"""What the legend says of a part, by its verdict."""
_MANY: Final = 100
"""Smaller numbers have decimals enough to be added up by hand."""

Row = dict[Hashable, Any]


def waterfall_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """What each lever adds, from the reference on top to the other scenario at the bottom.

    Each bar begins where the one above it ends. Bars that are not established are hollow. The 95 %
    interval of a part stands around the end of its bar. Colours say what is better and what is
    worse; the scenarios themselves are grey, whatever colour they have where they are compared.

    Args:
        frame: one row for each part, with the columns words, mean, low, high, n, unit, verdict,
            sign: first the reference, then the levers, last the other scenario. The mean of a
            scenario is a value and not a change; its verdict is that on the whole difference,
            and "" for the reference.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    first, *parts, last = frame.to_dict("records")
    ends = [float(first["mean"]), float(last["mean"])]
    scale = scale_of(str(first["unit"]), ends)
    height = _ABOVE + (32 if title else 0) + _ROW * len(frame)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    steps = _steps(ends[0], parts)
    _connect(figure, [*(at for at, _ in steps), ends[1]], scale, dark)
    for place, (row, (start, _)) in enumerate(zip(parts, steps, strict=True), start=1):
        figure.add_bar(**_bar(row, place, start, scale, _difference(first, ends), dark))
    labels = [str(row["words"]) for row in (first, last)]
    for row, place in ((first, 0), (last, len(frame) - 1)):
        figure.add_scatter(**_scenario(row, place, labels, scale))
    _say_colours(figure, [str(row["verdict"]) for row in parts], dark)
    _write_numbers(figure, [first, *parts, last], steps, scale, dark)
    return _dressed(figure, frame, _reach(frame, steps, scale), scale, title)


def _steps(start: float, parts: list[Row]) -> list[tuple[float, float]]:
    """Where each bar begins and ends."""
    steps, at = [], start
    for row in parts:
        steps.append((at, at + float(row["mean"])))
        at += float(row["mean"])
    return steps


def _difference(first: Row, ends: list[float]) -> Scale:
    """The scale of changes: that of the values, in points where those are percent."""
    return scale_of(str(first["unit"]), ends, difference=True)


def _connect(figure: "go.Figure", values: list[float], scale: Scale, dark: bool) -> None:
    """Thin lines from the end of each bar to the beginning of the next."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, value in enumerate(values):
        x += [value * scale.factor, value * scale.factor, None]
        y += [place, place + 1, None] if place + 1 < len(values) else [place, place, None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"width": 1, "dash": "dot", "color": scheme(dark).muted},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _bar(
    row: Row, place: int, start: float, scale: Scale, change: Scale, dark: bool
) -> dict[str, Any]:
    colour, fill = _looks(str(row["verdict"]), dark)
    mean = float(row["mean"])
    low, high = bounds(row)
    interval = change.span(low, high, mean=mean, signed=True)
    return {
        "orientation": "h",
        "x": [mean * scale.factor],
        "base": [start * scale.factor],
        "y": [place],
        "width": 0.62,
        "marker": {"color": fill, "line": {"width": 1.5, "color": colour}},
        "error_x": error_bar(row, scale, scheme(dark).ink, thickness=1.5),
        "name": str(row["words"]),
        "showlegend": False,
        "hovertemplate": (
            f"{row['words']}<br>{change.text(mean, signed=True)} ({interval}), n = {row['n']}"
            f"<br>{row['verdict']}<extra></extra>"
        ),
    }


def _looks(verdict: str, dark: bool) -> tuple[str, str]:
    """Outline and filling of a bar: what is not established is hollow."""
    if verdict in {"better", "worse"}:
        colour = BETTER if verdict == "better" else WORSE
        return colour, colour
    muted = scheme(dark).muted
    return muted, muted if verdict in {"higher", "lower"} else _HOLLOW


def _say_colours(figure: "go.Figure", verdicts: list[str], dark: bool) -> None:
    """A legend of what there is: the scenarios, and each kind of part."""
    looks = {"a scenario": ("circle", (WHOLE, WHOLE))}
    for verdict, words in _SIGNS.items():
        if verdict in verdicts:
            looks[words] = ("square", _looks(verdict, dark))
    for words, (symbol, (outline, fill)) in looks.items():
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=words, hoverinfo="skip", showlegend=True,
            marker={"symbol": symbol, "size": 12, "color": fill,
                    "line": {"width": 1.5, "color": outline}},
        )  # fmt: skip


def _scenario(row: Row, place: int, labels: list[str], scale: Scale) -> dict[str, Any]:
    """A scenario's own value, in its own shape, with its interval."""
    name, mean = str(row["words"]), float(row["mean"])
    low, high = bounds(row)
    return {
        "x": [mean * scale.factor],
        "y": [place],
        "mode": "markers",
        "marker": {"size": 13, "color": WHOLE, "symbol": scenario_symbols(labels)[name]},
        "error_x": error_bar(row, scale, WHOLE),
        "name": name,
        "showlegend": False,
        "hovertemplate": (
            f"{name}: {scale.text(mean)} ({scale.span(low, high, mean=mean)}), n = {row['n']}"
            "<extra></extra>"
        ),
    }


def _write_numbers(
    figure: "go.Figure",
    rows: list[Row],
    steps: list[tuple[float, float]],
    scale: Scale,
    dark: bool,
) -> None:
    """Each number at the right end of its bar, all with the same decimals, so that they add up."""
    parts = rows[1:-1]
    largest = max(abs(float(row["mean"])) for row in parts) * scale.factor
    places = decimals(largest) if largest >= _MANY else max(decimals(largest), 2)
    texts = [scale.text(float(rows[0]["mean"]))]
    for row in parts:
        change = digits(float(row["mean"]) * scale.factor, places, signed=True)
        texts.append(f"{change} {row['sign']}")
    values = [float(rows[end]["mean"]) for end in (0, -1)]
    whole = digits((values[1] - values[0]) * scale.factor, places, signed=True)
    texts.append(f"{scale.text(values[1])} ({whole} {rows[-1]['sign']})")
    figure.add_scatter(
        x=[end * scale.factor for end in _right_ends(rows, steps)],
        y=list(range(len(rows))),
        mode="text",
        text=[f"  {text}" for text in texts],
        textposition="middle right",
        textfont={"size": 12, "color": scheme(dark).ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _right_ends(rows: list[Row], steps: list[tuple[float, float]]) -> list[float]:
    """How far to the right a bar and its interval reach."""
    found = []
    for place, row in enumerate(rows):
        mean, (_, high) = float(row["mean"]), bounds(row)
        above = mean if high is None else max(high, mean)
        if 0 < place < len(rows) - 1:
            start = steps[place - 1][0]
            found.append(start + max(0.0, above))
        else:
            found.append(above)
    return found


def _reach(
    frame: "pd.DataFrame", steps: list[tuple[float, float]], scale: Scale
) -> tuple[float, float]:
    """From where to where bars and intervals lie."""
    rows = frame.to_dict("records")
    lows = [at for step in steps for at in step]
    for place, row in enumerate(rows):
        low, _ = bounds(row)
        start = steps[place - 1][0] if 0 < place < len(rows) - 1 else 0.0
        lows.append(start + (float(row["mean"]) if low is None else low))
    return min(lows) * scale.factor, max(_right_ends(rows, steps)) * scale.factor


def _dressed(
    figure: "go.Figure",
    frame: "pd.DataFrame",
    reach: tuple[float, float],
    scale: Scale,
    title: str | None,
) -> "go.Figure":
    """Words beside the bars, the reference on top, and room for the numbers."""
    words = ["<br>".join(wrap(str(one), _LETTERS)) for one in frame["words"]]
    low, high = reach
    wide = (high - low) or abs(high) or 1.0
    n = int(frame["n"].iloc[0])
    unit = f"{scale.unit}; " if scale.unit else ""
    # Nobody hides a part of a sum by a click on its legend.
    legend = {"itemclick": False, "itemdoubleclick": False}
    above = _LEGEND + (40 if title else 8)
    figure.update_layout(barmode="overlay", showlegend=True, legend=legend, margin={"t": above})
    figure.update_yaxes(
        tickvals=list(range(len(words))), ticktext=words, showgrid=False,
        range=[len(words) - 0.4, -0.6],
    )  # fmt: skip
    figure.update_xaxes(
        range=[low - 0.04 * wide, high + _ROOM * wide], nticks=6,
        title=f"{unit}95 % intervals, n = {n}",
    )  # fmt: skip
    return figure
