"""Times, opening hours and names on their way from a scenario to integer tables."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ccsim.plan.addresses import noun_codes
from ccsim.plan.hours import open_intervals
from ccsim.plan.records import Integers
from ccsim.plan.shapes import ShapeBook
from ccsim.spec.distributions import Distribution
from ccsim.spec.scenario import Scenario
from ccsim.units import NEVER


@dataclass
class Lowering:
    """What grows while the nouns of a scenario are lowered one after the other."""

    scenario: Scenario
    shapes: ShapeBook = field(default_factory=ShapeBook)
    _hours: dict[str, tuple[int, int]] = field(default_factory=dict)
    _spans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        facts = self.scenario
        self.queue_codes = noun_codes("queue", facts.queues)
        self.team_codes = noun_codes("team", facts.teams)
        self.segment_codes = noun_codes("segment", facts.customers)
        self.department_codes = noun_codes("department", facts.departments)
        self.kind_codes = noun_codes("need", facts.needs, bits=16)
        self.queue_index = {name: i for i, name in enumerate(facts.queues)}
        self.team_index = {name: i for i, name in enumerate(facts.teams)}
        self.department_index = {name: i for i, name in enumerate(facts.departments)}
        sites = [team.site for team in facts.teams.values()]
        sites += [department.site for department in facts.departments.values()]
        self.site_index = {name: i for i, name in enumerate(dict.fromkeys(sites))}

    def time(self, name: str, distribution: Distribution) -> dict[str, int]:
        """The fields `NAME_shape` and `NAME_scale` of a distribution of times."""
        kind, parameters = distribution.shape
        row = self.shapes.row(kind, parameters)
        scale = min(round(distribution.mean_ms), NEVER)
        if row >= 0:
            self.shapes.check_scale(row, scale)
        return {f"{name}_shape": row, f"{name}_scale": scale}

    def hours(self, text: str) -> dict[str, int]:
        """The fields `hours_first` and `hours_last` of opening hours."""
        if text not in self._hours:
            spans = open_intervals(text, self.scenario.calendar)
            first = len(self._spans)
            self._spans.extend(spans)
            self._hours[text] = (first, len(self._spans))
        first, last = self._hours[text]
        return {"hours_first": first, "hours_last": last}

    def spans(self) -> tuple[Integers, Integers]:
        """All openings and closings, in the order in which `hours` met them."""
        both = np.array(self._spans, np.int64).reshape(-1, 2)
        return both[:, 0].copy(), both[:, 1].copy()


def records(dtype: np.dtype[Any], rows: list[dict[str, int]]) -> np.ndarray[Any, Any]:
    """Rows of named integers as a record array; every field must be given."""
    names = dtype.names or ()
    table = np.zeros(len(rows), dtype)
    for i, row in enumerate(rows):
        if set(row) != set(names):
            raise KeyError(f"fields differ: {set(row) ^ set(names)}")
        for name in names:
            table[name][i] = row[name]
    table.setflags(write=False)
    return table
