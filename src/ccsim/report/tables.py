"""The tables of a comparison as text, each number with its interval: for screens and notebooks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.figures.numbers import NOT_KNOWN, scale_of
from ccsim.metrics.totals import HISTORIES
from ccsim.report.facts import Lever
from ccsim.report.words import (
    HISTORY_WORDS,
    SIGNS,
    difference_text,
    estimate_text,
    headline_metrics,
    needed_text,
    title,
)
from ccsim.spec.loading import dump

if TYPE_CHECKING:
    import pandas as pd

RULE: Final = "Rule"


def estimates_row(
    name: str, runs: Sequence[RunResult], beside: Sequence[float | None] = ()
) -> list[tuple[str, str]]:
    """One metric in each run, all in one unit, each with its interval and count.

    Args:
        name: the metric.
        runs: the runs.
        beside: what stands beside them and is to be read in the same unit.
    """
    found = [run.estimates.get(name) for run in runs]
    known = [one for one in found if one is not None]
    if not known:
        return [(NOT_KNOWN, "")] * len(runs)
    means = [*(one.mean for one in known), *beside]
    scale = scale_of(known[0].unit, means, difference=known[0].signed)
    return [(NOT_KNOWN, "") if one is None else estimate_text(one, scale) for one in found]


def differences_row(differences: Sequence[Difference]) -> list[tuple[str, str]]:
    """The differences in one metric, all in one unit, each with its interval."""
    if not differences:
        return []
    means = [one.mean for one in differences]
    scale = scale_of(differences[0].unit, means, difference=True)
    return [difference_text(one, scale) for one in differences]


def estimates_table(comparison: Comparison) -> "pd.DataFrame":
    """The headline metrics of all scenarios, with their intervals and counts."""
    import pandas as pd

    rows = {
        title(name): [f"{value} ({span})" for value, span in estimates_row(name, comparison.runs)]
        for name in headline_metrics()
        if name in comparison.reference.estimates
    }
    labels = [run.label for run in comparison.runs]
    return pd.DataFrame.from_dict(rows, orient="index", columns=labels)


def differences_table(comparison: Comparison) -> "pd.DataFrame":
    """How each scenario differs from the reference in the headline metrics, with the verdicts."""
    import pandas as pd

    rows = {}
    for name in headline_metrics():
        found = [one for one in comparison.differences if one.metric == name]
        if any(one.mean is not None for one in found):
            texts = differences_row(found)
            rows[title(name)] = [
                f"{SIGNS[one.verdict]} {one.verdict}: {value} ({span}, n = {one.n})"
                + (f"; {needed}" if (needed := needed_text(one)) else "")
                for one, (value, span) in zip(found, texts, strict=True)
            ]
    labels = [run.label for run in comparison.runs[1:]]
    return pd.DataFrame.from_dict(rows, orient="index", columns=labels)


def beside_table(
    runs: Sequence[RunResult], names: Sequence[str], differences: Sequence[Difference] = ()
) -> "pd.DataFrame":
    """Some metrics of runs, and below each how it differs from the first, where that is known."""
    import pandas as pd

    labels = [run.label for run in runs]
    rows = {
        title(name): _row_beside(name, runs, [one for one in differences if one.metric == name])
        for name in names
        if any(_is_known(run, name) for run in runs)
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=labels)


def _row_beside(
    name: str, runs: Sequence[RunResult], differences: Sequence[Difference]
) -> list[str]:
    """A metric of each run with its difference below, durations in one unit."""
    known = {one.scenario: one for one in differences}
    apart = [one.mean for one in differences]
    means = [run.estimates[name].mean for run in runs if name in run.estimates]
    return [
        f"{value} ({span}){_told_below(known.get(run.label), [*means, *apart])}"
        for run, (value, span) in zip(runs, estimates_row(name, runs, apart), strict=True)
    ]


def _is_known(run: RunResult, name: str) -> bool:
    return name in run.estimates and run.estimates[name].mean is not None


def _told_below(one: Difference | None, row: Sequence[float | None]) -> str:
    """A difference in the unit of its row, with its verdict; nothing of the reference."""
    if one is None or one.mean is None:
        return ""
    value, span = difference_text(one, scale_of(one.unit, row, difference=True))
    return f"\n\n{SIGNS[one.verdict]} {one.verdict}: {value} ({span})"


def churn_rows(runs: Sequence[RunResult]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Leavers by their history of contacts: for each history, a cell for each run.

    A cell says how many left, and how many a month of those with that history, and the interval of
    each.
    """
    rows = []
    for history in HISTORIES:
        counts, rates = (
            estimates_row(f"{name}[history={history}]", runs)
            for name in ("customers_left", "churn_rate")
        )
        if any(count[0] != NOT_KNOWN for count in counts):
            cells = [
                (f"{count}, {rate}", f"{around.split(', n = ')[0]}; {span}")
                for (count, around), (rate, span) in zip(counts, rates, strict=True)
            ]
            rows.append((HISTORY_WORDS[history], cells))
    return rows


def lever_table(comparison: Comparison, different: Sequence[Lever]) -> "pd.DataFrame":
    """The facts that are not the same in all scenarios: what each is, its path, its values."""
    import pandas as pd

    labels = [run.label for run in comparison.runs]
    rows = [
        [f"{lever.help} ({lever.path})" if lever.help else lever.path, *lever.values]
        for lever in different
    ]
    return pd.DataFrame(rows, columns=[RULE, *labels])


def scenario_text(run: RunResult) -> str:
    """The complete scenario of a run, as a file that runs to the same numbers."""
    return dump(run.source if run.source is not None else run.scenario)
