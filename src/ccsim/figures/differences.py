"""How scenarios differ from the reference: one small panel for each metric, intervals in each."""

from collections.abc import Hashable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bars import bounds, error_bar
from ccsim.figures.colours import base_layout, in_order, scenario_colours, scheme
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

VERDICT_SYMBOLS: Final = {
    "better": "triangle-up",
    "worse": "triangle-down",
    "higher": "diamond",
    "lower": "diamond",
    "not established": "circle-open",
    "the same": "line-ns-open",
}
"""A verdict is told by shape and word; colour tells scenarios apart."""

_ROW: Final = 22
_PANEL: Final = 84
_GAP: Final = 66
_ABOVE: Final = 44
_LETTERS: Final = 27
"""A longer title is folded: so many letters find room above a panel on a narrow page."""


def differences_figure(
    frame: "pd.DataFrame", *, dark: bool = False, columns: int = 2, title: str | None = None
) -> "go.Figure":
    """Paired differences to the reference with their 95 % intervals and verdicts.

    Args:
        frame: one row for each metric and scenario, with the columns reference, scenario, metric,
            title, mean, low, high, n, unit, verdict.
        dark: for a dark page.
        columns: how many panels stand side by side.
        title: what stands above, if anything.
    """
    from plotly.subplots import make_subplots

    known = frame[frame["mean"].notna()]
    metrics = in_order(known["metric"])
    scenarios = in_order(frame["scenario"])
    if not metrics:
        return _nothing(dark, title)
    columns = min(columns, len(metrics))
    rows = -(-len(metrics) // columns)
    height = _ABOVE + (24 if title else 0) + rows * (_PANEL + _ROW * len(scenarios))
    gap = _GAP / max(height - _ABOVE, 1)
    figure = make_subplots(
        rows=rows,
        cols=columns,
        shared_yaxes=True,
        horizontal_spacing=0.05,
        vertical_spacing=min(gap, 0.9 / rows) if rows > 1 else 0,
        subplot_titles=[_panel_title(known, metric) for metric in metrics],
    )
    figure.update_layout(base_layout(dark, height=height, title=title))
    _fill(figure, [known[known["metric"] == metric] for metric in metrics], frame, dark)
    return _dressed(figure, scenarios, dark)


def _fill(
    figure: "go.Figure", panels: "Sequence[pd.DataFrame]", frame: "pd.DataFrame", dark: bool
) -> None:
    """A marker with its interval for each scenario, and the verdict as a word, around nought."""
    colours = _colours(frame, dark)
    traces, shapes, axes = [], [], {}
    for number, rows in enumerate(panels, start=1):
        name = "" if number == 1 else str(number)
        here = {"xaxis": f"x{name}", "yaxis": f"y{name}"}
        scale = _scale(rows)
        traces += [_point(row, scale, colours) | here for row in rows.to_dict("records")]
        shapes.append(_nought(f"x{name}", f"y{name}", dark))
        axes[f"xaxis{name}"] = {"range": _range(rows, scale)}
    # All at once: one by one takes the library five times as long.
    figure.add_traces(traces)
    figure.update_layout({"shapes": shapes, **axes})


def _nought(x: str, y: str, dark: bool) -> dict[str, Any]:
    """The line of no difference in one panel."""
    line = {"width": 1, "color": scheme(dark).muted}
    ends = {"x0": 0, "x1": 0, "y0": 0, "y1": 1}
    return {"type": "line", "xref": x, "yref": f"{y} domain", "line": line, **ends}


def _point(row: dict[Hashable, Any], scale: Scale, colours: dict[str, str]) -> dict[str, Any]:
    mean = row["mean"] * scale.factor
    low, high = bounds(row)
    change = scale.text(row["mean"], signed=True)
    span = scale.span(low, high, mean=row["mean"], signed=True)
    colour = colours[row["scenario"]]
    return {
        "type": "scatter",
        "x": [mean],
        "y": [row["scenario"]],
        "error_x": error_bar(row, scale, colour),
        "mode": "markers+text",
        "marker": {"symbol": VERDICT_SYMBOLS[row["verdict"]], "size": 11, "color": colour}
        | {"line": {"width": 2, "color": colour}},
        "text": [row["verdict"]],
        "textposition": "top center",
        "textfont": {"size": 10},
        "cliponaxis": False,
        "name": row["scenario"],
        "legendgroup": row["scenario"],
        "showlegend": False,
        "hovertemplate": (
            f"{row['scenario']}: {row['title']}<br>{change} ({span}), n = {row['n']}"
            f"<br>{row['verdict']}<extra></extra>"
        ),
    }


def _colours(frame: "pd.DataFrame", dark: bool) -> dict[str, str]:
    return scenario_colours([*frame["reference"], *frame["scenario"]], dark)


def _numbers(rows: "pd.DataFrame") -> list[float]:
    """Means and bounds, those that are defined."""
    columns = (rows["mean"], rows["low"], rows["high"])
    return [float(value) for column in columns for value in column.dropna()]


def _scale(rows: "pd.DataFrame") -> Scale:
    return scale_of(str(rows["unit"].iloc[0]), list(rows["mean"]), difference=True)


def _range(rows: "pd.DataFrame", scale: Scale) -> list[float]:
    """An axis that holds zero, all intervals, and room for the words."""
    ends = [0.0, *(value * scale.factor for value in _numbers(rows))]
    low, high = min(ends), max(ends)
    room = 0.22 * ((high - low) or 1.0)
    return [low - room, high + room]


def _panel_title(frame: "pd.DataFrame", metric: str) -> str:
    rows = frame[frame["metric"] == metric]
    unit = _scale(rows).unit
    words = f"{rows['title'].iloc[0]}, {unit}" if unit else str(rows["title"].iloc[0])
    return "<br>".join(wrap(words, _LETTERS))


def _dressed(figure: "go.Figure", scenarios: list[str], dark: bool) -> "go.Figure":
    """Panel titles to the left, and the first scenario on top."""
    figure.update_annotations(font={"size": 12, "color": scheme(dark).ink}, align="left")
    for number, words in enumerate(figure.layout.annotations, start=1):
        axis = figure.layout["xaxis" if number == 1 else f"xaxis{number}"]
        words.update(x=axis.domain[0], xanchor="left")
    figure.update_yaxes(
        categoryorder="array", categoryarray=scenarios[::-1], range=[-0.6, len(scenarios) - 0.3]
    )
    figure.update_yaxes(showgrid=False)
    figure.update_xaxes(nticks=5, tickangle=0)
    return figure


def _nothing(dark: bool, title: str | None) -> "go.Figure":
    import plotly.graph_objects as go

    figure = go.Figure(layout=base_layout(dark, height=120, title=title))
    figure.add_annotation(text="No difference is defined.", showarrow=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure
