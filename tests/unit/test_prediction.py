"""Intervals for one draw: how often they hold it, and what errors say."""

import numpy as np
import pytest

from ccsim.experiments.prediction import daily_errors, predicted, standing_out
from ccsim.streams.philox import philox4x32_array


def _draws(*shape: int, key: int = 1) -> np.ndarray:
    """Numbers between 0 and 1, skewed to the left end as waits are."""
    count = int(np.prod(shape))
    words = philox4x32_array(np.arange(count), 0, 0, 0, key, 0)[0]
    return (-np.log((words.astype(float) + 0.5) / 2**32)).reshape(shape)


@pytest.mark.parametrize("n", [39, 199])
def test_the_interval_holds_one_more_draw_in_95_of_100_cases(n: int) -> None:
    things = 6000
    draws = _draws(n + 1, things)
    found = predicted(draws[0], draws[1:])
    # Three standard errors of a share of 6,000 are 0.0084.
    assert found.inside.mean() == pytest.approx(0.95, abs=0.0085)


def test_39_draws_reach_from_the_least_to_the_largest() -> None:
    draws = np.arange(39.0)[:, None]
    found = predicted(np.array([38.0]), draws)
    assert (found.low[0], found.high[0]) == pytest.approx((0, 38))
    assert found.expected[0] == 19
    assert found.inside[0]


def test_equal_draws_hold_their_like_and_nothing_else() -> None:
    found = predicted(np.array([0.0, 0.1]), np.zeros((199, 2)))
    assert list(found.inside) == [True, False]
    assert found.chance[0] == 1
    assert found.chance[1] == 0


def test_what_few_replications_know_is_not_predicted() -> None:
    draws = np.full((199, 1), np.nan)
    draws[:50] = 1.0
    assert not predicted(np.array([1.0]), draws).known[0]


def test_bias_and_error_of_days_by_hand() -> None:
    draws = np.array([[9.0, 19.0, 29.0], [11.0, 21.0, 31.0]] * 20)
    found = daily_errors(predicted(np.array([8.0, 22.0, 27.0]), draws))
    assert (found.days, found.inside) == (3, 0)
    assert found.bias == pytest.approx(1.0)  # 2, -2 and 3
    assert found.mean_absolute == pytest.approx(7 / 3)
    assert found.luck == pytest.approx(1.0)
    assert found.bias_low is not None
    assert found.bias_high is not None
    assert found.bias_low < 0
    assert found.bias_high > 2
    assert found.chance == pytest.approx(0.05**3)


def test_by_chance_alone_hardly_anything_stands_out_and_what_is_off_does() -> None:
    draws = 10 + _draws(200, 60, key=3).clip(0, 3)
    history = draws[0].copy()
    assert not standing_out(predicted(history, draws[1:]), 0.05).any()
    history[7] = 40.0
    assert list(np.flatnonzero(standing_out(predicted(history, draws[1:]), 0.05))) == [7]
