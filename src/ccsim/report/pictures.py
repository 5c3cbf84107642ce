"""Which figures show a result, with what stands above each; page and app share them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccsim.experiments.compare import Comparison
from ccsim.experiments.journey import Journey
from ccsim.experiments.results import RunResult
from ccsim.experiments.selection import Selection
from ccsim.figures.cost_resolution import cost_resolution_figure
from ccsim.figures.cost_value import ACROSS, UP, cost_value_figure
from ccsim.figures.day_profile import day_profile_figure
from ccsim.figures.demand import demand_figure
from ccsim.figures.differences import differences_figure
from ccsim.figures.journey import journey_figure
from ccsim.figures.outcomes import outcomes_figure
from ccsim.figures.payback import payback_figure
from ccsim.figures.selection import selection_figure
from ccsim.report.frames import (
    differences_frame,
    estimates_frame,
    gains_frame,
    selection_frame,
)
from ccsim.report.words import title
from ccsim.report.workbook import Table

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Picture:
    """A figure that can be drawn for light and for dark pages."""

    name: str
    caption: str
    figure: Callable[[bool], "go.Figure"]
    """Draws it; asked whether for a dark page."""
    broad: bool = False
    """Whether it needs the whole width of a page."""
    on_paper: bool = True
    """Whether it is printed: a page has room on paper for what a decision needs."""
    half_on_paper: bool = False
    """Whether two of them stand beside each other on paper, however broad on screen."""


@dataclass(frozen=True)
class Reasons:
    """What stands behind a result, as a page or workbook shows it: pictures, words and tables.

    Why scenarios differ (what each lever is worth), or whether doubts would turn the verdict.
    """

    pictures: Sequence[Picture]
    sentences: Sequence[str] = ()
    command: str = ""
    """The lines that give the same answer again."""
    tables: Sequence[Table] = ()
    """For a workbook."""
    heading: str = "Why they differ"
    brief: int = 3
    """So many sentences are printed; the others stand on screen only."""


def pictures(result: Comparison | RunResult) -> list[Picture]:
    """All figures for which the result holds numbers."""
    runs = result.runs if isinstance(result, Comparison) else [result]
    frame = estimates_frame(runs)
    calendar = runs[0].scenario.calendar
    days = calendar.total_days - calendar.warm_up_total_days
    shown = [_differences(result)] if isinstance(result, Comparison) else []
    if isinstance(result, Comparison) and result.selection is not None:
        shown.append(_selection(result.selection))
    if _has(frame, "resolution_rate"):
        shown.append(
            Picture(
                "outcomes",
                "What came of the cases (share of cases)",
                lambda dark: outcomes_figure(frame, dark=dark),
                on_paper=len(runs) == 1,
            )
        )
    if isinstance(result, Comparison):
        shown += _of_money(result, frame)
    return [*shown, *_of_demand(frame, days)]


def journey_picture(name: str, story: Journey) -> Picture:
    """The swim lanes of one case."""
    return Picture(
        name, story.heading, lambda dark: journey_figure(story.pieces, dark=dark), broad=True
    )


def told(story: Journey) -> list[str]:
    """The same in words, a line for each moment."""
    return [line.strip() for line in story.lines()[1:]]


def _of_money(result: Comparison, frame: "pd.DataFrame") -> Iterator[Picture]:
    """What it costs, against what is solved and what it is worth; when it has paid for itself."""
    if _has(frame, "resolution_rate") and _has(frame, "cost_per_resolution"):
        yield Picture(
            "cost",
            "What a solved case costs, and how many are solved",
            lambda dark: cost_resolution_figure(frame, dark=dark),
        )
    apart = differences_frame(result, headline=False)
    if {ACROSS, UP} <= set(apart[apart["mean"].notna()]["metric"]):
        yield Picture(
            "value",
            f"What it costs to serve and what it is worth, beside {result.reference.label}",
            lambda dark: cost_value_figure(apart, dark=dark),
            on_paper=False,
        )
    if any(len(one.gained) > 1 for one in result.worth):
        yield _payback(result)


def _of_demand(frame: "pd.DataFrame", days: int) -> Iterator[Picture]:
    """Why people call, and when."""
    if _has(frame, "fresh"):
        yield Picture(
            "demand",
            "Why people call: the first time, or again",
            lambda dark: demand_figure(frame, days=days, dark=dark),
            broad=True,
            half_on_paper=True,
        )
    if frame["slice"].str.startswith("interval=").any():
        yield Picture(
            "day",
            "A day by its intervals, mean of all measured days",
            lambda dark: day_profile_figure(frame, days=days, dark=dark),
            on_paper=False,
        )


def _differences(comparison: Comparison) -> Picture:
    frame = differences_frame(comparison)
    caption = f"Differences from {comparison.reference.label}, with 95 % intervals"
    return Picture(
        "differences",
        caption,
        lambda dark: differences_figure(frame, dark=dark),
        broad=True,
        on_paper=False,
    )


def _selection(selection: Selection) -> Picture:
    frame = selection_frame(selection)
    caption = (
        f"Which is best by {title(selection.metric).lower()}: differences from "
        f"{selection.leader}, with 95 % intervals; shaded: as good"
    )
    return Picture(
        "selection", caption, lambda dark: selection_figure(frame, dark=dark), broad=True
    )


def _payback(comparison: Comparison) -> Picture:
    frame = gains_frame(comparison)
    caption = f"What each scenario has gained so far beside {comparison.reference.label}"
    return Picture(
        "payback", caption, lambda dark: payback_figure(frame, dark=dark), on_paper=False
    )


def _has(frame: "pd.DataFrame", metric: str) -> bool:
    own = frame[(frame["metric"] == metric) & (frame["slice"] == "")]
    return bool(own["mean"].notna().any())
