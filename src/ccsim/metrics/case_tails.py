"""The tail of the cases: how often, how long and with how many agents the hardest ones took.

Counts are kept one by one up to a thousand, times in classes that are 1/1024 of their length
wide, as waits are.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import AT_LEAST, WHOLE, Sums
from ccsim.metrics.waits import CLASSES, class_of, middle_of
from ccsim.metrics.window import Bools, Floats, Ints, Window

PERCENTS: Final = (90, 99)
TAILS: Final = {
    "contacts": "case_attempts",
    "agents": "case_agents",
    "phone_ms": "case_phone_ms",
    "open_ms": "resolve_ms",
}
"""What is looked at, and which number of a case it is."""
MANY: Final = "cases_with_many_contacts"
KNOWN: Final = "tails_known"
REACHING: Final = "cases_reaching"
_COUNTED: Final = 1000
_TIMES: Final = ("phone_ms", "open_ms")


class CaseTails:
    """How the numbers of single cases are spread, by segment and kind."""

    def __init__(self, window: Window) -> None:
        self._many = window.measures.many_contacts
        self._spreads = {
            axis: {name: _Spread.empty(entities, name in _TIMES) for name in TAILS}
            for axis, entities in (("segment", window.segments), ("kind", window.kinds))
        }
        self._with_many = Tally(window, (MANY,))
        self._known = window.segments > 0

    def add(self, entity: Mapping[str, Ints], cases: Mapping[str, Ints | Bools]) -> None:
        """Take in cases whose time is over: their segment and kind, and their numbers."""
        many = cases["case_attempts"] >= self._many
        for axis, spreads in self._spreads.items():
            for name, of_case in TAILS.items():
                spreads[name].add(entity[axis], np.asarray(cases[of_case], np.int64))
        self._with_many.add_at(MANY, entity, many)

    def finish(self) -> Sums:
        """Quantiles and largest values by axis and name; nought where there is no case."""
        whole = {name: spread.together() for name, spread in self._spreads["segment"].items()}
        spreads = self._spreads | {WHOLE: whole}
        found: Sums = {
            axis: _tails(spreads[axis]) | many for axis, many in self._with_many.finish().items()
        }
        return found | {"contacts": whole["contacts"].reaching() if self._known else {}}


class _Spread(NamedTuple):
    """How often each value occurs, an entity in each row, and the largest of each."""

    counts: Ints
    largest: Ints
    is_time: bool

    @classmethod
    def empty(cls, entities: int, is_time: bool) -> "_Spread":
        """Nothing has been seen yet."""
        classes = CLASSES if is_time else _COUNTED + 1
        return cls(np.zeros((entities, classes), np.int64), np.zeros(entities, np.int64), is_time)

    def add(self, entity: Ints, value: Ints) -> None:
        """Count the value of each entity."""
        np.maximum.at(self.largest, entity, value)
        place = class_of(np.maximum(value, 1)) if self.is_time else np.minimum(value, _COUNTED)
        np.add.at(self.counts, (entity, place), 1)

    def together(self) -> "_Spread":
        """All entities as one."""
        largest = self.largest.max(initial=0, keepdims=True)
        return _Spread(self.counts.sum(axis=0, keepdims=True), largest, self.is_time)

    def quantile(self, percent: int) -> Floats:
        """The least value that so many per cent do not exceed, one for each entity."""
        upto = np.cumsum(self.counts, axis=1)
        rank = -(-upto[:, -1] * percent // 100)
        place = np.array([np.searchsorted(row, at) for row, at in zip(upto, rank, strict=True)])
        value = middle_of(place) if self.is_time else place.astype(np.float64)
        return np.minimum(np.where(upto[:, -1] > 0, value, 0.0), self.largest)

    def reaching(self) -> dict[str, Floats]:
        """How many have each of some values or more, and how many there are, each time."""
        least = self.counts.sum(axis=0)[::-1].cumsum()[::-1].astype(np.float64)
        reaching = least[list(AT_LEAST)]
        return {REACHING: reaching, "cases": np.full(len(AT_LEAST), least[0])}


def _tails(spreads: Mapping[str, _Spread]) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for name, spread in spreads.items():
        found[KNOWN] = (spread.counts.sum(axis=1) > 0).astype(np.float64)
        for percent in PERCENTS:
            found[f"case_{name}_p{percent}"] = spread.quantile(percent)
        found[f"case_{name}_max"] = spread.largest.astype(np.float64)
    return found
