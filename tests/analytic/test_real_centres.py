"""Two real centres: what is estimated from their data agrees with what others made of them.

Data: Technion Service Enterprise Engineering, Anonymous Bank call-centre data, I. Guedj and
A. Mandelbaum (free for use with acknowledgement); the R package fpp2, data set `calls` (GPL-3).
Both are read from where they lie, and are no part of this repository.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.calibrate import Calibration, calibrate
from ccsim.experiments.calibration.handling import PATIENCE_FAMILIES
from ccsim.experiments.calibration.staffing import teams_of
from ccsim.experiments.calibration.times import Fit, fit_times, times_of
from ccsim.intake.calls import ABANDONED, ANSWERED
from ccsim.plan.plan import make_plan
from ccsim.replication import replicate
from ccsim.spec.loading import load
from real_data import real_data

SLOT_MS, SLOTS = 300_000, 288


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    path = real_data("anonymous_bank_1999_02.csv")
    return calibrate(path, tmp_path_factory.mktemp("bank") / "bank.yaml")


@pytest.mark.slow
def test_agents_on_duty_are_those_that_the_data_s_authors_found(bank: Calibration) -> None:
    """Their file has agents on duty by half-hour; theirs leave out pauses that ours keep.

    So ours are more, and those of ours who take calls are as many as theirs where no pause between
    calls counts: as in records that tell all work after a call, here next to none.
    """
    known = pd.read_csv(real_data("anonymous_bank_1999_02_halfhour.csv"))
    (team,) = bank.centre.teams
    dates = [date.isoformat() for date in bank.centre.calls.dates]
    day = known["date"].map({date: at for at, date in enumerate(dates)})
    found = team.on_duty[day, known["half_hour"]]
    assert np.corrcoef(found, known["agents_on_duty"])[0, 1] > 0.85
    theirs = known["agents_on_duty"].mean()
    calls = bank.centre.calls
    (told,) = teams_of(replace(calls, frame=calls.frame.assign(wrap_up_s=0.001)))
    assert told.pauses is None
    taking_calls = told.taking_calls[day, known["half_hour"]]
    assert taking_calls.mean() == pytest.approx(theirs, rel=0.05)

    assert team.pauses is not None
    at_the_ready = team.taking_calls[day, known["half_hour"]]
    answered = calls.having(ANSWERED).counts()[day, known["half_hour"]]
    in_pauses = answered * team.pauses.mean.value / 1800
    print(f"theirs {theirs:.2f}; ours without pauses {taking_calls.mean():.2f}, at the ready "
          f"{at_the_ready.mean():.2f}, of whom in a pause {in_pauses.mean():.2f}, on duty "
          f"{found.mean():.2f}")  # fmt: skip
    assert (at_the_ready - in_pauses).mean() < theirs < at_the_ready.mean() < found.mean()


@pytest.mark.slow
def test_talk_and_patience_are_those_of_the_data_s_description(bank: Calibration) -> None:
    facts = json.loads(real_data("anonymous_bank_1999_02_facts.json").read_text())[0]
    estimates = {one.path: one for one in bank.centre.estimates}
    for queue in ("PS", "NW", "NE"):
        of_all = facts["service_time_s"]["ser_time>0"][queue]
        longer = facts["service_time_s"]["ser_time>10"][queue]
        talk = estimates[f"queues.{queue}.talk"]
        assert talk.value == pytest.approx(of_all["mean"], abs=0.1)
        sigma = estimates[f"queues.{queue}.talk.lognormal.sigma"]
        assert sigma.value == pytest.approx(longer["log_sd"], rel=0.08)
        known = facts["patience"][queue]
        patience = next(one for one in bank.centre.queues if one.name == queue).facts["patience"]
        fitted = next(fit for fit in _patience(bank, queue) if fit.written() == patience)
        for seconds in (30, 60, 120):
            assert fitted.survival(seconds) == pytest.approx(
                known["km_survival"][str(seconds)], abs=0.03
            )
    again = facts["same_customer_next_call_same_day"]["after_abandonment"]
    redials = estimates["queues.*.forecast.redials"]
    assert again["within_60min"] < redials.value < redials.high
    assert redials.low < again["within_240min"]


def _patience(bank: Calibration, queue: str) -> list[Fit]:
    frame = bank.centre.calls.of(queue).frame
    gone = (frame["outcome"] == ABANDONED).to_numpy(bool)
    return fit_times(times_of(frame["wait_s"].to_numpy(float), gone), PATIENCE_FAMILIES)


class _Arrivals:
    """Counts who calls in each slot of five minutes."""

    def __init__(self) -> None:
        self.times: list[np.ndarray] = []

    def add(self, chunk: Chunk) -> None:
        self.times.append(chunk.time[chunk.event == int(Event.CONTACT_ARRIVED)].copy())

    def counts(self, days: int) -> np.ndarray:
        slot = np.concatenate(self.times) // SLOT_MS
        return np.bincount(slot, minlength=days * SLOTS)[: days * SLOTS].reshape(days, SLOTS)


def dispersion(counts: np.ndarray, weekday: np.ndarray, slots: int) -> float:
    """Variance over mean of so many slots together, within weekdays: the day's median."""
    whole = counts.shape[1] // slots
    sums = counts[:, : whole * slots].reshape(len(counts), whole, slots).sum(axis=2)
    days = np.unique(weekday)
    squares = [((sums[weekday == d] - sums[weekday == d].mean(axis=0)) ** 2).sum(0) for d in days]
    return float(np.median(sum(squares) / (len(sums) - len(days)) / sums.mean(axis=0)))


