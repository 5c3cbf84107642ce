"""What a solved problem costs against how many are solved: a point for each scenario."""

from typing import TYPE_CHECKING, Final

from ccsim.figures.bars import error_bars, hover_texts
from ccsim.figures.colours import (
    base_layout,
    in_order,
    scenario_colours,
    scenario_symbols,
)
from ccsim.figures.numbers import scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ACROSS: Final = "resolution_rate"
UP: Final = "cost_per_resolution"


def cost_resolution_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Cost per resolved case against the share of cases resolved, intervals in both directions.

    Args:
        frame: estimates, one row each, with the columns scenario, metric, slice, mean, low, high,
            n, unit.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    whole = frame[(frame["slice"] == "") & frame["mean"].notna()]
    scenarios = in_order(frame["scenario"])
    colours, symbols = scenario_colours(scenarios, dark), scenario_symbols(scenarios)
    figure = go.Figure(layout=base_layout(dark, height=360, title=title))
    share = scale_of("share")
    for scenario in scenarios:
        own = whole[whole["scenario"] == scenario]
        across, up = own[own["metric"] == ACROSS], own[own["metric"] == UP]
        if across.empty or up.empty:
            continue
        texts = f"solved: {hover_texts(across)[0]}<br>cost each: {hover_texts(up)[0]}"
        figure.add_scatter(
            x=[float(across["mean"].iloc[0]) * share.factor],
            y=[float(up["mean"].iloc[0])],
            error_x=error_bars(across, share, colours[scenario]),
            error_y=error_bars(up, scale_of(str(up["unit"].iloc[0])), colours[scenario]),
            mode="markers",
            marker={"size": 12, "color": colours[scenario], "symbol": symbols[scenario]},
            name=scenario,
            hovertemplate=f"{scenario}<br>{texts}<extra></extra>",
        )
    units = list(whole.loc[whole["metric"] == UP, "unit"])
    figure.update_xaxes(title="cases solved", ticksuffix=" %")
    figure.update_yaxes(title=f"cost of a solved case, {units[0].split()[0]}" if units else "cost")
    figure.update_layout(showlegend=True)
    return figure
