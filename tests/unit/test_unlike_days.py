"""Half days, faults and days of hardly any calls are left out and named; other days never are."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

from ccsim.errors import UsageError
from ccsim.experiments.unlike_days import (
    Record,
    named,
    record_of,
    unlike_days,
    without_days,
)
from ccsim.intake.history import History

OPEN = slice(16, 40)  # from eight to twenty, in half-hours


def weeks(count: int, calls: float = 20.0) -> Record:
    """Weeks of seven days with as many calls in each half-hour from eight to twenty."""
    first = dt.date(2026, 1, 5)
    table = np.zeros((7 * count, 48))
    table[:, OPEN] = calls
    dates = tuple(first + dt.timedelta(at) for at in range(7 * count))
    return Record(dates, table, 0.9 * table)


def kinds(record: Record) -> dict[int, str]:
    return {record.dates.index(one.day): one.kind for one in unlike_days(record)}


def test_days_that_are_alike_all_stay() -> None:
    assert kinds(weeks(4)) == {}


def test_an_hour_without_an_answer_between_others_is_a_fault() -> None:
    record = weeks(4)
    record.answered[9, 30:33] = 0.0
    (one,) = unlike_days(record)
    assert one.kind == "fault"
    assert one.why == "a fault: from 15:00 to 16:30 next to nobody was answered, usually 54 answers"
    record.calls[9, 30:33] = 0.0
    assert "next to no call was recorded" in named(unlike_days(record))


@pytest.mark.parametrize(
    ("silent", "why"),
    [(slice(26, 48), "from 13:00 next to"), (slice(0, 20), "before 10:00 next to")],
)
def test_a_day_open_for_a_part_of_the_hours_is_a_half_day(silent: slice, why: str) -> None:
    record = weeks(2)
    record.calls[3, silent] = record.answered[3, silent] = 0.0
    (one,) = unlike_days(record)
    assert (one.day, one.kind) == (record.dates[3], "half day")
    assert why in one.why


def test_hardly_any_calls_and_calls_that_nobody_answers_are_told_apart() -> None:
    record = weeks(3)
    record.calls[2] *= 0.2
    record.answered[2] *= 0.2
    record.answered[10] = 0.0
    first, second = unlike_days(record)
    assert "96 calls, less than a quarter of the 480 that are usual" in first.why
    assert "none of 480 calls was answered" in second.why


@pytest.mark.parametrize("count", [2, 3])
def test_a_day_on_which_all_the_world_calls_makes_no_other_day_an_exception(count: int) -> None:
    record = weeks(count)
    record.calls[7] *= 9.0
    record.answered[7] *= 9.0
    assert kinds(record) == {}


def test_of_two_days_of_a_busy_weekday_the_holiday_is_found() -> None:
    record = weeks(2)
    for at, times in ((0, 5.0), (7, 0.02)):
        record.calls[at] *= times
        record.answered[at] *= times
    assert kinds(record) == {7: "hardly any"}


@pytest.mark.parametrize("unheard", [0.0, 3.0])
def test_saturdays_of_which_most_are_closed_are_no_exceptions(unheard: float) -> None:
    """Closed on three of five; some call all the same, and hear that nobody is there."""
    record = weeks(5)
    record.calls[5::14, OPEN] = unheard
    record.answered[5::14] = 0.0
    assert kinds(record) == {}


def test_a_small_centre_without_an_answer_was_closed_and_had_no_half_day() -> None:
    record = weeks(4, 2.0)
    record.calls[9] = record.answered[9] = record.answered[17] = 0.0
    assert [one.why for one in unlike_days(record)] == [
        "nobody called: closed, a strike, a fault?",
        "none of 48 calls was answered: closed, a strike, a fault?",
    ]


def test_a_weekday_that_is_always_short_is_no_half_day() -> None:
    record = weeks(4)
    record.calls[4::7, 26:] = record.answered[4::7, 26:] = 0.0
    assert kinds(record) == {}


def test_what_is_so_every_other_week_is_no_exception() -> None:
    record = weeks(4)
    record.calls[4::14, 26:] = record.answered[4::14, 26:] = 0.0
    assert kinds(record) == {}


def test_two_half_days_of_five_are_both_found() -> None:
    record = weeks(5)
    for at in (23, 30):
        record.calls[at, 26:] = record.answered[at, 26:] = 0.0
    assert kinds(record) == {23: "half day", 30: "half day"}


def test_a_short_silence_or_one_that_misses_few_calls_is_none() -> None:
    busy, quiet = weeks(4, 100.0), weeks(4, 2.0)
    busy.answered[9, 30] = 0.0
    quiet.answered[9, 30:36] = 0.0
    assert kinds(busy) == kinds(quiet) == {}


def test_days_that_differ_by_chance_and_by_busy_days_all_stay() -> None:
    """Poisson calls with a busy-day factor of 0.6 to 1.4, at 3 to 20 calls a half-hour."""
    even = (np.arange(4000) * 0.618034) % 1
    for calls in (3.0, 8.0, 20.0):
        for turn in range(5):
            record = weeks(4, calls)
            busy = 0.6 + 0.8 * np.roll(even, 31 * turn)[:28, None]
            luck = np.roll(even, 97 * turn)[: 28 * 48].reshape(28, 48)
            drawn = poisson(record.answered * busy).ppf(luck)
            assert kinds(Record(record.dates, drawn, drawn)) == {}


def test_what_a_report_does_not_tell_is_no_silence() -> None:
    record = weeks(4)
    record.calls[9, 28:36] = record.answered[9, 28:36] = np.nan
    record.calls[16, :24] = record.answered[16, :24] = np.nan
    assert kinds(record) == {}


def test_a_history_loses_these_days_and_says_so_if_none_is_left() -> None:
    rows = [
        {"queue": queue, "day": day, "minute": minute, "offered": 9.0, "answered": 8.0}
        for queue in ("a", "b")
        for day in (dt.date(2026, 1, 5), dt.date(2026, 1, 12), dt.date(2026, 1, 19))
        for minute in range(480, 1200, 30)
        if day.day != 12 or minute < 780
    ]
    history = History(pd.DataFrame(rows), minutes=30, rows=len(rows), whole_days=True)
    record = record_of(history)
    assert record.calls[0, OPEN] == pytest.approx(18.0)
    (one,) = unlike_days(record)
    assert one.to_json() == {
        "day": "2026-01-12",
        "kind": "half day",
        "why": "a half day: from 13:00 next to no call was recorded, usually 224 answers",
    }
    assert len(without_days(history, [one]).days) == 2
    with pytest.raises(UsageError, match="wanted can be compared: 1 day is unlike "):
        without_days(history.between(one.day, one.day), [one])
