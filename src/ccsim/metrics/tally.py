"""Rows of the log counted, or what they weigh added up: in the whole and by slice."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Bools, Floats, Ints, Window

CUSTOMER: Final = ("segment", "kind")
"""What is known of a row about a case, even where nobody is on the phone."""
CALLER: Final = ("queue", *CUSTOMER)
TALK: Final = ("queue", "team", *CUSTOMER)
HOURS_OF_WEEK: Final = 168


class Tally:
    """Sums under a few names, by axis; whole numbers add up alike however the log is cut.

    What names no place on an axis (an anonymous caller has no segment) is in no slice of it, and
    in the whole all the same.
    """

    def __init__(
        self, window: Window, names: Sequence[str], axes: tuple[str, ...] = CUSTOMER
    ) -> None:
        sizes = {
            "queue": window.queues,
            "team": window.teams,
            "segment": window.segments,
            "kind": window.kinds,
            "hour_of_week": HOURS_OF_WEEK,
        }
        self._row = {name: row for row, name in enumerate(names)}
        # The first place of each axis takes in what names none: -1 + 1.
        self._sums: dict[str, Floats] = {
            axis: np.zeros((len(self._row), 1 + sizes[axis])) for axis in axes
        }

    def add(
        self, name: str, stretch: Stretch, rows: Ints, weights: Ints | Bools | None = None
    ) -> None:
        """Counts rows where they happened, each with its weight or as one."""
        if len(rows):
            places = {axis: stretch.place(axis, rows) for axis in self._sums}
            self.add_at(name, places, weights)

    def add_at(
        self, name: str, places: Mapping[str, Ints], weights: Ints | Bools | None = None
    ) -> None:
        """Counts what is known to belong to these places, one on each axis."""
        row = self._row[name]
        for axis, sums in self._sums.items():
            sums[row] += np.bincount(places[axis] + 1, weights, minlength=sums.shape[1])

    def finish(self) -> Sums:
        """The sums by axis and name."""
        first = next(iter(self._sums.values()))
        tables = {WHOLE: first.sum(axis=1, keepdims=True)}
        tables |= {axis: sums[:, 1:] for axis, sums in self._sums.items()}
        return {axis: dict(zip(self._row, table, strict=True)) for axis, table in tables.items()}
