"""What agents do between calls, and who comes once callers wait: read from services alone."""

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ccsim.experiments.calibration.calls import Calls, calls_of
from ccsim.experiments.calibration.centre import centre_of
from ccsim.experiments.calibration.days import ServiceDay
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.experiments.calibration.pauses import (
    LONGEST_S,
    Pauses,
    kaplan_meier,
    pauses_of,
    pauses_seen,
)
from ccsim.experiments.calibration.reserve import called_in, lines_of, reserve_of
from ccsim.experiments.calibration.staffing import Team
from ccsim.intake.calls import ABANDONED, ANSWERED, CallRecords


def day_of(calls: list[tuple[float, float, float, int]]) -> ServiceDay:
    """Calls as arrival, wait, talk and agent, in the order of arrival; no agent: -1."""
    second, wait_s, talk_s, agent = (np.array(column, float) for column in zip(*calls, strict=True))
    served = talk_s > 0
    begins = (second + wait_s)[served]
    who = agent[served].astype(np.int64)
    return ServiceDay(0, second, wait_s, begins, begins + talk_s[served], who, wait_s[served])


def one_agent(pause_s: float, calls: int = 20) -> ServiceDay:
    """Everybody calls at the beginning; one agent takes them one by one, with pauses between."""
    starts = [100.0 + n * (60.0 + pause_s) for n in range(calls)]
    return day_of([(100.0, start - 100.0, 60.0, 0) for start in starts])


def test_a_pause_is_seen_in_full_while_somebody_waits() -> None:
    seen = pauses_seen(one_agent(15.0))
    assert seen.lengths.tolist() == [15.0] * 19
    assert seen.ended.all()


def test_a_pause_that_outlasts_the_line_is_only_known_to_be_longer() -> None:
    """A talks until 160; whoever waits from 130 is taken at 165 by B, who had come then."""
    seen = pauses_seen(day_of([(100, 0, 60, 0), (130, 35, 60, 1), (400, 0, 60, 0)]))
    assert list(zip(seen.lengths.tolist(), seen.ended.tolist(), strict=True)) == [(5.0, False)]


def test_without_a_line_nothing_is_known_of_pauses() -> None:
    seen = pauses_seen(day_of([(100 + 200 * n, 0, 60, 0) for n in range(10)]))
    assert not len(seen.lengths)


def test_pauses_of_one_length_are_written_with_their_mean() -> None:
    days = [one_agent(15.0) for _ in range(8)]
    found = pauses_of(days, [np.zeros(0, np.int64)] * 8, "teams.agents.pauses")
    assert found is not None
    assert found.mean.value == pytest.approx(15.0)
    assert (found.mean.low, found.mean.high) == (pytest.approx(15.0), pytest.approx(15.0))
    steps = found.written()["empirical"]["quantiles"]
    times = [float(one.removesuffix("ms")) / 1000 for one in steps]
    mean = (sum(times) - (times[0] + times[-1]) / 2) / (len(times) - 1)
    assert mean == pytest.approx(15.0, abs=0.01)


def test_of_one_day_alone_there_is_a_range_that_is_an_assumption_and_no_interval() -> None:
    found = pauses_of([one_agent(15.0, calls=120)], [np.zeros(0, np.int64)], "teams.agents.pauses")
    assert found is not None
    assert found.mean.ends == "range 0.1s to 30s"
    assert found.mean.grade == "D"
    assert found.mean.method.endswith("of one day alone: its range is an assumption")


def test_who_takes_the_next_caller_at_once_has_no_pauses() -> None:
    days = [one_agent(0.0) for _ in range(8)]
    assert pauses_of(days, [np.zeros(0, np.int64)] * 8, "teams.agents.pauses") is None


def test_who_takes_nobody_after_the_longest_pause_is_away_and_not_at_work() -> None:
    days = [one_agent(15.0) for _ in range(8)]
    found = pauses_of(days, [np.zeros(0, np.int64)] * 8, "teams.agents.pauses")
    assert isinstance(found, Pauses)
    busy = found.under_way(day_of([(100, 0, 60, 0)]))
    assert busy[160 + 5] == 1.0
    assert not busy[160 + 20 :].any()
    assert len(found.survival) == LONGEST_S + 1


def test_kaplan_and_meier_take_the_broken_off_for_longer() -> None:
    """Of 4, one ends at 1; of the 2 that are followed beyond 2, one ends at 3."""
    levels, share = kaplan_meier(np.array([1.0, 2.0, 3.0, 4.0]), np.array([True, False] * 2))
    assert levels.tolist() == [1, 2, 3, 4]
    assert share.tolist() == pytest.approx([0.75, 0.75, 0.375, 0.375])


def called_day(after_s: float) -> ServiceDay:
    """Agent 0 is on a long talk again and again; agent 1 comes when somebody has waited so long."""
    calls = [(100.0, 0.0, 60.0, 1)]
    for n in range(8):
        start = 1000.0 + 1200.0 * n
        calls += [(start, 0.0, 600.0, 0), (start + 50.0, after_s, 100.0, 1)]
    return day_of(calls)


