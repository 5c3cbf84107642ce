"""A back-test told the truth: a model held against its own history, and against another's.

The histories are played from the same scenario with another seed. A day is one draw, so 95 % of
days must lie inside their intervals; a scenario with an agent less must be told apart.
"""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from ccsim.experiments.backtest_checks import all_series
from ccsim.experiments.backtest_result import MetricCheck
from ccsim.experiments.backtest_sums import METRICS, PLAYED, Basis
from ccsim.experiments.history_days import Past, past_of, stretches
from ccsim.experiments.paired import holm
from ccsim.experiments.replicate import Settings
from ccsim.experiments.staff_rounds import Portion, play_round
from ccsim.intake.history import History
from ccsim.metrics.slots import make_slots
from ccsim.metrics.window import Floats
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.spec.scenario import Scenario

DAYS, HISTORIES, FEWER, DRAWS = 10, 100, 30, 199
SCENARIO = f"""
name: A bank's desk
why: Days differ, callers give up and call again, and Fridays are short.
calendar: {{days: {DAYS}}}
demand: {{busy_day_cv: 0.08}}
queues:
  calls: {{teams: [front], hours: "Mo-Th 08:00-18:00; Fr 08:00-13:00",
          talk: {{lognormal: {{mean: 3m, sigma: 1.0}}}},
          patience: {{weibull: {{mean: 4m, shape: 0.9}}}},
          forecast: {{interval: 1h, starts: 8h, redials: 0.4,
                      calls: [60, 90, 100, 100, 90, 70, 70, 80, 80, 50]}}}}
teams:
  front: {{headcount: 6}}
"""


class Played(NamedTuple):
    """Sums of many draws of the same days: [replication, queue, day, interval]."""

    sums: dict[str, Floats]
    past: Past


def _days(facts: Scenario) -> Past:
    """The days, with a call in every interval of them: what is compared is the whole day."""
    first = facts.calendar.start
    rows = [
        {"queue": "", "day": first + dt.timedelta(day), "minute": minute, "offered": 1.0}
        for day in range(DAYS)
        if (first + dt.timedelta(day)).weekday() < 5
        for minute in range(0, 24 * 60, 30)
    ]
    history = History(pd.DataFrame(rows), minutes=30, rows=len(rows))
    return past_of(history, {"": "calls"}, {})


def _play(facts: Scenario, seed: int, draws: int) -> Played:
    past = _days(facts)
    (stretch,) = stretches(facts, past, [])
    plan = make_plan(stretch.scenario)
    portion = Portion(
        stretch.scenario,
        make_slots(plan, "never"),
        seed,
        tuple(range(draws)),
        "auto",
        PLAYED,
        False,
    )
    played = play_round(portion, Settings(draws, seed, workers=1)).queues
    known = stretch.days >= 0
    shape = (draws, 1, len(stretch.days), past.intervals)
    return Played({name: own.reshape(shape)[:, :, known] for name, own in played.items()}, past)


def _told(past: Past, sums: dict[str, Floats], draw: int) -> Past:
    """What happened in one draw, as a history tells it."""
    own = {name: table[draw] for name, table in sums.items()}
    told = {name: own[name] for name in ("offered", "answered", "abandoned", "answered_within")}
    told["answered_wait_s"] = own["answered_wait_ms"] / 1000
    told["abandoned_wait_s"] = own["abandoned_wait_ms"] / 1000
    return Past(past.queues, past.days, past.minutes, told, {})


def _differing(checks: dict[str, MetricCheck]) -> set[str]:
    return holm({name: check.chance for name, check in checks.items()})


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path: Path = tmp_path_factory.mktemp("own") / "desk.yaml"
    path.write_text(SCENARIO)
    return load(path).scenario


@pytest.fixture(scope="module")
def model(facts: Scenario) -> Played:
    return _play(facts, 1, DRAWS)


BASIS = Basis(tuple(METRICS), "all_offered", ())


@pytest.mark.slow
def test_of_its_own_history_95_of_100_days_lie_inside(facts: Scenario, model: Played) -> None:
    history = _play(facts, 2, HISTORIES)
    inside = dict.fromkeys(METRICS, 0)
    whole = dict.fromkeys(METRICS, 0)
    days = alarms = places = 0
    for draw in range(HISTORIES):
        (found,) = all_series(_told(model.past, history.sums, draw), model.sums, BASIS)
        for name, check in found.metrics.items():
            inside[name] += check.errors.inside
            whole[name] += bool(check.whole.inside[0])
        days += found.metrics["offered"].errors.days
        alarms += bool(_differing(found.metrics))
        places += any(check.clusters for check in found.metrics.values())
    shares = {name: count / days for name, count in inside.items()}
    print(f"inside of {days} days: {shares}; of {HISTORIES} histories whole inside: {whole}; "
          f"told apart wrongly: {alarms}; with a wrong place: {places}")  # fmt: skip
    # Days are independent: three standard errors of a share are 0.023.
    assert all(abs(share - 0.95) < 0.023 for share in shares.values()), shares
    assert all(count >= 0.95 * HISTORIES - 3 * np.sqrt(0.0475 * HISTORIES)
               for count in whole.values()), whole  # fmt: skip
    assert max(alarms, places) <= 0.05 * HISTORIES + 3 * np.sqrt(0.0475 * HISTORIES)


@pytest.mark.slow
def test_an_agent_less_is_told_apart(facts: Scenario, model: Played) -> None:
    front = facts.teams["front"].model_copy(update={"headcount": 5})
    fewer = facts.model_copy(update={"teams": {"front": front}})
    history = _play(fewer, 3, FEWER)
    found = 0
    for draw in range(FEWER):
        (series,) = all_series(_told(model.past, history.sums, draw), model.sums, BASIS)
        differing = _differing(series.metrics)
        found += "mean_wait_s" in differing and "abandon_rate" in differing
        check = series.metrics["mean_wait_s"]
        assert check.whole.error[0] < 0  # the simulation has too little of it
    print(f"told apart in {found} of {FEWER} histories of {DAYS} days")
    assert found >= 0.95 * FEWER
