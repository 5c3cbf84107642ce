"""What a change has gained so far, week by week, with its band: where it crosses nought it pays."""

from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import band
from ccsim.figures.colours import base_layout, in_order, scenario_colours, scheme
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def payback_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """The sum so far of what each scenario gains beside the reference, a line with its 95 % band.

    Args:
        frame: one row for each scenario and week, with the columns reference, scenario, week (from
            1), mean, low, high, unit.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout=base_layout(dark, height=320, title=title))
    if not len(frame):
        return figure
    scale = scale_of(str(frame["unit"].iloc[0]), list(frame["mean"]), difference=True)
    colours = scenario_colours([*frame["reference"], *frame["scenario"]], dark)
    for number, scenario in enumerate(in_order(frame["scenario"])):
        own = frame[frame["scenario"] == scenario].sort_values("week")
        figure.add_scatter(**_band(own, scale, colours[scenario]))
        look = {"color": colours[scenario], "dash": _DASHES[number % len(_DASHES)], "width": 2}
        figure.add_scatter(**_line(own, scale, look))
    figure.add_hline(y=0, line={"width": 1, "color": scheme(dark).muted})
    figure.update_xaxes(title="week", showgrid=False, rangemode="tozero")
    figure.update_yaxes(title=f"gained so far, {scale.unit}")
    return figure


def _band(own: "pd.DataFrame", scale: Scale, colour: str) -> dict[str, Any]:
    """The 95 % intervals, as a band behind the line."""
    bounded = own.dropna(subset=["low", "high"])
    low, high = ([float(end) * scale.factor for end in bounded[name]] for name in ("low", "high"))
    return band(list(bounded["week"]), low, high, colour)


def _line(own: "pd.DataFrame", scale: Scale, look: dict[str, Any]) -> dict[str, Any]:
    name = str(own["scenario"].iloc[0])
    texts = [
        f"{name}, week {row['week']:.0f}<br>{scale.text(row['mean'], signed=True)}"
        for row in own.to_dict("records")
    ]
    return {
        "x": list(own["week"]),
        "y": [float(mean) * scale.factor for mean in own["mean"]],
        "mode": "lines",
        "line": look,
        "name": name,
        "showlegend": True,
        "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
