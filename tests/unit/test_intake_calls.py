"""Call records as systems write them: columns guessed, traps told, and nobody's name passed on."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xlsxwriter

from ccsim.errors import UsageError
from ccsim.intake.calls import ABANDONED, ANSWERED, CONTAINED, CallRecords, read_calls
from real_data import real_data

BANK = "anonymous_bank_1999_02.csv"
MARKER = "XQ7MARKER"
NO_ARRIVAL = "the time of arrival is none: write it as 2026-01-05 08:30:00"


def _file(folder: Path, text: str, name: str = "calls.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


PLAIN = f"""arrival,queue,answered,abandoned,talk,hold,acw,agent,customer,reason
2026-01-05 08:00:00,sales,2026-01-05 08:00:20,,00:03:00,00:00:30,60,{MARKER}-ann,{MARKER}-1,bill
2026-01-05 08:01:00,sales,,2026-01-05 08:02:30,,,,,{MARKER}-2,bill
2026-01-05 08:02:00,faults,2026-01-05 08:02:00,,2:10,,0,{MARKER}-bob,{MARKER}-1,line
"""


def test_plain_records_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    """Moments, clock times and seconds stand side by side, as they do in exports."""
    frame = read_calls(_file(tmp_path, PLAIN)).frame
    assert frame["outcome"].tolist() == [ANSWERED, ABANDONED, ANSWERED]
    assert frame["wait_s"].tolist() == [20, 90, 0]
    assert frame["talk_s"].tolist()[::2] == [180, 130]
    assert np.isnan(frame["talk_s"][1])
    assert frame["hold_s"][0] == 30
    assert frame["wrap_up_s"][0] == 60
    assert frame["customer"].tolist() == [0, 1, 0]
    assert frame["agent"].tolist()[::2] == [0, 1]
    assert frame["agent"].isna()[1]


def test_clock_times_belong_to_the_date_beside_them_and_go_past_midnight(tmp_path: Path) -> None:
    text = (
        "date;arrival;queue;answered;end\n"
        "31/01/2026;23:59:50;a;00:00:10;00:03:10\n"
        "31/01/2026;08:00;a;08:00:05;08:01:05\n"
    )
    frame = read_calls(_file(tmp_path, text)).frame
    assert frame["arrived"].tolist() == [
        pd.Timestamp("2026-01-31 08:00:00"), pd.Timestamp("2026-01-31 23:59:50")
    ]  # fmt: skip
    assert frame["wait_s"].tolist() == [5, 20]
    assert frame["talk_s"].tolist() == [60, 180]


@pytest.mark.parametrize(
    "text",
    [
        "arrival,wait,talk\n01/05/2026 8:00:00 AM,5,60\n01/06/2026 1:00:00 PM,5,60\n",
        "date,arrival,wait,talk\n01/05/2026,8:00 AM,5,60\n01/06/2026,1:00 PM,5,60\n",
    ],
    ids=["one column", "two columns"],
)
def test_american_dates_with_am_and_pm_begin_with_the_month(tmp_path: Path, text: str) -> None:
    records = read_calls(_file(tmp_path, text))
    assert records.dates == [dt.date(2026, 1, 5), dt.date(2026, 1, 6)]
    assert any("month first" in notice for notice in records.notices)


@pytest.mark.parametrize("time", ["25:10", "08:75", "08:10:60", "86400", "-60", "24:00"])
def test_what_is_no_time_of_a_day_does_not_move_a_call_to_another(
    tmp_path: Path, time: str
) -> None:
    text = f"date,arrival,wait,talk\n2026-01-05,08:00:00,5,60\n2026-01-05,{time},5,60\n"
    records = read_calls(_file(tmp_path, text))
    assert [(one.row, one.why) for one in records.rejected] == [(3, NO_ARRIVAL)]
    assert records.dates == [dt.date(2026, 1, 5)]


def test_times_of_day_without_colons_are_seen_by_the_whole_column_and_told(tmp_path: Path) -> None:
    text = (
        "date,arrival,answered,abandoned,talk\n2026-01-05,080005,80025,0,60\n"
        "2026-01-05,235950,0,235959,0\n2026-01-05,143000,143010,0,60\n"
    )
    records = read_calls(_file(tmp_path, text))
    assert [f"{one:%H:%M:%S}" for one in records.frame["arrived"]] == [
        "08:00:05", "14:30:00", "23:59:50",
    ]  # fmt: skip
    assert records.frame["wait_s"].tolist() == [20, 10, 9]
    assert any("hours, minutes and seconds" in notice for notice in records.notices)


def test_seconds_after_midnight_stay_seconds(tmp_path: Path) -> None:
    text = "date,arrival,wait,talk\n2026-01-05,28800,5,60\n2026-01-05,36061,5,60\n"
    records = read_calls(_file(tmp_path, text))
    assert [f"{one:%H:%M:%S}" for one in records.frame["arrived"]] == ["08:00:00", "10:01:01"]
    assert not records.notices


SUMMER = (
    "arrival,answered,talk\n2026-03-28 08:00:00+01:00,2026-03-28 08:00:05+01:00,60\n"
    "2026-03-29 08:00:00+02:00,2026-03-29 08:00:05+02:00,60\n"
)


def test_records_across_a_summer_time_change_are_read_as_written_and_it_is_told(
    tmp_path: Path,
) -> None:
    records = read_calls(_file(tmp_path, SUMMER))
    assert [f"{one:%d %H:%M}" for one in records.frame["arrived"]] == ["28 08:00", "29 08:00"]
    assert records.frame["wait_s"].tolist() == [5, 5]
    assert [one for one in records.notices if "zones +01:00 and +02:00 are left out" in one]


@pytest.mark.parametrize(
    ("zone", "clock"),
    [("Europe/Madrid", ["28 08:00", "29 08:00"]), ("Europe/London", ["28 07:00", "29 07:00"])],
)
def test_records_are_brought_to_the_clock_of_the_scenario(
    tmp_path: Path, zone: str, clock: list[str]
) -> None:
    records = read_calls(_file(tmp_path, SUMMER), zone=zone)
    assert [f"{one:%d %H:%M}" for one in records.frame["arrived"]] == clock
    assert records.frame["wait_s"].tolist() == [5, 5]
    assert any("brought from the time zone" in one for one in records.notices) == (
        zone == "Europe/London"
    )


def test_a_clock_of_greenwich_in_the_name_of_a_column_counts(tmp_path: Path) -> None:
    text = "arrival (UTC),wait,talk\n2026-07-01 08:00:00,5,60\n"
    records = read_calls(_file(tmp_path, text), zone="Europe/Madrid")
    assert f"{records.frame['arrived'][0]:%H:%M}" == "10:00"


def test_records_of_two_places_at_once_are_refused(tmp_path: Path) -> None:
    text = "arrival,wait,talk\n" + "".join(
        f"2026-01-0{day} 08:00:00{zone},5,60\n" for day in (5, 6) for zone in ("+01:00", "+02:00")
    )
    with pytest.raises(UsageError, match="several time zones"):
        read_calls(_file(tmp_path, text))


def test_a_date_counts_as_it_is_written_however_far_from_the_arrival(tmp_path: Path) -> None:
    """Thirteen hours later is no call of the evening before, and a slip of dates no short wait."""
    text = (
        "arrival,answered,talk\n2026-01-05 08:00:00,2026-01-05 21:00:00,60\n"
        "2026-01-05 23:00:00,2026-01-05 00:00:10,60\n"
    )
    records = read_calls(_file(tmp_path, text))
    assert records.frame["wait_s"].tolist() == [13 * 3600]
    assert [one.why for one in records.rejected] == ["the wait is negative"]


def test_a_workbook_and_yes_or_no_are_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, ["Arrival", "Skill", "Wait", "Abandoned", "Talk"])
        for row, (minute, wait, gone, talk) in enumerate([(0, 12, "no", 100), (1, 40, "yes", "")]):
            sheet.write_datetime(row + 1, 0, pd.Timestamp(2026, 1, 5, 9, minute), clock)
            sheet.write_row(row + 1, 1, ["sales", wait, gone, talk])
    frame = read_calls(path).frame
    assert frame["outcome"].tolist() == [ANSWERED, ABANDONED]
    assert frame["wait_s"].tolist() == [12, 40]


def test_a_wrong_guess_is_corrected_and_a_wrong_correction_is_told(tmp_path: Path) -> None:
    path = _file(tmp_path, "arrival,team,skill,wait,talk\n2026-01-05 08:00,red,blue,3,60\n")
    assert read_calls(path).frame["queue"].tolist() == ["blue"]
    assert read_calls(path, columns={"queue": "team"}).frame["queue"].tolist() == ["red"]
    with pytest.raises(UsageError, match=r"colour"):
        read_calls(path, columns={"queue": "colour"})
    with pytest.raises(UsageError, match="line"):
        read_calls(path, columns={"line": "team"})


def test_rows_that_cannot_be_used_are_listed_with_their_numbers_and_nothing_of_them(
    tmp_path: Path,
) -> None:
    text = (
        "arrival,queue,wait,outcome,talk\n"
        "2026-01-05 08:00,a,5,answered,60\n"
        f"{MARKER},a,5,answered,60\n"
        f"2026-01-05 08:01,a,5,{MARKER},60\n"
        "\n"
        f"2026-01-05 08:02,a,{MARKER},abandoned,\n"
        "2026-01-05 08:03,a,-4,abandoned,\n"
        f"2026-01-05 08:04,a,4,abandoned,1,2,{MARKER}\n"
        "2026-01-05 08:05,a,5,phantom,\n"
        "2026-01-05 08:06,a,9,abandoned,\n"
    )
    records = read_calls(_file(tmp_path, text))
    assert {one.row: one.why for one in records.rejected} == {
        3: NO_ARRIVAL,
        4: "the outcome is not known",
        6: "the wait is not known",
        7: "the wait is negative",
        8: "it has more cells than there are names",
    }
    assert len(records.frame) == 2
    assert "1 rows are no calls of customers" in records.notices[0]
    assert MARKER not in repr(records)


def test_no_identifier_of_a_customer_or_an_agent_leaves_the_reader(tmp_path: Path) -> None:
    records = read_calls(_file(tmp_path, PLAIN))
    assert MARKER not in records.frame.to_csv()
    assert MARKER not in repr(records)
    with pytest.raises(UsageError) as told:
        read_calls(_file(tmp_path, f"arrival,queue\n{MARKER},a\n"))
    assert MARKER not in str(told.value)


def test_files_that_overlap_tell_each_call_once(tmp_path: Path) -> None:
    lines = PLAIN.splitlines(keepends=True)
    one = _file(tmp_path, "".join(lines[:3]), "one.csv")
    two = _file(tmp_path, "".join([lines[0], *lines[2:]]), "two.csv")
    records = read_calls([one, two])
    assert len(records.frame) == 3
    assert "1 rows stand in another file too" in records.notices[0]
    assert records.frame["customer"].tolist() == [0, 1, 0]


def test_a_file_that_tells_nothing_new_has_no_outcomes_that_are_unknown(tmp_path: Path) -> None:
    text = "arrived,queue,wait,outcome,talk\n2026-01-05 08:00:00,sales,20,answered,60\n"
    one, again = (_file(tmp_path, text, name) for name in ("one.csv", "again.csv"))
    records = read_calls([one, again])
    assert len(records.frame) == 1
    assert records.notices == (f"{again}: 1 rows stand in another file too: used once",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("1,2\n3,4\n", "does not name the columns"),
        ("queue,wait\na,3\n", "no column is known for the time of arrival"),
        ("arrival,queue,wait\nnever,a,3\n", f"1 times {NO_ARRIVAL}"),
    ],
)
def test_what_is_no_table_of_calls_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_calls(_file(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_calls(tmp_path / "none.csv")


@pytest.fixture(scope="module")
def bank() -> CallRecords:
    return read_calls(real_data(BANK))


def test_the_bank_is_read_without_being_told_its_columns(bank: CallRecords) -> None:
    """The counts and means of the data's own description (anonymous_bank_1999_02_facts.json)."""
    frame = bank.frame
    assert frame["outcome"].value_counts().to_dict() == {
        ANSWERED: 27_162, ABANDONED: 3_963, CONTAINED: 1_941,
    }  # fmt: skip
    assert not bank.rejected
    sought = frame[frame["outcome"] != CONTAINED]
    assert sought["wait_s"].mean() == pytest.approx(43.93, abs=0.01)
    assert frame["talk_s"].count() == 27_077
    assert frame["talk_s"].mean() == pytest.approx(176.9, abs=0.05)
    assert frame["agent"].nunique() == 24
    assert any("278 rows are no calls" in notice for notice in bank.notices)


def test_days_are_chosen_both_ends_included(bank: CallRecords) -> None:
    half = bank.between(dt.date(1999, 2, 1), dt.date(1999, 2, 14))
    assert half.dates == [dt.date(1999, 2, day) for day in range(1, 15)]
    with pytest.raises(UsageError, match="no call lies in the days wanted"):
        read_calls(real_data(BANK), start=dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    "written", ["990301", "19990301", "1999-03-01", "01/03/99", "01.03.1999", "1999/03/01"]
)
def test_a_year_of_two_digits_is_of_the_century_in_which_records_exist(
    tmp_path: Path, written: str
) -> None:
    """The bank's own months are dated 990301; nobody has records of the year 2099."""
    rows = "".join(f"{written},36000,5,120,AGENT\n" for _ in range(3))
    frame = read_calls(_file(tmp_path, "date,vru_entry,q_time,ser_time,outcome\n" + rows)).frame
    assert set(frame["arrived"].dt.date) == {dt.date(1999, 3, 1)}