def test_who_comes_when_callers_have_waited_is_seen_by_how_long_they_had() -> None:
    lines = lines_of(called_day(70.0), 1800.0)
    assert lines.lasted.tolist() == [70.0] * 8
    assert lines.came.all()
    found = reserve_of([called_day(70.0)] * 5, 1800.0, "queues.a.overflow.after")
    assert found is not None
    assert (found.value, found.n) == (70.0, 40)
    assert found.low <= 70.0 <= found.high
    assert called_in(called_day(70.0), found).size == 8


def test_nobody_is_called_where_whoever_takes_a_waiting_caller_had_just_been_at_work() -> None:
    assert reserve_of([one_agent(15.0)] * 8, 1800.0, "queues.a.overflow.after") is None


def week(named: bool) -> Calls:
    """Ten days; forty callers wait for half a minute, hang up, and are served 20 min later."""
    rows = []
    for day in range(10):
        for n in range(40):
            minute = 1440.0 * day + 480 + 5 * n
            who = {"customer": 100 * day + n, "queue": "a" if n % 4 else "b"}
            rows.append(who | {"minute": minute, "wait_s": 30.0, "outcome": ABANDONED})
            talk = {"outcome": ANSWERED, "talk_s": 60.0, "agent": n % 3 if named else pd.NA}
            rows.append(who | {"minute": minute + 20.5} | talk)
        rows.append({"minute": 1440.0 * day + 1200, "outcome": ANSWERED, "talk_s": 60.0})
    frame = pd.DataFrame(rows).assign(priority=0, hold_s=0.0, wrap_up_s=0.0)
    frame = frame.fillna({"queue": "a", "wait_s": 0.0})
    frame["agent"], frame["customer"] = (
        frame[name].astype("Int64") for name in ("agent", "customer")
    )
    moments = pd.to_timedelta(frame.pop("minute"), unit="min")
    frame["arrived"] = pd.Timestamp("2026-01-05") + moments
    return calls_of(CallRecords(frame), 30)


def test_a_day_of_hardly_any_calls_is_no_day_like_others_and_is_said() -> None:
    """Four Mondays of 200 calls, one of them with 20, as in a strike; Tuesdays always have few."""
    rows = [
        {"arrived": pd.Timestamp("2026-01-05 09:00") + pd.Timedelta(7 * week + day, "D")
         + pd.Timedelta(n, "min"), "queue": "a", "outcome": ANSWERED, "talk_s": 50.0 + n,
         "agent": 0, "customer": pd.NA}
        for week in range(4) for day, calls in ((0, 20 if week == 1 else 200), (1, 20))
        for n in range(calls)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).assign(priority=0, hold_s=0.0, wrap_up_s=0.0, wait_s=0.0)
    frame["customer"] = frame["customer"].astype("Int64")
    calls = calls_of(CallRecords(frame), 30)
    calls = calls.without_unlike_days()
    assert [one.day.isoformat() for one in calls.unlike] == ["2026-01-12"]
    assert calls.weekly(calls.counts())[0].sum() == pytest.approx(200.0)
    told = [one for one in centre_of(calls).notices if "2026-01-12" in one]
    assert len(told) == 1
    assert "less than a quarter" in told[0]


def test_times_that_are_all_alike_are_fitted_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        centre = centre_of(week(named=True))
    talk = next(one for one in centre.estimates if one.path == "queues.a.talk")
    assert talk.value == pytest.approx(60.0, rel=0.01)
    assert centre.habits["redials"].chance.value == pytest.approx(1.0, abs=0.01)


def test_queues_of_which_no_agent_is_known_share_one_team() -> None:
    (team,) = centre_of(week(named=False)).teams
    assert sorted(team.queues) == ["a", "b"]


def test_how_sure_the_number_of_agents_is_has_a_range_as_their_handle_times() -> None:
    """As many more agents do what these would with handle times so much shorter.

    Shorter by another 6 %, as the method is known to miss so many where some come when called.
    """
    nobody = np.zeros((7, 48))
    ready = Estimate("teams.agents.headcount", 0.8, 0.75, 0.85, 900, "arrivals", "as seen", "share")
    team = Team("agents", ("a",), 9, nobody, ready, nobody, nobody.astype(np.int64))
    sure = team.capacity
    assert sure is not None
    assert sure.path == "teams.agents.talk_factor"
    expected = (0.8 / 0.85 / 1.06, 1.0, 0.8 / 0.75)
    assert (sure.low, sure.value, sure.high) == pytest.approx(expected)
    assert sure.ranged
    assert not sure.is_interval


@pytest.mark.parametrize("ringing_s", [0.0, 4.0])
def test_ringing_that_may_be_part_of_the_waits_is_told(ringing_s: float) -> None:
    calls = week(named=True)
    waits = calls.frame["wait_s"].where(calls.frame["wait_s"] > 0, ringing_s)
    calls = replace(calls, frame=calls.frame.assign(wait_s=waits))
    told = [one for one in centre_of(calls).notices if "4 s or less: if that is ringing" in one]
    assert len(told) == (ringing_s > 0)
