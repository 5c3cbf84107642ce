"""Counts of rows of the log by measured day."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ccsim.metrics.stretch import Stretch
from ccsim.metrics.window import Floats, Ints, Window


class Days:
    """How often something happened to each of some entities, by measured day."""

    def __init__(self, window: Window, entities: int) -> None:
        self._window = window
        self._days = window.total_days - window.warm_up_days
        self.counts: Floats = np.zeros((entities, self._days))

    def add(
        self,
        stretch: Stretch,
        rows: Ints,
        entity: NDArray[np.integer[Any]] | None = None,
        weight: Ints | Floats | None = None,
    ) -> None:
        """Count rows, each for an entity (the only one, if not said), or its weight."""
        day = self._window.cell_day[stretch.cell[rows]] - self._window.warm_up_days
        measured = day >= 0
        if not measured.any():
            return
        bins = day if entity is None else entity.astype(np.int64) * self._days + day
        of_each = None if weight is None else weight[measured]
        counts = np.bincount(bins[measured], of_each, minlength=self.counts.size)
        self.counts += counts.reshape(self.counts.shape)
