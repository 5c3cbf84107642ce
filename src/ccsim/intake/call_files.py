"""Files of call records as columns of text: CSV read at once, or the first sheet of a workbook."""

import datetime as dt
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.errors import UsageError
from ccsim.intake.files import bytes_of, size_of
from ccsim.intake.tables import Cell, Table, read_head, read_table

MOST_BYTES: Final = 400_000_000
MOST_CALLS: Final = 5_000_000
_SEPARATORS: Final = ",;\t|"
_SKIPPED: Final = re.compile(r"Skipping line (\d+)")


@dataclass(frozen=True)
class CallFile:
    """A file of call records before anybody asks what its columns are."""

    name: str
    cells: pd.DataFrame
    """Text, under the names of the columns."""
    rows: NDArray[np.int64]
    """The number that each row has in the file."""
    broken: tuple[int, ...]
    """Rows that do not fit under the names."""
    decimal_comma: bool
    notices: tuple[str, ...] = ()

    @property
    def head(self) -> Table:
        """Its names and first rows, as any table has them."""
        rows = self.cells.head(20).itertuples(index=False, name=None)
        first = int(self.rows[0]) if len(self.rows) else 2
        return Table(self.name, tuple(self.cells.columns), tuple(rows), first)


def read_call_file(path: Path) -> CallFile:
    """The cells of a CSV file or a workbook.

    Raises:
        UsageError: it does not exist, is too large, empty, or no table.
    """
    size = size_of(path)
    if size > MOST_BYTES:
        raise UsageError(
            f"{path}: {size / 1e6:,.0f} MB are too many: at most {MOST_BYTES / 1e6:.0f} MB a "
            "file; several files are read as one"
        )
    data = bytes_of(path)
    # The same reader as for any table looks at the beginning: encoding, names, no strange bytes.
    if data.startswith(b"PK"):
        return _of_workbook(str(path), data)
    head = read_head(path.name, data)
    if all(re.fullmatch(r"Column \d+", name) for name in head.columns):
        raise UsageError(f"{path}: the first row does not name the columns")
    return _of_text(path, data, head.decimal_comma, head.first_row)


def _of_text(path: Path, data: bytes, decimal_comma: bool, first_row: int) -> CallFile:
    text = _decoded(path, data)
    names = text.split("\n", first_row - 1)[first_row - 2] if first_row >= 2 else text
    separator = max(_SEPARATORS, key=names.count)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            cells = pd.read_csv(
                io.StringIO(text),
                sep=separator,
                dtype=str,
                keep_default_na=False,
                na_filter=False,
                skip_blank_lines=False,
                skiprows=first_row - 2,
                on_bad_lines="warn",
                index_col=False,
                nrows=MOST_CALLS + 1,
            )
        except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise UsageError(f"{path}: cannot be read as CSV: {_plain(error)}") from None
    if len(cells) > MOST_CALLS:
        raise UsageError(f"{path}: more than {MOST_CALLS:,} calls are too many for one file")
    # The first column of a file that Excel wrote has the mark of byte order before its name.
    cells.columns = [str(name).strip().lstrip("\ufeff").strip('"') for name in cells.columns]
    told = " ".join(str(one.message) for one in said)
    broken = tuple(int(number) for number in _SKIPPED.findall(told))
    rows = np.setdiff1d(np.arange(first_row, first_row + len(cells) + len(broken)), broken)
    filled = (cells != "").any(axis=1).to_numpy()
    cells = cells[filled].reset_index(drop=True)
    return CallFile(str(path), cells, rows[: len(filled)][filled], broken, decimal_comma)


def _of_workbook(name: str, data: bytes) -> CallFile:
    table = read_table(name, data)
    cells = pd.DataFrame(
        [[_text_of(cell) for cell in row] for row in table.rows],
        columns=list(table.columns),
        dtype=str,
    )
    rows = np.arange(table.first_row, table.first_row + len(cells))
    filled = (cells != "").any(axis=1).to_numpy()
    cells = cells[filled].reset_index(drop=True)
    return CallFile(name, cells, rows[filled], (), table.decimal_comma, table.notices)


def _decoded(path: Path, data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path}: this is no text; bring a CSV or an xlsx file")


def _text_of(cell: Cell) -> str:
    if isinstance(cell, dt.timedelta):
        return f"{cell.total_seconds():g}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _plain(error: Exception) -> str:
    """What the reader of CSV says, without the cells of the row that it stumbled over."""
    found = re.search(r"Expected \d+ fields in line \d+, saw \d+|line \d+", str(error))
    return found[0] if found else "its rows and quotes do not fit together"
