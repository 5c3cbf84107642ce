"""A back-test as one HTML page with its pictures, and as a workbook with all its numbers."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.backtest_result import Backtest, MetricCheck, Series, points
from ccsim.experiments.prediction import Predicted
from ccsim.figures.backtest import backtest_days_figure, backtest_times_figure
from ccsim.report import backtest_words as words
from ccsim.report.backtest import ERROR_COLUMNS, error_rows
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture
from ccsim.report.words import version_text
from ccsim.report.workbook import Table, add_table, write_whole_book

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS: Final = ("history", "simulated", "low", "high", "error", "inside", "n")
_COLUMNS: Final = (
    "History", "Simulated", "Low (95 % of single draws)", "High (95 % of single draws)",
    "Error", "Inside", "n",
)  # fmt: skip


def write_backtest_page(found: Backtest, path: Path, command: str) -> None:
    """Write the page; an old one stays until the new one is whole.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(backtest_page(found, command), path)


def backtest_page(found: Backtest, command: str) -> str:
    """The HTML text of the page."""
    queues = [("All queues together" if len(found.series) > 1 else "", found.whole)]
    queues += [(one.queue, one) for one in found.series[1:]]
    return own_page(
        "backtest.html.j2",
        list(backtest_pictures(found)),
        heading=words.heading(found),
        conclusion=words.conclusion(found),
        reasons=list(words.reasons(found)),
        notes=list(words.method(found)),
        columns=ERROR_COLUMNS,
        queues=[(name, list(error_rows(found, series))) for name, series in queues],
        command=command,
        replications=found.replications,
        seed=found.settings.seed,
        engine=found.settings.player,
        version=version_text(),
        results_version=RESULTS_VERSION,
    )


def backtest_pictures(found: Backtest) -> Iterator[Picture]:
    """History against the simulated band, by day and by time of day."""
    panels = words.panels(found)
    days = backtest_frame(found.whole, [_day(day) for day in found.days], "days")
    shown = sorted([*found.days, *(one.day for one in found.unlike)])
    yield Picture(
        "days",
        "By day: what happened, and where 95 % of simulated days lie",
        lambda dark: backtest_days_figure(
            days, metrics=panels, days=[_day(day) for day in shown], dark=dark
        ),
        broad=True,
    )
    if len(found.times) > 1:
        times = backtest_frame(found.whole, found.times, "times")
        yield Picture(
            "times",
            "By time of day, all days together: what happened, and where 95 % of such histories "
            "would lie",
            lambda dark: backtest_times_figure(times, metrics=panels, dark=dark),
            broad=True,
        )


def _day(day: dt.date) -> str:
    """A day as the figures name it."""
    return f"{day:%a} {day:%d %b}"


def backtest_frame(series: Series, labels: Sequence[str], axis: str) -> "pd.DataFrame":
    """The numbers of all metrics along `days`, `times` or `week`, as the figures take them."""
    import pandas as pd

    rows = [
        {"metric": name, "label": row.pop("of"), "unit": check.unit, **row}
        for name, check in series.metrics.items()
        for row in points(labels, _along(check, axis), "of")
    ]
    numbers = dict.fromkeys(("history", "simulated", "low", "high", "error"), float)
    return pd.DataFrame(rows).astype(numbers)


def write_backtest_book(found: Backtest, path: Path, command: str) -> None:
    """Write the workbook: what is concluded, and every number by day, time and interval.

    Raises:
        UsageError: the file cannot be written.
    """
    write_whole_book(path, lambda book: _fill(found, book, command))


def _fill(found: Backtest, book: Any, command: str) -> None:
    sheet = book.add_worksheet("About")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 110)
    lines = [
        words.heading(found),
        words.conclusion(found),
        *words.reasons(found),
        *words.method(found),
        f"To repeat it: {command}",
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrapped if row else bold)
    add_table(book, _errors(found))
    days = [day.isoformat() for day in found.days]
    for name, labels, axis in (
        ("By day", days, "days"),
        ("By time of day", found.times, "times"),
        ("By interval of the week", found.week, "week"),
    ):
        add_table(book, _table(found, name, labels, axis))
    if found.rejected:
        rows = [[one.row, one.why] for one in found.rejected]
        add_table(book, Table("Rejected rows", ["Row", "Why"], rows))


def _errors(found: Backtest) -> Table:
    """Bias, absolute error and days inside of each metric and queue."""
    columns = [
        *("Queue", "Metric", "Unit", "History", "Simulated", "Low (95 %)", "High (95 %)"),
        *("Mean error of a day", "Low (95 %)", "High (95 %)", "Mean absolute error", "By luck"),
        *("Days inside", "Days", "n"),
    ]
    rows, units = [], []
    for series in found.series:
        for name, check in series.metrics.items():
            (whole,) = points([""], check.whole, "of")
            errors = check.errors
            rows.append([
                series.queue or "all", name, check.unit,
                *(whole[one] for one in ("history", "simulated", "low", "high")),
                errors.bias, errors.bias_low, errors.bias_high, errors.mean_absolute, errors.luck,
                errors.inside, errors.days, whole["n"],
            ])  # fmt: skip
            units.append(check.unit)
    return Table("Errors", columns, rows, row_units=units, fixed=2)


def _table(found: Backtest, name: str, labels: Sequence[str], axis: str) -> Table:
    rows: list[list[Any]] = []
    units: list[str] = []
    for series in found.series:
        for metric, check in series.metrics.items():
            for row in points(labels, _along(check, axis), "of"):
                numbers = [row[one] for one in _NUMBERS]
                rows.append([series.queue or "all", metric, row["of"], check.unit, *numbers])
                units.append(check.unit)
    columns = ["Queue", "Metric", name.removeprefix("By ").capitalize(), "Unit", *_COLUMNS]
    return Table(name, columns, rows, row_units=units, fixed=3)


def _along(check: MetricCheck, axis: str) -> Predicted:
    return {"days": check.days, "times": check.times, "week": check.week}[axis]
