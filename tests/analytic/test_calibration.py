"""Intervals keep what they promise: 1,000 experiments on a model with a known answer.

Erlang A for a day is played 2,400 times. From these replications experiments are drawn, with
replacement, so that the truth of every experiment is known exactly: total ÷ total of them all.
Queueing theory agrees with it.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ccsim.analytic.erlang_a import erlang_a
from ccsim.experiments.play import Job, play
from ccsim.experiments.precision import Stopping, half_width
from ccsim.experiments.replicate import obtain
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Estimate, estimate_of, student_t
from ccsim.metrics.totals import AXES, Totals
from ccsim.spec.writing import fingerprint
from ccsim.streams.luck import draw4

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SCENARIO = Path(__file__).parents[2] / "scenarios" / "theory" / "erlang_a.yaml"
SETS = (
    "calendar.days=2", "calendar.warm_up_days=1", "teams.agents.headcount=4",
    "queues.calls.forecast.rate=1/min",
)  # fmt: skip
METRICS = ("service_level", "abandon_rate", "mean_wait_s", "occupancy", "arrivals")
PLAYED = 2_400
EXPERIMENTS = 1_000
CAP = 200


@pytest.fixture(scope="module")
def played() -> list[Totals]:
    """All replications, with no more of them than the metrics need."""
    facts, _ = obtain(SCENARIO, SETS)
    needs = {name for metric in METRICS for name in CATALOGUE[metric].needs}
    found = []
    for number in range(PLAYED):
        whole = play(Job(facts, fingerprint(facts), 1, number, "compiled")).totals.sums[""]
        labels = {**dict.fromkeys(AXES, ()), "": ("",)}
        sums = {**{axis: {} for axis in AXES}, "": {name: whole[name] for name in needs}}
        found.append(Totals(labels, sums))
    return found


def exponential() -> list[Totals]:
    """As many replications whose numbers are exponential: a skew that centres seldom have."""
    labels = {**dict.fromkeys(AXES, ()), "": ("",)}
    axes: dict[str, dict[str, Any]] = {axis: {} for axis in AXES}
    numbers = -np.log1p(-(np.arange(PLAYED) + 0.5) / PLAYED)
    return [
        Totals(labels, {**axes, "": {"abandoned": number, "replications": np.ones(1)}})
        for number in numbers[:, None]
    ]


def experiment(played: list[Totals], number: int, size: int) -> list[Totals]:
    """So many replications, drawn for the experiment of that number."""
    words = (
        word for block in range(size // 4 + 1) for word in draw4(7, 0, 0, 0, number, 0, 0, block)
    )
    return [played[next(words) % PLAYED] for _ in range(size)]


def known(played: list[Totals], metric: str) -> tuple[float, float]:
    """The truth of a metric, and the deviation of one replication as a share of it."""
    one = estimate(played, metric)
    half = half_width(one)
    assert one.mean is not None
    assert half is not None
    return one.mean, half / student_t(PLAYED - 1) * PLAYED**0.5 / one.mean


def estimate(totals: list[Totals], metric: str) -> Estimate:
    found = estimate_of(totals, metric)
    assert found is not None
    return found


def covers(one: Estimate, truth: float) -> bool:
    assert one.low is not None
    assert one.high is not None
    return one.low <= truth <= one.high


def test_what_is_drawn_from_agrees_with_theory(played: list[Totals]) -> None:
    """Within three standard errors, each in turn."""
    theory = erlang_a(1 / 60, 180.0, 4, 300.0, threshold_s=20.0)
    for metric in ("service_level", "abandon_rate", "mean_wait_s", "occupancy"):
        one = estimate(played, metric)
        error = (one.high - one.low) / 2 / student_t(PLAYED - 1)
        assert one.mean == pytest.approx(getattr(theory, metric), abs=3 * error), metric


@pytest.mark.parametrize("metric", METRICS)
def test_intervals_of_ten_replications_cover_the_truth(played: list[Totals], metric: str) -> None:
    truth, _ = known(played, metric)
    hits = sum(
        covers(estimate(experiment(played, number, 10), metric), truth)
        for number in range(EXPERIMENTS)
    )
    print(f"{metric}: {hits / EXPERIMENTS:.3f}")
    assert 0.93 <= hits / EXPERIMENTS <= 0.97


@pytest.mark.parametrize("theoretical", [16, 30])
@pytest.mark.parametrize("metric", ["service_level", "mean_wait_s", "occupancy"])
def test_they_do_after_stopping_by_precision(
    played: list[Totals], metric: str, theoretical: int
) -> None:
    """Where chance has the most say: if the variance were known, so many replications would do."""
    assert covered_when_stopped(played, metric, theoretical, EXPERIMENTS) >= 0.93


@pytest.mark.parametrize("theoretical", [8, 16, 30])
def test_they_do_for_numbers_as_skewed_as_exponential_ones(theoretical: int) -> None:
    """Of 4,000 experiments, as their share lies near the bar: two standard errors are 0.008."""
    assert covered_when_stopped(exponential(), "abandoned", theoretical, 4_000) >= 0.93


def covered_when_stopped(
    played: list[Totals], metric: str, theoretical: int, experiments: int
) -> float:
    """The share of experiments, each stopped by its precision, whose interval holds the truth."""
    truth, deviation = known(played, metric)
    relative = 1.96 * deviation / theoretical**0.5
    hits = total = 0
    for number in range(experiments):
        drawn = experiment(played, number, CAP)
        enough = Stopping({metric: relative}, CAP).enough([drawn])
        assert enough is not None
        hits += covers(estimate(drawn[:enough], metric), truth)
        total += enough
    print(f"{metric}, {theoretical}: {hits / experiments:.3f}, {total / experiments:.1f} played")
    return hits / experiments
