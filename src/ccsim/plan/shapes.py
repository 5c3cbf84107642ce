"""Distributions lowered to quantile tables: one row for each shape with mean 1.

The kinds of shape and their parameters, all of them plain numbers:

| kind | parameters |
|---|---|
| `constant` | none; it needs no row |
| `exponential` | none |
| `lognormal` | sigma, of the logarithm |
| `weibull`, `gamma` | shape |
| `erlang` | number of phases |
| `uniform` | low, high |
| `hyperexponential` | weight, mean, weight, mean … |
| `empirical` | value, weight, value, weight …: only these values occur |
| `quantiles` | chance, value, chance, value … from chance 0 to 1, straight lines between |

The last four are divided by their own mean (`natural_moments`): how long is a matter of the scale.
"""

from collections.abc import Callable
from functools import cache
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from ccsim.errors import UsageError
from ccsim.streams.quantiles import CONSTANT, HALF, KNOTS, ONE, knot_distances

Floats = npt.NDArray[np.floating[Any]]
Row = npt.NDArray[np.int64]
Params = tuple[float, ...]
Curve = Callable[[Floats], Floats]

_WORDS = 2.0**32
_LIMIT = 1 << 62
_BISECTIONS = 64
# An empirical shape jumps between knots; each gap is looked at in so many places.
_PLACES = 64


class ShapeError(UsageError, ValueError):
    """A distribution that cannot be, or whose values no table of 64-bit integers can hold."""


class Quantiles(NamedTuple):
    """A shape's quantile function from both ends, as each end needs its own precision."""

    low: Curve
    """The value that is undercut with a given chance, at most one half."""
    high: Curve
    """The value that is exceeded with a given chance, at most one half."""
    mean: float
    sd: float


def natural_moments(kind: str, params: Params) -> tuple[float, float]:
    """Mean and standard deviation of a distribution, exactly and as its parameters state them.

    >>> natural_moments("hyperexponential", (0.5, 60.0, 0.5, 60.0))
    (60.0, 60.0)
    """
    if kind == "constant":
        return 1.0, 0.0
    with np.errstate(all="ignore"):
        shape = _quantiles(kind, params)
    return shape.mean, shape.sd


@cache
def shape_table(kind: str, params: Params) -> Row:
    """The knots of one shape, a row for `ccsim.streams.quantiles`; not to be written to."""
    with np.errstate(all="ignore"):
        shape = _quantiles(kind, params)
        values = _knots(shape, jumps=kind in {"empirical", "quantiles"}) * ONE
    if not (_fits(values) and _is_true(np.rint(values), shape)):
        raise ShapeError(f"the tail of {kind}{params} is too long for a quantile table")
    table: Row = np.rint(values).astype(np.int64)
    table.setflags(write=False)
    return table


def table_moments(table: Row | Floats) -> tuple[float, float]:
    """Mean and standard deviation of what a table gives over all 2**32 random words."""
    gap = np.diff(knot_distances()).astype(float)
    halves = table.reshape(2, HALF).astype(float) / ONE
    here, step = halves[:, :-1], np.diff(halves, axis=1)
    mean = float((gap * here + step * (gap - 1) / 2).sum() / _WORDS)
    off = here - mean
    squares = gap * off**2 + off * step * (gap - 1) + step**2 * (gap - 1) * (2 * gap - 1) / gap / 6
    return mean, float(np.sqrt(squares.sum() / _WORDS))


def check_scale(table: Row, scale: int) -> None:
    """Refuse a mean with which the longest value of a table would overflow."""
    longest = int(table.max())
    if scale < 0 or longest * scale >= _LIMIT:
        raise ShapeError(
            f"a mean of {scale} is out of range: for this distribution it must lie between 0 "
            f"and {(_LIMIT - 1) // max(longest, 1)}"
        )


