"""How many agents calls would keep busy, if everybody found one: with rates that change, later.

The load lags behind the calls, because who has called is still being served: the mean number busy
in M(t)/M/∞ (Eick, Massey and Whitt, Management Science 39, 1993). Staffing each interval for it
as if it were constant is the modified-offered-load method (Jennings, Mandelbaum, Massey and
Whitt, Management Science 42, 1996).
"""

import math
from collections.abc import Sequence

from ccsim.analytic.theory import check_not_negative, check_positive


def offered_load(
    calls: Sequence[float], interval_s: float, handle_s: float, cyclic: bool = False
) -> list[float]:
    """Return the mean number of busy agents in each interval, in erlang.

    Args:
        calls: expected calls of each interval.
        interval_s: the length of an interval.
        handle_s: mean talk and after-call work.
        cyclic: whether what follows the last interval is the first one; else it starts empty.

    >>> [round(load, 2) for load in offered_load([60, 60, 0], 1800.0, 300.0)]
    [8.34, 10.0, 1.66]
    """
    check_positive("interval_s", interval_s)
    check_not_negative("handle_s", handle_s)
    for number in calls:
        check_not_negative("calls", number)
    if handle_s == 0:
        return [0.0 for _ in calls]
    end = _through(calls, interval_s, handle_s, 0.0)[1]
    if cyclic:  # what is left of a cycle shrinks by the same factor each time it comes round
        fades = math.exp(-len(calls) * interval_s / handle_s)
        end = end / (1 - fades)
    return _through(calls, interval_s, handle_s, end if cyclic else 0.0)[0]


def _through(
    calls: Sequence[float], interval_s: float, handle_s: float, busy: float
) -> tuple[list[float], float]:
    """Return the means by interval and the number at the end, from the number at the start."""
    fades = math.exp(-interval_s / handle_s)
    means = []
    for number in calls:
        settled = number * handle_s / interval_s
        means.append(settled + (busy - settled) * (1 - fades) * handle_s / interval_s)
        busy = settled + (busy - settled) * fades
    return means, busy
