"""What came of the cases: solved, solved at once, as the call log sees it, or not solved at all."""

from typing import TYPE_CHECKING

from ccsim.figures.bars import interval_bars

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

FATES = {
    "resolution_rate": "solved in truth",
    "true_fcr": "solved in truth<br>at the first contact",
    "fcr": "solved at the first contact,<br>as the call log sees it",
    "gave_up_rate": "given up<br>by the customer",
    "left_rate": "ended, as<br>the customer left",
    "open_rate": "still open",
}
"""Shares of cases, in the order in which they are shown."""


def outcomes_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Shares of all cases by what came of them, with 95 % intervals, for each scenario.

    Args:
        frame: estimates, one row each, with the columns scenario, metric, slice, mean, low, high,
            n, unit.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    return interval_bars(frame, FATES, dark=dark, title=title)