def _interval(counts: np.ndarray, weekday: np.ndarray, slots: int) -> tuple[float, float]:
    """The 95 % interval of the dispersion, by bootstrap over days."""

    def of(days: np.ndarray) -> float:
        return dispersion(counts[days], weekday[days], slots)

    found = stats.bootstrap(
        (np.arange(len(counts)),), of, n_resamples=200, method="percentile", vectorized=False, rng=1
    ).confidence_interval
    return float(found.low), float(found.high)


@pytest.mark.slow
def test_days_of_the_us_bank_vary_as_much_as_simulated_ones(tmp_path: Path) -> None:
    """Variance over mean of counts in 5 minutes, half an hour and an hour, and the profile.

    164 weekdays; the interval is a bootstrap over days.
    """
    path = real_data("us_bank_5min_2003.csv")
    calibrate(path, tmp_path / "us.yaml")
    given = pd.read_csv(path)
    table = given.pivot_table(index="weekday_seq_date", columns="slot_start", values="calls")
    real = table.fillna(0).to_numpy()
    weekday = pd.to_datetime(table.index.to_series()).dt.day_of_week.to_numpy()
    weeks = 33
    plan = make_plan(load(tmp_path / "us.yaml", [f"calendar.weeks={weeks}"]).scenario)
    arrivals = _Arrivals()
    replicate(plan, seed=1, replication=0, listeners=[arrivals])
    days = np.arange(weeks * 7) % 7
    counts = arrivals.counts(weeks * 7)[days < 5, 84 : 84 + real.shape[1]]
    for slots in (1, 6, 12):
        low, high = _interval(real, weekday, slots)
        simulated = dispersion(counts, days[days < 5], slots)
        print(f"{slots * 5} min: real {dispersion(real, weekday, slots):.2f} ({low:.2f} to "
              f"{high:.2f}), simulated {simulated:.2f}")  # fmt: skip
        assert 0.9 * low < simulated < 1.1 * high
    assert np.corrcoef(real.mean(axis=0), counts.mean(axis=0))[0, 1] > 0.99
    assert counts.sum() / len(counts) == pytest.approx(real.sum() / len(real), rel=0.04)
