"""Interval histories as telephone systems export them, and call records added up."""

import datetime as dt
from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.intake.calls import read_calls
from ccsim.intake.counts import are_counts
from ccsim.intake.history import read_history
from ccsim.intake.history_files import read_histories
from ccsim.intake.tables import read_table

CMS = """row_date;starttime;split;callsoffered;acdcalls;abncalls;acceptable;anstime;abntime;acdtime
05.01.2026;0800;Sales;40;36;4;30;720;120;7200
05.01.2026;0830;Sales;50;50;0;50;100;0;9000
06.01.2026;0800;Sales;20;10;10;0;600;1500;2000
"""
GENESYS = """Interval Start,Queue Name,Offer,Answer,Abandon,Service Level %,ASA,Avg Handle
2026-01-05 08:00,Sales,40,36,4,75%,0:20,3:20
2026-01-05 08:30,Sales,50,50,0,100%,0:02,3:00
"""
MARKER = "Xq7-Zebra"


def _history(text: str, **said: str):  # type: ignore[no-untyped-def]
    return read_history(read_table("history.csv", text.encode()), said or None)


def test_totals_of_cms_stay_totals_and_are_told() -> None:
    found = _history(CMS)
    first = found.frame.iloc[0]
    assert found.minutes == 30
    assert (first.offered, first.answered, first.abandoned, first.answered_within) == (
        40,
        36,
        4,
        30,
    )
    assert (first.answered_wait_s, first.abandoned_wait_s) == (720, 120)
    assert any("totals" in notice and "anstime" in notice for notice in found.notices)
    assert found.days == (dt.date(2026, 1, 5), dt.date(2026, 1, 6))


def test_means_and_shares_of_genesys_become_sums() -> None:
    found = _history(GENESYS)
    first = found.frame.iloc[0]
    assert first.answered_wait_s == pytest.approx(36 * 20)
    assert first.answered_within == pytest.approx(30)
    assert first.handle_s == pytest.approx(36 * 200)
    assert any("means" in notice and "ASA" in notice for notice in found.notices)


def test_counts_alone_are_a_history_too() -> None:
    rows = "".join(f"2026-01-05,08:{minute:02d},{minute}\n" for minute in range(0, 60, 5))
    found = _history("weekday_seq_date,slot_start,calls\n" + rows)
    assert (found.minutes, found.known) == (5, frozenset({"offered"}))
    hour = found.in_intervals(30).frame
    assert list(hour["offered"]) == [sum(range(0, 30, 5)), sum(range(30, 60, 5))]


def test_half_hours_may_be_numbered_from_midnight() -> None:
    found = _history(
        "date,half_hour,calls,agents_on_duty\n2026-01-05,14,20,2.5\n2026-01-05,15,9,3\n"
    )
    assert list(found.frame["minute"]) == [420, 450]
    assert list(found.frame["agents"]) == [2.5, 3.0]


def test_a_history_of_days_has_no_times() -> None:
    found = _history("date,offered,abandoned\n2026-01-05,500,20\n2026-01-06,400,8\n")
    assert found.minutes == 24 * 60
    assert list(found.frame["answered"]) == [480, 392]


def test_an_interval_counts_only_if_all_its_parts_are_known() -> None:
    text = "date,start,offered\n2026-01-05,08:00,5\n2026-01-05,08:15,5\n2026-01-05,08:30,5\n"
    assert list(_history(text).in_intervals(30).frame["offered"]) == [10]


def test_rows_that_cannot_be_used_are_told_by_their_numbers_and_never_quoted() -> None:
    text = (
        "date,start,offered,answered,answered within 20 s,agent\n"
        f"2026-01-05,08:00,10,9,8,{MARKER}\n"
        f"{MARKER},08:30,10,9,8,a\n"
        f"2026-01-05,{MARKER},10,9,8,a\n"
        f"2026-01-05,09:00,{MARKER},9,8,a\n"
        "2026-01-05,09:30,10,9,12,a\n"
        "2026-01-05,08:00,11,9,8,a\n"
        "2026-01-05,08:10,11,9,8,a\n"
        "2026-01-05,10:00,11,9,8,a\n"
        "2026-01-05,10:30,11,9,8,a\n"
    )
    found = _history(text)
    assert [one.row for one in found.rejected] == [3, 4, 5, 6, 7, 8]
    assert found.threshold_s == 20
    assert MARKER not in repr(found) + found.frame.to_csv() + str(found.rejected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,start,agent\n2026-01-05,08:00,x\n", "offered"),
        ("offered,answered\n10,9\n", "dates"),
        ("date,start,offered\nsoon,08:00,1\n", "row 2: date is no date: write it as 2026-01-05"),
        ("date,start,offered\n2026-01-05,08:00,1\n2026-01-05,08:07,1\n", "7 minutes apart"),
    ],
    ids=["no calls", "no dates", "no row", "odd intervals"],
)
def test_what_is_no_history_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        _history(text)


