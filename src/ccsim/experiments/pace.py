"""How fast replications are played here, and how long those that are left will take."""

import math
from time import perf_counter

from ccsim.units import MINUTE, SECOND, format_duration


class Pace:
    """How long a replication takes, from the first that is finished on."""

    def __init__(self) -> None:
        self._first = self._last = 0.0
        self._finished = 0

    def tick(self) -> None:
        """One more is finished."""
        self._last = perf_counter()
        self._first = self._first or self._last
        self._finished += 1

    @property
    def watched_ms(self) -> float:
        """For how long it has been watched."""
        return (self._last - self._first) * SECOND

    def takes_ms(self, replications: int) -> float:
        """How long so many will take; nought where nothing has been timed."""
        return self.watched_ms / max(self._finished - 1, 1) * replications

    def forecast(self, replications: int) -> str:
        """How long so many will take, in words; none where nothing has been timed."""
        if self._finished < 2:
            return ""
        ms = self.takes_ms(replications)
        unit = SECOND if ms < 2 * MINUTE else MINUTE
        return f", some {format_duration(math.ceil(ms / unit) * unit)} more"
