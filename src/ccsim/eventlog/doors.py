"""What laws must know of a centre: its horizon, its hours, its lines, and whom it serves."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ccsim.eventlog.reading import Ints, Mask


@dataclass(frozen=True)
class Hours:
    """When a queue or a department is open: rising spans, closed at their end."""

    opens: Ints
    closes: Ints

    def open_at(self, times: Ints) -> Mask:
        """At which instants it is open."""
        span = np.searchsorted(self.closes, times, side="right")
        opens = np.append(self.opens, np.iinfo(np.int64).max)
        return np.asarray(times >= opens[span], np.bool_)

    def at_work(self, times: Ints) -> Mask:
        """At which instants something may be finished: as when open, and at closing time."""
        return self.open_at(times) | np.isin(times, self.closes)


@dataclass(frozen=True)
class Doors:
    """What laws must know of a centre: its horizon, its hours, its lines, and whom it serves."""

    horizon: int
    queues: tuple[Hours, ...]
    departments: tuple[Hours, ...]
    lines: tuple[int, ...]
    """Of each queue; -1 where there are as many as are wanted."""
    in_order: tuple[bool, ...]
    """Whether callers of a queue are answered in the order in which they came."""
    pit_stop: Mapping[int, int]
    """The seats of the pit stop, each with the first seat of its place."""
