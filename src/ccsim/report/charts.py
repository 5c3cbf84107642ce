"""Native charts of a workbook, drawn from its own sheets: a reader may change and copy them."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ccsim.experiments.results import RunResult
from ccsim.figures.colours import LIGHT, scenario_colours
from ccsim.figures.demand import PARTS
from ccsim.report.words import title
from ccsim.report.workbook import SHARE_FORMAT, Table

_SIZE: Final = {"width": 620, "height": 340}
_PER_ROW: Final = 2
_ROWS_HIGH: Final = 18
_COLUMNS_WIDE: Final = 10
_SINGLE: Final = ("resolution_rate", "true_fcr", "cost_per_resolution", "net_value")
"""Metrics with a chart of their own: a column for each scenario, with its interval."""
_BY_INTERVAL: Final = ("arrivals", "mean_wait_s")
_SCENARIO, _UNIT, _MEAN = 2, 3, 4
"""Columns of the sheet of metrics."""


def add_charts(
    book: Any,
    runs: Sequence[RunResult],
    metrics: Table,
    interval: Table | None,
    worth: Table | None,
) -> None:
    """A sheet with the charts for which there are numbers.

    The sheets that they draw from may be added later, under the names of their tables.
    """
    charts = list(_charts(book, runs, metrics, interval, worth))
    if not charts:
        return
    sheet = book.add_worksheet("Charts")
    sheet.hide_gridlines(2)
    for number, chart in enumerate(charts):
        row, column = divmod(number, _PER_ROW)
        chart.set_size(_SIZE)
        sheet.insert_chart(row * _ROWS_HIGH, column * _COLUMNS_WIDE, chart)


def _charts(
    book: Any,
    runs: Sequence[RunResult],
    metrics: Table,
    interval: Table | None,
    worth: Table | None,
) -> Iterator[Any]:
    for name in _SINGLE:
        if all(name in run.estimates and run.estimates[name].mean is not None for run in runs):
            yield _columns(book, runs, metrics, name)
    if len(runs) > 1 and _both_known(runs):
        yield _cost_and_resolution(book, runs, metrics)
    if any("fresh" in run.estimates for run in runs):
        yield _demand(book, metrics)
    if interval is not None:
        for name in _BY_INTERVAL:
            yield from _profile(book, runs, interval, name)
    if worth is not None and len(worth.rows) > 1:
        yield _gained(book, runs, worth)


def _columns(book: Any, runs: Sequence[RunResult], metrics: Table, name: str) -> Any:
    """One metric: a column for each scenario, with its 95 % interval."""
    rows = _rows(metrics, 1, name)
    colours = scenario_colours([run.label for run in runs])
    unit = str(metrics.rows[rows[0] - 1][_UNIT])
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": title(name),
            "categories": _cells(metrics, rows, _SCENARIO),
            "values": _cells(metrics, rows, _MEAN),
            "gap": 80,
            "points": [{"fill": {"color": colours[run.label]}} for run in runs],
            "y_error_bars": _error_bars(runs, name),
            "data_labels": {"value": True, "position": "inside_base", "font": {"color": "white"}},
        }
    )
    shown = {"num_format": SHARE_FORMAT} if unit.startswith("share") else {"name": unit}
    chart.set_title(_title(f"{title(name)}, with 95 % intervals"))
    chart.set_y_axis({"min": 0, "major_gridlines": _GRID, **shown})
    chart.set_legend({"none": True})
    return chart


def _cost_and_resolution(book: Any, runs: Sequence[RunResult], metrics: Table) -> Any:
    """What a solved case costs against how many are solved: a point for each scenario."""
    across = _rows(metrics, 1, "resolution_rate")
    up = _rows(metrics, 1, "cost_per_resolution")
    colours = scenario_colours([run.label for run in runs])
    chart = book.add_chart({"type": "scatter"})
    for run, x, y in zip(runs, across, up, strict=True):
        colour = {"color": colours[run.label]}
        chart.add_series(
            {
                "name": [metrics.name, x, _SCENARIO],
                "categories": _cells(metrics, [x], _MEAN),
                "values": _cells(metrics, [y], _MEAN),
                "marker": {"type": "circle", "size": 10, "fill": colour, "border": colour},
                "x_error_bars": _error_bars([run], "resolution_rate"),
                "y_error_bars": _error_bars([run], "cost_per_resolution"),
            }
        )
    chart.set_title(_title("What a solved case costs, and how many are solved"))
    chart.set_x_axis(
        {"name": title("resolution_rate"), "num_format": "0%", "major_gridlines": _GRID}
    )
    unit = str(metrics.rows[up[0] - 1][_UNIT])
    chart.set_y_axis({"name": unit, "major_gridlines": _GRID})
    chart.set_legend({"position": "bottom"})
    return chart


def _demand(book: Any, metrics: Table) -> Any:
    """Why people call: arrivals by reason, one upon the other."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for name, part in PARTS.items():
        rows = _rows(metrics, 1, name)
        if rows:
            chart.add_series(
                {
                    "name": part.words,
                    "categories": _cells(metrics, rows, _SCENARIO),
                    "values": _cells(metrics, rows, _MEAN),
                    "fill": {"color": part.light},
                    "gap": 60,
                }
            )
    chart.set_title(_title("Why people call: arrivals in the measured time"))
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": _GRID})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    return chart


