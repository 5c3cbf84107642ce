"""What comes of tickets: right first time, recovered or made worse, how long, how often passed on.

Repair times are counted in the classes of `waits`, of which the middle is reported.
"""

from typing import Final

import numpy as np

from ccsim.codes import Event, TicketResult
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.waits import class_of, middle_of
from ccsim.metrics.window import Bools, Floats, Ints, Window

QUANTILES: Final = {"repair_p50_ms": 50, "repair_p90_ms": 90}
_RESULTS: Final = {
    "tickets_not_cured": TicketResult.NOT_CURED,
    "tickets_cured": TicketResult.CURED,
    "tickets_recovered": TicketResult.RECOVERED,
    "tickets_compounded": TicketResult.COMPOUNDED,
}
_REPAIRED: Final = (TicketResult.CURED, TicketResult.RECOVERED)
_NAMES: Final = (*_RESULTS, "tickets_done", "tickets_opened", "tickets_passed", "repair_ms")
_CLASSES: Final = int(class_of(np.array([1 << 62]))[0]) + 1


class Tickets:
    """Tickets that are opened while it is measured, by segment and kind."""

    def __init__(self, window: Window) -> None:
        self._window = window
        sizes = {"segment": window.segments, "kind": window.kinds}
        self._counts = {
            axis: {name: np.zeros(size) for name in _NAMES} for axis, size in sizes.items()
        }
        self._classes = {axis: np.zeros((size, _CLASSES), np.int64) for axis, size in sizes.items()}

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, begin = stretch.chunk, self._window.begin
        for name, event in (
            ("tickets_opened", Event.TICKET_OPENED),
            ("tickets_passed", Event.TICKET_PASSED),
        ):
            rows = stretch.rows(event)
            self._count(name, stretch, rows[chunk.time[rows] >= begin])
        done = stretch.rows(Event.TICKET_DONE)
        done = done[chunk.time[done] - chunk.value[done] >= begin]
        self._count("tickets_done", stretch, done)
        for name, result in _RESULTS.items():
            self._count(name, stretch, done[chunk.reason[done] == result])
        repaired = done[np.isin(chunk.reason[done], _REPAIRED)]
        self._count("repair_ms", stretch, repaired, chunk.value[repaired])
        number = class_of(chunk.value[repaired])
        for axis, place in self._places(stretch, repaired):
            np.add.at(self._classes[axis], (place, number), 1)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name, with the quantiles of the repair times."""
        found = {
            axis: counts | _quantiles(self._classes[axis]) for axis, counts in self._counts.items()
        }
        segments = self._counts["segment"]
        whole = {name: counts.sum(keepdims=True) for name, counts in segments.items()}
        classes = self._classes["segment"].sum(axis=0, keepdims=True)
        return {WHOLE: whole | _quantiles(classes), **found}

    def _count(self, name: str, stretch: Stretch, rows: Ints, weights: Ints | None = None) -> None:
        for axis, place in self._places(stretch, rows):
            counts = self._counts[axis][name]
            counts += np.bincount(place, weights, minlength=len(counts))

    def _places(self, stretch: Stretch, rows: Ints) -> tuple[tuple[str, Ints], ...]:
        kind = stretch.chunk.kind[rows].astype(np.int64)
        return ("segment", stretch.segment[rows]), ("kind", kind)


def _quantiles(classes: Ints) -> dict[str, Floats]:
    """The least time that so many per cent of the repairs do not exceed, one for each row."""
    upto = np.cumsum(classes, axis=1)
    count: Ints = upto[:, -1]
    some: Bools = count > 0
    found = {"repairs_known": some.astype(np.float64)}
    for name, percent in QUANTILES.items():
        rank = -(-count * percent // 100)
        number = np.array([np.searchsorted(row, at) for row, at in zip(upto, rank, strict=True)])
        found[name] = np.where(some, middle_of(number.astype(np.int64)), 0.0)
    return found
