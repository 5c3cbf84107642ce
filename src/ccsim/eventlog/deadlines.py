"""Cases that must be solved by a known instant, followed through the log until it has come."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import Ints, Mask
from ccsim.units import NEVER


class Judged(NamedTuple):
    """A case of which it is known whether it was solved in time."""

    who: int
    kind: int
    met: bool


class Deadlines:
    """Follows cases from their first attempt; however the log is cut, they are judged alike.

    Args:
        due: [kind, day] instants by which a case that is opened then must be solved, or NEVER.
        day_starts: local midnights, the horizon last.
        begin: cases opened before this instant are not followed.
        end: nor are those that fall due after this one.
        start: the row that starts the clock of a case.
    """

    def __init__(
        self,
        due: Ints,
        day_starts: Ints,
        begin: int = 0,
        end: int = NEVER - 1,
        start: Event = Event.CASE_OPENED,
    ) -> None:
        self._due, self._day_starts = due, day_starts
        self._begin, self._end, self._start = begin, end, int(start)
        self._wanted: Mask = np.asarray(np.any(due < NEVER, axis=1), np.bool_)
        self._open: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self, chunk: Chunk) -> Iterator[Judged]:
        """Takes in a stretch of the log; gives the cases that are solved in it."""
        if not self._wanted.any():
            return
        started = chunk.event == self._start
        if not self._open and not started.any():
            return
        told = started | (chunk.event == Event.CASE_RESOLVED)
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
        """Gives the cases that have fallen due by now, and are not solved."""
        over = [key for key, (due, _) in self._open.items() if due <= now]
        for key in over:
            _, kind = self._open.pop(key)
            yield Judged(key[0], kind, met=False)

    def _follow(self, time: int, who: int, case: int, kind: int) -> None:
        day = int(np.searchsorted(self._day_starts, time, side="right")) - 1
        due = int(self._due[kind, day])
        if time >= self._begin and due <= self._end:
            self._open[who, case] = due, kind
