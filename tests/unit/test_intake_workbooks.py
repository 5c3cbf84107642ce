"""Workbooks that would take too much to read are refused before they are read."""

import io
import zipfile

import pytest
import xlsxwriter

from ccsim.errors import UsageError
from ccsim.intake.tables import read_table

CELL = '<c r="{at}"><v>1</v></c>'


def book(sheet: str = "", prolog: str = "", texts: str = "", **renamed: str) -> bytes:
    """A workbook with this inside its sheet data, its parts lying elsewhere where renamed."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["time", "calls"])
        page.write_row(1, 0, ["08:00", 5])
    whole = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part).decode()
            if part == "xl/worksheets/sheet1.xml":
                data = data.replace("</sheetData>", f"{sheet}</sheetData>")
                data = data.replace("?>", f"?>{prolog}", 1)
            if part == "xl/sharedStrings.xml":
                data = data.replace("</sst>", f"{texts}</sst>")
            for before, after in renamed.items():
                data = data.replace(f"{before}.xml", after)
            at = part
            for before, after in renamed.items():
                at = at.replace(f"{before}.xml", after)
            new.writestr(at, data)
    return whole.getvalue()


def row(at: str, number: int) -> str:
    return f'<row r="{number}">{CELL.format(at=at)}</row>'


def test_a_plain_workbook_passes_and_empty_formatted_cells_do_not_count() -> None:
    assert len(read_table("a.xlsx", book()).rows) == 1
    formatted = book('<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert len(read_table("a.xlsx", formatted).rows) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (book(row("XFD1048576", 1048576)), "reaches to row 1,048,576 and column 16,384"),
        (book(row("B900000", 900000)), "at most 210,000 rows"),
        (book('<row r="900000"><c><v>1</v></c></row>'), "reaches to row 900,000"),
        (book(row("ZZ9", 9)), "400 columns"),
        (book(row("OA100000", 100000)), "5,000,000 cells"),
        (book(row("OA100000", 100000), sheet1="hidden.bin"), "5,000,000 cells"),
        (book(row("4B", 9)), "a cell without a place"),
        (book(prolog='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "it declares entities"),
        (book("<row>"), "no workbook that can be read: mismatched tag"),
        (
            book(
                "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>3</v></c></row>' for n in range(3, 40)),
                texts=f"<si><t>{'x' * 9_000_000}</t></si>",
            ),
            "333 million characters",
        ),
    ],
)
def test_what_would_be_too_much_is_told_before_it_is_read(data: bytes, says: str) -> None:
    with pytest.raises(UsageError) as error:
        read_table("mine.xlsx", data)
    assert str(error.value).startswith("mine.xlsx: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("xl/workbook.bin", "a binary workbook (.xlsb); save it as .xlsx or as CSV"),
        ("content.xml", "OpenDocument; save it as .xlsx or as CSV"),
        ("word/document.xml", "another zip file; save it as .xlsx or as CSV"),
    ],
)
def test_other_kinds_of_files_are_refused_plainly(part: str, says: str) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(part, "nothing")
    with pytest.raises(UsageError, match=says.replace("(", r"\(").replace(")", r"\)")):
        read_table("mine.xlsx", whole.getvalue())


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    data = book(row("B9", 9) * 1000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    with pytest.raises(UsageError, match="no workbook that can be read"):
        read_table("mine.xlsx", lying)


def test_a_part_that_is_damaged_is_told() -> None:
    data = bytearray(book(row("B9", 9) * 1000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        begin = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    data[begin : begin + 40] = b"\xff" * 40
    with pytest.raises(UsageError, match="no workbook that can be read"):
        read_table("mine.xlsx", bytes(data))


def test_a_text_with_more_cells_than_a_table_has_is_refused() -> None:
    with pytest.raises(UsageError, match="columns are too many: at most 400"):
        read_table("mine.csv", b"a,b\n" + b"1," * 1_000_000)
    wide = b",x" * 399 + b"\n"
    with pytest.raises(UsageError, match="at most 5,000,000 cells"):
        read_table("mine.csv", b"time" + wide + b"08:00,1\n" * 150_000)
