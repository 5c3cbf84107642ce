"""Counts of rows by queue, segment and kind, for what only some scenarios have."""

import numpy as np

from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Bools, Floats, Ints, Window


class Tally:
    """Sums by name and axis; a row counts by the queue, segment and kind that it names."""

    def __init__(self, window: Window, names: tuple[str, ...]) -> None:
        self._window, self._names = window, names
        sizes = {"queue": window.queues}
        if window.segments:  # the last place takes in anonymous callers, and is dropped
            sizes |= {"segment": window.segments + 1, "kind": window.kinds + 1}
        self._sums: dict[str, Floats] = {
            axis: np.zeros((len(names), size)) for axis, size in sizes.items()
        }

    def count(
        self, name: str, stretch: Stretch, rows: Ints, weights: Ints | Bools | None = None
    ) -> None:
        """Adds rows, each with its weight or as one."""
        if not len(rows):
            return
        place = self._names.index(name)
        columns = {
            "queue": stretch.chunk.queue[rows].astype(np.int64),
            "segment": stretch.segment[rows],
            "kind": stretch.chunk.kind[rows].astype(np.int64),
        }
        for axis, sums in self._sums.items():  # -1 is the last place
            which = columns[axis] % sums.shape[1]
            sums[place] += np.bincount(which, weights, minlength=sums.shape[1])

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The sums by axis and name."""
        tables = {WHOLE: self._sums["queue"].sum(axis=1, keepdims=True)}
        tables |= {
            axis: sums if axis == "queue" else sums[:, :-1] for axis, sums in self._sums.items()
        }
        return {axis: dict(zip(self._names, sums, strict=True)) for axis, sums in tables.items()}
