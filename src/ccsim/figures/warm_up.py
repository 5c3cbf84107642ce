"""How a centre fills up: metrics by day, each with its band, and where the run is to be cut."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import band
from ccsim.figures.bars import hover_texts
from ccsim.figures.colours import Scheme, base_layout, scheme
from ccsim.figures.numbers import scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_PANEL: Final = 190


def warm_up_figure(
    frame: "pd.DataFrame",
    *,
    metrics: Mapping[str, str],
    cuts: Mapping[str, int | None],
    own_days: int,
    dark: bool = False,
    title: str | None = None,
) -> "go.Figure":
    """The mean over all replications by day, a panel for each metric.

    Args:
        frame: one row for each metric and day, with the columns metric, day (an ISO date), mean,
            low, high, n, unit.
        metrics: what is shown, with the words that name it.
        cuts: how many days of each are to be left out; None where it does not settle.
        own_days: the warm-up that the scenario has, shown as a shade.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    from plotly.subplots import make_subplots

    colours = scheme(dark)
    panels = max(len(metrics), 1)
    figure = make_subplots(
        rows=panels, cols=1, shared_xaxes=True, vertical_spacing=0.28 / panels,
        subplot_titles=[_heading(words, cuts[name]) for name, words in metrics.items()],
    )  # fmt: skip
    figure.update_layout(base_layout(dark, height=60 + _PANEL * panels, title=title))
    figure.update_annotations(x=0, xanchor="left", font={"size": 12, "color": colours.ink})
    for place, name in enumerate(metrics, start=1):
        _fill(figure, frame[frame["metric"] == name], place, colours)
        if own_days:
            figure.add_vrect(
                x0=0.5, x1=own_days + 0.5, row=place, col=1, layer="below", line_width=0,
                fillcolor=colours.muted, opacity=0.14,
            )  # fmt: skip
        cut = cuts[name]
        if cut is not None:
            look = {"color": colours.worse, "width": 2, "dash": "dash"}
            figure.add_vline(x=cut + 0.5, line=look, row=place, col=1)
    figure.update_xaxes(showgrid=False, rangemode="tozero")
    figure.update_xaxes(title="day of the run", row=panels, col=1)
    return figure


def _heading(words: str, cut: int | None) -> str:
    """What a panel is about, and how many days of it are left out."""
    if cut is None:
        return f"{words}: does not settle within half of the pilot"
    return f"{words}: " + (f"{cut} days left out" if cut else "nothing to leave out")


def _fill(figure: "go.Figure", rows: "pd.DataFrame", place: int, colours: Scheme) -> None:
    """One panel: the line of the means, and the band of their intervals."""
    days = list(range(1, len(rows) + 1))
    known = rows.assign(number=days).dropna(subset=["mean"])
    scale = scale_of(str(rows["unit"].iloc[0]), [float(known["mean"].max())])
    bounded = known.dropna(subset=["low", "high"])
    low, high = ([float(one) * scale.factor for one in bounded[end]] for end in ("low", "high"))
    colour = colours.series[0]
    figure.add_scatter(**band(list(bounded["number"]), low, high, colour), row=place, col=1)
    line: dict[str, Any] = {
        "x": list(known["number"]),
        "y": [float(one) * scale.factor for one in known["mean"]],
        "customdata": list(known["day"]),
        "hovertext": hover_texts(known),
        "hovertemplate": "day %{x}, %{customdata}<br>%{hovertext}<extra></extra>",
    }
    look = {"color": colour, "width": 1.6}
    figure.add_scatter(**line, mode="lines", line=look, showlegend=False, row=place, col=1)
    figure.update_yaxes(title=scale.unit, row=place, col=1)
