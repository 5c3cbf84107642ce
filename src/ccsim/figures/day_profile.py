"""A day by its intervals: how many call, and how long they wait, with bands around each line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import band
from ccsim.figures.bars import hover_texts, per_day
from ccsim.figures.colours import base_layout, in_order, scenario_colours, scenario_dashes
from ccsim.figures.numbers import Scale, scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

PREFIX: Final = "interval="
SHOWN: Final = {"arrivals": "arrivals a day", "mean_wait_s": "mean wait"}
"""The metrics of the panels, from top to bottom, with the words that name them."""


def day_profile_figure(
    frame: "pd.DataFrame",
    *,
    metrics: Mapping[str, str] = SHOWN,
    days: int = 1,
    dark: bool = False,
    title: str | None = None,
) -> "go.Figure":
    """Metrics by time of day, a line with its 95 % band for each scenario.

    Args:
        frame: estimates, one row each, with the columns scenario, metric, slice, mean, low, high,
            n, unit; the rows of slices such as ``interval=09:30`` are used.
        metrics: what is shown, one panel each, with the words that name it.
        days: measured days of the run: counts are shown per day.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    from plotly.subplots import make_subplots

    rows = frame[frame["slice"].str.startswith(PREFIX) & frame["mean"].notna()]
    rows = per_day(rows[rows["metric"].isin(list(metrics))], days).sort_values("slice")
    if rows["low"].notna().any():
        # A time of day that only one replication knows something of has no interval: left out.
        rows = rows.dropna(subset=["low", "high"])
    shown = [metric for metric in metrics if metric in set(rows["metric"])]
    panels = max(len(shown), 1)
    figure = make_subplots(rows=panels, cols=1, shared_xaxes=True, vertical_spacing=0.08)
    figure.update_layout(base_layout(dark, height=60 + 170 * panels, title=title))
    for place, metric in enumerate(shown, start=1):
        own = rows[rows["metric"] == metric]
        unit = _fill(figure, own, in_order(frame["scenario"]), place, dark)
        words = f"{metrics[metric]}, {unit}" if unit in ("s", "min", "h", "%") else metrics[metric]
        figure.update_yaxes(title=words, rangemode="tozero", row=place, col=1)
        if own["mean"].min() >= 0:  # no wait is negative, though its interval may reach below
            figure.update_yaxes(autorangeoptions={"minallowed": 0}, row=place, col=1)
    figure.update_xaxes(
        type="category", categoryorder="category ascending", nticks=9, showgrid=False
    )
    return figure


def _fill(
    figure: "go.Figure", rows: "pd.DataFrame", scenarios: list[str], place: int, dark: bool
) -> str:
    """One panel: a line and its band for each scenario; gives the unit of its axis."""
    scale = scale_of(str(rows["unit"].iloc[0]), [float(rows["mean"].max())])
    colours, dashes = scenario_colours(scenarios, dark), scenario_dashes(scenarios)
    for scenario in scenarios:
        own = rows[rows["scenario"] == scenario]
        look = {"color": colours[scenario], "dash": dashes[scenario], "width": 2}
        first = {"showlegend": place == 1 and len(scenarios) > 1}
        figure.add_scatter(**_band(own, scale, colours[scenario]), row=place, col=1)
        figure.add_scatter(**_line(own, scale, look), **first, row=place, col=1)
    return scale.unit


def _band(own: "pd.DataFrame", scale: Scale, colour: str) -> dict[str, Any]:
    """The 95 % intervals, as a band behind the line."""
    bounded = own.dropna(subset=["low", "high"])
    times = _times(bounded)
    high = [float(value) * scale.factor for value in bounded["high"]]
    low = [float(value) * scale.factor for value in bounded["low"]]
    return band(times, low, high, colour)


def _line(own: "pd.DataFrame", scale: Scale, look: dict[str, Any]) -> dict[str, Any]:
    scenario = str(own["scenario"].iloc[0]) if len(own) else ""
    return {
        "x": _times(own),
        "y": [float(value) * scale.factor for value in own["mean"]],
        "mode": "lines",
        "line": look,
        "name": scenario,
        "hovertext": hover_texts(own),
        "hovertemplate": f"{scenario}, %{{x}}<br>%{{hovertext}}<extra></extra>",
    }


def _times(own: "pd.DataFrame") -> list[str]:
    return [str(label).removeprefix(PREFIX) for label in own["slice"]]
