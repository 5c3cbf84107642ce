"""Verdicts and choices err as rarely as they say: 1,000 experiments whose truth is known."""

import math

import numpy as np
import pytest

from analytic.populations import drawn, normals, population, truth
from ccsim.experiments.paired import Fractions, paired_difference
from ccsim.experiments.screening import Best, race
from ccsim.metrics.catalogue import CATALOGUE

EXPERIMENTS = 1_000
NAMES = ("mean_wait_s", "abandon_rate", "abandoned")
"""A mean time, a share, and a count; less of each is better."""
LEAST_RIGHT = 0.95 - 2 * math.sqrt(0.95 * 0.05 / EXPERIMENTS)
"""95 %, less two standard errors of a share of so many experiments."""


@pytest.fixture(scope="module")
def equal() -> dict[str, Fractions]:
    """What one small world gives."""
    return population("5m", NAMES, 2_000)


@pytest.fixture(scope="module")
def better() -> dict[str, Fractions]:
    """What it gives to the same callers where talks are shorter."""
    return population("4m45s", NAMES, 2_000)


@pytest.mark.slow
@pytest.mark.parametrize("replications", [10, 30])
@pytest.mark.parametrize("name", NAMES)
def test_equal_models_with_different_luck_are_called_different_in_3_to_7_percent(
    equal: dict[str, Fractions], name: str, replications: int
) -> None:
    different = 0
    for experiment in range(EXPERIMENTS):
        one, other = (drawn(equal[name], experiment, luck, replications) for luck in (0, 1))
        found = paired_difference(one, other)
        assert found.low is not None
        assert found.high is not None
        different += not found.low <= 0 <= found.high
    print(f"{name}, {replications} replications: {different / EXPERIMENTS:.1%} called different")
    assert 0.03 <= different / EXPERIMENTS <= 0.07


@pytest.mark.slow
@pytest.mark.parametrize(
    ("among", "common", "spread"), [(2, 0.5, 4.0), (3, 0.0, 3.0), (5, 0.8, 6.0)]
)
def test_the_best_of_normal_data_is_chosen_as_often_as_promised(
    among: int, common: float, spread: float
) -> None:
    """All others are worse by just the indifference zone, the hardest case that counts.

    Two scenarios share that part of their variance that is common luck.
    """
    best = Best(CATALOGUE["mean_wait_s"], 1.0)
    right, played = 0, 0

    for experiment in range(EXPERIMENTS):
        shared = math.sqrt(common) * normals(experiment, 0, 1_000)
        own = [math.sqrt(1 - common) * normals(experiment, one + 1, 1_000) for one in range(among)]
        values = [spread * (shared + one) + 1.0 for one in own]
        values[-1] -= 1.0
        found = race(
            among,
            best,
            lambda n, staying, _, values=values: {i: (values[i][:n], np.ones(n)) for i in staying},
        )
        right += found.staying == [among - 1]
        played += max(found.out_at.values())
    print(f"{among}: {right / EXPERIMENTS:.1%} right after {played / EXPERIMENTS:.1f} replications")
    assert right / EXPERIMENTS >= LEAST_RIGHT


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_best_small_world_is_chosen_as_often_as_promised(
    equal: dict[str, Fractions], better: dict[str, Fractions], name: str
) -> None:
    """Of three worlds two are equal, with different luck; one of them has the luck of the best.

    The indifference zone is the true difference.
    """
    delta = abs(truth(better[name]) - truth(equal[name]))
    best = Best(CATALOGUE[name], delta)
    right, played = 0, 0
    for experiment in range(EXPERIMENTS):
        worlds = [
            drawn(equal[name], experiment, 0, 1_000),
            drawn(equal[name], experiment, 1, 1_000),
            drawn(better[name], experiment, 1, 1_000),
        ]
        found = race(
            3,
            best,
            lambda n, staying, _, worlds=worlds: {
                i: (worlds[i][0][:n], worlds[i][1][:n]) for i in staying
            },
        )
        right += found.staying == [2]
        played += max(found.out_at.values())
    print(f"{name}: {right / EXPERIMENTS:.1%} right after {played / EXPERIMENTS:.1f} replications")
    assert right / EXPERIMENTS >= LEAST_RIGHT
