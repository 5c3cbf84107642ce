"""Call records as telephone systems write them: odd clocks, legs, doubles, and changed clocks."""

from pathlib import Path

import pytest

from ccsim.experiments.calibration.calls import calls_of
from ccsim.intake.calls import ABANDONED, ANSWERED, CallRecords, read_calls

AUTUMN = """arrived,queue,answered_at,ended,outcome
2026-10-25 01:59:50,night,2026-10-25 02:00:10,2026-10-25 02:04:10,answered
2026-10-25 02:59:50,night,2026-10-25 02:00:10,2026-10-25 02:04:10,answered
2026-10-25 02:40:00,night,2026-10-25 02:40:20,2026-10-25 02:05:20,answered
2026-10-25 02:58:00,night,2026-10-25 03:01:00,2026-10-25 03:04:00,answered
"""
SPRING = """arrived,queue,answered_at,ended,outcome
2026-03-29 01:59:50,night,2026-03-29 03:00:10,2026-03-29 03:04:10,answered
"""


def read(folder: Path, text: str, **said: str | None) -> CallRecords:
    path = folder / "calls.csv"
    path.write_text(text, encoding="utf-8")
    return read_calls(path, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("moment", ["1772438400", "1772438400000", "1772438400.250"])
def test_time_since_1970_is_read_and_told(tmp_path: Path, moment: str) -> None:
    records = read(tmp_path, f"arrived,queue,wait\n{moment},a,3\n", zone="Europe/Madrid")
    assert str(records.frame["arrived"][0].floor("s")) == "2026-03-02 09:00:00"
    assert any("arrived: numbers are read as time since 1970" in one for one in records.notices)


def test_a_date_with_the_time_of_the_call_is_its_arrival(tmp_path: Path) -> None:
    records = read(tmp_path, "Date,Queue,Wait\n02-Mar-2026 08:00:05,a,3\n")
    assert str(records.frame["arrived"][0]) == "2026-03-02 08:00:05"
    assert ("arrived", "Date") in records.columns


def test_durations_in_milliseconds_are_seen_and_told(tmp_path: Path) -> None:
    text = "Date,Queue,Total Queue,Total Talk,Abandoned\n"
    text += "2026-03-02T08:00:00,a,4000,180000,NO\n2026-03-02T08:01:00,a,60000,,YES\n"
    records = read(tmp_path, text)
    assert records.frame["wait_s"].tolist() == [4, 60]
    assert records.frame["talk_s"][0] == 180
    assert any("such as 180,000 are taken for milliseconds" in one for one in records.notices)


def test_who_was_not_answered_was_gone_when_the_call_ended(tmp_path: Path) -> None:
    """Contact records of Amazon Connect say of such a call only when it was disconnected."""
    records = read(
        tmp_path,
        "InitiationTimestamp,Queue name,EnqueueTimestamp,ConnectedToAgentTimestamp,"
        "DisconnectTimestamp,Agent username\n"
        "2026-03-02T08:00:00Z,a,2026-03-02T08:00:30Z,,2026-03-02T08:01:15Z,\n"
        "2026-03-02T08:00:00Z,a,2026-03-02T08:00:30Z,2026-03-02T08:00:40Z,2026-03-02T08:02:40Z,x\n",
    )
    assert records.frame["outcome"].tolist() == [ABANDONED, ANSWERED]
    assert records.frame["wait_s"].tolist() == [45, 10]
    assert records.frame["agent"].notna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("aufgelegt", ABANDONED), ("Angenommen", ANSWERED), ("atendida", ANSWERED)],
)
def test_outcomes_are_known_in_other_languages(tmp_path: Path, word: str, outcome: str) -> None:
    text = f"Eingang;Warteschlange;Wartezeit;Ergebnis\n02.03.2026 08:00:00;a;00:00:07;{word}\n"
    records = read(tmp_path, text)
    assert records.frame["outcome"].tolist() == [outcome]


def test_equal_rows_are_one_call_where_they_say_which_or_whose(tmp_path: Path) -> None:
    row = "2026-03-02 08:00:00,a,3,{}\n"
    text = "arrived,queue,wait,customer\n" + row.format("c1") * 2 + row.format("") * 2
    records = read(tmp_path, text)
    assert len(records.frame) == 3
    assert any("1 rows are equal to one above: used once" in one for one in records.notices)


def test_a_call_that_is_passed_on_is_two_legs_and_one_caller(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        "call id,arrived,queue,wait,talk,customer\n"
        "7,2026-03-02 08:00:00,first,10,60,c1\n"
        "7,2026-03-02 08:01:12,second,5,90,c1\n"
        "8,2026-03-02 08:30:00,first,4,60,c1\n"
        "7,2026-03-03 08:00:00,first,10,60,c2\n",
    )
    assert records.frame["leg"].tolist() == [0, 1, 0, 0]
    calls = calls_of(records, 30)
    assert (calls.total, calls.of_callers().total) == (4, 3)
    assert any("1 rows go on with a call that another row began" in one for one in records.notices)