def test_days_that_are_not_there_are_told() -> None:
    with pytest.raises(UsageError, match="from 2026-01-05 to 2026-01-06"):
        _history(CMS).between(dt.date(2027, 1, 1), None)


def test_call_records_become_a_history_without_anybody_in_it(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(
        "arrival,queue,wait_s,outcome,talk_s,agent,customer\n"
        f"2026-01-05 08:01:00,Sales,0,answered,100,{MARKER},{MARKER}1\n"
        f"2026-01-05 08:29:59,Sales,30,answered,200,{MARKER},{MARKER}2\n"
        f"2026-01-05 08:31:00,Sales,3,abandoned,,,{MARKER}3\n"
    )
    found = read_histories([file], threshold_s=20.0)
    frame = found.history.frame
    assert list(frame["offered"]) == [2, 1]
    assert list(frame["answered_within"]) == [1, 0]
    assert list(frame["short_abandoned"]) == [0, 1]
    assert list(frame["answered_wait_s"]) == [30, 0]
    assert found.history.whole_days
    assert MARKER not in frame.to_csv() + repr(found.history)


def test_several_files_are_one_history_and_kinds_are_not_mixed(tmp_path: Path) -> None:
    one, two, calls = (tmp_path / name for name in ("one.csv", "two.csv", "calls.csv"))
    one.write_text("date,start,offered\n2026-01-05,08:00,1\n2026-01-05,08:30,2\n")
    two.write_text("date,start,offered\n2026-01-05,08:30,9\n2026-01-05,09:00,3\n")
    calls.write_text("arrival,wait_s,outcome\n2026-01-05 08:01:00,0,answered\n")
    found = read_histories([one, two]).history
    assert list(found.frame["offered"]) == [1, 2, 3]
    assert any("two files" in notice for notice in found.notices)
    with pytest.raises(UsageError, match="not both"):
        read_histories([one, calls])


def test_a_day_in_which_the_records_end_is_no_whole_day(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    rows = ["arrival,wait_s,outcome"]
    for day, last in (("05", 18), ("06", 18), ("12", 18), ("13", 11)):
        rows += [f"2026-01-{day} {hour:02d}:05:00,0,answered" for hour in range(8, last)]
    file.write_text("\n".join(rows) + "\n")
    found = read_histories([file]).history
    assert [day.day for day in found.days] == [5, 6, 12]
    assert "The records end within Tue 2026-01-13: that day is left out." in found.notices


@pytest.mark.parametrize(
    ("name", "cells", "abandoned", "unit"),
    [
        ("abandon_rate", ("1.4", "0.9", "12"), (1.4, 0.9, 12), "per cent"),
        ("abandon_rate", ("0.5%", "1", "0"), (0.5, 1, 0), "per cent"),
        ("abandon_pct", ("0.5", "1", "0"), (0.5, 1, 0), "per cent"),
        ("abandon_rate", ("0.05", "1", "0"), (5, 100, 0), "fractions"),
    ],
)
def test_a_column_of_shares_is_in_one_unit_which_is_told(
    name: str, cells: tuple[str, ...], abandoned: tuple[float, ...], unit: str
) -> None:
    rows = [f"2026-01-0{at},100,{cell}" for at, cell in enumerate(cells, start=1)]
    found = _history("\n".join([f"date,offered,{name}", *rows]))
    assert list(found.frame["abandoned"]) == pytest.approx(list(abandoned))
    assert any(unit in notice and name in notice for notice in found.notices)


def test_a_service_level_never_above_one_is_no_per_cent_whatever_its_name() -> None:
    found = _history("date,offered,SL %\n2026-01-05,100,0.8\n2026-01-06,100,1\n")
    assert list(found.frame["answered_within"]) == [80, 100]


def test_a_service_level_of_those_answered_is_seen_for_the_whole_column_and_told() -> None:
    """All of those answered in time, with 30 of 100 gone: it cannot be of those offered."""
    found = _history(
        "date,offered,answered,service level\n2026-01-05,100,70,100%\n2026-01-06,100,90,50%\n"
    )
    assert list(found.frame["answered_within"]) == [70, 45]
    assert not found.rejected
    assert any("of the calls answered" in notice for notice in found.notices)


def test_american_dates_beside_am_and_pm_begin_with_the_month_and_it_is_told() -> None:
    found = _history("date,time,offered\n01/05/2026,8:00 AM,4\n01/06/2026,8:00 AM,4\n")
    assert found.days == (dt.date(2026, 1, 5), dt.date(2026, 1, 6))
    assert any("month first" in notice for notice in found.notices)


GREENWICH = "interval start,offered\n2026-07-06T22:00Z,4\n2026-07-06T22:30Z,5\n"


def test_intervals_of_another_zone_are_brought_to_the_scenarios_and_told() -> None:
    found = read_history(read_table("mine.csv", GREENWICH.encode()), zone="Europe/Madrid")
    assert found.days == (dt.date(2026, 7, 7),)
    assert list(found.frame["minute"]) == [0, 30]
    assert any("from the time zone Z to Europe/Madrid" in one for one in found.notices)


def test_a_zone_that_is_left_out_is_told() -> None:
    found = _history(GREENWICH)
    assert list(found.frame["minute"]) == [22 * 60, 22 * 60 + 30]
    assert any("zone Z is left out" in one for one in found.notices)


def test_ends_of_intervals_are_no_zones() -> None:
    found = _history("date,time,offered\n2026-01-05,08:00-08:29,4\n2026-01-05,08:30-08:59,4\n")
    assert list(found.frame["minute"]) == [480, 510]
    assert not any("zone" in notice for notice in found.notices)


def test_call_records_too_are_brought_to_the_scenarios_clock(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("arrival,wait_s,outcome\n2026-07-06T22:05:00Z,0,answered\n")
    found = read_histories([file], zone="Europe/Madrid").history
    assert (found.days, list(found.frame["minute"])) == ((dt.date(2026, 7, 7),), [0])


@pytest.mark.parametrize(
    ("column", "cell", "handle_s"),
    [
        ("handle time", "02:00:00", 7200),
        ("handle time (min)", "120", 7200),
        ("AHT", "2700", 2700 * 36),
        ("AHT (min)", "40", 2400 * 36),
        ("AHT (ms)", "240000", 240 * 36),
        ("total handle", "0:10:00", 600),
    ],
)
def test_a_time_is_a_total_by_its_name_or_its_length_in_seconds(
    column: str, cell: str, handle_s: float
) -> None:
    found = _history(f"date,time,offered,answered,{column}\n2026-01-05,08:00,40,36,{cell}\n")
    assert list(found.frame["handle_s"]) == pytest.approx([handle_s])


@pytest.mark.parametrize(
    ("column", "within_s"),
    [
        ("Service Level 80/20", 20),
        ("SL 80 / 30", 30),
        ("SL 90%", None),
        ("service level (20 s)", 20),
        ("Service Level", None),
        ("answered within 2 min", 120),
    ],
)
def test_the_name_of_a_column_tells_within_what_time(column: str, within_s: float | None) -> None:
    """Of 80/20, the calls are 80 per cent, and the seconds 20."""
    cells = "0" if column.startswith("answered") else "0.9"
    said = {} if column.startswith("answered") else {"service_level": column}
    found = _history(f"date,offered,answered,{column}\n2026-01-05,40,38,{cells}\n", **said)
    assert found.threshold_s == within_s


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("staffed hours", "5"),
        ("staffed hours", "5:00:00"),
        ("staffed time", "18000"),
        ("staffed time", "05:00:00"),
        ("staffed time (min)", "300"),
        ("logged in", "5:00:00"),
        ("staffed", "10"),
    ],
)
def test_time_on_duty_is_agents_and_an_empty_cell_is_not_none(column: str, cell: str) -> None:
    found = _history(
        f"date,time,offered,{column}\n2026-01-05,08:00,40,{cell}\n2026-01-05,08:30,40,\n"
    )
    agents = found.frame["agents"]
    assert agents[0] == pytest.approx(10)
    assert agents.isna()[1]


def test_records_in_which_nobody_waited_are_no_history(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("arrived,outcome\n2026-01-05 08:00,blocked\n")
    with pytest.raises(UsageError, match="none of 1 calls was answered or abandoned"):
        read_histories([file])


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_long_file_in_utf_16_is_read_whole(tmp_path: Path, mark: str) -> None:
    """The sign U+020A has the byte in it that ends a line, which must not be cut behind."""
    rows = [
        f"{1 + at % 28:02d}.{1 + at // 28 % 12:02d}.{2000 + at // 336};Ȋ;{at}" for at in range(2500)
    ]
    file = tmp_path / "history.csv"
    file.write_bytes(("\ufeff" + "\n".join(["date;queue;offered", *rows])).encode(mark))
    assert read_histories([file]).history.rows == 2500
    assert are_counts(file) is False
    calls = [
        f"{day:02d}.01.2026 {at // 60:02d}:{at % 60:02d};Ȋ;5;60"
        for day in (5, 6)
        for at in range(1440)
    ]
    file.write_bytes(("\ufeff" + "\n".join(["arrived;queue;wait;talk", *calls])).encode(mark))
    assert len(read_calls(file).frame) == 2880
    counts = [row.rsplit(";", 1)[0] for row in calls]
    file.write_bytes(("\ufeff" + "\n".join(["time;queue;calls", *counts])).encode(mark))
    assert are_counts(file)
