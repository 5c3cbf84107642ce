"""Forecasts as planners bring them: every shape is read, every fault is told with its row."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from ccsim.errors import UsageError
from ccsim.intake.columns import Columns, guess_columns
from ccsim.intake.forecast import Forecast, read_forecast
from ccsim.intake.tables import MOST_BYTES, MOST_ROWS, read_table

LONG = """queue,interval_start,calls,aht_s
sales,2026-01-05 08:00,10,300
sales,2026-01-05 08:30,20,240
sales,2026-01-06 08:00,12,300
care,2026-01-05 08:00,5,
"""


def read(text: str | bytes, name: str = "forecast.csv") -> Forecast:
    return read_forecast(read_table(name, text.encode() if isinstance(text, str) else text))


def workbook(*rows: list[object], formula: str | None = None) -> bytes:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Forecast")
        clock = book.add_format({"num_format": "hh:mm"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.time):
                    sheet.write_datetime(at, column, cell, clock)
                else:
                    sheet.write(at, column, cell)
        if formula:
            sheet.write_formula(1, 1, formula, None, 11)
    return whole.getvalue()


def test_a_long_forecast_becomes_a_typical_week_by_queue() -> None:
    found = read(LONG)
    sales, care = found.queues
    assert (sales.name, care.name, found.minutes, found.weekly) == ("sales", "care", 30, True)
    assert (sales.calls[16], sales.calls[17], sales.calls[48 + 16]) == (10, 20, 12)
    assert len(sales.calls) == 7 * 48
    assert sum(care.calls) == 5
    assert sales.aht_s == pytest.approx((10 * 300 + 20 * 240 + 12 * 300) / 42)
    assert care.aht_s is None
    assert found.start == dt.date(2026, 1, 5)
    assert found.rows == 4
    assert any("We, Th, Fr, Sa, Su: nobody calls" in notice for notice in found.notices)


def test_two_mondays_count_by_their_mean() -> None:
    found = read("date,time,calls\n2026-01-05,08:00,10\n2026-01-12,08:00,20\n2026-01-12,08:15,4\n")
    assert found.minutes == 15
    assert (found.queues[0].calls[32], found.queues[0].calls[33]) == (15, 2)


def test_a_wide_forecast_has_times_down_and_days_across() -> None:
    found = read("Time;Mon;Tue;Sunday\n08:00;10;12,5;1\n09:00;20;;2\n")
    calls = found.queues[0].calls
    assert (found.minutes, len(calls)) == (60, 7 * 24)
    assert (calls[8], calls[24 + 8], calls[24 + 9], calls[6 * 24 + 9]) == (10, 12.5, 0, 2)


def test_a_day_without_a_date_is_a_typical_day() -> None:
    found = read("time,calls,AHT\n00:00,1,00:05:00\n00:15,3,4:30\n")
    assert (found.weekly, found.minutes, len(found.queues[0].calls)) == (False, 15, 96)
    assert found.queues[0].aht_s == pytest.approx((300 + 3 * 270) / 4)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("time;calls\n08:00;1.234,5\n08:30;2\n", 1234.5),
        ('time,calls\n08:00,"1,234.5"\n08:30,2\n', 1234.5),
        ("time;calls\n08:00;1,5\n08:30;2\n", 1.5),
        ("time\tcalls\n08:00\t7\n08:30\t2\n", 7),
        ("\ufeffsep=;\ntime;calls\n8:00 AM;7\n8:30 AM;2\n", 7),
        ("Interval,CALLSOFFERED\n08:00 - 08:30,7\n08:30 - 09:00,2\n", 7),
        ("Start Time,Forecast Volume\n0800,7\n0830,2\n", 7),
    ],
)
def test_numbers_and_separators_of_all_countries(text: str, calls: float) -> None:
    assert read(text).queues[0].calls[16] == calls


def test_columns_in_minutes_and_encodings_of_old_programs() -> None:
    found = read("Cola;Hora;Llamadas;AHT (min)\nAtención;08:00;10;4,5\n".encode("cp1252"))
    assert found.queues[0].name == "Atención"
    assert found.queues[0].aht_s == 270
    utf16 = read("time\tcalls\n08:00\t7\n".encode("utf-16"))
    assert utf16.queues[0].calls[16] == 7


def test_dates_show_whether_the_day_or_the_month_stands_first() -> None:
    american = read("date,time,calls\n1/13/2026,08:00,1\n")
    assert american.start == dt.date(2026, 1, 13)
    unsure = read("date,time,calls\n01/02/2026,08:00,1\n")
    assert unsure.start == dt.date(2026, 2, 1)
    assert any("day first" in notice for notice in unsure.notices)


def test_rejected_rows_are_listed_with_their_numbers() -> None:
    found = read(
        "time,calls,aht\n08:00,10,300\n08:30,many,300\nnoon,10,300\n\n09:00,-1,300\n"
        "09:30,5,0\n10:00,5,300\n08:00,11,300\n08:37,1,300\n10:30,7,300\n"
    )
    assert {one.row: one.why for one in found.rejected} == {
        3: "calls is no number from 0 on",
        4: "time is no time of day: write it as 08:30",
        6: "calls is no number from 0 on",
        7: "the handle time is none: write it in seconds or as 4:30",
        9: "row 2 tells the same interval already",
        10: "08:37 begins no interval of 30 minutes",
    }
    assert found.rows == 3


def test_a_rejected_row_is_told_without_what_stands_in_it() -> None:
    found = read(
        "date,time,calls,aht\n2026-01-05,08:00,1,9\nMARKER,08:30,1,9\n2026-01-05,MARKER,1,9\n"
        "2026-01-05,08:30,MARKER,9\n2026-01-05,08:30,1,MARKER\n"
    )
    assert [one.row for one in found.rejected] == [3, 4, 5, 6]
    assert "MARKER" not in repr(found)


def test_a_workbook_is_read_with_its_times_and_formulas_are_not_executed() -> None:
    book = workbook(
        ["Interval", "Calls"], [dt.time(8, 0), 1], [dt.time(8, 30), 20], formula="=WEBSERVICE(1)"
    )
    assert read(book, "f.xlsx").queues[0].calls[16:18] == (11, 20)


def test_a_wide_workbook_names_its_days_by_dates() -> None:
    days = [dt.date(2026, 1, 5), dt.date(2026, 1, 6)]
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True, "default_date_format": "dd/mm/yy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Time", *days])
        sheet.write_row(1, 0, ["08:00", 10, 20])
        sheet.write_row(2, 0, ["08:15", 11, 21])
    found = read(whole.getvalue(), "wide.xlsx")
    assert found.start == days[0]
    assert (found.queues[0].calls[32], found.queues[0].calls[96 + 33]) == (10, 21)


def zipped(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x00\x01\x02\x03" * 50, "no text and no workbook"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "save it as .xlsx"),
        (b"PK\x03\x04 broken", "no workbook"),
        (zipped(a=b"nothing"), "no workbook"),
        (zipped(a=bytes(301_000_000)), "too large once it is unpacked"),
        (b"x" * (MOST_BYTES + 1), "MB are too many"),
        (b"1\n" * (MOST_ROWS + 1), "rows are too many"),
        (b"time,calls\n", "no rows below"),
        (b"name,colour\nanna,red\n", "no column for the start of each interval"),
        (b"time,colour\n08:00,red\n", "no column for calls"),
        (b"time,calls\nxx,1\nyy,2\n", "no row of 2 can be used: row 2: time is no time of day"),
        (b"time,calls\n08:00,0\n", "nobody calls"),
        (b"time,calls\n08:00,1\n08:20,1\n08:40,1\n", "20 minutes apart"),
        (
            b"start,calls\n2026-01-05T08:00+01:00,1\n2026-01-05T08:30+02:00,1\n",
            "several time zones (+01:00, +02:00)",
        ),
    ],
)
def test_what_cannot_be_used_is_one_clear_message(data: bytes, says: str) -> None:
    with pytest.raises(UsageError) as error:
        read(data, "mine.csv")
    assert str(error.value).startswith("mine.csv: ")
    assert says in str(error.value)


def test_too_many_queues_are_told() -> None:
    rows = "".join(f"agent {n},08:00,1\n" for n in range(60))
    with pytest.raises(UsageError, match="60 queues are too many"):
        read(f"queue,time,calls\n{rows}")


def test_columns_without_a_known_name_are_asked_for() -> None:
    table = read_table("mine.csv", b"when,how many\n08:00,10\n08:30,12\n")
    assert not guess_columns(table).sure
    assert read_forecast(table, Columns(time=0, calls=1)).queues[0].calls[16:18] == (10, 12)


def test_a_file_without_names_has_its_columns_numbered() -> None:
    table = read_table("calabrio.csv", b"20260105 08:00,20260105 08:30,10\n" * 2)
    assert table.columns == ("Column 1", "Column 2", "Column 3")
    assert table.first_row == 1
    assert read_forecast(table, Columns(time=0, calls=2)).start == dt.date(2026, 1, 5)


def test_a_forecast_of_calabrio_names_no_columns_and_parts_its_handle_time() -> None:
    found = read(
        b"Sales,20260105 08:00,20260105 08:30,10,200,40,5\n"
        b"Sales,20260105 08:30,20260105 09:00,20,210,30,6\n"
    )
    assert found.queues[0].name == "Sales"
    assert found.queues[0].calls[16:18] == (10, 20)
    assert found.queues[0].aht_s == 240


def test_a_date_that_no_scenario_could_begin_with_is_no_date() -> None:
    found = read("date,time,calls\n9999-12-31,08:00,1\n2026-01-05,08:00,1\n")
    assert [one.row for one in found.rejected] == [2]
    assert found.start == dt.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "hour", "says"),
    [
        ("start,calls\n2026-07-06T08:00Z,7\n", 10, "from the time zone Z to Europe/Madrid"),
        ("Start (UTC),calls\n2026-07-06 08:00,7\n", 10, "from the time zone UTC to Europe/Madrid"),
        ("start,calls\n2026-01-05T08:00+01:00,1\n2026-07-06T08:00+02:00,13\n", 8, ""),
        ("start,calls\n2026-07-06 08:00,7\n", 8, ""),
    ],
)
def test_times_are_brought_to_the_clock_of_the_scenario(text: str, hour: int, says: str) -> None:
    found = read_forecast(read_table("f.csv", text.encode()), zone="Europe/Madrid")
    assert found.queues[0].calls[hour * 2] == 7
    assert says in " ".join(found.notices)
    assert bool(says) == any("time zone" in one for one in found.notices)


def test_a_time_zone_that_the_user_says_is_that_of_plain_times() -> None:
    table = read_table("f.csv", b"date,time,calls\n2026-01-05,23:30,7\n2026-01-05,08:00,3\n")
    found = read_forecast(table, zone="Europe/Madrid", times_in="UTC")
    calls = found.queues[0].calls
    assert (calls[18], calls[1]) == (3, 7)  # one typical day: what is after midnight begins it
    assert found.time_zone == "UTC"


def test_zones_that_are_not_the_summer_and_winter_of_one_are_refused() -> None:
    text = b"start,calls\n2026-01-05T08:00+01:00,1\n2026-01-05T08:30-05:00,1\n"
    with pytest.raises(UsageError, match="several time zones"):
        read_forecast(read_table("f.csv", text), zone="Europe/Madrid")


def test_a_week_of_greenwich_ends_on_the_next_monday_here_and_is_one_week() -> None:
    days = [dt.date(2026, 1, 5) + dt.timedelta(days=at) for at in range(7)]
    rows = [f"{day}T{hour:02d}:00Z,{hour}" for day in days for hour in range(24)]
    table = read_table("eleveo.csv", "\n".join(["start,calls", *rows]).encode())
    found = read_forecast(table, zone="Europe/Madrid")
    assert found.queues[0].calls[:24] == (23, *range(23))
    assert sum(found.queues[0].calls) == 7 * sum(range(24))


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        (
            (
                "SPLIT,ROW_DATE,STARTTIME,CALLSOFFERED\n"
                "7,2026-01-05,0,1\n7,2026-01-05,30,2\n7,2026-01-05,830,3\n"
            ),
            {0: 1, 1: 2, 17: 3},
        ),
        ("date,hour,calls\n2026-01-05,8,3\n2026-01-05,9,4\n", {8: 3, 9: 4}),
        ("date,half_hour,calls\n2026-01-05,0,3\n2026-01-05,17,4\n", {0: 3, 17: 4}),
        (
            "Forecast;;\nMade 5.1.2026;;\n\nTime;Calls;AHT\n08:00;1,5;200\n08:30;2;200\n",
            {16: 1.5, 17: 2},
        ),
        ('time,calls\n08:00,"1,5"\n08:30,"2,5"\n', {16: 1.5, 17: 2.5}),
        ("time;calls\n08:00;1'234\n08:30;2\n", {16: 1234, 17: 2}),
        ("Interval,Calls\n2026-01-05 08:00-08:30,5\n2026-01-05 08:30-09:00,6\n", {16: 5, 17: 6}),
        ("time,calls\r08:00,1\r08:30,2\r", {16: 1, 17: 2}),
        (
            (
                "queue,timestamp,forecast,average_handle_time\n"
                "S,2026-01-05T08:00:00Z,5,200\nS,2026-01-05T08:30:00Z,6,200\n"
            ),
            {16: 5, 17: 6},
        ),
    ],
)
def test_intervals_as_many_programs_write_them(text: str, calls: dict[int, float]) -> None:
    found = read_forecast(read_table("mine.csv", text.encode()), zone="UTC")
    assert {at: one for at, one in enumerate(found.queues[0].calls) if one} == calls
    assert not found.rejected


def test_american_dates_across_and_beside_am_and_pm_begin_with_the_month() -> None:
    wide = read("Interval,1/5/2026,1/13/2026\n8:00 AM,1,2\n8:30 AM,3,4\n")
    assert (wide.start, wide.queues[0].calls[16]) == (dt.date(2026, 1, 5), 1)
    assert wide.queues[0].calls[48 + 16] == 2
    found = read("Interval Start,Offer\n1/5/26 8:00 AM,5\n1/5/26 8:30 AM,6\n")
    assert found.start == dt.date(2026, 1, 5)
    assert any("month first" in notice for notice in found.notices)


def test_handle_times_that_are_no_seconds_are_told() -> None:
    found = read("time,calls,Avg Handle\n08:00,5,270000\n08:30,5,280000\n")
    assert found.queues[0].aht_s == 275
    assert any("taken for milliseconds" in notice for notice in found.notices)
    assert any(
        "if they are minutes" in one for one in read("time,calls,aht\n08:00,5,4.5\n").notices
    )


def test_a_workbook_counts_its_days_and_its_formulas_and_macros_are_told() -> None:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Date", "Time", "Calls"])
        sheet.write_row(1, 0, [46027, 1 / 3, 10])
        sheet.write_row(2, 0, [46027, 0.354166667])
        sheet.write_formula(2, 2, "=1+1", None, 2)
    found = read(whole.getvalue(), "f.xlsx")
    assert found.start == dt.date(2026, 1, 5)
    assert found.queues[0].calls[16:18] == (10, 2)
    assert any("formulas; the values that were saved" in notice for notice in found.notices)
    macros = io.BytesIO(whole.getvalue())
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"nothing")
    assert any("macros; they were not" in one for one in read(macros.getvalue(), "f.xlsm").notices)


def test_a_wide_forecast_may_have_its_days_down_and_its_times_across() -> None:
    found = read("Day,08:00,08:30,09:00\nMon,1,2,0\nTue,,4,0\nlater,1,6,0\nWed,x,1,0\n")
    calls = found.queues[0].calls
    assert (calls[16:18], calls[48 + 16 : 48 + 18], found.minutes) == ((1, 2), (0, 4), 30)
    assert {one.row: one.why for one in found.rejected} == {
        4: "Day is no date: write it as 2026-01-05, or a weekday",
        5: "08:00 is no number from 0 on",
    }
    dated = read("Queue,Date,8:00,8:15,8:30\nsales,2026-01-05,1,2,0\ncare,2026-01-05,3,4,0\n")
    assert [one.calls[32:34] for one in dated.queues] == [(1, 2), (3, 4)]
