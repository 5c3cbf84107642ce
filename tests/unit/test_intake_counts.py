"""Counts of calls by date and interval: read whole, and what was taken so is told."""

import datetime as dt
from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.intake.counts import CallCounts, are_counts, read_counts


def _counts(folder: Path, text: str | bytes) -> CallCounts:
    path = folder / "counts.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert are_counts(path)
    return read_counts(path)


def test_one_date_far_down_shows_that_the_month_stands_first(tmp_path: Path) -> None:
    rows = [f"01/05/2026,{at // 60:02d}:{at % 60:02d},1" for at in range(24 * 60)]
    found = _counts(tmp_path, "\n".join(["date,time,calls", *rows, "01/13/2026,08:00,1"]))
    assert sorted(set(found.frame["date"])) == [dt.date(2026, 1, 5), dt.date(2026, 1, 13)]
    assert not found.notices


def test_dates_that_do_not_show_it_are_told(tmp_path: Path) -> None:
    found = _counts(tmp_path, "date,time,calls\n01/05/2026,08:00,3\n01/05/2026,08:30,4\n")
    assert set(found.frame["date"]) == {dt.date(2026, 5, 1)}
    assert "Dates such as 05/01/2026 are read with the day first." in found.notices


def test_a_zone_behind_the_times_is_told_to_be_left_out(tmp_path: Path) -> None:
    text = "time,calls\n2026-03-28T08:00+01:00,3\n2026-03-30T08:00+02:00,4\n"
    found = _counts(tmp_path, text)
    assert set(found.frame["minute"]) == {480}
    assert any("zones +01:00 and +02:00 are left out" in one for one in found.notices)


def test_a_report_of_intervals_counts_too_with_its_handle_times_and_shares(tmp_path: Path) -> None:
    text = "Date,Time,Offer,Answer,Abandon %,Avg Handle\n02.03.2026,08:00,40,38,5 %,250000\n"
    found = _counts(tmp_path, text)
    assert found.frame[["calls", "aht_s"]].to_numpy().tolist() == [[40, 250]]
    assert "abandon_rate" not in dict(found.columns)  # a scenario cannot remember that one


def test_files_with_other_intervals_are_refused(tmp_path: Path) -> None:
    for name, step in (("a.csv", 30), ("b.csv", 15)):
        (tmp_path / name).write_text(
            f"date,time,calls\n2026-03-02,08:00,3\n2026-03-02,08:{step},4\n"
        )
    with pytest.raises(UsageError, match="intervals of 15 and 30 minutes"):
        read_counts([tmp_path / "a.csv", tmp_path / "b.csv"])


def test_an_interval_that_two_files_tell_counts_once_and_that_is_told(tmp_path: Path) -> None:
    for name, calls in (("a.csv", 3), ("b.csv", 5)):
        rows = f"2026-03-02,08:00,{calls}\n2026-03-02,08:30,{calls}\n"
        (tmp_path / name).write_text(f"date,time,calls\n{rows}")
    found = read_counts([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert found.frame["calls"].tolist() == [3, 3]
    assert "2 intervals are told by two files: the first file counts." in found.notices


def test_counts_of_whole_days_are_refused_by_the_name_of_their_file(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("date,time,calls\n2026-03-02,00:00,30\n2026-03-03,00:00,40\n")
    with pytest.raises(UsageError, match=r"days\.csv: counts of whole days"):
        read_counts(path)
