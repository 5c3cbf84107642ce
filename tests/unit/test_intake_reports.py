"""Reports as the trade's systems and people lay them out: titles, totals, dates written once."""

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter

from ccsim.errors import UsageError
from ccsim.intake.forecast import Forecast, read_forecast
from ccsim.intake.history import History, read_history
from ccsim.intake.history_columns import is_history
from ccsim.intake.schedules import read_schedule
from ccsim.intake.tables import Table, read_table

CMS = """Split/Skill Interval Report
Printed:,3/9/2026 10:12 AM
Split/Skill:,Billing
Date:,3/2/2026

Time,Avg Speed Ans,Avg Aban Time,ACD Calls,Avg ACD Time,Avg ACW Time,Aban Calls,% Ans Calls,\
Avg Pos Staff,% Within Service Level
8:00AM,:23,1:05,20,4:00,:40,2,90.91,7,81.82
8:30AM,1:10,:30,30,3:50,:40,0,100.00,7,90.00
Totals,:50,:55,50,3:54,:40,2,96.15,7,86.54
"""
GENESYS = """Interval,Queue Name,Offer,Answer,Answer %,Abandon,Abandon %,ASA,Avg Handle,\
Service Level %
2026-03-02T07:00:00.000Z/2026-03-02T07:30:00.000Z,Care,22,20,0.909,2,0.091,24135,280100.5,0.82
2026-03-02T07:30:00.000Z/2026-03-02T08:00:00.000Z,Care,30,30,1,0,0,8000,250000,0.9
"""


def table_of(text: str) -> Table:
    return read_table("report.csv", text.encode())


def history(text: str, zone: str | None = None) -> History:
    return read_history(table_of(text), zone=zone)


def forecast(text: str) -> Forecast:
    return read_forecast(table_of(text))


def workbook(fill: Any) -> bytes:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        fill(book)
    return whole.getvalue()


def test_a_report_of_cms_is_read_with_its_date_above_and_without_its_totals() -> None:
    assert is_history(table_of(CMS))
    found = history(CMS)
    assert found.days == (dt.date(2026, 3, 2),)
    assert found.frame["minute"].tolist() == [480, 510]
    assert found.frame["offered"].tolist() == [22, 30]
    assert found.frame["answered_wait_s"].tolist() == [20 * 23, 30 * 70]
    assert found.frame["abandoned_wait_s"].tolist() == [2 * 65, 0]
    assert found.frame["handle_s"].tolist() == [20 * 280, 30 * 270]
    assert found.frame["answered_within"].tolist() == pytest.approx([18, 27], abs=0.01)
    assert found.frame["agents"].tolist() == [7, 7]
    assert found.rejected == ()
    assert "Row of totals, not read: 9." in found.notices
    assert "Read as the day of all rows, from above the table: 2026-03-02." in found.notices
    told = "No column tells the calls offered: they are ACD Calls + Aban Calls."
    assert told in found.notices


def test_several_days_above_a_table_without_dates_are_refused() -> None:
    with pytest.raises(UsageError, match="2 dates stand above the table"):
        history(CMS.replace("Date:,3/2/2026", "Dates:,3/2/2026 - 3/3/2026"))


def test_intervals_and_milliseconds_of_genesys_are_seen_and_told() -> None:
    found = history(GENESYS, zone="Europe/Madrid")
    assert found.frame["minute"].tolist() == [480, 510]
    assert found.frame["abandoned"].tolist() == [2, 0]
    assert found.frame["answered_wait_s"].tolist() == pytest.approx([482.7, 240])
    assert found.frame["handle_s"].tolist() == pytest.approx([5602.01, 7500])
    assert "Read as means, in milliseconds or h:mm:ss: ASA, Avg Handle." in found.notices


def test_a_column_with_a_per_cent_sign_is_a_share_and_no_count() -> None:
    found = history("date,time,calls offered,Abandon %\n2026-03-02,08:00,40,5.0 %\n")
    assert found.frame["abandoned"].tolist() == [2]
    assert found.frame["answered"].tolist() == [38]


def test_a_history_in_which_nobody_calls_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^report\.csv: nobody calls"):
        history("date,time,offered\n2026-03-02,08:00,0\n")


def test_an_empty_count_is_told_with_what_would_be_right() -> None:
    found = history("date,time,offered\n2026-03-02,08:00,\n2026-03-02,08:30,4\n")
    assert [(one.row, one.why) for one in found.rejected] == [
        (2, "offered is empty: write 0 for no calls")
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Care,2026-03-02,Total,9,\nGrand Total,,,9,\n", "Rows of totals, not read: 4, 5."),
        ("All queues,2026-03-02,08:00,4,\n", "Row of totals, not read: 4."),
    ],
)
def test_totals_of_a_long_forecast_are_told_and_count_nothing(rows: str, told: str) -> None:
    found = forecast(
        "queue,date,time,calls,aht\nCare,2026-03-02,08:00,4,200\nCare,2026-03-02,08:30,5,200\n"
        + rows
    )
    assert [(one.name, sum(one.calls)) for one in found.queues] == [("Care", 9)]
    assert (found.rejected, found.notices[0]) == ((), told)


def test_a_queue_may_be_called_total_where_there_is_no_other_and_total_care_always() -> None:
    rows = "2026-03-02,08:00,4\n"
    assert forecast(f"queue,date,time,calls\nTotal,{rows}").queues[0].calls[16] == 4
    both = forecast(f"queue,date,time,calls\nTotal care,{rows}Sales,{rows}")
    assert [one.name for one in both.queues] == ["Total care", "Sales"]


