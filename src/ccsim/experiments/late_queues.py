"""Queues that start while records go on: before, nobody could call them.

A queue whose first call comes days after the records begin was not there on these days. Counted as
days without calls they would make its level too low, and a back-test would expect calls of a queue
that did not exist.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from ccsim.metrics.window import Bools, Floats, Ints

_EXPECTED: Final = 15.0
"""So many calls must be missing before the first: by chance that hardly ever happens."""


def first_day(calls: Floats, weekday: Ints, is_open: Bools) -> int:
    """The place of the day on which a queue starts; 0 if it was there from the beginning.

    >>> first_day(np.array([0., 0, 0, 9, 9, 9, 9, 9, 9, 9]), np.arange(10) % 7, np.ones(10, bool))
    3

    It starts with its first call, if by what comes from then on 15 calls or more would have come
    before: the mean of each weekday, or of all days where a weekday has none since.

    Args:
        calls: [date]: those of the queue.
        weekday: [date]: 0 for Monday.
        is_open: [date]: on which the centre was open.
    """
    came = np.flatnonzero(calls > 0)
    if not len(came):
        return 0
    since = np.arange(len(calls)) >= came[0]
    before = is_open & ~since
    expected = 0.0
    for day in np.unique(weekday[before]).tolist():
        own = is_open & since & (weekday == day)
        usual = calls[own] if own.any() else calls[is_open & since]
        expected += float(usual.mean() if len(usual) else 0.0) * int((weekday[before] == day).sum())
    return int(came[0]) if expected >= _EXPECTED else 0


def on_unseen_weekdays(own: Floats, others: Floats, weekday: Ints, is_open: Bools) -> Floats:
    """[weekday, interval]: what a late queue has on weekdays that it has not seen; else nought.

    The calls of the other queues on that weekday, times what the queue has had for each of them
    since it started.

    Args:
        own: [date, interval]: its calls, from its first day on.
        others: [date, interval]: those of queues that were there on all days.
        weekday: [date]
        is_open: [date]
    """
    since = len(others) - len(own)
    seen = is_open & (np.arange(len(others)) >= since)
    share = own[is_open[since:]].sum() / max(float(others[seen].sum()), 1e-9)
    found = np.zeros((7, others.shape[1]))
    for day in range(7):
        dates = is_open & (weekday == day)
        if dates.any() and not (dates & seen).any():
            found[day] = share * others[dates].mean(axis=0)
    return found


def told(late: Sequence[tuple[str, str]]) -> str:
    """What is said of late queues, each with its first day, without a full stop."""
    names = ", ".join(f"{queue} on {day}" for queue, day in late)
    what = "this queue starts" if len(late) == 1 else "these queues start"
    return (
        f"{what} while the records go on: {names}; the days before say nothing of "
        f"{'it' if len(late) == 1 else 'them'}"
    )
