"""A back-test on a terminal: what to trust, the errors of each metric, and every day."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from ccsim.experiments.backtest_result import Backtest, Series
from ccsim.experiments.prediction import Predicted
from ccsim.report import backtest_words as words
from ccsim.report.console import new_console, new_table, say

_MOST_DAYS: Final = 40
"""More days than these are in the files and in --json."""
_OUT: Final = " ✗"


def show_backtest(found: Backtest, command: str, files: Sequence[Path]) -> None:
    """The conclusion, the errors, the days, and how it was compared."""
    console = new_console()
    console.print(words.heading(found), style="bold")
    console.print(f"{words.conclusion(found)}\n")
    for sentence in words.reasons(found):
        console.print(f"- {sentence}")
    console.print()
    _show_errors(found, console)
    if len(found.days) <= _MOST_DAYS:
        console.print(_days(found))
    else:
        console.print(f"The {len(found.days)} days one by one: -o FILE.html, -o FILE.xlsx, --json.")
    console.print()
    for sentence in words.method(found):
        console.print(sentence)
    for file in files:
        say(console, "The page is" if file.suffix == ".html" else "The workbook is", str(file))
    say(console, "To repeat it", command)


def error_rows(found: Backtest, series: Series) -> Iterator[list[str]]:
    """Each metric: history, simulated with its interval, bias, error, days inside."""
    panels = words.panels(found)
    for name, check in series.metrics.items():
        whole = check.whole
        known = bool(whole.known[0])
        history = simulated = "–"
        if known:
            scale = words.scale_at(whole, 0, check.unit)
            history = scale.text(whole.history[0])
            ends = words.span_at(whole, 0, check.unit)
            simulated = f"{scale.text(whole.expected[0])}\n{ends}"
        yield [
            panels[name],
            history,
            simulated,
            words.bias_text(check),
            words.error_text(check),
            words.inside_text(check),
        ]


ERROR_COLUMNS: Final = (
    "All days together", "History", "Simulated, 95 % of such histories",
    "Mean error of a day, 95 %", "Mean absolute error of a day", "Days inside, 95 %",
)  # fmt: skip


def _show_errors(found: Backtest, console: Console) -> None:
    table = new_table("History against simulation", *ERROR_COLUMNS)
    for row in error_rows(found, found.whole):
        table.add_row(*row)
    console.print(table)
    if len(found.series) > 1:
        heading = "By queue, all days together: history, and where 95 % of such histories lie"
        table = new_table(heading, "Queue", *words.panels(found).values())
        for series in found.series[1:]:
            cells = [cell(check.whole, 0, check.unit) for check in series.metrics.values()]
            table.add_row(series.queue, *cells)
        table.caption = f"{_OUT.strip()} history lies outside"
        console.print(table)


def _days(found: Backtest) -> Table:
    """Each day: what happened, and below it where 95 % of simulated days lie."""
    panels = words.panels(found)
    table = new_table("By day: history, and where 95 % of simulated days lie", "Day",
                      *panels.values())  # fmt: skip
    for at, day in enumerate(found.days):
        cells = [cell(check.days, at, check.unit) for check in found.whole.metrics.values()]
        table.add_row(f"{day:%a} {day}", *cells)
    table.caption = f"{_OUT.strip()} history lies outside"
    return table


def cell(things: Predicted, at: int, unit: str) -> str:
    """What happened, with a sign where it lies outside, above its interval."""
    if not things.known[at]:
        return "–"
    sign = "" if things.inside[at] else _OUT
    history = words.scale_at(things, at, unit).text(things.history[at])
    return f"{history}{sign}\n{words.span_at(things, at, unit)}"
