"""The tables of a comparison as text, each number with its interval: for screens and notebooks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.figures.numbers import NOT_KNOWN
from ccsim.metrics.catalogue import HEADLINES
from ccsim.report.facts import Lever
from ccsim.report.words import SIGNS, difference_text, estimate_text, title
from ccsim.spec.loading import dump

if TYPE_CHECKING:
    import pandas as pd


def estimates_table(comparison: Comparison) -> "pd.DataFrame":
    """The headline metrics of all scenarios, with their intervals and counts."""
    import pandas as pd

    names = [name for name in HEADLINES if name in comparison.reference.estimates]
    columns = {run.label: [_estimate(run, name) for name in names] for run in comparison.runs}
    return pd.DataFrame(columns, index=[title(name) for name in names])


def differences_table(comparison: Comparison) -> "pd.DataFrame":
    """How each scenario differs from the reference in the headline metrics, with the verdicts."""
    import pandas as pd

    columns = {
        run.label: {
            title(one.metric): _difference(one)
            for one in comparison.of(run.label)
            if one.headline and one.mean is not None
        }
        for run in comparison.runs[1:]
    }
    return pd.DataFrame(columns).fillna(NOT_KNOWN)


def lever_table(comparison: Comparison, different: Sequence[Lever]) -> "pd.DataFrame":
    """The facts that are not the same in all scenarios."""
    import pandas as pd

    labels = [run.label for run in comparison.runs]
    rows = [dict(zip(labels, lever.values, strict=True)) for lever in different]
    return pd.DataFrame(rows, index=[lever.path for lever in different], columns=labels)


def scenario_text(run: RunResult) -> str:
    """The complete scenario of a run, as a file that runs to the same numbers."""
    return dump(run.source if run.source is not None else run.scenario)


def _estimate(run: RunResult, name: str) -> str:
    estimate = run.estimates.get(name)
    return "{} ({})".format(*estimate_text(estimate)) if estimate else NOT_KNOWN


def _difference(one: Difference) -> str:
    change, span = difference_text(one)
    return f"{SIGNS[one.verdict]} {one.verdict}: {change} ({span}, n = {one.n})"
