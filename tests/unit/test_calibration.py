"""What is estimated from call records, each by itself, where the answer is known."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ccsim.experiments.calibration.arrivals import Totals, busy_day_cv, level, opening, totals_of
from ccsim.experiments.calibration.calls import Calls, calls_of
from ccsim.experiments.calibration.centre import centre_of
from ccsim.experiments.calibration.redials import HABITS, calling_again, expected_again
from ccsim.experiments.calibration.staffing import Seen, mean_ready, shared_queues, whole_agents
from ccsim.experiments.calibration.times import fit_times, survival_seen, times_of
from ccsim.intake.calls import ABANDONED, ANSWERED, CallRecords

MONDAY = dt.date(2026, 1, 5)


def records(rows: list[dict[str, object]]) -> Calls:
    """Calls written by hand: minutes after Monday's midnight, and what is not usual."""
    frame = pd.DataFrame(rows)
    usual = {"queue": "a", "priority": 0, "wait_s": 0.0, "outcome": ANSWERED, "talk_s": 60.0,
             "hold_s": 0.0, "wrap_up_s": 0.0, "agent": pd.NA, "customer": pd.NA}  # fmt: skip
    for name, value in usual.items():
        frame[name] = frame[name].fillna(value) if name in frame else value
    frame["arrived"] = pd.Timestamp(MONDAY) + pd.to_timedelta(frame.pop("minute"), unit="min")
    return calls_of(CallRecords(frame), 30)


def made(distribution: object, n: int) -> "np.typing.NDArray[np.float64]":
    """Times that lie as evenly in a distribution as can be."""
    return np.asarray(distribution.ppf((np.arange(n) + 0.5) / n))  # type: ignore[attr-defined]


def test_the_family_that_made_the_times_is_chosen_with_its_mean_and_shape() -> None:
    sigma = 0.8
    fit = fit_times(
        times_of(made(stats.lognorm(s=sigma, scale=200), 2000)),
        ("lognormal", "gamma", "weibull", "exponential"),
    )[0]
    assert fit.family.name == "lognormal"
    assert fit.mean == pytest.approx(200 * np.exp(sigma**2 / 2), rel=0.005)
    assert fit.shape == pytest.approx(sigma, rel=0.01)
    spread = sigma * np.sqrt(1 / 2000 + sigma**2 / 4000)  # of the mean's logarithm
    low, high = fit.mean_interval
    assert np.log(high / low) == pytest.approx(2 * 1.96 * spread, rel=0.02)


def test_what_is_broken_off_counts_as_longer_as_scipy_has_it() -> None:
    """The fit agrees with scipy's own of censored data, and Kaplan-Meier with its ecdf."""
    patience = made(stats.weibull_min(c=0.8, scale=300), 500)
    offered = np.resize(np.array([20.0, 90.0, 200.0, 600.0]), 500)
    waited, gone = np.minimum(patience, offered), patience < offered
    data = stats.CensoredData.right_censored(waited, ~gone)
    shape, _, scale = stats.weibull_min.fit(data, floc=0)
    times = times_of(waited, gone)
    fit = next(one for one in fit_times(times, ("weibull", "exponential")))
    assert fit.shape == pytest.approx(shape, rel=1e-3)
    assert fit.mean == pytest.approx(stats.weibull_min(c=shape, scale=scale).mean(), rel=1e-3)
    seen = stats.ecdf(data).sf.evaluate([50.0, 150.0])
    assert [survival_seen(times, 50.0), survival_seen(times, 150.0)] == pytest.approx(list(seen))


def test_without_short_ones_a_distribution_is_what_it_was() -> None:
    """Fitted to what lies beyond 10 s only, it is the distribution of all, not of those."""
    whole = made(stats.lognorm(s=1.2, scale=60), 3000)
    fit = fit_times(times_of(whole, beyond=10.0), ("lognormal",))[0]
    assert fit.shape == pytest.approx(1.2, rel=0.02)
    assert fit.survival(10.0) == pytest.approx(stats.lognorm(s=1.2, scale=60).sf(10), abs=0.01)


def test_days_that_differ_by_chance_alone_have_no_busy_days() -> None:
    calls = stats.poisson(400).ppf((np.arange(28) + 0.5) / 28)
    weekday = np.zeros(28, np.int64)
    found = busy_day_cv(Totals(calls, weekday, calls))
    assert found.value == pytest.approx(0.0, abs=0.01)
    assert found.low == 0
    # The variance may be 27 / 14.6 times what chance gives: the 2.5 % point of 27 degrees.
    assert found.high == pytest.approx(np.sqrt((27 / 14.57 - 1) / 400), rel=0.02)


