"""In how many plausible worlds a scenario beats the reference, metric by metric."""

from typing import TYPE_CHECKING, Final

from ccsim.figures.colours import base_layout, scheme

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_ROW: Final = 26
_AROUND: Final = 92


def wins_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """The share of worlds with Wilson's 95 % interval; right of the middle it wins more often.

    Args:
        frame: one row for each metric, with the columns title, word, share, low, high, count, n.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    colours = scheme(dark)
    height = _AROUND + _ROW * max(len(frame), 1) + (24 if title else 0)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    names = [f"{title}: {word}" for title, word in zip(frame["title"], frame["word"], strict=True)]
    share = frame["share"] * 100
    figure.add_scatter(
        x=share,
        y=names,
        mode="markers",
        marker={"size": 10, "color": colours.series[0]},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": frame["high"] * 100 - share,
            "arrayminus": share - frame["low"] * 100,
            "thickness": 2,
            "width": 4,
        },
        showlegend=False,
        cliponaxis=False,
        hovertext=[
            f"{name} in {row.count} of {row.n} worlds<br>{row.share:.0%} "
            f"({row.low:.0%} to {row.high:.0%})"
            for name, row in zip(names, frame.itertuples(), strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_vline(x=50, line={"width": 1.5, "color": colours.ink})
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], showgrid=False)
    figure.update_yaxes(tickfont={"color": colours.ink}, range=[-0.6, len(names) - 0.4])
    figure.update_xaxes(title="share of plausible worlds, %", range=[-2, 102])
    return figure
