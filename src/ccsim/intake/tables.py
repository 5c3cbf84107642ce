"""A table that a user brings, as CSV or as a workbook: read with limits, and never executed."""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake.workbooks import Limits, check_workbook

MOST_BYTES: Final = 20_000_000
HEAD_BYTES: Final = 1 << 16
"""How much of a file shows what it is."""
MOST_ROWS: Final = 200_000
_MOST_COLUMNS: Final = 400
_MOST_CELLS: Final = 5_000_000
_MOST_TITLES: Final = 20
_ROWS_BETWEEN: Final = 10_000
"""Rows of a workbook that may be empty, beyond those that are read."""
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS: Final = ";\t,"
_STRANGE: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WEB_PAGE: Final = re.compile(r"\s*<(!doctype|html|head|body|table|\?xml)\b", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_TIME: Final = re.compile(r"\d{1,2}:\d{2}(:00)?")
_VALUE: Final = re.compile(r"\s*[-+]?[\d.,:/\s-]+([AP]M)?\s*", re.IGNORECASE)

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta
"""What stands in a cell; an empty one holds an empty text."""


@dataclass(frozen=True)
class Table:
    """Rows under the names of their columns."""

    name: str
    """What the user calls the file."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int
    """The number that the first of the rows has in the file."""
    decimal_comma: bool = False
    notices: tuple[str, ...] = ()
    above: tuple[tuple[Cell, ...], ...] = ()
    """Titles and the like above the names of the columns."""


def read_file(path: Path) -> Table:
    """The table in a file on disk.

    Raises:
        UsageError: it cannot be read, is too large, empty, or holds no table.
    """
    try:
        if not path.is_file():
            kind = "is a folder: name a file in it" if path.is_dir() else "is not there"
            kind = kind if path.is_dir() or not path.exists() else "is no ordinary one"
            raise UsageError(f"{path}: the file {kind}")
        if (size := path.stat().st_size) > MOST_BYTES:
            raise UsageError(_too_large(str(path), size))
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the file cannot be read: {error.strerror}") from None
    return read_table(str(path), data)


def read_table(name: str, data: bytes) -> Table:
    """The table in a file: CSV, a text pasted from a spreadsheet, or the first sheet of an xlsx.

    Formulas and macros are not executed: of a formula, the value saved with it counts.

    Args:
        name: what messages call the file.
        data: what it holds.

    Raises:
        UsageError: it is too large, empty, or holds no table.
    """
    if len(data) > MOST_BYTES:
        raise UsageError(_too_large(name, len(data)))
    if not data.strip():
        raise UsageError(f"{name}: the file is empty; bring a table with its columns named")
    if data.startswith(_OLD_OFFICE):
        raise UsageError(
            f"{name}: this is an old or an encrypted Office file; save it as .xlsx or as CSV"
        )
    if data.startswith(_ZIP):
        rows, notices = _rows_of_workbook(name, data)
        return _table(name, rows, ".", notices)
    text = _text(name, data)
    if _WEB_PAGE.match(text):
        raise UsageError(
            f"{name}: this is a web page or XML, whatever its name ends in; open it in a "
            "spreadsheet and save it as .xlsx or as CSV"
        )
    separator = _separator(text)
    return _table(name, _rows_of_text(name, text, separator), separator, ())


def read_head(name: str, data: bytes) -> Table:
    """The first rows of a file, enough to see what it is; the whole of a workbook.

    A text is cut behind its last whole line once it is decoded: in UTF-16, a byte that ends a line
    may be half of another sign.

    Args:
        name: what messages call the file.
        data: what it holds, or at least a little more than `HEAD_BYTES` of it.

    Raises:
        UsageError: it is empty, or holds no table.
    """
    if data.startswith(_ZIP) or len(data) <= HEAD_BYTES:
        return read_table(name, data)
    begun = data[:HEAD_BYTES]
    if data[:2] in _UTF_16:
        lines, end, _ = begun.decode("utf-16", errors="ignore").rpartition("\n")
        return read_table(name, (lines + end).encode() or begun)
    return read_table(name, begun[: begun.rfind(b"\n") + 1] or begun)


def _too_large(name: str, size: int) -> str:
    most = MOST_BYTES / 1e6
    return f"{name}: {size / 1e6:,.0f} MB are too many: a file has at most {most:.0f} MB"


def _table(
    name: str, rows: Sequence[Sequence[Cell]], separator: str, notices: tuple[str, ...]
) -> Table:
    """The rows below the first one that is not empty, which names the columns."""
    filled = [at for at, row in enumerate(rows) if any(cell != "" for cell in row)]
    if not filled:
        raise UsageError(f"{name}: the table is empty; bring one with its columns named")
    if len(filled) > MOST_ROWS:
        raise UsageError(f"{name}: {len(filled):,} rows are too many: at most {MOST_ROWS:,}")
    above = _titles([rows[at] for at in filled[:_MOST_TITLES]])
    if above:
        told = "One row" if above == 1 else f"{above} rows"
        notices = (*notices, f"{told} above the names of the columns: not read.")
    titles = tuple(tuple(rows[at]) for at in filled[:above])
    filled = filled[above:]
    top, last = filled[0], filled[-1]
    width = max(len(rows[at]) for at in filled)
    if width > _MOST_COLUMNS:
        raise UsageError(f"{name}: {width:,} columns are too many: at most {_MOST_COLUMNS}")
    if width * (last - top) > _MOST_CELLS:
        raise UsageError(
            f"{name}: {last - top:,} rows of {width} columns are too many: at most "
            f"{_MOST_CELLS:,} cells"
        )
    named = _names(rows[top])
    columns = [" ".join(_text_of(cell).split()) for cell in rows[top]] if named else []
    columns += [""] * (width - len(columns))
    below = rows[top + 1 : last + 1] if named else rows[top : last + 1]
    if not below:
        raise UsageError(f"{name}: there are names of columns, and no rows below them")
    whole = tuple((*row, *[""] * (width - len(row))) for row in below)
    return Table(
        name=name,
        columns=tuple(_different(columns)),
        rows=whole,
        first_row=top + 1 + named,
        decimal_comma=_has_decimal_comma(whole, separator),
        notices=notices,
        above=titles,
    )


def _titles(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are no part of the table: they fill a cell or two of many."""
    cells = [sum(cell != "" for cell in row) for row in rows]
    widest = max(cells)
    if widest < 2:
        return 0
    some = 2 if widest >= 5 else 1
    first = next((at for at, count in enumerate(cells) if count > some), 0)
    # In a narrow table, too, two cells may be a word and what it says: Queue, Billing.
    names = next((at for at, row in enumerate(rows) if cells[at] == widest and _all_words(row)), 0)
    return names if names > first and max(cells[:names]) <= min(2, widest - 1) else first


def _all_words(row: Sequence[Cell]) -> bool:
    return all(isinstance(cell, str) and not _VALUE.fullmatch(cell) for cell in row if cell != "")


def _names(row: Sequence[Cell]) -> bool:
    """Whether a row names columns, and holds no values itself."""
    cells = [cell for cell in row if cell != ""]
    words = [c for c in cells if isinstance(c, str) and not _VALUE.fullmatch(c)]
    # The top of a wide table names its days by dates: the corner alone is a word.
    days = all(isinstance(c, dt.date) or _DATE.fullmatch(str(c)) for c in cells[1:])
    times = _are_times_in_a_row([c for c in cells if c not in words])
    return bool(words) and (len(words) * 2 > len(cells) or days or times)


def _are_times_in_a_row(cells: Sequence[Cell]) -> bool:
    """Whether they are the intervals of a day, at least three; a shift has a start and an end."""
    texts = [str(cell) for cell in cells]
    if len(texts) < 3 or not all(_TIME.fullmatch(text) for text in texts):
        return False
    minutes = [int(text.split(":")[0]) * 60 + int(text.split(":")[1]) for text in texts]
    return {after - before for before, after in pairwise(minutes)} in ({15}, {30}, {60})


def _different(columns: Sequence[str]) -> list[str]:
    """Names for all columns, each another."""
    found: list[str] = []
    for number, column in enumerate(columns, start=1):
        name = column or f"Column {number}"
        found.append(name if name not in found else f"{name} ({number})")
    return found


def _text_of(cell: Cell) -> str:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time(0):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell).strip()


