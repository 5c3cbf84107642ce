"""What people upload: what cannot be used is told with its place, and the page goes on."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from app_pages import changed, opened
from ccsim.intake import forecast, tables
from ccsim.ui import forecasts
from made_up import tiny_scenarios

GOOD = b"time,calls,aht\n09:00,30,120\n09:30,40,120\n"
ZONES = b"time,calls\n2026-01-05T08:00+01:00,9\n2026-01-05T08:30-05:00,9\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two small scenarios."""
    monkeypatch.chdir(tmp_path)
    tiny_scenarios(tmp_path)
    return tmp_path


def workbook(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet; what begins with = is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def with_macros(book: bytes) -> bytes:
    """The same workbook with a macro in it."""
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Workbook_Open()")
    return out.getvalue()


def staffing(*file: str | bytes) -> AppTest:
    """The page on staffing after its reader has brought a forecast."""
    app = opened("staffing", scenario="one_agent", replications="2")
    return bring(app, *file)


def bring(app: AppTest, *file: str | bytes) -> AppTest:
    content = (*file, "text/csv") if file else []
    return changed(app, lambda page: page.file_uploader(key="forecast file").set_value(content))


def said(app: AppTest) -> list[str]:
    """All that the page says in words."""
    return [one.value for kind in (app.markdown, app.caption, app.warning) for one in kind]


def a_million_rows() -> bytes:
    return b"time,calls\n" + b"09:00,1\n" * 1_000_000


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("f.csv", lambda: b"", "f.csv: the file is empty"),
    "binary": ("f.csv", lambda: bytes(range(256)), "f.csv: this is no text and no workbook"),
    "a picture": ("f.xlsx", lambda: b"\x89PNG\r\n\x1a\n\x00", "f.xlsx: this is no text"),
    "too large": ("f.csv", lambda: b"x" * 21_000_000, "f.csv: 21 MB are too many"),
    "a million rows": ("f.csv", a_million_rows, "rows are too many: at most 200,000"),
    "other columns": (
        "f.csv",
        lambda: b"when,colour\n1,red\n",
        "f.csv: no column for the start of each interval is known",
    ),
    "time zones": ("f.csv", lambda: ZONES, "f.csv: times in several time zones"),
    "a broken workbook": ("f.xlsx", lambda: b"PK\x03\x04broken", "f.xlsx: this is no workbook"),
    "an old workbook": (
        "f.xlsx",
        lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99,
        "f.xlsx: this is an old or an encrypted Office file",
    ),
    "only formulas of text": (
        "f.csv",
        lambda: b"time,calls\n=1+1,=cmd|' /C calc'!A0\n",
        "f.csv: no row of 1 can be used: row 2: time is no time of day: write it as 08:30",
    ),
}


_LARGE = ("too large", "a million rows")


@pytest.mark.parametrize(
    "case", [pytest.param(one, marks=[pytest.mark.slow] * (one in _LARGE)) for one in BAD]
)
def test_a_bad_forecast_is_told_with_its_place_and_the_page_goes_on(case: str) -> None:
    name, content, says = BAD[case]
    app = staffing(name, content())
    assert says in app.error[0].value
    assert app.error[0].value.startswith(f"{name}: ")
    assert app.code, "the answer for the scenario as it is stays"
    app = bring(app, "good.csv", GOOD)
    assert not app.error
    assert any("2 rows are used" in one for one in said(app))


def test_decimal_commas_are_read_as_they_are_meant() -> None:
    app = staffing("f.csv", b"time;calls;AHT\n09:00;30,5;00:02:00\n09:30;40,5;120,5\n")
    assert not app.error
    assert any("2 rows are used:** 71 calls" in one for one in said(app))


def test_a_formula_counts_with_the_value_that_was_saved_with_it() -> None:
    rows: list[list[object]] = [["time", "calls"], ["09:00", 30], ["09:30", "=B2+5"]]
    app = staffing("f.xlsx", workbook(rows))
    assert not app.error
    assert any("2 rows are used:** 30 calls" in one for one in said(app))


def test_macros_are_not_executed_and_that_is_said() -> None:
    book = with_macros(workbook([["time", "calls"], ["09:00", 30], ["09:30", 5]]))
    app = staffing("f.xlsm", book)
    assert not app.error
    assert "The workbook holds macros; they were not executed." in said(app)


def test_a_file_is_read_once_however_often_the_page_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def read_table(name: str, data: bytes) -> tables.Table:
        read.append(name)
        return tables.read_table(name, data)

    def read_forecast(table: tables.Table, *args: Any, **how: Any) -> forecast.Forecast:
        read.append(f"forecast of {table.name}")
        return forecast.read_forecast(table, *args, **how)

    monkeypatch.setattr(forecasts, "read_table", read_table)
    monkeypatch.setattr(forecasts, "read_forecast", read_forecast)
    app = staffing("f.csv", GOOD)
    once = ["f.csv", "forecast of f.csv"]
    assert read == once
    app = changed(app, lambda page: page.number_input(key="target").set_value(90))
    assert read == once
    column = next(one for one in app.selectbox if one.label == "Handle time")
    app = changed(app, lambda _: column.set_value("–"))
    assert read == [*once, "forecast of f.csv"]
    app = bring(app, "bad.csv", b"")
    app.run()
    assert read[3:] == ["bad.csv"]
    assert app.error[0].value.startswith("bad.csv: the file is empty")


def scenario(content: bytes) -> AppTest:
    """The page on building after its reader has brought a scenario."""
    app = opened("build", scenario="one_agent")
    app.file_uploader(key="brought file").set_value(("mine.yaml", content, "application/yaml"))
    return changed(app, lambda page: page.button(key="take").click())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: b"x" * 2_000_000, "mine.yaml: a scenario is a small text file, not 2.0 MB"),
        (lambda: workbook([["time"], ["=1+1"]]), "mine.yaml: this is not a text file"),
        (lambda: GOOD, "mine.yaml:1:1: a scenario is a mapping"),
        (lambda: b"why: =cmd|' /C calc'!A0\n", "mine.yaml"),
    ],
    ids=["too large", "a workbook", "a table", "a formula"],
)
def test_a_bad_scenario_is_told_with_its_place_and_the_page_goes_on(
    content: Callable[[], bytes], says: str
) -> None:
    app = scenario(content())
    assert any(one.value.startswith(says) for one in app.error), [one.value for one in app.error]
    assert app.selectbox(key="scenario").value == "one_agent"
