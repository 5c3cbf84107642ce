"""SimPy's clock with a stated order of what happens in the same millisecond."""

from collections.abc import Callable
from heapq import heappop

from simpy import Environment, Event


class Moment(Event):
    """An instant to wait for, with its rank among everything else that happens then.

    `rank` is `codes.Rank`, then the identity of whom it concerns: the order is the same in both
    engines, whatever was scheduled first.
    """

    def __init__(self, env: Environment, at: int, rank: int) -> None:
        self.env = env
        self.callbacks = []
        self._ok = True
        self._value = None
        env.schedule(self, rank, at - env.now)  # type: ignore[arg-type]


class Clock(Environment):
    """SimPy's environment, advanced from midnight to midnight."""

    def advance(self, until: int, pause: Callable[[], bool]) -> bool:
        """Plays what happens before `until`; stops early, and says True, when `pause` asks."""
        queue = self._queue
        while queue and queue[0][0] < until:
            self._now, _, _, event = heappop(queue)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event._ok and not getattr(event, "_defused", False):
                raise event._value
            if pause():
                return True
        return False