def test_a_date_written_once_for_the_rows_below_is_that_of_them_all() -> None:
    found = forecast(
        "Date,Interval,Calls\n2026-03-02,08:00,4\n,08:30,5\n,09:00,6\n2026-03-03,08:00,7\n"
        ",08:30,8\n,09:00,9\n"
    )
    assert found.queues[0].calls[16:19] == (4, 5, 6)
    assert found.queues[0].calls[48 + 16 : 48 + 19] == (7, 8, 9)
    assert "Date: 4 empty cells are taken to be as the one above." in found.notices


def test_a_single_date_that_lacks_is_a_rejected_row() -> None:
    found = forecast(
        "Date,Interval,Calls\n2026-03-02,08:00,4\n2026-03-02,08:30,5\n,09:00,6\n"
        "2026-03-03,08:00,7\n"
    )
    assert [one.row for one in found.rejected] == [4]


WORDS = ("02-Mar-2026", "2 March 2026", "March 2, 2026", "Mon, 02 Mar 2026", "2. März 2026",
         "02-mrz-26", "2 mars 2026", "02MAR2026", "46083")  # fmt: skip


@pytest.mark.parametrize("date", WORDS)
def test_months_may_be_words(date: str) -> None:
    if date == "46083":  # a day as a workbook counts it
        found = read_forecast(Table("f", ("time", "date", "calls"), (("08:00", 46083.0, 4),), 2))
    else:
        found = forecast(f'time,date,calls\n08:00,"{date}",4\n')
    assert found.start == dt.date(2026, 3, 2)


def test_a_time_may_stand_behind_a_date_with_a_name() -> None:
    found = forecast("interval start,calls\n02-Mar-2026 08:30,4\nTue 03-Mar-2026 09:00,5\n")
    assert found.queues[0].calls[17] == 4
    assert found.queues[0].calls[48 + 18] == 5


@pytest.mark.parametrize(
    ("day_first", "pattern"), [(True, "{d:02d}/03/2026"), (False, "03/{d}/2026")]
)
def test_dates_are_read_so_that_they_follow_one_another(day_first: bool, pattern: str) -> None:
    rows = "".join(f"{pattern.format(d=d)},8:00 AM,{d}\n" for d in range(2, 7))
    found = forecast(f"date,time,calls\n{rows}")
    assert found.start == dt.date(2026, 3, 2)
    first = "day" if day_first else "month"
    assert any(f"with the {first} first: so they follow one another" in one
               for one in found.notices)  # fmt: skip


def test_american_shifts_begin_with_the_month() -> None:
    found = read_schedule(
        table_of(
            "agent,date,start,end\nA,03/02/2026,8:00 AM,4:30 PM\nA,03/03/2026,8:00 AM,9:00 AM\n"
        )
    )
    assert found.start == dt.date(2026, 3, 2)


def test_an_interval_that_begins_at_24_is_told_to_be_an_end() -> None:
    found = forecast("date,time,calls\n2026-03-02,23:00,4\n2026-03-02,24:00,5\n")
    assert [one.why for one in found.rejected] == [
        "time: at 24:00 no interval begins: write when each starts, not when it ends"
    ]


def test_a_sheet_that_is_hidden_is_not_the_one_that_is_read() -> None:
    def fill(book: Any) -> None:
        for name, corner in (("Lookup", "code"), ("Data", "time")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [corner, "calls"])
            sheet.write_row(1, 0, ["08:00", 4])
        book.worksheets()[1].activate()
        book.worksheets()[0].hide()
        book.worksheets()[1].set_first_sheet()

    found = read_table("w.xlsx", workbook(fill))
    assert found.columns == ("time", "calls")
    assert "Read is the sheet 'Data'; the workbook's other sheets are not." in found.notices


def test_a_web_page_that_is_called_a_workbook_is_told() -> None:
    with pytest.raises(UsageError, match="this is a web page or XML"):
        read_table("export.xls", b"<html><table><tr><td>Date</td></tr></table></html>")


def test_titles_of_two_cells_stand_above_a_narrow_table_and_names_have_one_line() -> None:
    found = table_of('Report\nQueue,Billing\nInterval,"Calls\noffered",AHT\n08:00,4,200\n')
    assert found.columns == ("Interval", "Calls offered", "AHT")
    assert found.above == (("Report",), ("Queue", "Billing"))


@pytest.mark.parametrize(
    ("name", "times", "minutes"),
    [
        ("Time", ("0", "30", "100", "2330"), [0, 30, 60, 1410]),
        ("Hour of day", ("0", "1", "closed", "9"), [0, 60, 540]),
        ("Half hour", ("16", "17", "99", "18"), [480, 510, 540]),
    ],
)
def test_a_history_numbers_its_times_as_a_forecast_may(
    name: str, times: tuple[str, ...], minutes: list[int]
) -> None:
    """A cell that is no time at all is one row that is not used, and changes no other."""
    text = f"Date,{name},Offered\n" + "".join(f"2026-01-05,{one},5\n" for one in times)
    found = read_history(read_table("report.csv", text.encode()))
    assert found.frame["minute"].tolist() == minutes
    assert len(found.rejected) == len(times) - len(minutes)
