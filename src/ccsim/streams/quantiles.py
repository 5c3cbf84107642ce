"""From a random word to a duration or an amount: quantile tables of integers, and their lookup.

A table holds one *shape*, a distribution with mean 1, in units of 2**-16. It is piecewise linear
in the random word `u`. With v the distance of `u` from the nearer edge of [0, 2**32), the first
128 values of v are knots themselves, and each doubling of v has 64 knots more: a fine grid where
the tails are, a coarse one in the middle. The first half of a row serves the lower side, the
second the upper side; both count from their edge inwards.

No logarithm is computed while a simulation runs, so no machine can round one differently.
"""

from collections.abc import Callable
from typing import cast

import numpy as np
import numpy.typing as npt
from numba import njit
from numba.cpython.unsafe.numbers import leading_zeros

ONE_BITS = 16
ONE = 1 << ONE_BITS
KNOT_BITS = 6
# Of each half: v = 0 … 127, then 64 for each of 24 doublings, then the middle, v = 2**31.
HALF = (1 << KNOT_BITS) * 26 + 1
KNOTS = 2 * HALF
CONSTANT = -1

Tables = npt.NDArray[np.int64]
TABLES = "Array(int64, 2, 'C', readonly=True)"
"""Tables as a signature names them; such as may be written to are welcome too."""

_MASK = 0xFFFFFFFF
_ROUND = ONE >> 1
# Leading zeros of a v that is a knot whatever its bits; with each zero fewer the gaps double.
_ZEROS = 64 - (KNOT_BITS + 1)
_leading_zeros = cast("Callable[[int], int]", leading_zeros)


@njit(f"int64({TABLES}, int64, int64)", cache=True)
def quantile(tables: Tables, shape: int, u: int) -> int:
    """The quantile of a unit-mean shape at the random word `u`, in units of 2**-16.

    It never falls as `u` rises. The shape -1 is the constant 1.
    """
    if shape < 0:
        return ONE
    upper = u >> 31
    v = u ^ (-upper & _MASK)
    shift = _ZEROS - _leading_zeros(v | (1 << KNOT_BITS))
    knot = upper * HALF + (shift << KNOT_BITS) + (v >> shift)
    here: int = tables[shape, knot]
    step: int = tables[shape, knot + 1] - here
    return here + ((step * (v & ((1 << shift) - 1))) >> shift)


@njit(f"int64({TABLES}, int64, int64, int64)", cache=True)
def sample(tables: Tables, shape: int, scale: int, u: int) -> int:
    """The value at the random word `u` of a shape with the mean `scale`, rounded to an integer.

    The shape -1 is the constant `scale`, which may be as large as "never".
    """
    if shape < 0:
        return scale
    return (quantile(tables, shape, u) * scale + _ROUND) >> ONE_BITS


def knot_distances() -> npt.NDArray[np.int64]:
    """The distance v from the edge at each knot of one half, from 0 to 2**31."""
    first = np.arange(1 << KNOT_BITS, dtype=np.int64)
    leading = np.arange(1 << KNOT_BITS, 2 << KNOT_BITS, dtype=np.int64)
    doublings = np.arange(25, dtype=np.int64)
    rest = (leading[None, :] << doublings[:, None]).ravel()
    return np.concatenate([first, rest, np.array([1 << 31], dtype=np.int64)])