def _text(name: str, data: bytes) -> str:
    """The text of a file, by its mark of byte order, or as most programs write it."""
    encodings = ["utf-8-sig", "cp1252"]
    if data[:2] in _UTF_16:
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _STRANGE.search(text):
            return text
    raise UsageError(f"{name}: this is no text and no workbook; bring a CSV or an xlsx file")


def _separator(text: str) -> str:
    """What stands between the cells: the sign that the first lines agree on, below any titles."""
    lines = [line for line in text.splitlines()[:_MOST_TITLES] if line.strip()]
    if lines and (match := re.fullmatch(r"sep=(.)\s*", lines[0])):
        return match[1]
    for least in (2, 1):  # a title may have a comma in it, or two cells
        wide = [max(line.count(sign) for sign in _SEPARATORS) >= least for line in lines]
        if any(wide):
            lines = lines[wide.index(True) :]
            break
    counts = {sign: [line.count(sign) for line in lines] for sign in _SEPARATORS}
    # A decimal comma is in most lines, yet hardly in the names of columns.
    return max(counts, key=lambda sign: (counts[sign][0] > 0, min(counts[sign]) > 0))


def _rows_of_text(name: str, text: str, separator: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in lines:
            told = len(rows) == 0 and len(row) <= 2 and row and row[0].startswith("sep=")
            rows.append([] if told else [cell.strip() for cell in row])
            if len(rows) > 2 * MOST_ROWS or len(row) > _MOST_COLUMNS:
                break
    except csv.Error as error:
        raise UsageError(f"{name}:{lines.line_num}: cannot be read as CSV: {error}") from None
    return rows


def _rows_of_workbook(name: str, data: bytes) -> tuple[list[list[Cell]], tuple[str, ...]]:
    """The first sheet that is shown and holds a table; the others are told and left alone."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    limits = Limits(MOST_ROWS + _ROWS_BETWEEN, _MOST_COLUMNS, _MOST_CELLS)
    contents = check_workbook(name, data, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = {one.name: one.visible == SheetVisibleEnum.Visible for one in book.sheets_metadata}
        for sheet in sorted(book.sheet_names, key=lambda sheet: not shown.get(sheet, True)):
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            if any(cell != "" for row in rows for cell in row):
                break
        else:
            raise UsageError(f"{name}: the workbook is empty; bring one with its columns named")
    except (CalamineError, OSError, ValueError) as error:
        raise UsageError(f"{name}: this is no workbook that can be read: {error}") from None
    notices = []
    if len(book.sheet_names) > 1:
        notices.append(f"Read is the sheet {sheet!r}; the workbook's other sheets are not.")
    if contents.formulas:
        notices.append("The workbook holds formulas; the values that were saved with them count.")
    if contents.macros:
        notices.append("The workbook holds macros; they were not executed.")
    return [list(row) for row in rows], tuple(notices)


def _has_decimal_comma(rows: Sequence[Sequence[Cell]], separator: str) -> bool:
    """Whether 1,5 is one and a half, in a file where either sign may part thousands."""
    commas = [c for row in rows for c in row if isinstance(c, str) and "," in c and c[:1].isdigit()]
    for text in commas:
        before, _, after = text.rpartition(",")
        if "." in after:
            return False
        if "." in before or ("," not in before and len(after) != 3):
            return True
    return bool(commas) and separator == ";"
