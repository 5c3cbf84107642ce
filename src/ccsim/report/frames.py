"""Runs and comparisons as tidy frames, the form in which figures take them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ccsim.experiments.compare import Comparison
from ccsim.experiments.results import RunResult, frame_of
from ccsim.experiments.selection import Selection
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.report.selection import outcome
from ccsim.report.words import headline_metrics, title

if TYPE_CHECKING:
    import pandas as pd

GAINS = ("reference", "scenario", "week", "mean", "low", "high", "n", "unit", "payback")
CANDIDATES = (
    *("scenario", "mean", "low", "high", "n"),
    *("unit", "outcome", "chosen", "leader", "better", "delta"),
)
DIFFERENCES = (
    *("reference", "scenario", "metric", "mean", "low", "high", "n", "unit", "verdict"),
    *("headline", "title"),
)


def estimates_frame(runs: Iterable[RunResult]) -> "pd.DataFrame":
    """All estimates of some runs, one row each, the reference first, as they are drawn."""
    shown = list(runs)
    ends = [one.ends for run in shown for one in run.estimates.values()]
    low, high = (np.array([pair[side] for pair in ends], float) for side in (0, 1))
    return frame_of(shown).assign(low=low, high=high)


def gains_frame(comparison: Comparison) -> "pd.DataFrame":
    """What each scenario has gained by each week, one row each; empty where no money is named."""
    import pandas as pd

    rows = [
        (
            *(one.reference, one.scenario, week, sums.mean, sums.low, sums.high, sums.n),
            *(one.currency, one.payback_week.mean),
        )
        for one in comparison.worth
        for week, sums in enumerate(one.gained, start=1)
    ]
    numbers = ("mean", "low", "high", "payback")
    return pd.DataFrame(rows, columns=list(GAINS)).astype(dict.fromkeys(numbers, float))


def selection_frame(selection: Selection) -> "pd.DataFrame":
    """The candidates of a selection, one row each, by their differences from the leader."""
    import pandas as pd

    rows = [
        (
            *(one.scenario, one.difference, one.difference_low, one.difference_high, one.n),
            *(selection.unit, outcome(selection, one), one.scenario == selection.chosen),
            *(one.scenario == selection.leader, selection.better, selection.delta),
        )
        for one in selection.candidates
    ]
    frame = pd.DataFrame(rows, columns=list(CANDIDATES))
    return frame.astype({"mean": float, "low": float, "high": float})


def differences_frame(comparison: Comparison, *, headline: bool = True) -> "pd.DataFrame":
    """The paired differences of a comparison, one row each, the headline metrics first."""
    import pandas as pd

    first = headline_metrics()
    order = first if headline else list(dict.fromkeys([*first, *CATALOGUE]))
    rows = [
        (*(getattr(one, column) for column in DIFFERENCES[:-1]), title(name))
        for name in order
        for one in comparison.differences
        if one.metric == name
    ]
    frame = pd.DataFrame(rows, columns=list(DIFFERENCES))
    return frame.astype({"mean": float, "low": float, "high": float})