def test_busy_days_are_the_variance_beyond_chance() -> None:
    """Totals 100 apart from 1,000, on either side: a variance of 10,344 of which 1,000 is chance.

    n = 30, so the sum of squares over 29 degrees is 10,345; cv² = 9,345 / 1,000².
    """
    calls = np.array([900.0, 1100.0] * 15)
    found = busy_day_cv(Totals(calls, np.zeros(30, np.int64), np.full(30, 1000.0)))
    assert found.value == pytest.approx(np.sqrt(300_000 / 29 - 1000) / 1000, rel=1e-4)
    assert found.low < found.value < found.high


def test_single_calls_before_opening_open_no_queue() -> None:
    week = np.zeros((7, 48))
    week[0, 16:34] = 20.0
    week[0, 20] = 0.0
    week[0, 2] = 0.4
    assert np.flatnonzero(opening(week)[0]).tolist() == list(range(16, 34))


def test_agents_of_an_interval_are_whole_and_lose_nothing_over_a_day() -> None:
    wanted = np.full((7, 48), 2.4)
    found = whole_agents(wanted, wanted)
    assert set(found.ravel().tolist()) == {2, 3}
    assert np.abs(found.sum(axis=1) - 48 * 2.4).max() <= 0.5


def test_who_is_ready_is_seen_by_those_who_wait_and_those_who_do_not() -> None:
    """Of ten on duty eight are ready: whoever finds eight in service waits, all others do not."""
    share = np.array([0.2, 0.4, 0.6, 0.7, 0.8, 0.8])
    waits = share >= 0.8
    assert mean_ready([Seen(share, waits, np.full(6, 9))]) == pytest.approx(0.8)


def test_queues_with_the_same_agents_share_a_team_and_others_do_not() -> None:
    """Agent 1 answers a and, now and then, the small b; agent 2 answers only c."""
    rows: list[dict[str, object]] = []
    for at in range(60):
        rows.append({"minute": 480 + at, "agent": 1, "queue": "b" if at % 20 == 0 else "a"})
        rows.append({"minute": 480 + at, "agent": 2, "queue": "c"})
    groups = shared_queues(records(rows))
    assert sorted(map(sorted, groups)) == [["a", "b"], ["c"]]


def test_redials_have_bounds_where_only_some_callers_are_known() -> None:
    """40 hang up; 20 call again at once: 10 of these wait and are known, 10 are answered at once.

    Half of the calls just then say whose they are, so at least 10 of 40, at most 20 of 40.
    """
    rows: list[dict[str, object]] = [{"minute": 720, "customer": 900}]
    for n in range(40):
        gone = {"minute": 480.0 + n / 10, "wait_s": 5.0, "outcome": ABANDONED, "customer": n}
        rows.append(gone | {"talk_s": np.nan})
    rows += [{"minute": 485.0, "wait_s": 5.0, "customer": n} for n in range(10)]
    rows += [{"minute": 485.0} for _ in range(50)]
    found = calling_again(records(rows), ABANDONED, "queues.*.forecast.redials")
    assert found is not None
    assert found.chance.n == 40
    assert found.chance.value == pytest.approx((0.25 + 0.5) / 2, abs=0.01)
    assert found.chance.low < 0.25
    assert found.chance.high > 0.5


def test_a_call_is_over_when_its_hold_is() -> None:
    """Forty talk for 1 and hold for 10 minutes, and call again 115 minutes after that."""
    rows: list[dict[str, object]] = [{"minute": 1300, "customer": 900}]
    for n in range(40):
        rows += [{"minute": at, "customer": n, "hold_s": 600.0} for at in (480, 480 + 11 + 115)]
    found = calling_again(records(rows), ANSWERED, "queues.*.forecast.reconnects")
    assert found is not None
    assert (found.chance.n, found.chance.value) == (80, 0.5)


def test_how_sure_the_calls_of_a_queue_are_counts_the_redials_that_were_taken_off() -> None:
    rows: list[dict[str, object]] = []
    for day in range(14):
        for n in range(30):
            came, talk = 1440 * day + 480 + n, 40.0 + (n * 37 + day * 11) % 300
            gone = {"wait_s": 5.0 + n, "outcome": ABANDONED, "talk_s": np.nan}
            rows.append({"minute": came, "customer": n} | gone)
            later = came + 20 + n * 7 % 60 if n % 3 else 1440 * day + 960
            rows.append({"minute": later, "customer": n, "talk_s": talk})
    calls = records(rows)
    centre = centre_of(calls)
    sure = next(one for one in centre.estimates if one.path == "queues.a.forecast.scale")
    again = [
        expected_again(calls, centre.habits.get(name), after) for after, name in HABITS.items()
    ]
    taken, extra = (np.sum([one[at] for one in again], axis=0) for at in (0, 1))
    assert extra.any()
    first = calls.counts() - taken
    wanted = level(totals_of(calls, first, extra), centre.busy_days.value, sure.path)
    assert (sure.low, sure.high) == pytest.approx((wanted.low, wanted.high))