class ShapeBook:
    """The shapes that a plan uses, each in one row, in the order of first use."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, Params], int] = {}

    def row(self, kind: str, params: Params = ()) -> int:
        """The row of a shape, new or known; -1 for the constant."""
        if kind == "constant":
            return CONSTANT
        key = (kind, tuple(float(value) for value in params))
        if key not in self._rows:
            shape_table(*key)  # a shape that cannot be lowered is refused here
            self._rows[key] = len(self._rows)
        return self._rows[key]

    def check_scale(self, row: int, scale: int) -> None:
        """Refuse a mean with which the longest value of a row would overflow."""
        if row != CONSTANT:
            check_scale(shape_table(*list(self._rows)[row]), scale)

    def tables(self) -> npt.NDArray[np.int64]:
        """All rows as one table; with one empty row where nothing was asked for."""
        if not self._rows:
            return np.zeros((1, KNOTS), dtype=np.int64)
        return np.ascontiguousarray([shape_table(*key) for key in self._rows], dtype=np.int64)


def _knots(shape: Quantiles, jumps: bool) -> Floats:
    """The values at the knots of both halves, in units of the mean."""
    if jumps:
        return np.concatenate([_averages(shape.low), _averages(shape.high)]) / shape.mean
    low, high = _points(shape.low), _points(shape.high)
    low[-1] = high[-1] = (low[-1] + high[-1]) / 2
    high[0] = max(_edge_mean(shape.high), high[1])
    return np.concatenate([low, high]) / shape.mean


def _fits(values: Floats) -> bool:
    """Whether the lookup can go from each knot to the next without an overflow."""
    gaps = np.diff(knot_distances()).astype(float)
    steps = np.abs(np.diff(values.reshape(2, HALF), axis=1)) * gaps
    return bool(np.isfinite(values).all() and values.max() < _LIMIT and steps.max() < _LIMIT)


def _is_true(values: Floats, shape: Quantiles) -> bool:
    """Whether a table keeps its distribution's mean to 0.1 % and its spread to 1 %."""
    mean, sd = table_moments(values)
    exact = shape.sd / shape.mean
    return abs(mean - 1) <= 1e-3 and abs(sd - exact) <= 1e-2 * exact + 1e-4


def _points(curve: Curve) -> Floats:
    """The curve's values at the knots, each in the middle of its random word's chance."""
    return curve((knot_distances() + 0.5) / _WORDS)


def _edge_mean(curve: Curve) -> float:
    """The mean over the chance of the outermost random word, where a long tail ends."""
    nodes, weights = special.roots_laguerre(48)
    return float(weights @ curve(np.exp(-nodes) / _WORDS))


def _averages(curve: Curve) -> Floats:
    """The curve's mean around each knot, weighted as the table weighs it, so that means agree."""
    at = knot_distances()
    gap = np.diff(at)[:, None].astype(float)
    place = (np.arange(_PLACES) + 0.5) / _PLACES * gap
    values = curve((at[:-1, None] + place) / _WORDS)
    onward = np.floor(place) / gap
    outer = np.append((gap * (1 - onward) * values).sum(axis=1), 0.0)
    inner = np.insert((gap * onward * values).sum(axis=1), 0, 0.0)
    weight = np.append((gap * (1 - onward)).sum(axis=1), 0.0)
    weight += np.insert((gap * onward).sum(axis=1), 0, 0.0)
    return np.asarray((outer + inner) / weight)


def _quantiles(kind: str, params: Params) -> Quantiles:
    """The quantile function of a shape, by its kind."""
    if kind not in _KINDS:
        raise ShapeError(f"no distribution is called {kind!r}; there are {', '.join(_KINDS)}")
    lower, count = _KINDS[kind]
    if not all(np.isfinite(value) and value >= 0 for value in params):
        raise ShapeError(f"{kind} takes finite numbers that are not negative, not {params}")
    if (count >= 0 and len(params) != count) or (count < 0 and (not params or len(params) % 2)):
        wanted = f"{count} parameters" if count >= 0 else "pairs of parameters"
        raise ShapeError(f"{kind} takes {wanted}, not {params}")
    return lower(params)


def _exponential(params: Params) -> Quantiles:
    del params
    return Quantiles(lambda p: -np.log1p(-p), lambda p: -np.log(p), 1.0, 1.0)


def _lognormal(params: Params) -> Quantiles:
    (sigma,) = params
    return Quantiles(
        lambda p: np.exp(sigma * special.ndtri(p) - sigma**2 / 2),
        lambda p: np.exp(-sigma * special.ndtri(p) - sigma**2 / 2),
        1.0,
        float(np.sqrt(np.expm1(sigma**2))),
    )


def _weibull(params: Params) -> Quantiles:
    power = 1 / _positive("weibull", params[0])
    unit = special.gamma(1 + power)
    return Quantiles(
        lambda p: (-np.log1p(-p)) ** power / unit,
        lambda p: (-np.log(p)) ** power / unit,
        1.0,
        float(np.sqrt(special.gamma(1 + 2 * power) / unit**2 - 1)),
    )


