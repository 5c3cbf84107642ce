"""SimPy's clock with a stated order of what happens in the same millisecond."""

from collections.abc import Sized
from heapq import heappop, heappush

from simpy import Environment, Event


class Moment(Event):
    """An instant to wait for, with its rank among everything else that happens then.

    `rank` is `codes.Rank`, then the identity of whom it concerns: the order is the same in both
    engines, whatever was scheduled first.
    """

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.callbacks = []
        self._ok = True
        self._value = None

    def set(self, at: int, rank: int) -> "Moment":
        """Says when it will be; until then nobody who waits for it goes on."""
        heappush(self.env._queue, (at, rank, next(self.env._eid), self))  # type: ignore[misc]
        return self


class Clock(Environment):
    """SimPy's environment, advanced from midnight to midnight."""

    def moment(self, at: int, rank: int) -> Moment:
        """An instant that is already known."""
        return Moment(self).set(at, rank)

    def advance(self, until: int, rows: Sized, most: int) -> bool:
        """Plays what happens before `until`; stops early, and says True, at so many rows."""
        queue = self._queue
        while queue and queue[0][0] < until:
            self._now, _, _, event = heappop(queue)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event._ok and not getattr(event, "_defused", False):
                raise event._value
            if len(rows) >= most:
                return True
        return False
