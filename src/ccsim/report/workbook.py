"""What all workbooks share: written whole or not at all, a sheet per table, numbers as numbers."""

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ccsim.errors import UsageError

_WIDEST: Final = 60
_SAMPLE: Final = 200
"""So many rows say how wide a column is."""
_MOST_LETTERS: Final = 32_000
"""The format holds a few more in a cell."""
SHARE_FORMAT: Final = "0.0%"
_LARGE: Final = 1_000


@dataclass(frozen=True)
class Table:
    """What stands on one sheet: a row of headings, and rows of texts and numbers."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    """Texts, numbers, yes or no, or None for nothing."""
    row_units: Sequence[str] = ()
    """The unit of each row's numbers, where a row has one."""
    column_units: Sequence[str] = ()
    """The unit of each column's numbers, where a column has one: it goes before the row's."""
    fixed: int = 1
    """How many columns stay in sight."""
    filtered: bool = True

    def unit(self, row: int, column: int) -> str:
        """The unit of a number."""
        own = self.column_units[column] if self.column_units else ""
        return own or (self.row_units[row] if self.row_units else "")


def write_whole_book(path: Path, fill: Callable[[Any], None]) -> None:
    """Write a workbook under a temporary name, then give it its own.

    Raises:
        UsageError: the file cannot be written.
    """
    import xlsxwriter

    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            draft = Path(folder) / path.name
            book = xlsxwriter.Workbook(draft)
            fill(book)
            book.close()
            draft.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise UsageError(f"{path} cannot be written: {error}") from None


def whole_book(fill: Callable[[Any], None]) -> bytes:
    """A workbook that is handed on, and lies nowhere."""
    import xlsxwriter

    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        fill(book)
    return whole.getvalue()


def add_table(book: Any, table: Table) -> Any:
    """A sheet with a table, its headings fixed and, unless it is short, with filters."""
    sheet = book.add_worksheet(sheet_name(book, table.name))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = _Formats(book)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column, [row[at] for row in table.rows[:_SAMPLE]]))
        sheet.write_string(0, at, column, bold)
    for number, row in enumerate(table.rows):
        for at, value in enumerate(row):
            _write(sheet, number + 1, at, value, formats.of(value, table.unit(number, at)))
    sheet.freeze_panes(1, table.fixed)
    if table.filtered and table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return sheet


def sheet_name(book: Any, name: str) -> str:
    """A name that the format allows, and that no other sheet has."""
    wanted = name.translate(str.maketrans("[]:*?/\\", "       "))[:31]
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    number = 2
    while wanted.lower() in taken:
        wanted = f"{wanted[:28]} {number}"
        number += 1
    return wanted


class _Formats:
    """How numbers are shown, each format made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[str, Any] = {}

    def of(self, value: Any, unit: str) -> Any:
        """The format of a number; none for a text."""
        if isinstance(value, bool | str) or value is None:
            return None
        words = _format_of(value, unit)
        if words not in self._known:
            self._known[words] = self._book.add_format({"num_format": words})
        return self._known[words]


def _format_of(value: float, unit: str) -> str:
    """Shares as percent; else as many decimals as a reader uses. The number is kept whole."""
    if isinstance(value, int):
        return "#,##0"
    if unit.startswith("share"):
        return SHARE_FORMAT if abs(value) >= 0.01 else "0.000%"
    if abs(value) >= _LARGE:
        return "#,##0"
    return "0.00" if abs(value) >= 1 or value == 0 else "0.0000"


def _write(sheet: Any, row: int, column: int, value: Any, form: Any) -> None:
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no")
    elif isinstance(value, str):
        # Never as a formula, whatever a scenario is called.
        sheet.write_string(row, column, value[:_MOST_LETTERS])
    elif value is not None:
        sheet.write_number(row, column, value, form)


def _width(heading: str, values: Sequence[Any]) -> int:
    widest = max((len(_shown(value)) for value in values), default=8)
    return min(max(len(heading) // 2, widest, 6) + 2, _WIDEST)


def _shown(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else "" if value is None else str(value)
