"""The lookup finds the right knots, never falls, and rounds as it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccsim.plan.shapes import shape_table
from ccsim.streams.quantiles import CONSTANT, HALF, KNOTS, ONE, knot_distances, quantile, sample
from ccsim.units import NEVER

LAST = 2**32 - 1
WORDS = st.integers(0, LAST)
DISTANCES = knot_distances()
# The identity: each word is its own quantile. And a steep shape.
IDENTITY = np.concatenate([DISTANCES, LAST - DISTANCES])
TABLES = np.stack([IDENTITY, shape_table("lognormal", (2.0,))])


def test_the_knots_double_their_distance_64_at_a_time() -> None:
    assert len(DISTANCES) == HALF
    assert KNOTS == 2 * HALF
    assert DISTANCES[:128].tolist() == list(range(128))
    assert DISTANCES[128:194].tolist() == [*range(128, 256, 2), 256, 260]
    assert DISTANCES[-1] == 2**31


@given(WORDS)
def test_every_word_finds_its_place(u: int) -> None:
    assert quantile(TABLES, 0, u) == u


@pytest.mark.parametrize("u", [0, 127, 128, 255, 256, 2**31 - 1, 2**31, LAST - 128, LAST])
def test_the_seams_hold(u: int) -> None:
    assert quantile(TABLES, 0, u) == u


@given(WORDS, WORDS)
def test_a_greater_word_never_gives_less(u: int, other: int) -> None:
    low, high = sorted((u, other))
    assert quantile(TABLES, 1, low) <= quantile(TABLES, 1, high)
    assert sample(TABLES, 1, 390_000, low) <= sample(TABLES, 1, 390_000, high)


@given(WORDS)
def test_neighbouring_words_never_fall(u: int) -> None:
    near = [quantile(TABLES, 1, min(u + n, LAST)) for n in range(8)]
    assert near == sorted(near)


@given(WORDS, st.integers(0, 10**9))
def test_a_sample_is_the_quantile_times_the_mean_rounded(u: int, scale: int) -> None:
    exact = quantile(TABLES, 1, u) * scale
    assert sample(TABLES, 1, scale, u) == (2 * exact + ONE) // (2 * ONE)


@given(WORDS)
def test_a_constant_is_its_scale_even_when_that_is_never(u: int) -> None:
    assert sample(TABLES, CONSTANT, NEVER, u) == NEVER
    assert sample(TABLES, CONSTANT, 0, u) == 0
    assert quantile(TABLES, CONSTANT, u) == ONE


def test_tables_that_cannot_be_written_to_serve_too() -> None:
    frozen = TABLES.copy()
    frozen.setflags(write=False)
    assert sample(frozen, 1, 1000, 12345) == sample(TABLES, 1, 1000, 12345)
