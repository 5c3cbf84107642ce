"""The load that lags behind the calls, against what is known of M(t)/M/∞."""

import math

import numpy as np
import pytest

from ccsim.analytic.offered_load import offered_load
from ccsim.analytic.theory import TheoryError


def test_a_constant_rate_that_goes_on_for_ever_is_its_erlangs() -> None:
    assert offered_load([30.0] * 48, 1800.0, 300.0, cyclic=True) == pytest.approx([5.0] * 48)


def test_a_day_that_starts_empty_fills_up_by_the_exponential() -> None:
    """Mean number busy at t is rate x mean x (1 - exp(-t / mean))."""
    rate, mean = 0.1, 600.0
    fine = np.arange(0.0, 1800.0, 0.5) + 0.25
    expected = float(np.mean(rate * mean * (1 - np.exp(-fine / mean))))
    assert offered_load([rate * 1800], 1800.0, mean)[0] == pytest.approx(expected, rel=1e-6)


def test_no_work_is_lost_on_the_way_round() -> None:
    calls = [5.0, 80.0, 20.0, 0.0]
    loads = offered_load(calls, 900.0, 1200.0, cyclic=True)
    assert sum(loads) == pytest.approx(sum(calls) * 1200.0 / 900.0)
    assert loads[3] > 5.0  # those who called before are still being served


def test_a_peak_of_the_load_comes_later_than_that_of_the_calls() -> None:
    """A sine of period T lags by about one mean service time while that is small against T."""
    at = np.arange(288)
    calls = 50 + 40 * np.sin(2 * math.pi * at / 288)
    loads = offered_load(calls.tolist(), 300.0, 1800.0, cyclic=True)
    assert 4 <= int(np.argmax(loads)) - int(np.argmax(calls)) <= 7  # six intervals, nearly


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(TheoryError):
        offered_load([1.0, -1.0], 1800.0, 300.0)
    assert offered_load([1.0, 2.0], 1800.0, 0.0) == [0.0, 0.0]
