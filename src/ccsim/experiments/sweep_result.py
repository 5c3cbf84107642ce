"""What a sweep gives: metrics by point, differences from the reference, the frontier."""

from dataclasses import dataclass
from typing import Any

from ccsim.experiments.compare import Difference
from ccsim.experiments.frontier import Frontier
from ccsim.experiments.variation import Value, Variation
from ccsim.metrics.estimates import Estimate
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario


@dataclass(frozen=True)
class SweepPoint:
    """The scenario with one value for each fact that is varied, and what it gives."""

    values: tuple[Value, ...]
    """One for each variation, in their order."""
    scenario: Scenario
    fingerprint: str
    own: bool
    """Whether its facts are the scenario's own."""
    estimates: dict[str, Estimate]
    """The metrics asked for, by name and slice."""
    differences: dict[str, Difference]
    """From the reference, by metric; none at the reference itself."""

    @property
    def label(self) -> str:
        """What the point is called."""
        return ", ".join(value.label for value in self.values)


@dataclass(frozen=True)
class Sweep:
    """A scenario at several values of one fact or two, with the same luck at each."""

    label: str
    source: Loaded
    """The scenario as it stands."""
    fingerprint: str
    seed: int
    replications: int
    engine: str
    variations: tuple[Variation, ...]
    metrics: tuple[str, ...]
    """What is shown, in this order."""
    points: tuple[SweepPoint, ...]
    """Those that were played, the last variation running fastest."""
    reference: int
    """The number of the point that the others are compared with: the scenario's own, or the
    first."""
    frontier: Frontier | None
    """None where the two metrics are not defined."""
    tests: int
    """How many differences were tested as one family (Holm)."""
    asked: int
    """How many points there are in all."""
    kept: int
    """How many points had been kept and were not played again."""
    notices: tuple[str, ...] = ()
    """What a user should know of how the question was read."""

    @property
    def stopped(self) -> bool:
        """Whether the user ended it before all points were played."""
        return len(self.points) < self.asked

    @property
    def at_reference(self) -> SweepPoint:
        """The point that the others are compared with."""
        return self.points[self.reference]

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        return {
            "scenario": self.label,
            "seed": self.seed,
            "replications": self.replications,
            "engine": self.engine,
            "fingerprint": self.fingerprint,
            "stopped": self.stopped,
            "vary": [
                {
                    "path": one.path,
                    "unit": one.unit,
                    "values": [_value_json(value) for value in one.values],
                }
                for one in self.variations
            ],
            "metrics": list(self.metrics),
            "reference": self.reference,
            "points": [self._point_json(point) for point in self.points],
            "frontier": self._frontier_json(),
        }

    def _point_json(self, point: SweepPoint) -> dict[str, Any]:
        paths = [one.path for one in self.variations]
        values = zip(paths, map(_value_json, point.values), strict=True)
        return {
            "values": dict(values),
            "fingerprint": point.fingerprint,
            "own": point.own,
            "metrics": {key: one.to_json() for key, one in point.estimates.items()},
            "differences": {key: one.to_json() for key, one in point.differences.items()},
        }

    def _frontier_json(self) -> dict[str, Any] | None:
        if self.frontier is None:
            return None
        places = [
            {
                "point": place.point,
                "efficient": place.efficient,
                "established": place.established,
                "beside": list(place.beside),
            }
            for place in self.frontier.places
        ]
        return {"metrics": list(self.frontier.metrics), "points": places}


def _value_json(value: Value) -> dict[str, Any]:
    return {"label": value.label, "number": value.number}
