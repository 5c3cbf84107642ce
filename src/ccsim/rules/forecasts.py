"""Anonymous callers of an interval: how many, and when."""

import numpy as np
import numpy.typing as npt
from numba import njit

from ccsim.codes import Purpose
from ccsim.rules.signature import rule
from ccsim.streams.luck import draw

Integers = npt.NDArray[np.int64]

_COUNT = int(Purpose.FORECAST_COUNT)
_TIME = int(Purpose.FORECAST_TIME)
_BUSY_DAY = int(Purpose.BUSY_DAY)


@rule("int64(int64, int64, int64, int64, int64)")
def count_word(seed: int, replication: int, queue_code: int, interval: int, day: int) -> int:
    """The random word whose Poisson quantile is the number of calls of an interval."""
    return draw(seed, replication, _COUNT, queue_code, interval, day, 0, 0)


@rule("int64(int64, int64, int64)")
def busy_day_word(seed: int, replication: int, day: int) -> int:
    """The random word behind the busy-day factor, which all demand of a day shares."""
    return draw(seed, replication, _BUSY_DAY, 0, 0, day, 0, 0)


@njit("int64[::1](int64, int64, int64, int64, int64, int64, int64, int64)", cache=True)
def call_times(
    seed: int, replication: int, queue_code: int, first_caller: int, day: int, count: int,
    starts: int, length: int,
) -> Integers:  # fmt: skip
    """When the callers of an interval dial: anywhere in it, each by their own luck."""
    times = np.empty(count, np.int64)
    for n in range(count):
        u = draw(seed, replication, _TIME, queue_code, first_caller + n, day, 0, 0)
        times[n] = starts + ((u * length) >> 32)
    return times
