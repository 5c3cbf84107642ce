"""Tables hold the distributions that they stand for: 0.1 % of the mean, 1 % of the SD."""

from math import expm1, gamma, sqrt

import numpy as np
import pytest

from ccsim.errors import UsageError
from ccsim.plan.shapes import (
    Params,
    ShapeBook,
    ShapeError,
    check_scale,
    natural_moments,
    shape_table,
    table_moments,
)
from ccsim.streams.philox import philox4x32_array
from ccsim.streams.quantiles import HALF, KNOTS, ONE, quantile, sample


def weibull_sd(shape: float) -> float:
    """The standard deviation of a Weibull shape with mean 1."""
    return sqrt(gamma(1 + 2 / shape) / gamma(1 + 1 / shape) ** 2 - 1)


# Kind, parameters, exact standard deviation in units of the mean.
SHAPES: list[tuple[str, Params, float]] = [
    ("exponential", (), 1.0),
    ("lognormal", (0.0,), 0.0),
    ("lognormal", (0.9,), sqrt(expm1(0.81))),
    ("lognormal", (2.0,), sqrt(expm1(4.0))),
    ("weibull", (0.5,), weibull_sd(0.5)),
    ("weibull", (0.8,), weibull_sd(0.8)),
    ("weibull", (3.0,), weibull_sd(3.0)),
    ("gamma", (0.1,), sqrt(10)),
    ("gamma", (25.0,), 0.2),
    ("erlang", (3,), sqrt(1 / 3)),
    ("uniform", (0.0, 2.0), sqrt(1 / 3)),
    ("uniform", (60, 180), 60 / sqrt(3) / 120),
    ("uniform", (5, 5), 0.0),
    ("hyperexponential", (0.5, 2, 0.5, 2), 1.0),
    ("hyperexponential", (0.9, 1, 0.1, 30), sqrt(2 * 90.9 - 3.9**2) / 3.9),
    ("hyperexponential", (3, 1, 0, 50, 1, 5), sqrt(2 * 7 - 4) / 2),
    ("empirical", (5, 0.7, 1, 0.3), sqrt(0.21) * 4 / 3.8),
    ("empirical", (0, 1, 10, 1), 1.0),
    ("empirical", (7, 2), 0.0),
    ("empirical", (0, 0.999, 1000, 0.001), sqrt(999)),
    ("quantiles", (0, 0, 1, 2), sqrt(1 / 3)),
    ("quantiles", (0, 1, 0.5, 1, 0.5, 3, 1, 3), 0.5),
    ("quantiles", (0, 1, 0.3, 1, 0.3, 5, 1, 5), sqrt(0.21) * 4 / 3.8),
]


@pytest.mark.parametrize(("kind", "params", "sd"), SHAPES)
def test_a_table_has_the_mean_and_the_spread_of_its_distribution(
    kind: str, params: Params, sd: float
) -> None:
    mean, spread = table_moments(shape_table(kind, params))
    assert mean == pytest.approx(1, rel=1e-3)
    assert spread == pytest.approx(sd, rel=1e-2, abs=1e-9)


@pytest.mark.parametrize(("kind", "params", "sd"), SHAPES)
def test_a_table_rises_from_edge_to_edge(kind: str, params: Params, sd: float) -> None:
    table = shape_table(kind, params)
    assert table.shape == (KNOTS,)
    rising = np.concatenate([table[:HALF], table[HALF:][::-1]])
    assert (np.diff(rising) >= 0).all()
    assert rising[0] >= 0


def test_medians_are_those_of_the_books() -> None:
    tables = np.stack([shape_table("exponential", ()), shape_table("lognormal", (1.5,))])
    assert quantile(tables, 0, 2**31) / ONE == pytest.approx(np.log(2), abs=1e-4)
    assert quantile(tables, 1, 2**31) / ONE == pytest.approx(np.exp(-1.125), abs=1e-4)


def test_the_moments_are_those_of_what_the_lookup_gives() -> None:
    table = shape_table("gamma", (2.0,))
    words = philox4x32_array(np.arange(20_000), 0, 0, 0, 1, 0)[0].tolist()
    values = np.array([quantile(table[None, :], 0, u) for u in words]) / ONE
    mean, sd = table_moments(table)
    assert abs(values.mean() - mean) < 4 * sd / sqrt(20_000)
    assert values.std() == pytest.approx(sd, rel=0.05)


