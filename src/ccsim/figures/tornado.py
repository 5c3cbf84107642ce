"""A tornado: from where to where a difference goes as each doubtful input crosses its range."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.colours import base_layout, scheme
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_MOST: Final = 8
_ROW: Final = 38
_AROUND: Final = 112


def tornado_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None, most: int = _MOST
) -> "go.Figure":
    """The inputs that move a difference most, the strongest on top; nought is where it turns.

    A bar goes from the expected difference at one end of an input's range (open mark) to that at
    the other (full mark); whiskers are the 95 % interval of each. A pale bar's length is not
    established.

    Args:
        frame: one row for each input, the strongest first, with the columns doubt, low_text,
            high_text, at_low, at_low_from, at_low_to, at_high, at_high_from, at_high_to, swing,
            swing_low, swing_high, index, index_low, index_high, established, mean, unit, n.
        dark: for a dark page.
        title: what stands above, if anything.
        most: how many inputs are shown.
    """
    import plotly.graph_objects as go

    shown = frame.head(most)
    height = _AROUND + _ROW * max(len(shown), 1) + (24 if title else 0)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    if not len(shown):
        figure.add_annotation(text="The difference is the same in all worlds.", showarrow=False)
        return figure.update_xaxes(visible=False).update_yaxes(visible=False)
    ends = [float(end) for name in ("at_low", "at_high") for end in shown[name]]
    scale = scale_of(str(shown["unit"].iloc[0]), ends, difference=True)
    for row in shown.to_dict("records"):
        figure.add_scatter(**_bar(row, scale, dark))
    colours = scheme(dark)
    figure.add_vline(x=0, line={"width": 1.5, "color": colours.ink})
    mean = float(shown["mean"].iloc[0]) * scale.factor
    figure.add_vline(x=mean, line={"width": 1, "color": colours.muted, "dash": "dot"})
    labels = [_label(row) for row in shown.to_dict("records")]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        showgrid=False,
        range=[-0.6, len(labels) - 0.4],
    )
    figure.update_yaxes(tickfont={"color": colours.ink})
    unit = f", {scale.unit}" if scale.unit else ""
    n = int(shown["n"].iloc[0])
    figure.update_xaxes(title=f"difference to the reference{unit} (n = {n} worlds; dotted: mean)")
    return figure


def _label(row: dict[Hashable, Any]) -> str:
    ends = f"○ {row['low_text']} … ● {row['high_text']}"
    return f"{row['doubt']}<br><span style='font-size:10px'>{ends}</span>"


def _bar(row: dict[Hashable, Any], scale: Scale, dark: bool) -> dict[str, Any]:
    """One input: a thick line between two marks, with whiskers beyond them."""
    colours = scheme(dark)
    colour = colours.series[0] if row["established"] else colours.muted
    ends = [row["at_low"] * scale.factor, row["at_high"] * scale.factor]
    reach = [(row[f"{at}_to"] - row[at]) * scale.factor for at in ("at_low", "at_high")]
    return {
        "x": ends,
        "y": [_label(row)] * 2,
        "mode": "lines+markers",
        "line": {"color": colour, "width": 9},
        "opacity": 1.0 if row["established"] else 0.6,
        "marker": {
            "size": 13,
            "symbol": ["circle-open", "circle"],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "error_x": {
            "type": "data",
            "array": reach,
            "thickness": 1.5,
            "width": 5,
            "color": colours.ink,
        },
        "showlegend": False,
        "hovertext": [_hover(row, scale, end) for end in ("low", "high")],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(row: dict[Hashable, Any], scale: Scale, end: str) -> str:
    swing = scale.text(row["swing"], signed=True)
    span = scale.span(row["swing_low"], row["swing_high"], mean=row["swing"], signed=True)
    at = f"at_{end}"
    here = scale.span(row[f"{at}_from"], row[f"{at}_to"], mean=row[at], signed=True)
    return (
        f"{row['doubt']} = {row[f'{end}_text']}: {scale.text(row[at], signed=True)} ({here})"
        f"<br>from end to end {swing} ({span}), n = {row['n']} worlds"
        f"<br>first-order index {row['index']:.2f} "
        f"({row['index_low']:.2f} to {row['index_high']:.2f})"
        + ("" if row["established"] else "<br>not established")
    )
