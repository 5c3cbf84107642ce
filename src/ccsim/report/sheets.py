"""The tables of a result, each as it stands on a sheet of the workbook, interval beside number."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.experiments.worst import FollowedCase
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.metric import Metric
from ccsim.metrics.estimates import Estimate
from ccsim.metrics.totals import split_key
from ccsim.report.doubts import doubts
from ccsim.report.facts import all_facts, levers
from ccsim.report.scorecard import runs_of, whole_card
from ccsim.report.words import headline_metrics, title
from ccsim.report.workbook import Table

Result = Comparison | RunResult
SPAN: Final = ("Mean", "Low (95 %)", "High (95 %)", "n")
METRICS: Final = "Metrics"
WORTH: Final = "Worth"
OF_AXIS: Final = {"interval": "By interval", "day": "By day", "week": "By week"}
"""The axes that have a sheet of their own, a column for each metric."""


def scorecard_table(result: Result) -> Table:
    """The four quadrants: each metric in each scenario, with its difference from the reference."""
    rows, units = [], []
    for side in whole_card(result):
        for metric in side.rows:
            for run in runs_of(result):
                one = run.estimates.get(metric.name)
                if one is not None:
                    change = _change(result, run.label, metric.name)
                    rows.append(
                        [side.name, metric.title, run.label, one.unit, *_numbers(one), *change]
                    )
                    units.append(one.unit)
    apart = ("Difference", "Difference: low (95 %)", "Difference: high (95 %)", "Pairs", "Verdict")
    return Table(
        "Scorecard",
        ["Quadrant", "Metric", "Scenario", "Unit", *SPAN, *apart],
        rows,
        row_units=units,
        fixed=3,
    )


def differences_table(result: Comparison) -> Table:
    """All paired differences, those of the headline metrics first."""
    first = headline_metrics()
    order = {name: place for place, name in enumerate([*first, *CATALOGUE])}
    found = sorted(
        (one for one in result.differences if one.mean is not None),
        key=lambda one: (not one.headline, order[one.metric]),
    )
    rows = [
        [
            *(title(one.metric), one.metric, one.reference, one.scenario, one.unit),
            *(one.mean, one.low, one.high, one.n, one.verdict),
            *(one.established, one.headline, one.variance_ratio),
        ]
        for one in found
    ]
    columns = [
        *("Metric", "Name", "Reference", "Scenario", "Unit", *SPAN),
        *("Verdict", "Established", "Headline metric", "Variance ratio"),
    ]
    units = [one.unit for one in found]
    return Table("Differences", columns, rows, row_units=units, fixed=2)


def metrics_table(result: Result) -> Table:
    """Every metric of the whole run; the scenarios of one metric stand together."""
    rows, units = [], []
    for name, metric in CATALOGUE.items():
        for run in runs_of(result):
            one = run.estimates.get(name)
            if one is not None:
                rows.append(
                    [
                        *(title(name), name, run.label, one.unit, *_numbers(one)),
                        *(metric.better or "", metric.definition, metric.source),
                    ]
                )
                units.append(one.unit)
    columns = ["Metric", "Name", "Scenario", "Unit", *SPAN, "Better", "Definition", "Source"]
    return Table(METRICS, columns, rows, row_units=units, fixed=3)


def ledger_table(result: Result) -> Table | None:
    """The lines of money over the measured time; None where no money is named."""
    rows, units = [], []
    for name in _of_unit("money"):
        for run in runs_of(result):
            one = run.estimates.get(name)
            if one is not None and one.mean:
                change = _change(result, run.label, name)
                rows.append([title(name), run.label, one.unit, *_numbers(one), *change[:4]])
                units.append(one.unit)
    if not rows:
        return None
    apart = ("Difference", "Difference: low (95 %)", "Difference: high (95 %)", "Pairs")
    return Table(
        "Ledger", ["Line", "Scenario", "Unit", *SPAN, *apart], rows, row_units=units, fixed=2
    )


def worth_table(result: Comparison) -> Table | None:
    """What each scenario has gained beside the reference by each week; None without money."""
    rows = [
        [one.scenario, one.reference, week, sums.mean, sums.low, sums.high, sums.n]
        for one in result.worth
        for week, sums in enumerate(one.gained, start=1)
    ]
    if not rows:
        return None
    unit = result.worth[0].currency
    mean = f"Gained so far, {unit}"
    return Table(WORTH, ["Scenario", "Reference", "Week", mean, *SPAN[1:]], rows, fixed=3)


def axis_table(result: Result, axis: str) -> Table | None:
    """A row for each day, week or interval of each scenario; None where nothing is known by it."""
    runs = runs_of(result)
    known = [_of_axis(run, axis) for run in runs]
    names = [
        name
        for name in CATALOGUE
        if any(name in metrics for slices in known for metrics in slices.values())
    ]
    if not names:
        return None
    columns, units = ["Scenario", axis.capitalize(), "n"], ["", "", ""]
    for name in names:
        unit = _unit_in(known, name)
        columns += [_heading(name, unit), f"{title(name)}: low", f"{title(name)}: high"]
        units += [unit] * 3
    rows = [
        [run.label, label, run.replications, *_spans(metrics, names)]
        for run, slices in zip(runs, known, strict=True)
        for label, metrics in slices.items()
    ]
    return Table(OF_AXIS[axis], columns, rows, column_units=units, fixed=2)


def slices_table(result: Result) -> Table | None:
    """All other slices, a row each: by queue, team, segment, kind, history, hour of the week."""
    rows, units = [], []
    for run in runs_of(result):
        for key, one in run.estimates.items():
            name, where = split_key(key)
            axes = [part.partition("=")[0] for part in where.split(",")]
            if where and not (len(axes) == 1 and axes[0] in OF_AXIS) and one.mean is not None:
                rows.append(
                    [title(name), name, run.label, ",".join(axes), where, one.unit, *_numbers(one)]
                )
                units.append(one.unit)
    if not rows:
        return None
    columns = ["Metric", "Name", "Scenario", "By", "Slice", "Unit", *SPAN]
    return Table("By slice", columns, rows, row_units=units, fixed=3)


def facts_table(result: Result) -> Table:
    """Every fact that the scenarios name, with its source, grade and range."""
    runs = runs_of(result)
    rows = [
        [
            *(one.path, *one.values, one.differs),
            *(one.source, one.grade, one.span, one.help),
        ]
        for one in all_facts([run.scenario for run in runs])
    ]
    labels = [run.label for run in runs]
    columns = ["Fact", *labels, "Differs", "Source", "Grade", "Plausible range", "What it is"]
    return Table("Facts", columns, rows)


def doubts_table(result: Result) -> Table:
    """The kinds of fact of weak evidence, the worst first."""
    rows = [
        [
            *(place, one.field, one.values, one.span or "not known", one.source, one.grade),
            *(one.why, ", ".join(one.places), one.help),
        ]
        for place, one in enumerate(doubts([run.scenario for run in runs_of(result)]), start=1)
    ]
    columns = [
        *("Place", "Fact", "In use", "Plausible range", "Source", "Grade"),
        *("What makes it doubtful", "Where", "What it is"),
    ]
    return Table("Doubts", columns, rows, fixed=2)


def levers_table(result: Comparison) -> Table:
    """The facts that are not the same in all scenarios."""
    rows = [
        [one.path, *one.values, one.source, one.help]
        for one in levers([run.scenario for run in result.runs])
    ]
    labels = [run.label for run in result.runs]
    return Table("Levers", ["Fact", *labels, "Source", "What it is"], rows)


def journey_table(worst: FollowedCase) -> Table:
    """The worst case told, and the same case under the other scenarios."""
    told = [(worst.label, worst.journey), *worst.elsewhere]
    rows = [
        [label, worst.journey.case, f"{moment.at:%Y-%m-%d %H:%M:%S}", moment.text]
        for label, journey in told
        if journey is not None
        for moment in journey.moments
    ]
    rows += [
        [label, worst.journey.case, "", "the case does not arise here"]
        for label, journey in told
        if journey is None
    ]
    return Table("Worst journey", ["Scenario", "Case", "When", "What happens"], rows, fixed=2)


def _of_unit(unit: str) -> Iterator[str]:
    metrics: Sequence[Metric] = tuple(CATALOGUE.values())
    return (metric.name for metric in metrics if metric.unit == unit)


def _numbers(one: Estimate) -> list[Any]:
    return [one.mean, *one.ends, one.n]


def _change(result: Result, scenario: str, metric: str) -> list[Any]:
    """The difference from the reference with its verdict; empty where there is none."""
    one = _difference(result, scenario, metric)
    if one is None or one.mean is None:
        return [None] * 4 + [""]
    return [one.mean, one.low, one.high, one.n, one.verdict]


def _difference(result: Result, scenario: str, metric: str) -> Difference | None:
    if isinstance(result, RunResult):
        return None
    return next((one for one in result.of(scenario) if one.metric == metric), None)


def _of_axis(run: RunResult, axis: str) -> dict[str, dict[str, Estimate]]:
    """The estimates of one axis: by slice, then by metric."""
    found: dict[str, dict[str, Estimate]] = {}
    for key, one in run.estimates.items():
        name, where = split_key(key)
        if where.startswith(f"{axis}=") and "," not in where:
            found.setdefault(where.partition("=")[2], {})[name] = one
    return dict(sorted(found.items()))


def _unit_in(known: Sequence[dict[str, dict[str, Estimate]]], name: str) -> str:
    return next(
        metrics[name].unit for slices in known for metrics in slices.values() if name in metrics
    )


def _heading(name: str, unit: str) -> str:
    return f"{title(name)}, {unit}" if unit else title(name)


def _spans(metrics: dict[str, Estimate], names: Sequence[str]) -> list[Any]:
    """Mean and ends of each metric, one after the other."""
    cells: list[Any] = []
    for name in names:
        one = metrics.get(name)
        cells += [None] * 3 if one is None else [one.mean, *one.ends]
    return cells