def test_an_empirical_table_gives_its_own_values_nearly_always() -> None:
    tables = shape_table("empirical", (100, 0.3, 500, 0.7))[None, :]
    scale = round(natural_moments("empirical", (100, 0.3, 500, 0.7))[0])
    values = [sample(tables, 0, scale, u) for u in range(0, 2**32, 2**22 + 1)]
    assert sum(abs(value - 100) < 1 for value in values) / 1024 == pytest.approx(0.3, abs=0.01)
    assert sum(abs(value - 500) < 1 for value in values) / 1024 == pytest.approx(0.7, abs=0.01)


def test_how_long_is_taken_out_and_told() -> None:
    assert natural_moments("uniform", (60, 180)) == (120, pytest.approx(60 / sqrt(3)))
    assert natural_moments("hyperexponential", (3, 1, 1, 5)) == (2, pytest.approx(sqrt(10)))
    assert natural_moments("empirical", (1, 1, 3, 3)) == (2.5, pytest.approx(sqrt(0.75)))
    assert natural_moments("quantiles", (0, 0, 1, 6)) == (3, pytest.approx(sqrt(3)))
    assert natural_moments("constant", ()) == (1, 0)
    assert (shape_table("uniform", (60, 180)) == shape_table("uniform", (0.5, 1.5))).all()


@pytest.mark.parametrize(("kind", "params", "sd"), SHAPES)
def test_the_exact_spread_is_known(kind: str, params: Params, sd: float) -> None:
    mean, exact = natural_moments(kind, params)
    assert exact / mean == pytest.approx(sd, abs=1e-12)


@pytest.mark.parametrize(
    ("kind", "params", "says"),
    [
        ("normal", (1.0,), "no distribution is called 'normal'; there are exponential"),
        ("lognormal", (), "takes 1 parameters"),
        ("lognormal", (-1.0,), "not negative"),
        ("lognormal", (float("nan"),), "finite"),
        ("lognormal", (2.5,), "too long"),
        ("lognormal", (60.0,), "too long"),
        ("weibull", (0.0,), "positive"),
        ("weibull", (0.01,), "too long"),
        ("gamma", (0.0,), "positive"),
        ("erlang", (2.5,), "whole number of phases"),
        ("uniform", (3.0, 1.0), "from low to high"),
        ("uniform", (0.0, 0.0), "positive"),
        ("hyperexponential", (1.0, 2.0, 3.0), "pairs"),
        ("hyperexponential", (1.0, 0.0), "positive"),
        ("empirical", (), "pairs"),
        ("empirical", (1.0, 0.0), "weights"),
        ("empirical", (0.0, 1.0), "positive"),
        ("quantiles", (0.0, 1.0, 0.9, 2.0), "rise, from chance 0 to chance 1"),
        ("quantiles", (0.0, 3.0, 1.0, 2.0), "rise"),
    ],
)
def test_what_is_no_distribution_is_refused(kind: str, params: Params, says: str) -> None:
    with pytest.raises(ShapeError, match=says) as refusal:
        shape_table(kind, params)
    assert isinstance(refusal.value, UsageError)


def test_a_mean_that_would_overflow_is_refused() -> None:
    table = shape_table("lognormal", (2.0,))
    most = (2**62 - 1) // int(table.max())
    check_scale(table, most)
    assert 0 < sample(table[None, :], 0, most, 2**32 - 1) < 2**46
    for scale in (most + 1, -1):
        with pytest.raises(ShapeError, match=f"between 0 and {most}"):
            check_scale(table, scale)


def test_the_book_gives_each_shape_one_row() -> None:
    book = ShapeBook()
    assert book.tables().shape == (1, KNOTS)
    assert book.row("constant") == -1
    rows = [book.row("exponential"), book.row("erlang", (2,)), book.row("exponential", ())]
    assert rows == [0, 1, 0]
    assert book.row("erlang", (2.0,)) == 1
    tables = book.tables()
    assert tables.flags.c_contiguous
    assert tables.dtype == np.int64
    assert (tables[1] == shape_table("erlang", (2.0,))).all()


def test_the_book_refuses_at_once_what_has_no_table() -> None:
    book = ShapeBook()
    with pytest.raises(ShapeError):
        book.row("weibull", (-1,))
    book.check_scale(book.row("constant"), 2**62)
    with pytest.raises(ShapeError):
        book.check_scale(book.row("exponential"), 2**62)
    assert book.tables().shape == (1, KNOTS)


def test_a_table_is_the_same_each_time() -> None:
    first = shape_table("hyperexponential", (0.9, 1.0, 0.1, 30.0)).copy()
    shape_table.cache_clear()
    assert (shape_table("hyperexponential", (0.9, 1.0, 0.1, 30.0)) == first).all()