def test_a_call_that_is_still_open_and_a_talk_below_nothing_are_told(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        "arrived,queue,wait,talk,outcome\n2026-03-02 08:00:00,a,3,-30,answered\n"
        "2026-03-02 08:01:00,a,,,\n",
    )
    told = "the outcome is empty, as of a call that is still open"
    assert [(one.row, one.why) for one in records.rejected] == [(3, told)]
    assert any("1 talks are shorter than nothing" in one for one in records.notices)


def test_who_waits_while_the_clocks_go_back_is_neither_lost_nor_kept_waiting(
    tmp_path: Path,
) -> None:
    records = read(tmp_path, AUTUMN, times_in="Europe/Madrid")
    assert records.frame["wait_s"].tolist() == [20, 20, 180, 20]
    assert records.frame["talk_s"].tolist() == [240, 1500, 180, 240]
    assert records.frame["arrived"].dt.strftime("%H:%M").tolist() == [
        "01:59", "02:40", "02:58", "02:59",
    ]  # fmt: skip
    assert records.rejected == ()


def test_without_a_time_zone_the_message_says_that_naming_it_would_keep_the_call(
    tmp_path: Path,
) -> None:
    records = read(tmp_path, AUTUMN)
    assert len(records.frame) == 3
    [why] = [one.why for one in records.rejected]
    assert why == ("the wait is negative, as where clocks go back: --time-zone keeps such calls")


def test_who_waits_while_the_clocks_go_forward_has_not_waited_an_hour(tmp_path: Path) -> None:
    assert read(tmp_path, SPRING, zone="Europe/Madrid").frame["wait_s"].tolist() == [20]
    assert read(tmp_path, SPRING).frame["wait_s"].tolist() == [3620]


def test_moments_of_greenwich_keep_their_lengths_on_the_night_of_a_change(tmp_path: Path) -> None:
    text = "arrived,queue,answered_at\n2026-10-25T00:59:50Z,night,2026-10-25T01:00:10Z\n"
    records = read(tmp_path, text, zone="Europe/Madrid")
    assert records.frame["wait_s"].tolist() == [20]
    assert str(records.frame["arrived"][0]) == "2026-10-25 02:59:50"


def test_plain_times_of_greenwich_are_brought_to_the_clock_of_the_centre(tmp_path: Path) -> None:
    text = "arrived,queue,answered_at\n2026-07-01 08:00:00,a,2026-07-01 08:00:10\n"
    records = read(tmp_path, text, zone="Europe/Madrid", times_in="UTC")
    assert str(records.frame["arrived"][0]) == "2026-07-01 10:00:00"
    assert records.frame["wait_s"].tolist() == [10]


def test_times_that_a_zone_does_not_have_are_told(tmp_path: Path) -> None:
    text = "arrived,queue,wait\n2026-03-29 02:30:00,a,3\n"
    records = read(tmp_path, text, zone="Europe/Madrid")
    assert str(records.frame["arrived"][0]) == "2026-03-29 03:30:00"
    assert any("1 calls came in an hour that the clocks of Europe/Madrid leave out" in one
               for one in records.notices)  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "came", "answered"),
    [
        ("Europe/Madrid", "2026-03-29 01:55:00", "2026-03-29 02:05:00"),
        ("Australia/Lord_Howe", "2026-10-04 01:55:00", "2026-10-04 02:05:00"),  # half an hour
    ],
)
def test_a_clock_that_nobody_has_put_forward_yet_goes_on(
    tmp_path: Path, zone: str, came: str, answered: str
) -> None:
    """Ten minutes of waiting from 01:55 to 02:05, though the centre's zone has no 02:05."""
    records = read(tmp_path, f"arrived,queue,answered_at\n{came},a,{answered}\n", zone=zone)
    assert records.frame["wait_s"].tolist() == [600]
    assert str(records.frame["arrived"][0]) == came


def test_a_queue_that_is_called_like_an_agent_has_no_name(tmp_path: Path) -> None:
    """A line of one's own: those of all agents are one queue, and nobody is named."""
    records = read(
        tmp_path,
        "arrived,queue,wait,talk,agent\n2026-03-02 08:00:00,sales,3,60,XQ7MARKER Ann\n"
        "2026-03-02 08:01:00,xq7marker ann,3,60,XQ7MARKER Ann\n"
        "2026-03-02 08:02:00,XQ7MARKER Bob,3,60,XQ7MARKER Bob\n",
    )
    assert records.frame["queue"].tolist() == ["sales", "direct", "direct"]
    assert any("2 queues are called like an agent" in one for one in records.notices)
    assert "MARKER" not in repr(records).upper()


def test_a_queue_that_is_called_like_a_customer_has_no_name_however_it_is_written(
    tmp_path: Path,
) -> None:
    records = read(
        tmp_path,
        "arrived,queue,wait,talk,customer\n2026-03-02 08:00:00,sales,3,60,XQ7MARKER-1\n"
        "2026-03-02 08:01:00,XQ7Marker-1,3,60,XQ7MARKER-1\n",
    )
    assert records.frame["queue"].tolist() == ["sales", "direct"]
    (told,) = (one for one in records.notices if "like an agent or a customer" in one)
    assert told == "1 queue is called like an agent or a customer: it is 'direct' here"
