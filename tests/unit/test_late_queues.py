"""A queue that starts while records go on has the level of the days on which it was there."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ccsim.experiments.calibration.calls import Calls, calls_of
from ccsim.experiments.calibration.centre import centre_of
from ccsim.experiments.history_days import past_of
from ccsim.experiments.late_queues import first_day, on_unseen_weekdays
from ccsim.intake.calls import ANSWERED, CallRecords
from ccsim.intake.history import History

WEEKDAY = np.arange(14) % 7
EVERY = np.ones(14, bool)


def test_a_queue_that_is_there_from_the_first_day_is_not_late() -> None:
    assert first_day(np.full(14, 9.0), WEEKDAY, EVERY) == 0


def test_a_queue_whose_days_without_calls_are_many_starts_with_its_first_call() -> None:
    assert first_day(np.where(np.arange(14) < 5, 0.0, 9.0), WEEKDAY, EVERY) == 5


def test_a_queue_with_few_calls_may_just_have_had_none() -> None:
    assert first_day(np.where(np.arange(14) < 5, 0.0, 2.0), WEEKDAY, EVERY) == 0


def test_days_on_which_nobody_would_have_called_say_nothing() -> None:
    """Open on Saturdays and Sundays alone, from the first week on."""
    assert first_day(np.where(WEEKDAY >= 5, 40.0, 0.0), WEEKDAY, EVERY) == 0
    assert first_day(np.full(14, 9.0) * (np.arange(14) > 4), WEEKDAY, np.arange(14) > 4) == 0


def test_weekdays_that_a_late_queue_has_not_seen_have_its_share_of_the_calls() -> None:
    others = np.tile(np.arange(1.0, 8.0)[:, None], (1, 2))  # a week, a day to each row
    found = on_unseen_weekdays(0.5 * others[3:], others, np.arange(7), np.ones(7, bool))
    assert found[:3] == pytest.approx(0.5 * others[:3])
    assert not found[3:].any()


def records(since: int) -> Calls:
    """Three weeks, Monday to Friday: 60 calls a day to one queue, 30 to another from a day on."""
    rows = [
        {"arrived": pd.Timestamp("2026-01-05 09:00") + pd.Timedelta(day, "D")
         + pd.Timedelta(480.0 * (n + 0.5) / count, "min"), "queue": queue, "outcome": ANSWERED,
         "talk_s": 50.0 + n, "agent": n % 2, "customer": pd.NA}
        for day in range(21) if day % 7 < 5
        for queue, count in (("one", 60), ("late", 30 if day >= since else 0))
        for n in range(count)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).assign(priority=0, hold_s=0.0, wrap_up_s=0.0, wait_s=0.0)
    frame["customer"] = frame["customer"].astype("Int64")
    return calls_of(CallRecords(frame), 30)


@pytest.mark.parametrize("since", [0, 8, 16])
def test_the_level_of_a_late_queue_is_that_of_its_own_days(since: int) -> None:
    """From the second Tuesday on, or the third Wednesday, so that two weekdays are not seen."""
    centre = centre_of(records(since))
    one, late = centre.queues
    assert one.weekly[:5].sum(axis=1) == pytest.approx([60.0] * 5, rel=1e-6)
    assert late.weekly[:5].sum(axis=1) == pytest.approx([30.0] * 5, rel=1e-6)
    assert centre.busy_days.value == pytest.approx(0.0, abs=1e-6)
    told = [notice for notice in centre.notices if "late" in notice and "starts while" in notice]
    assert len(told) == (since > 0)
    if since:
        assert f"late on {dt.date(2026, 1, 5) + dt.timedelta(since)}" in told[0]


def test_a_weekday_of_which_no_day_is_left_is_said_to_be_unknown_and_not_without_calls() -> None:
    """Of two Mondays one has calls in the morning alone, the other one in the afternoon."""
    whole = records(0)
    day, second = whole.frame["day"], whole.frame["second"]
    gone = ((day == 0) & (second >= 12 * 3600)) | ((day == 7) & (second < 12 * 3600))
    kept = whole.frame[~gone & (day < 14)].reset_index(drop=True)
    centre = centre_of(replace(whole, frame=kept, dates=whole.dates[:14]))
    assert [one.kind for one in centre.calls.unlike] == ["half day", "half day"]
    assert any(one.startswith("no day of Mo is left: nothing is known") for one in centre.notices)
    assert any(one.startswith("there are no calls on Sa, Su: ") for one in centre.notices)


def test_a_history_does_not_know_the_days_before_a_queue_was_there() -> None:
    days = [dt.date(2026, 1, 5) + dt.timedelta(at) for at in range(10)]
    rows = [
        {"queue": queue, "day": day, "minute": minute, "offered": 2.0}
        for at, day in enumerate(days)
        for queue in ("one", "late")
        for minute in range(480, 960, 30)
        if queue == "one" or at >= 4
    ]
    history = History(pd.DataFrame(rows), minutes=30, rows=len(rows), whole_days=True)
    past = past_of(history, {"one": "one", "late": "late"}, {})
    assert past.known[0].all()
    assert past.known[1].any(axis=1).tolist() == [False] * 4 + [True] * 6
    (notice,) = past.notices
    assert "starts while the records go on: late on 2026-01-09; the days before" in notice
    again = past_of(history, {"one": "one", "late": "late"}, {}, before={"late"})
    assert again.known.any(axis=2).all()  # it had calls earlier still, so it was there
    assert again.notices == ()
