"""What a change has gained so far, week by week, with its band: where it crosses nought it pays."""

from typing import TYPE_CHECKING, Any

from ccsim.figures.bands import band
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


def payback_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """The sum so far of what each scenario gains beside the reference, a line with its 95 % band.

    The week in which one has paid for itself is marked; its interval is where the band leaves
    nought.

    Args:
        frame: one row for each scenario and week, with the columns reference, scenario, week (from
            1), mean, low, high, n, unit, payback (that week, or nothing).
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout=base_layout(dark, height=320, title=title))
    if not len(frame):
        return figure
    scale = scale_of(str(frame["unit"].iloc[0]), list(frame["mean"]), difference=True)
    everybody = [*frame["reference"], *frame["scenario"]]
    colours, symbols = scenario_colours(everybody, dark), scenario_symbols(everybody)
    figure.add_hline(y=0, line={"width": 1, "color": scheme(dark).muted})
    scenarios = in_order(frame["scenario"])
    dashes = scenario_dashes(scenarios)
    for number, scenario in enumerate(scenarios):
        own, colour = frame[frame["scenario"] == scenario].sort_values("week"), colours[scenario]
        figure.add_scatter(**_band(own, scale, colour, edged=len(scenarios) > 1))
        look = {"color": colour, "dash": dashes[scenario], "width": 2}
        figure.add_scatter(**_line(own, scale, look))
        if own["payback"].notna().all():
            mark = {"color": colour, "symbol": symbols[scenario]}
            figure.add_scatter(**_mark(own, mark, "bottom right" if number % 2 else "top left"))
    figure.update_xaxes(title="week of the measured time", showgrid=False, rangemode="tozero")
    figure.update_yaxes(title=f"gained so far, {scale.unit} (n = {int(frame['n'].iloc[0])})")
    return figure


def _mark(own: "pd.DataFrame", look: dict[str, Any], where: str) -> dict[str, Any]:
    """The week from whose end on it has paid for itself, on the line of nought."""
    week = float(own["payback"].iloc[0])
    name = str(own["scenario"].iloc[0])
    return {
        "x": [week],
        "y": [0],
        "mode": "markers+text",
        "marker": look | {"size": 9},
        "text": [f"week {week:.0f}"],
        "textposition": where,
        "textfont": {"color": look["color"]},
        "showlegend": False,
        "hovertext": [f"{name}<br>has paid for itself in week {week:.0f}"],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _band(own: "pd.DataFrame", scale: Scale, colour: str, *, edged: bool) -> dict[str, Any]:
    """The 95 % intervals, as a band behind the line."""
    bounded = own.dropna(subset=["low", "high"])
    low, high = ([float(end) * scale.factor for end in bounded[name]] for name in ("low", "high"))
    return band(list(bounded["week"]), low, high, colour, edged=edged)


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
