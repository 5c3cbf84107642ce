"""The difference in each world against one doubtful input: where the line crosses nought."""

from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.colours import base_layout, scheme
from ccsim.figures.numbers import scale_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_HEIGHT: Final = 320


def flip_figure(
    frame: "pd.DataFrame", line: dict[str, Any], *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """A dot for each world, the line through them, and the band in which it crosses nought.

    Args:
        frame: one row for each world, with the columns share (how far up its range the input
            lies, from 0 to 1), text (its value as it is read) and apart (the difference).
        line: at_low and at_high (the line at both ends), flips_from and flips_to (shares of the
            range, or None), doubt, low_text, high_text, unit, n.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    colours = scheme(dark)
    scale = scale_of(line["unit"], list(frame["apart"]), difference=True)
    figure = go.Figure(layout=base_layout(dark, height=_HEIGHT, title=title))
    if line["flips_from"] is not None:
        ends = {"x0": line["flips_from"], "x1": line["flips_to"]}
        figure.add_vrect(**ends, fillcolor=colours.worse, opacity=0.15, line_width=0)
    figure.add_hline(y=0, line={"width": 1.5, "color": colours.ink})
    figure.add_scatter(
        x=list(frame["share"]),
        y=[float(one) * scale.factor for one in frame["apart"]],
        mode="markers",
        marker={"size": 7, "color": colours.series[0], "opacity": 0.7},
        showlegend=False,
        hovertext=[
            f"{line['doubt']} = {row.text}<br>{scale.text(float(str(row.apart)), signed=True)}"
            for row in frame.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        x=[0, 1],
        y=[line["at_low"] * scale.factor, line["at_high"] * scale.factor],
        mode="lines",
        line={"color": colours.series[1], "width": 2},
        showlegend=False,
        hoverinfo="skip",
    )
    ticks = [line["low_text"], line["middle_text"], line["high_text"]]
    figure.update_xaxes(title=line["doubt"], tickvals=[0, 0.5, 1], ticktext=ticks, showgrid=False)
    unit = f", {scale.unit}" if scale.unit else ""
    figure.update_yaxes(title=f"difference{unit} (n = {line['n']} worlds)")
    return figure
