"""Counts of what happens to customers outside of contacts, by segment and kind."""

import numpy as np

from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Ints, Window


class Counts:
    """Named sums over rows about customers, each added to its segment and its kind."""

    def __init__(self, window: Window, names: tuple[str, ...]) -> None:
        self._window = window
        self._by_segment = {name: np.zeros(window.segments) for name in names}
        self._by_kind = {name: np.zeros(window.kinds) for name in names}

    def measured(self, stretch: Stretch, rows: Ints) -> Ints:
        """Those rows that are about customers, in measured time."""
        chunk = stretch.chunk
        return rows[(chunk.time[rows] >= self._window.begin) & (chunk.kind[rows] >= 0)]

    def add(
        self, name: str, stretch: Stretch, rows: Ints, weights: Ints | Floats | None = None
    ) -> None:
        """Count rows, or add up what they weigh."""
        segments, kinds = self._by_segment[name], self._by_kind[name]
        segments += np.bincount(stretch.segment[rows], weights, minlength=len(segments))
        kinds += np.bincount(stretch.chunk.kind[rows], weights, minlength=len(kinds))

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The sums by axis and name."""
        whole = {name: sums.sum(keepdims=True) for name, sums in self._by_segment.items()}
        return {WHOLE: whole, "segment": self._by_segment, "kind": self._by_kind}
