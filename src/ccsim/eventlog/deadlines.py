"""Cases that must be over by a known instant, followed through the log until it has come."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import Ints, Mask
from ccsim.units import NEVER


class Judged(NamedTuple):
    """A case, or a ticket of one, of which it is known whether it was over in time."""

    who: int
    kind: int
    met: bool


class Deadlines:
    """Follows cases by their clock; however the log is cut, they are judged alike.

    Args:
        due: [kind, day] instants by which a clock that is started then must be stopped, or NEVER.
        day_starts: local midnights, the horizon last.
        begin: clocks started before this instant are not followed.
        end: nor are those that fall due after this one.
        clock: the rows that start and stop the clock of a case; it may run again and again.
    """

    def __init__(
        self,
        due: Ints,
        day_starts: Ints,
        begin: int = 0,
        end: int = NEVER - 1,
        clock: tuple[Event, Event] = (Event.CASE_OPENED, Event.CASE_RESOLVED),
    ) -> None:
        self._due, self._day_starts = due, day_starts
        self._begin, self._end = begin, end
        self._start, self._stop = (int(event) for event in clock)
        self._wanted: Mask = np.asarray(np.any(due < NEVER, axis=1), np.bool_)
        self._open: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self, chunk: Chunk) -> Iterator[Judged]:
        """Takes in a stretch of the log; gives the cases of which the clock stops in it."""
        if not self._wanted.any():
            return
        started = chunk.event == self._start
        if not self._open and not started.any():
            return
        told = started | (chunk.event == self._stop)
        rows = np.flatnonzero(told & (chunk.kind >= 0))
        rows = rows[self._wanted[chunk.kind[rows]]]
        columns = (chunk.time, chunk.event, chunk.who, chunk.case, chunk.kind)
        for time, event, who, case, kind in zip(
            *(column[rows].tolist() for column in columns), strict=True
        ):
            if event == self._start:
                self._follow(time, who, case, kind)
            elif (who, case) in self._open:
                due, _ = self._open.pop((who, case))
                yield Judged(who, kind, time < due)

    def until(self, now: int) -> Iterator[Judged]:
        """Gives the cases that have fallen due by now, with their clock still running."""
        over = [key for key, (due, _) in self._open.items() if due <= now]
        for key in over:
            _, kind = self._open.pop(key)
            yield Judged(key[0], kind, met=False)

    def _follow(self, time: int, who: int, case: int, kind: int) -> None:
        day = int(np.searchsorted(self._day_starts, time, side="right")) - 1
        due = int(self._due[kind, day])
        if time >= self._begin and due <= self._end:
            self._open[who, case] = due, kind
