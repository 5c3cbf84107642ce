"""Counts of calls by date and interval: read whole, and what was taken so is told."""

import datetime as dt
from pathlib import Path

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