def _gamma(params: Params) -> Quantiles:
    shape = _positive("gamma", params[0])
    return Quantiles(
        lambda p: special.gammaincinv(shape, p) / shape,
        lambda p: special.gammainccinv(shape, p) / shape,
        1.0,
        float(shape**-0.5),
    )


def _erlang(params: Params) -> Quantiles:
    if params[0] < 1 or params[0] != int(params[0]):
        raise ShapeError(f"an erlang has a whole number of phases, not {params[0]}")
    return _gamma(params)


def _uniform(params: Params) -> Quantiles:
    low, high = params
    if low > high:
        raise ShapeError(f"uniform goes from low to high, not from {low} to {high}")
    width = high - low
    mean = _positive("uniform", (low + high) / 2)
    return Quantiles(lambda p: low + width * p, lambda p: high - width * p, mean, width / sqrt(12))


def _hyperexponential(params: Params) -> Quantiles:
    weights, means = _weights(params[::2]), np.array(params[1::2])
    if means.min() <= 0:
        raise ShapeError(f"the means of a hyperexponential are positive, not {params}")

    def more(value: Floats) -> Floats:
        return np.asarray((weights * np.exp(-value[:, None] / means)).sum(axis=1))

    def less(value: Floats) -> Floats:
        return np.asarray((weights * -np.expm1(-value[:, None] / means)).sum(axis=1))

    # The value lies between those of the fastest and of the slowest phase alone.
    def low(p: Floats) -> Floats:
        alone = -np.log1p(-p)
        return _bisect(alone * means.min(), alone * means.max(), lambda value: less(value) < p)

    def high(p: Floats) -> Floats:
        alone = -np.log(p)
        return _bisect(alone * means.min(), alone * means.max(), lambda value: more(value) > p)

    mean = float(weights @ means)
    return Quantiles(low, high, mean, sqrt(2 * weights @ means**2 - mean**2))


def _bisect(low: Floats, high: Floats, short: Callable[[Floats], npt.NDArray[np.bool]]) -> Floats:
    """The values between low and high up to which `short` holds."""
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        falls_short = short(middle)
        low, high = np.where(falls_short, middle, low), np.where(falls_short, high, middle)
    return np.asarray((low + high) / 2)


def _empirical(params: Params) -> Quantiles:
    values, weights = np.array(params[::2]), _weights(params[1::2])
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    ends = np.cumsum(weights)[:-1]
    mean = _positive("empirical", float(values @ weights))
    return Quantiles(
        lambda p: values[np.searchsorted(ends, p)],
        lambda p: values[np.searchsorted(ends, 1 - p)],
        mean,
        sqrt(weights @ (values - mean) ** 2),
    )


def _piecewise(params: Params) -> Quantiles:
    chances, values = np.array(params[::2]), np.array(params[1::2])
    rising = bool((np.diff(chances) >= 0).all() and (np.diff(values) >= 0).all())
    if not rising or chances[0] != 0 or chances[-1] != 1:
        raise ShapeError(f"quantiles rise, from chance 0 to chance 1, unlike {params}")
    widths, start, end = np.diff(chances), values[:-1], values[1:]
    mean = _positive("quantiles", float(widths @ (start + end)) / 2)
    start, end = start - mean, end - mean
    return Quantiles(
        lambda p: np.interp(p, chances, values),
        lambda p: np.interp(1 - p, chances, values),
        mean,
        sqrt(widths @ (start**2 + start * end + end**2) / 3),
    )


def _positive(kind: str, value: float) -> float:
    """The value, if it is more than nothing."""
    if value <= 0:
        raise ShapeError(f"the shape and the mean of {kind} are positive, not {value}")
    return value


def _weights(given: Params) -> Floats:
    """Weights that sum to 1."""
    weights = np.array(given)
    if weights.sum() <= 0:
        raise ShapeError(f"weights need a positive sum, unlike {given}")
    return np.asarray(weights / weights.sum())


# How each kind is lowered, and how many parameters it takes; -1 for any number of pairs.
_KINDS: dict[str, tuple[Callable[[Params], Quantiles], int]] = {
    "exponential": (_exponential, 0),
    "lognormal": (_lognormal, 1),
    "weibull": (_weibull, 1),
    "gamma": (_gamma, 1),
    "erlang": (_erlang, 1),
    "uniform": (_uniform, 2),
    "hyperexponential": (_hyperexponential, -1),
    "empirical": (_empirical, -1),
    "quantiles": (_piecewise, -1),
}
