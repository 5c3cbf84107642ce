"""Rows of single events counted while it is measured: by queue, team, segment and kind."""

import numpy as np

from ccsim.eventlog.reading import Keys
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Bools, Floats, Ints, Window

AXES = (WHOLE, "queue", "team", "segment", "kind")


class TalkTally:
    """Counts of rows about customers in talks, under a few names."""

    def __init__(self, window: Window, names: tuple[str, ...]) -> None:
        self._window, self._names = window, names
        sizes = (1, window.queues, window.teams, window.segments, window.kinds)
        self._counts: dict[str, Floats] = {
            axis: np.zeros((len(names), size)) for axis, size in zip(AXES, sizes, strict=True)
        }

    def add(self, name: str, stretch: Stretch, rows: Ints, which: Bools | None = None) -> None:
        """Count rows, or some of them, where they happened."""
        chunk = stretch.chunk
        wanted = (chunk.time[rows] >= self._window.begin) & (chunk.kind[rows] >= 0)
        rows = rows[wanted if which is None else wanted & which]
        if not len(rows):
            return
        places: dict[str, Keys] = {
            WHOLE: np.zeros(len(rows), np.int64),
            "queue": chunk.queue[rows],
            "team": self._window.agent_team[chunk.agent[rows]],
            "segment": stretch.segment[rows],
            "kind": chunk.kind[rows],
        }
        row = self._names.index(name)
        for axis, place in places.items():
            counts = self._counts[axis][row]
            counts += np.bincount(place, minlength=len(counts))

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        return {
            axis: dict(zip(self._names, counts, strict=True))
            for axis, counts in self._counts.items()
        }
