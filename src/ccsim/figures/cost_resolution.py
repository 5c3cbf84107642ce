"""What is paid against what is got: what a solved case costs against how many are solved."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

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


class Axis(NamedTuple):
    """A metric along an axis, with the words for the axis and for one point."""

    metric: str
    words: str
    short: str


SOLVED: Final = Axis("resolution_rate", "cases solved", "solved")
PRICE: Final = Axis("cost_per_resolution", "cost of a solved case", "cost each")


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
    units: tuple[str | None, ...] = (None, None)
    for scenario in scenarios:
        own = whole[whole["scenario"] == scenario]
        rows = [own[own["metric"] == axis.metric] for axis in (SOLVED, PRICE)]
        if any(row.empty for row in rows):
            continue
        units = tuple(str(row["unit"].iloc[0]) for row in rows)
        point = _point(rows, (SOLVED, PRICE), colours[scenario])
        figure.add_scatter(
            **point,
            marker={"size": 12, "color": colours[scenario], "symbol": symbols[scenario]},
            name=scenario,
        )
    figure.update_xaxes(**_described(SOLVED, units[0]))
    figure.update_yaxes(**_described(PRICE, units[1]))
    figure.update_layout(showlegend=True)
    return figure


def _point(rows: "list[pd.DataFrame]", axes: tuple[Axis, Axis], colour: str) -> dict[str, Any]:
    """Where a scenario stands, with its intervals, and what is said of it."""
    scales = [scale_of(str(row["unit"].iloc[0])) for row in rows]
    x, y = (
        float(row["mean"].iloc[0]) * scale.factor for row, scale in zip(rows, scales, strict=True)
    )
    said = [f"{axis.short}: {hover_texts(row)[0]}" for axis, row in zip(axes, rows, strict=True)]
    return {
        "x": [x],
        "y": [y],
        "error_x": error_bars(rows[0], scales[0], colour),
        "error_y": error_bars(rows[1], scales[1], colour),
        "mode": "markers",
        "hovertemplate": f"%{{fullData.name}}<br>{'<br>'.join(said)}<extra></extra>",
    }


def _described(axis: Axis, unit: str | None) -> dict[str, str]:
    """The words for an axis, with its unit."""
    if unit is None:
        return {"title": axis.words}
    if unit == "share":
        return {"title": axis.words, "ticksuffix": " %"}
    return {"title": f"{axis.words}, {unit.split()[0]}"}
