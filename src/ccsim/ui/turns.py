"""Taking turns: of readers who ask the same at once, one plays it, the others get its answer."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from weakref import WeakValueDictionary

from ccsim.ui.jobs import Job

_LOOK_S: Final = 0.2


class _Turn:
    """Held by whoever plays something; the others see how far that has come."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.done, self.total = 0, 0


_making = threading.Lock()
_turns: "WeakValueDictionary[Hashable, _Turn]" = WeakValueDictionary()


class Playing:
    """What whoever has the turn tells of its progress, to all who wait for it."""

    def __init__(self, job: Job[Any], turn: _Turn) -> None:
        self._job, self._turn = job, turn

    def progress(self, done: int, total: int) -> None:
        """How far it has come."""
        self._turn.done, self._turn.total = done, total
        self._job.progress(done, total)


@contextmanager
def in_turn(what: Hashable, job: Job[Any]) -> Iterator[Playing]:
    """Wait until nobody else plays this; then what was played is found where runs are kept."""
    with _making:  # or two who come at the same moment would each have a turn of their own
        turn = _turns.setdefault(what, _Turn())
    while not turn.lock.acquire(timeout=_LOOK_S):
        job.progress(turn.done, turn.total)
    try:
        yield Playing(job, turn)
    finally:
        turn.lock.release()
