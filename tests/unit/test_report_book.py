"""The workbook: a sheet per table, numbers as numbers, native charts, whole or not at all."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.metrics.catalogue import HEADLINES
from ccsim.report.book import book as book_of
from ccsim.report.book import write_book
from ccsim.report.words import title
from ccsim.report.workbook import Table, write_whole_book
from ccsim.report.writing import write_report
from made_up import LABELS, made_up_comparison, made_up_run

SHEETS = [
    *("Summary", "Charts", "Scorecard", "Differences", "Ledger", "Metrics", "By interval"),
    *("Levers", "Doubts", "Facts", "How to repeat it"),
]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return made_up_comparison()


@pytest.fixture(scope="module")
def path(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("book") / "book.xlsx"
    write_book(comparison, made, notes=["Kept by another version of the program."])
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return CalamineWorkbook.from_path(path)


def rows_of(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings."""
    headings, *rows = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_each_table_has_its_sheet(book: Any) -> None:
    assert book.sheet_names == SHEETS


def test_a_metric_stands_as_a_number_with_unit_interval_and_count(
    book: Any, comparison: Comparison
) -> None:
    rows = rows_of(book, "Metrics")
    for run in comparison.runs:
        for name in HEADLINES:
            one = run.estimates[name]
            (row,) = (row for row in rows if (row["Name"], row["Scenario"]) == (name, run.label))
            assert [row[column] for column in ("Mean", "Low (95 %)", "High (95 %)", "n")] == (
                pytest.approx([one.mean, one.low, one.high, 10])
            )
            assert row["Unit"] == one.unit


def test_a_difference_stands_with_its_verdict(book: Any, comparison: Comparison) -> None:
    told = {(row["Scenario"], row["Name"]): row for row in rows_of(book, "Differences")}
    assert len(told) == len(comparison.differences)
    for one in comparison.differences:
        row = told[one.scenario, one.metric]
        assert (row["Mean"], row["Verdict"]) == (pytest.approx(one.mean), one.verdict)
        assert row["Established"] == ("yes" if one.established else "no")
    assert "not established" in {row["Verdict"] for row in told.values()}


def test_the_scorecard_has_each_difference_beside_its_number(book: Any) -> None:
    rows = rows_of(book, "Scorecard")
    solved = [row for row in rows if row["Metric"] == title("resolution_rate")]
    assert [row["Scenario"] for row in solved] == list(LABELS)
    assert solved[0]["Difference"] == ""
    assert solved[1]["Difference"] == pytest.approx(0.712 - 0.448)
    assert (solved[1]["Pairs"], solved[1]["Verdict"]) == (10, "better")


def test_intervals_of_the_day_have_the_unit_in_the_heading(book: Any) -> None:
    rows = rows_of(book, "By interval")
    assert len(rows) == 48 * len(LABELS)
    noon = next(row for row in rows if row["Interval"] == "12:00")
    assert noon["Mean wait: low"] <= noon["Mean wait, s"] <= noon["Mean wait: high"]
    assert noon["n"] == 10
    night = next(row for row in rows if row["Interval"] == "03:00")
    assert night["Mean wait, s"] == ""


def test_facts_and_doubts_stand_with_source_and_grade(book: Any) -> None:
    facts = {row["Fact"]: row for row in rows_of(book, "Facts")}
    ownership = facts["operating_model.ownership"]
    assert [ownership[label] for label in LABELS] == ["0.1", "0.6", "0.6"]
    assert (ownership["Source"], ownership["Grade"], ownership["Differs"]) == (
        *("S002-20", "D", "yes"),
    )
    assert rows_of(book, "Doubts")[0]["Place"] == 1


def test_the_summary_and_the_way_to_repeat_it_are_told(book: Any, comparison: Comparison) -> None:
    lines = [row[0] for row in book.get_sheet_by_name("Summary").to_python()]
    assert lines[1].startswith("Pit stop solves the most cases")
    assert "Kept by another version of the program." in lines
    told = {row["What"]: row["Value"] for row in rows_of(book, "How to repeat it")}
    assert told["Seed"] == "1"
    assert told[f"{LABELS[0]}: fingerprint"] == comparison.runs[0].fingerprint


def test_charts_are_native_and_draw_from_the_sheets(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        texts = [parts.read(name).decode() for name in charts]
    assert len(charts) == 7
    ranges = {sheet for text in texts for sheet in re.findall(r"<c:f>'?([\w ]+)'?!", text)}
    assert ranges == {"Metrics", "By interval"}
    kinds = {kind for text in texts for kind in re.findall(r"<c:(\w+Chart)>", text)}
    assert kinds == {"barChart", "scatterChart", "lineChart"}
    solved = next(text for text in texts if "Cases solved, with 95 % intervals" in text)
    assert solved.count("<c:errBars>") == 1
    assert "<c:v>0.448</c:v>" in solved  # what a reader sees before anything is reckoned anew


def test_the_workbook_asks_for_nothing_outside(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower()]
        relations = [parts.read(name) for name in parts.namelist() if name.endswith(".rels")]
    assert not any(b'TargetMode="External"' in text for text in relations)


def test_a_name_is_never_a_formula(tmp_path: Path) -> None:
    evil = replace(made_up_run(), label='=HYPERLINK("x","y")')
    write_book(evil, tmp_path / "run.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "run.xlsx")
    assert "Differences" not in book.sheet_names
    assert rows_of(book, "Metrics")[0]["Scenario"] == evil.label
    with zipfile.ZipFile(tmp_path / "run.xlsx") as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in parts.read(name) for name in sheets)


@pytest.mark.parametrize("error", [OSError("the disk is full"), KeyboardInterrupt()])
def test_an_old_workbook_stays_until_the_new_one_is_whole(
    tmp_path: Path, error: BaseException
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("old")

    def fails(book: Any) -> None:
        book.add_worksheet("half")
        raise error

    with pytest.raises((UsageError, KeyboardInterrupt)):
        write_whole_book(path, fails)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_workbook_can_be_handed_on_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "run.xlsx").write_bytes(book_of(made_up_run()))
    found = CalamineWorkbook.from_path(tmp_path / "run.xlsx")
    assert found.sheet_names[:3] == ["Summary", "Charts", "Scorecard"]


def test_units_are_those_of_the_row_or_of_the_column() -> None:
    by_row = Table("a", ["x", "y"], [["m", 1.0]], row_units=["share"])
    by_column = Table("a", ["x", "y"], [["m", 1.0]], column_units=["", "s"])
    assert (by_row.unit(0, 1), by_column.unit(0, 1)) == ("share", "s")


def test_a_report_is_what_its_name_ends_in(tmp_path: Path) -> None:
    write_report(made_up_run(), tmp_path / "run.xlsx")
    write_report(made_up_run(), tmp_path / "run.html")
    assert (tmp_path / "run.xlsx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "run.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(UsageError, match=r"ends in \.html or \.xlsx"):
        write_report(made_up_run(), tmp_path / "run.pdf")
