"""What a workbook would take to read, found out before it is read.

A workbook of a few kilobytes may say that its last cell is XFD1048576, or use one long text a
million times. Its reader makes a place for every cell up to the last, so the sheets are looked
through first, in small pieces.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from ccsim.errors import UsageError

MOST_UNPACKED: Final = 300_000_000
"""A workbook is a zip archive; one that unpacks to more is no table that somebody filled in."""
_MOST_CHARACTERS: Final = 300_000_000
_LONG_TEXT: Final = 300
"""Shared texts are weighed by how often they are used once one of them is longer than this."""
_PIECE: Final = 1 << 16
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_SHARED: Final = "sharedstrings"
_PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Limits:
    """How far a sheet may reach."""

    rows: int
    columns: int
    cells: int
    """Of the whole rectangle that begins with A1."""


@dataclass(frozen=True)
class Contents:
    """What a workbook holds beside its sheets."""

    macros: bool
    formulas: bool


def check_workbook(name: str, data: bytes, limits: Limits) -> Contents:
    """Look a workbook through, and refuse what would be too large to read.

    Raises:
        UsageError: it is another kind of file, reaches further than the limits, or is broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check(name, archive, limits)
    except (zipfile.BadZipFile, expat.ExpatError, EOFError, NotImplementedError) as error:
        raise UsageError(f"{name}: this is no workbook that can be read: {error}") from None
    except (OSError, ValueError, RuntimeError, zlib.error) as error:
        raise UsageError(f"{name}: this is no workbook that can be read: {error}") from None


def _check(name: str, archive: zipfile.ZipFile, limits: Limits) -> Contents:
    parts = {part.filename.lower(): part for part in archive.infolist()}
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise UsageError(f"{name}: the workbook is too large once it is unpacked")
    if len(parts) < len(archive.infolist()):
        raise UsageError(f"{name}: this is no workbook that can be read: a part is in it twice")
    if _BOOK not in parts:
        kinds = {"xl/workbook.bin": "a binary workbook (.xlsb)", "content.xml": "OpenDocument"}
        kind = next((words for part, words in kinds.items() if part in parts), "another zip file")
        raise UsageError(
            f"{name}: this is no workbook that can be read but {kind}; save it as .xlsx or as CSV"
        )
    wanted = {at for at in parts if at.startswith("xl/worksheets/") and at.endswith(".xml")}
    if _RELATIONS in parts:
        with archive.open(parts[_RELATIONS]) as part:
            wanted |= {at for at in _targets(name, part) if at in parts}
    lengths: list[int] = []
    formulas = False
    for at in sorted(wanted, key=lambda at: _SHARED not in at):  # texts before who uses them
        with archive.open(parts[at]) as part:
            if _SHARED in at:
                lengths = _lengths(name, part)
            else:
                sheet = _Sheet(name, limits, lengths)
                sheet.read(part)
                formulas |= sheet.formulas
    return Contents(macros=any("vbaproject" in at for at in parts), formulas=formulas)


def _parser(name: str) -> expat.XMLParserType:
    """A parser that refuses documents with entities of their own."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UsageError(f"{name}: this is no workbook that can be read: it declares entities")

    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def _feed(parser: expat.XMLParserType, part: IO[bytes]) -> None:
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _targets(name: str, part: IO[bytes]) -> set[str]:
    """The parts that a workbook refers to, sheets among them, wherever they lie."""
    found: set[str] = set()

    def start(_: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "").lower().lstrip("/")
        found.update({target, f"xl/{target}"})

    parser = _parser(name)
    parser.StartElementHandler = start
    _feed(parser, part)
    return found


def _lengths(name: str, part: IO[bytes]) -> list[int]:
    """How long each of the texts is that cells share."""
    found: list[int] = []

    def start(element: str, _: dict[str, str]) -> None:
        if element.rpartition(":")[2] == "si":
            found.append(0)

    def text(words: str) -> None:
        if found:
            found[-1] += len(words)

    parser = _parser(name)
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    _feed(parser, part)
    return found


@dataclass
class _Sheet:
    """How far one sheet reaches, seen cell by cell; what is formatted and empty does not count."""

    name: str
    limits: Limits
    lengths: list[int]
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: bool = False
    shared: bool = False
    written: str = ""
    used: Counter[str] = field(default_factory=Counter)

    def read(self, part: IO[bytes]) -> None:
        parser = _parser(self.name)
        parser.StartElementHandler = self._start
        if max(self.lengths, default=0) > _LONG_TEXT:
            parser.CharacterDataHandler = self._text
            parser.EndElementHandler = self._end
        _feed(parser, part)
        known = len(self.lengths)
        characters = sum(
            self.lengths[int(at)] * times
            for at, times in self.used.items()
            if at.isdigit() and int(at) < known
        )
        if characters > _MOST_CHARACTERS:
            raise UsageError(
                f"{self.name}: its cells hold {characters / 1e6:,.0f} million characters; at most "
                f"{_MOST_CHARACTERS / 1e6:.0f} million"
            )

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        kind = element.rpartition(":")[2]
        if kind == "c":
            self._place(attributes.get("r"))
            self.shared = attributes.get("t") == "s"
        elif kind in {"v", "is", "f"}:
            self._holds()
            self.formulas |= kind == "f"
        elif kind == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdigit() else self.row + 1
            self.column = 0
        self.written = ""

    def _text(self, words: str) -> None:
        if self.shared and len(self.written) < 12:
            self.written += words

    def _end(self, element: str) -> None:
        if self.shared and element.rpartition(":")[2] == "v":
            self.used[self.written.strip()] += 1

    def _place(self, given: str | None) -> None:
        """Where the next cell stands: as it says, or right of the one before."""
        if given is None:
            self.column += 1
            return
        match = _PLACE.fullmatch(given)
        if match is None:
            raise UsageError(
                f"{self.name}: this is no workbook that can be read: a cell without a place"
            )
        self.row, self.column = int(match[2]), 0
        for letter in match[1].upper():
            self.column = self.column * 26 + ord(letter) - 64

    def _holds(self) -> None:
        """There is something in this cell."""
        if self.row <= self.last_row and self.column <= self.last_column:
            return
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        limits = self.limits
        if (
            self.last_row > limits.rows
            or self.last_column > limits.columns
            or self.last_row * self.last_column > limits.cells
        ):
            raise UsageError(
                f"{self.name}: a sheet reaches to row {self.last_row:,} and column "
                f"{self.last_column:,}: at most {limits.rows:,} rows, {limits.columns} columns and "
                f"{limits.cells:,} cells; delete what stands far below or to the right"
            )
