"""Chances and counts become integers without losing their order or their mean."""

from decimal import getcontext, localcontext
from fractions import Fraction
from math import exp, factorial, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccsim.plan.chances import poisson_count, poisson_hazard_thresholds, threshold
from ccsim.streams.philox import philox4x32_array

LAST = 2**32 - 1
WORDS = st.integers(0, LAST)
MEANS = st.floats(0, 1e6)


def test_the_certain_and_the_impossible_are_exact() -> None:
    assert threshold(0.0) == 0
    assert threshold(1.0) == 2**32
    assert threshold(0.85) == round(0.85 * 2**32)


@pytest.mark.parametrize("p", [-0.1, 1.000001, float("nan")])
def test_what_is_no_chance_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        threshold(p)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_chance_never_has_a_lower_threshold(p: float, other: float) -> None:
    low, high = sorted((p, other))
    assert threshold(low) <= threshold(high)


@pytest.mark.parametrize("mean", [0.01, 0.7, 3.0, 12.5])
def test_a_count_is_the_poisson_quantile(mean: float) -> None:
    cumulative = 0.0
    for count in range(12):
        cumulative += exp(-mean) * mean**count / factorial(count)
        edge = round(cumulative * 2**32)
        assert poisson_count(mean, max(edge - 2, 0)) <= count
        if edge + 2 <= LAST:
            assert poisson_count(mean, edge + 2) > count


@pytest.mark.parametrize("mean", [0.3, 40.0, 1e6])
def test_counts_have_the_mean_and_the_spread_of_poisson(mean: float) -> None:
    words = philox4x32_array(np.arange(4000), 0, 0, 0, 3, 0)[0].tolist()
    counts = np.array([poisson_count(mean, u) for u in words])
    assert abs(counts.mean() - mean) < 4 * sqrt(mean / 4000)
    assert counts.var() == pytest.approx(mean, rel=0.12)


@given(MEANS, MEANS, WORDS)
def test_a_greater_mean_never_gives_fewer(mean: float, other: float, u: int) -> None:
    low, high = sorted((mean, other))
    assert poisson_count(low, u) <= poisson_count(high, u)


@given(MEANS, WORDS, WORDS)
def test_a_greater_word_never_gives_fewer(mean: float, u: int, other: int) -> None:
    low, high = sorted((u, other))
    assert 0 <= poisson_count(mean, low) <= poisson_count(mean, high)


def test_where_nothing_is_expected_nothing_comes() -> None:
    assert poisson_count(0.0, LAST) == 0
    assert poisson_hazard_thresholds(0.0, 4) == [0, 0, 0, 0]


@pytest.mark.parametrize("mean", [-1.0, float("inf"), float("nan")])
def test_what_is_no_mean_is_refused(mean: float) -> None:
    with pytest.raises(ValueError, match="mean count"):
        poisson_count(mean, 0)
    with pytest.raises(ValueError, match="mean count"):
        poisson_hazard_thresholds(mean)


@pytest.mark.parametrize("mean", [1e-6, 0.8, 5.0, 30.0])
def test_hazards_multiply_to_the_poisson_tail(mean: float) -> None:
    thresholds = poisson_hazard_thresholds(mean, 6)
    assert len(thresholds) == 6
    assert thresholds[0] == pytest.approx((1 - exp(-mean)) * 2**32, abs=2)
    at_least = 1.0
    below = 0.0
    for j, limit in enumerate(thresholds[:3]):
        at_least *= limit / 2**32
        below += exp(-mean) * mean**j / factorial(j)
        assert at_least == pytest.approx(1 - below, abs=1e-8)


@given(st.floats(0, 50), st.floats(0, 50))
def test_a_greater_mean_never_lowers_a_hazard(mean: float, other: float) -> None:
    low, high = (poisson_hazard_thresholds(m) for m in sorted((mean, other)))
    assert all(a <= b for a, b in zip(low, high, strict=True))
    assert low == sorted(low, reverse=True)
    assert high[0] <= 2**32


def test_hazards_do_not_depend_on_the_precision_somebody_else_has_set() -> None:
    expected = poisson_hazard_thresholds(0.8)
    with localcontext() as context:
        context.prec = 3
        assert poisson_hazard_thresholds(0.8) == expected
    assert getcontext().prec != 3


def test_thresholds_never_change() -> None:
    assert poisson_hazard_thresholds(0.8, 3) == [2365114090, 1491328709, 1065220302]


@pytest.mark.parametrize("mean", [1e-5, 0.0021, 0.00999])
def test_thresholds_of_rare_events_are_exact_to_the_last_digit(mean: float) -> None:
    """P(N > j) / P(N >= j) by fractions, with far more terms than are computed."""
    tail = [sum(Fraction(mean) ** i / factorial(i) for i in range(j, 60)) for j in range(7)]
    exact = [int(tail[j + 1] / tail[j] * 2**32 + Fraction(1, 2)) for j in range(6)]
    assert poisson_hazard_thresholds(mean, 6) == exact