def _profile(book: Any, runs: Sequence[RunResult], interval: Table, name: str) -> Iterator[Any]:
    """A metric by the time of day, a line for each scenario."""
    headings = list(interval.columns)
    mean = next((at for at, one in enumerate(headings) if one.startswith(f"{title(name)}, ")), None)
    if mean is None:
        return
    colours = scenario_colours([run.label for run in runs])
    chart = book.add_chart({"type": "line"})
    for run in runs:
        rows = _rows(interval, 0, run.label)
        if rows:
            chart.add_series(
                {
                    "name": run.label,
                    "categories": _cells(interval, rows, 1),
                    "values": _cells(interval, rows, mean),
                    "line": {"color": colours[run.label], "width": 1.75},
                }
            )
    chart.set_title(_title(f"{headings[mean]}, by interval of the day"))
    chart.set_x_axis({"interval_unit": 4})
    chart.set_y_axis({"min": 0, "major_gridlines": _GRID})
    chart.set_legend({"position": "bottom"})
    yield chart


def _gained(book: Any, runs: Sequence[RunResult], worth: Table) -> Any:
    """What each scenario has gained beside the reference, week by week."""
    colours = scenario_colours([run.label for run in runs])
    chart = book.add_chart({"type": "line"})
    for run in runs[1:]:
        rows = _rows(worth, 0, run.label)
        if rows:
            chart.add_series(
                {
                    "name": run.label,
                    "categories": _cells(worth, rows, 2),
                    "values": _cells(worth, rows, 3),
                    "line": {"color": colours[run.label], "width": 1.75},
                }
            )
    chart.set_title(_title(f"{worth.columns[3]}, beside {runs[0].label}"))
    chart.set_x_axis({"name": "Week of measured time", "label_position": "low"})
    chart.set_y_axis({"major_gridlines": _GRID})
    chart.set_legend({"position": "bottom"})
    return chart


def _rows(table: Table, column: int, value: str) -> list[int]:
    """The rows of the sheet with this value in a column, as they stand one after the other."""
    return [at for at, row in enumerate(table.rows, start=1) if row[column] == value]


def _cells(table: Table, rows: Sequence[int], column: int) -> list[Any]:
    """A column of cells, from the first to the last of some rows."""
    return [table.name, rows[0], column, rows[-1], column]


def _error_bars(runs: Sequence[RunResult], name: str) -> dict[str, Any]:
    """From the mean to the ends of the interval; no bar where there is no interval."""
    ones = [run.estimates[name] for run in runs]
    return {
        "type": "custom",
        "plus_values": [_reach(one.mean, one.ends[1]) for one in ones],
        "minus_values": [_reach(one.ends[0], one.mean) for one in ones],
        "line": {"color": LIGHT.ink, "width": 1},
    }


def _reach(begin: float | None, end: float | None) -> float:
    return 0.0 if begin is None or end is None else end - begin


def _both_known(runs: Sequence[RunResult]) -> bool:
    wanted = ("resolution_rate", "cost_per_resolution")
    return all(
        name in run.estimates and run.estimates[name].mean is not None
        for run in runs
        for name in wanted
    )


def _title(words: str) -> dict[str, Any]:
    return {"name": words, "name_font": {"size": 12}, "overlay": False}


_GRID: Final = {"visible": True, "line": {"color": LIGHT.grid}}
