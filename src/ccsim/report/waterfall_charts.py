"""Native waterfalls of a workbook: what each lever is worth, from one scenario to the other.

The format has no waterfall that all programs know. This one is columns upon hidden columns, and two
lines that are not drawn: at the ends of the columns, for the intervals, and above, for the numbers.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ccsim.experiments.explain_result import Breakdown, Explanation
from ccsim.figures.colours import BETTER, LIGHT, WHOLE, WORSE
from ccsim.figures.numbers import decimals, digits, scale_of
from ccsim.report.explain import waterfall_frame
from ccsim.report.words import title
from ccsim.report.workbook import SHARE_FORMAT, Table

WHY: Final = "Why"
"""The sheet on which they stand."""
STEPS: Final = "Why, step by step"
_COLUMNS: Final = (
    *("Scenario", "Metric", "Step", "Unit", "Value or worth", "Low (95 %)", "High (95 %)", "n"),
    *("Verdict", "Begins at", "Ends at", "Hidden column", "Column above 0", "Column below 0"),
    *("Interval: up", "Interval: down", "Number stands at"),
)
_STEP, _UNIT, _MEAN, _VERDICT, _END = 2, 3, 4, 8, 10
_HIDDEN, _ABOVE, _BELOW, _UP, _DOWN, _TOP = 11, 12, 13, 14, 15, 16
_SIZE: Final = {"width": 900, "height": 420}
_ROWS_HIGH: Final = 22
_LEGEND: Final = "blue: better, orange: worse, hollow: not established"
_FAR_FROM_NOUGHT: Final = 2.0
"""Where all lies so many times as far from nought as it spans, the axis begins near it."""


def steps_table(found: Sequence[Explanation]) -> Table | None:
    """The numbers that waterfalls are drawn from; None where no difference is known."""
    rows = [row for one in found for each in one.breakdowns for row in _steps(one, each)]
    if not rows:
        return None
    units = [str(row[_UNIT]) for row in rows]
    return Table(STEPS, _COLUMNS, rows, row_units=units, fixed=3)


def add_waterfalls(book: Any, sheet: Any, first_row: int, steps: Table) -> None:
    """A chart for each scenario and metric, one below the other, on a sheet.

    Args:
        book: the workbook.
        sheet: where they stand.
        first_row: the row in which the first begins.
        steps: what they are drawn from; its own sheet may be added later.
    """
    for number, (first, last) in enumerate(_stretches(steps)):
        chart = _waterfall(book, steps, first, last)
        chart.set_size(_SIZE)
        sheet.insert_chart(first_row + number * _ROWS_HIGH, 0, chart)


def _steps(one: Explanation, each: Breakdown) -> Iterator[list[Any]]:
    """The reference, what each lever adds, and the other scenario."""
    records = waterfall_frame(one, each).to_dict("records")
    if any(not math.isfinite(row["mean"]) for row in records):
        return
    at = 0.0
    for place, row in enumerate(records):
        mean, low, high = (float(row[name]) for name in ("mean", "low", "high"))
        begin = at if 0 < place < len(records) - 1 else 0.0
        at = begin + mean
        ends = [value if math.isfinite(value) else None for value in (low, high)]
        reach = [max(high - mean, 0.0), max(mean - low, 0.0)] if None not in ends else [0.0, 0.0]
        yield [
            *(one.scenario.label, title(each.metric), str(row["words"]), str(row["unit"])),
            *(mean, *ends, int(row["n"]), str(row["verdict"]), begin, at),
            *(*_columns(begin, at), *reach, max(begin, at + reach[0])),
        ]


def _columns(begin: float, end: float) -> tuple[float, float, float]:
    """The hidden column, and what is seen upon it, above and below nought.

    >>> _columns(5.0, 3.0), _columns(-1.0, 2.0), _columns(-3.0, -5.0)
    ((3.0, 2.0, 0.0), (0.0, 2.0, -1.0), (-3.0, 0.0, -2.0))
    """
    low, high = min(begin, end), max(begin, end)
    if low >= 0:
        return low, high - low, 0.0
    if high <= 0:
        return high, 0.0, low - high
    return 0.0, high, low


def _stretches(steps: Table) -> Iterator[tuple[int, int]]:
    """The first and last row of each waterfall, as they stand on the sheet."""
    first = 0
    for at, row in enumerate(steps.rows):
        following = steps.rows[at + 1] if at + 1 < len(steps.rows) else None
        if following is None or (following[:2] != row[:2]):
            yield first + 1, at + 1
            first = at + 1


def _waterfall(book: Any, steps: Table, first: int, last: int) -> Any:
    rows = steps.rows[first - 1 : last]
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    series = {"categories": [STEPS, first, _STEP, last, _STEP], "gap": 60}
    nothing = {"fill": {"none": True}, "border": {"none": True}}
    chart.add_series(
        {**series, **nothing, "values": _cells(first, last, _HIDDEN), "name": "hidden"}
    )
    looks = _looks(rows)
    for column in (_ABOVE, _BELOW):
        values = _cells(first, last, column)
        chart.add_series(
            {**series, "values": values, "name": steps.columns[column], "points": looks}
        )
    chart.combine(_numbers(book, rows, first, last))
    scenario, metric = rows[0][:2]
    reference = rows[0][_STEP]
    words = (
        f"{metric}: from {reference} to {scenario} (95 % intervals, n = {rows[0][7]}; {_LEGEND})"
    )
    chart.set_title({"name": words, "name_font": {"size": 12}})
    chart.set_x_axis({"num_font": {"size": 9}, "label_position": "low"})
    chart.set_y_axis(_axis(rows))
    chart.set_legend({"none": True})
    return chart


def _numbers(book: Any, rows: Sequence[Sequence[Any]], first: int, last: int) -> Any:
    """Lines that are not drawn: the interval around the end of each column, and its number."""
    line = book.add_chart({"type": "line"})
    series = {
        "categories": [STEPS, first, _STEP, last, _STEP],
        "line": {"none": True},
        "marker": {"type": "none"},
    }
    interval = {
        "type": "custom",
        "plus_values": [row[_UP] for row in rows],
        "minus_values": [row[_DOWN] for row in rows],
        "line": {"color": LIGHT.ink, "width": 1},
    }
    number = {
        "value": True,
        "position": "above",
        "font": {"size": 9},
        "custom": [{"value": text} for text in _texts(rows)],
    }
    ends, above = _cells(first, last, _END), _cells(first, last, _TOP)
    line.add_series({**series, "name": "ends", "values": ends, "y_error_bars": interval})
    line.add_series({**series, "name": "numbers", "values": above, "data_labels": number})
    return line


def _texts(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Each number as people read it; changes with signs, and all with the same decimals."""
    unit, ends = str(rows[0][_UNIT]), [rows[0][_MEAN], rows[-1][_MEAN]]
    value, change = scale_of(unit, ends), scale_of(unit, ends, difference=True)
    places = decimals(max(abs(row[_MEAN]) for row in rows[1:-1]) * change.factor)
    for place, row in enumerate(rows):
        within = 0 < place < len(rows) - 1
        number = digits(row[_MEAN] * change.factor, places, signed=True)
        yield f"{number} {change.unit}" if within else value.text(row[_MEAN])


