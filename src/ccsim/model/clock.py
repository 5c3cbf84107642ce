"""SimPy's clock with a stated order of what happens in the same millisecond."""

from collections.abc import Sized
from heapq import heappop, heappush

from simpy import Environment, Event, Process
from simpy.events import ProcessGenerator

Steps = ProcessGenerator
"""What somebody goes through: the events of it, waited for one after the other."""


# Types are set aside where SimPy's are wider or narrower: its priorities are a type of their own,
# its time may be a fraction, and an event that is over has no callbacks, which it does not say.
class Moment(Event):
    """An instant to wait for, with its rank among everything else that happens then.

    `rank` is `codes.Rank`, then the identity of whom it concerns: the order is the same in both
    engines, whatever was scheduled first.
    """

    def __init__(self, env: Environment, at: int | None = None, rank: int = 0) -> None:
        self.env = env
        self.callbacks = []
        self._ok = True
        self._value = None
        if at is not None:
            heappush(env._queue, (at, rank, next(env._eid), self))  # type: ignore[misc]

    def set(self, at: int, rank: int) -> None:
        """Says when it will be, where that was not known; those who wait for it go on then."""
        heappush(self.env._queue, (at, rank, next(self.env._eid), self))  # type: ignore[misc]


_START = Moment(Environment())


class Journey(Process):
    """A SimPy process that takes its first step at once, where an ordinary one is scheduled.

    Journeys only look and wait in their first step, so nothing changes but the time it takes.
    """

    def __init__(self, env: Environment, generator: Steps) -> None:
        Event.__init__(self, env)
        self._generator = generator
        self._resume(_START)


class Clock(Environment):
    """SimPy's environment, advanced from midnight to midnight."""

    time = 0
    """Now: milliseconds since the first midnight."""

    def journey(self, steps: Steps) -> Journey:
        """Somebody sets out."""
        return Journey(self, steps)

    def advance(self, until: int, rows: Sized, most: int) -> bool:
        """Plays what happens before `until`; stops early, and says True, at so many rows."""
        queue = self._queue
        while queue and queue[0][0] < until:
            now, _, _, event = heappop(queue)
            self._now = self.time = now  # type: ignore[assignment]
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event._ok and not getattr(event, "_defused", False):
                raise event._value
            if len(rows) >= most:
                return True
        return False
