"""Bars with their intervals, side by side for each scenario: what several figures are made of."""

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ccsim.figures.colours import (
    base_layout,
    in_order,
    scenario_colours,
    scenario_patterns,
    scheme,
)
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


def whole(frame: "pd.DataFrame", metrics: Iterable[str]) -> "pd.DataFrame":
    """The rows of some metrics, over the whole run, where they are defined."""
    return frame[
        frame["metric"].isin(list(metrics)) & (frame["slice"] == "") & frame["mean"].notna()
    ]


def per_day(rows: "pd.DataFrame", days: int) -> "pd.DataFrame":
    """The same estimates, with counts of the whole run turned into counts a day."""
    counts = ~rows["unit"].str.match(r"s$|share")
    factor = counts.map({True: 1.0 / days, False: 1.0})
    return rows.assign(
        mean=rows["mean"] * factor,
        low=rows["low"] * factor,
        high=rows["high"] * factor,
        unit=rows["unit"].where(~counts, rows["unit"] + " a day"),
    )


def interval_bars(
    frame: "pd.DataFrame", metrics: Mapping[str, str], *, dark: bool, title: str | None
) -> "go.Figure":
    """Horizontal bars: a group for each metric, a bar with its interval for each scenario.

    Args:
        frame: estimates, one row each, with the columns scenario, metric, slice, mean, low, high,
            n, unit.
        metrics: what is shown, from top to bottom, with the words that name it.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    rows = whole(frame, metrics)
    shown = [metric for metric in metrics if metric in set(rows["metric"])]
    scenarios = in_order(frame["scenario"])
    height = 110 + 30 * len(shown) + 17 * len(shown) * len(scenarios)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    scale = scale_of(str(rows["unit"].iloc[0]) if len(rows) else "share")
    for scenario in scenarios:
        own = rows[rows["scenario"] == scenario].set_index("metric").reindex(shown)
        figure.add_bar(**_bar(own, scenario, scenarios, metrics, scale, dark))
    figure.update_layout(barmode="group", bargap=0.32, bargroupgap=0.08)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(rangemode="tozero", ticksuffix=f" {scale.unit}".rstrip())
    return figure


def error_bars(own: "pd.DataFrame", scale: Scale, ink: str) -> dict[str, Any]:
    """The 95 % intervals of some estimates, as plotly draws them."""
    above = ((own["high"] - own["mean"]) * scale.factor).fillna(0)
    below = ((own["mean"] - own["low"]) * scale.factor).fillna(0)
    return {
        "type": "data",
        "symmetric": False,
        "array": [float(value) for value in above],
        "arrayminus": [float(value) for value in below],
        "color": ink,
        "thickness": 1.5,
        "width": 4,
    }


def error_bar(
    row: Mapping[Any, Any], scale: Scale, ink: str, *, thickness: float = 2
) -> dict[str, Any]:
    """The interval of one number, as plotly draws it; nothing where an end is not known."""
    low, high = bounds(row)
    return {
        "type": "data",
        "symmetric": False,
        "array": [0.0 if high is None else (high - row["mean"]) * scale.factor],
        "arrayminus": [0.0 if low is None else (row["mean"] - low) * scale.factor],
        "color": ink,
        "thickness": thickness,
        "width": 4,
    }


def hover_texts(own: "pd.DataFrame") -> list[str]:
    """Each estimate with its interval and count."""
    return [_hover_text(row) for row in own.dropna(subset=["mean"]).to_dict("records")]


def _hover_text(row: dict[Any, Any]) -> str:
    scale = scale_of(row["unit"], [row["mean"]])
    span = scale.span(*bounds(row), mean=row["mean"])
    return f"{scale.text(row['mean'])} ({span}), n = {row['n']:.0f}"


def bounds(row: Mapping[Any, Any]) -> tuple[float | None, float | None]:
    """The ends of an interval, None where there is none (a frame has NaN there)."""
    low, high = row["low"], row["high"]
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return None, None
    return float(low), float(high)


def _bar(
    own: "pd.DataFrame",
    scenario: str,
    scenarios: list[str],
    metrics: Mapping[str, str],
    scale: Scale,
    dark: bool,
) -> dict[str, Any]:
    own = own.dropna(subset=["mean"])
    return {
        "name": scenario,
        "orientation": "h",
        "x": [float(value) * scale.factor for value in own["mean"]],
        "y": [metrics[metric] for metric in own.index],
        "error_x": error_bars(own, scale, scheme(dark).ink),
        "marker": {
            "color": scenario_colours(scenarios, dark)[scenario],
            "pattern": {"shape": scenario_patterns(scenarios)[scenario], "size": 6}
            | {"solidity": 0.15, "fgcolor": "rgba(255,255,255,0.7)", "fillmode": "overlay"},
        },
        "hovertext": hover_texts(own),
        "hovertemplate": f"{scenario}: %{{y}}<br>%{{hovertext}}<extra></extra>",
    }
