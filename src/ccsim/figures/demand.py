"""Why people call: for the first time (value demand), or again (failure demand)."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccsim.figures.bars import error_bars, hover_texts, per_day, whole
from ccsim.figures.colours import base_layout, in_order, ink_on, scheme
from ccsim.figures.numbers import Scale, digits

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


class Part(NamedTuple):
    """A reason to call, and how its part of the bar looks."""

    words: str
    light: str
    dark: str
    pattern: str


# No scenario's colours: these are parts of a whole.
PARTS: Final = {
    "fresh": Part("first attempt", "#7A8794", "#8A97A5", ""),
    "redials": Part("redial after no answer", "#4B3B82", "#A394DC", "/"),
    "repeats": Part("not solved last time", "#7463B3", "#7F6FC2", "x"),
    "chases": Part("asks where it stands", "#A99CDB", "#C9BFF0", "."),
    "reconnects": Part("calls again after service", "#CFC7EE", "#5D5290", "-"),
}
"""The arrivals by reason; all but the first are failure demand."""


def demand_figure(
    frame: "pd.DataFrame", *, days: int = 1, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Arrivals a day by reason, stacked for each scenario, each part with its 95 % interval.

    Args:
        frame: estimates, one row each, with the columns scenario, metric, slice, mean, low, high,
            n, unit.
        days: measured days of the run: arrivals are shown per day.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    rows = per_day(whole(frame, PARTS), days)
    scenarios = in_order(frame["scenario"])
    height = 130 + 46 * len(scenarios)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    for name, part in PARTS.items():
        own = rows[rows["metric"] == name].set_index("scenario").reindex(scenarios)
        own = own.dropna(subset=["mean"])
        if len(own) and own["mean"].max() > 0:
            figure.add_bar(**_bar(own, part, dark))
    figure.update_layout(barmode="stack", bargap=0.35, legend={"traceorder": "normal"})
    figure.update_layout(uniformtext={"minsize": 9, "mode": "hide"})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(title="arrivals a day", rangemode="tozero")
    return figure


def _bar(own: "pd.DataFrame", part: Part, dark: bool) -> dict[str, Any]:
    means = [float(value) for value in own["mean"]]
    return {
        "name": part.words,
        "orientation": "h",
        "x": means,
        "y": list(own.index),
        "error_x": error_bars(own, Scale(1.0, ""), scheme(dark).ink),
        "marker": {
            "color": part.dark if dark else part.light,
            "pattern": {"shape": part.pattern, "size": 6, "solidity": 0.2}
            | {"fgcolor": "rgba(255,255,255,0.7)", "fillmode": "overlay"},
        },
        "text": [digits(mean) for mean in means],
        "textposition": "inside",
        "insidetextfont": {"color": ink_on(part.dark if dark else part.light)},
        "insidetextanchor": "middle",
        "textangle": 0,
        "hovertext": hover_texts(own),
        "hovertemplate": f"%{{y}}: {part.words}<br>%{{hovertext}}<extra></extra>",
    }
