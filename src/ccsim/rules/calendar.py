"""When a line or a department is next open, and when work that stops at night is done.

Opening hours are rising, disjoint spans of milliseconds; those of one calendar stand in
`opens[first:last]` and `closes[first:last]`.
"""

import numpy as np
import numpy.typing as npt

from ccsim.rules.signature import rule
from ccsim.units import NEVER

Instants = npt.NDArray[np.int64]

_INSTANTS = "Array(int64, 1, 'C', readonly=True)"


@rule(f"int64({_INSTANTS}, int64, int64, int64)")
def _span(closes: Instants, first: int, last: int, t: int) -> int:
    """The first span of a calendar that ends after an instant; `last` where there is none."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if closes[middle] > t:
            high = middle
        else:
            low = middle + 1
    return low


@rule(f"int64({_INSTANTS}, {_INSTANTS}, int64, int64, int64)")
def next_open(opens: Instants, closes: Instants, first: int, last: int, t: int) -> int:
    """The first instant from `t` on at which it is open; NEVER where it does not open again."""
    span = _span(closes, first, last, t)
    if span == last:
        return NEVER
    instant: int = max(t, opens[span])
    return instant


@rule(f"boolean({_INSTANTS}, {_INSTANTS}, int64, int64, int64)")
def is_open(opens: Instants, closes: Instants, first: int, last: int, t: int) -> bool:
    """Whether it is open at an instant."""
    span = _span(closes, first, last, t)
    return span < last and opens[span] <= t


@rule(f"int64({_INSTANTS}, {_INSTANTS}, int64, int64, int64, int64)")
def add_open_time(
    opens: Instants, closes: Instants, first: int, last: int, t: int, work: int
) -> int:
    """When `work` milliseconds of open time have passed since `t`; NEVER beyond the calendar."""
    span = _span(closes, first, last, t)
    left = work
    while span < last:
        start: int = max(t, opens[span])
        if left <= closes[span] - start:
            return start + left
        left -= closes[span] - start
        span += 1
    return NEVER
