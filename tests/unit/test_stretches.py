"""Stretches of agents' time: what covers what."""

import numpy as np

from ccsim.eventlog.stretches import Stretches, outside


def stretches(*each: tuple[int, int]) -> Stretches:
    """Of one agent."""
    start, end = np.array(each, np.int64).reshape(-1, 2).T
    return Stretches(np.zeros(len(each), np.int64), start, end)


def test_a_stretch_of_no_time_hides_no_other_that_begins_with_it() -> None:
    """A callback that rings for no time, and a talk from that instant on."""
    cover = stretches((0, 10), (10, 30), (10, 10))
    assert list(outside("uncovered", stretches((5, 25), (20, 30)), cover)) == []
    assert list(outside("uncovered", stretches((20, 31)), cover)) == ["uncovered: agent 0 at 20 ms"]
