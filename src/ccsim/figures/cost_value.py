"""What a change of sourcing costs against what it is worth: a point for each way."""

from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bars import bounds, error_bars
from ccsim.figures.colours import (
    base_layout,
    in_order,
    scenario_colours,
    scenario_symbols,
    scheme,
)
from ccsim.figures.numbers import scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ACROSS: Final = "cost_to_serve"
UP: Final = "net_value"


def cost_value_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Cost against net value, both as paired differences with 95 % intervals.

    The reference stands at nought. To the left is cheaper, above is worth more: what is cheaper
    and worth less lies at the bottom left.

    Args:
        frame: differences, with the columns reference, scenario, metric, mean, low, high, n, unit.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout=base_layout(dark, height=380, title=title))
    known = frame[frame["metric"].isin([ACROSS, UP]) & frame["mean"].notna()]
    everybody = in_order([*frame["reference"], *frame["scenario"]])
    line = {"width": 1, "color": scheme(dark).muted}
    figure.add_hline(y=0, line=line)
    figure.add_vline(x=0, line=line)
    for number, scenario in enumerate(everybody):
        look = {
            "size": 12,
            "color": scenario_colours(everybody, dark)[scenario],
            "symbol": scenario_symbols(everybody)[scenario],
        }
        own = known[known["scenario"] == scenario]
        at = (own[own["metric"] == ACROSS], own[own["metric"] == UP])
        if number == 0:
            nought = f"{scenario}: what the others are held against"
            figure.add_scatter(x=[0], y=[0], **_marks(scenario, nought, look))
        elif not (at[0].empty or at[1].empty):
            figure.add_scatter(**_point(*at, look), **_marks(scenario, _words(*at), look))
    unit = str(known["unit"].iloc[0]).split()[0] if len(known) else "money"
    figure.update_xaxes(title=f"cost to serve beside {everybody[0]}, {unit}" if everybody else "")
    figure.update_yaxes(title=f"net value beside it, {unit}")
    return figure


def _point(across: "pd.DataFrame", up: "pd.DataFrame", look: dict[str, Any]) -> dict[str, Any]:
    scale = scale_of("")
    return {
        "x": [float(across["mean"].iloc[0])],
        "y": [float(up["mean"].iloc[0])],
        "error_x": error_bars(across, scale, look["color"]),
        "error_y": error_bars(up, scale, look["color"]),
    }


def _marks(scenario: str, words: str, look: dict[str, Any]) -> dict[str, Any]:
    return {
        "mode": "markers",
        "marker": look,
        "name": scenario,
        "showlegend": True,
        "hovertemplate": f"{scenario}<br>{words}<extra></extra>",
    }


def _words(across: "pd.DataFrame", up: "pd.DataFrame") -> str:
    parts = []
    for name, own in (("cost", across), ("net value", up)):
        row = own.iloc[0].to_dict()
        scale = scale_of(str(row["unit"]), [row["mean"]], difference=True)
        span = scale.span(*bounds(row), mean=row["mean"], signed=True)
        parts.append(f"{name}: {scale.text(row['mean'], signed=True)} ({span}), n = {row['n']}")
    return "<br>".join(parts)
