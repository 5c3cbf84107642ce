"""How many contacts a case takes: the share of cases that reach each number, tail and all."""

import math
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import band
from ccsim.figures.bars import hover_texts
from ccsim.figures.colours import base_layout, in_order, scenario_colours, scenario_symbols

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

METRIC: Final = "cases_reaching_rate"
PREFIX: Final = "contacts="
_MARKS: Final = (1, 2, 3, 5, 10, 20, 50, 100)


def contacts_of_a_case_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """The share of cases with so many contacts or more, a line with its 95 % band each scenario.

    Both axes are logarithmic: one case in ten thousand is as visible as one in ten.

    Args:
        frame: estimates, one row each, with the columns scenario, metric, slice, mean, low, high,
            n, unit; the rows of slices such as ``contacts=5`` are used.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    rows = frame[(frame["metric"] == METRIC) & (frame["mean"] > 0)]
    rows = rows.assign(least=rows["slice"].str.removeprefix(PREFIX).astype(int))
    figure = go.Figure(layout=base_layout(dark, height=340, title=title))
    if not len(rows):
        return figure
    floor = 10.0 ** math.floor(math.log10(100 * float(rows["mean"].min())))
    scenarios = in_order(rows["scenario"])
    for scenario in scenarios:
        own = rows[rows["scenario"] == scenario].sort_values("least")
        colour = scenario_colours(scenarios, dark)[scenario]
        figure.add_scatter(**_band(own, floor, colour))
        figure.add_scatter(**_line(own, colour, scenario_symbols(scenarios)[scenario]))
    figure.update_layout(showlegend=len(scenarios) > 1, hovermode="closest")
    figure.update_xaxes(
        type="log", title="contacts of a case, or more", tickvals=_MARKS,
        ticktext=[str(mark) for mark in _MARKS],
    )  # fmt: skip
    decades = [10.0**power for power in range(round(math.log10(floor)), 3)]
    figure.update_yaxes(
        type="log", title="share of cases", range=[math.log10(floor), 2.08], tickvals=decades,
        ticktext=[f"{decade:g} %" for decade in decades],
    )  # fmt: skip
    return figure


def _band(own: "pd.DataFrame", floor: float, colour: str) -> dict[str, Any]:
    """The 95 % intervals; what reaches down to nought goes on to the floor of the figure."""
    bounded = own.dropna(subset=["low", "high"])
    low = [max(100 * float(value), floor) for value in bounded["low"]]
    high = [100 * float(value) for value in bounded["high"]]
    return band(list(bounded["least"]), low, high, colour)


def _line(own: "pd.DataFrame", colour: str, symbol: str) -> dict[str, Any]:
    scenario = str(own["scenario"].iloc[0])
    return {
        "x": list(own["least"]),
        "y": [100 * float(value) for value in own["mean"]],
        "mode": "lines+markers",
        "line": {"color": colour, "width": 2},
        "marker": {"symbol": symbol, "size": 7, "color": colour},
        "name": scenario,
        "hovertext": hover_texts(own),
        "hovertemplate": f"{scenario}: %{{x}} contacts or more<br>%{{hovertext}}<extra></extra>",
    }