def _looks(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """A column's colour: that of scenarios, the verdict's, and none where none is established."""
    known = {"better": BETTER, "worse": WORSE}
    looks = []
    for place, row in enumerate(rows):
        verdict = str(row[_VERDICT])
        whole = place in (0, len(rows) - 1)
        colour = WHOLE if whole else known.get(verdict, LIGHT.muted)
        filled = whole or verdict in (*known, "higher", "lower")
        fill = {"color": colour} if filled else {"none": True}
        looks.append({"fill": fill, "border": {"color": colour, "width": 1.25}})
    return looks


def _axis(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The upright axis: below all intervals, and near columns that lie far from nought."""
    unit = str(rows[0][_UNIT])
    shown = {"num_format": SHARE_FORMAT} if unit.startswith("share") else {"name": unit}
    axis: dict[str, Any] = {"major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}}
    low = min(row[_END] - row[_DOWN] for row in rows)
    high = max(row[_END] + row[_UP] for row in rows)
    span = high - low
    if span > 0 and (low < 0 or low > _FAR_FROM_NOUGHT * span):
        step = 10 ** math.floor(math.log10(span))
        axis["min"] = math.floor((low if low < 0 else max(low - span / 4, 0.0)) / step) * step
    return axis | shown


def _cells(first: int, last: int, column: int) -> list[Any]:
    return [STEPS, first, column, last, column]
