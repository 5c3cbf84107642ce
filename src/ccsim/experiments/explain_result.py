"""What `explain` answers: the difference in each metric, shared out among the levers."""

from dataclasses import dataclass
from typing import Any

from ccsim.experiments.coalitions import Scheme, count_orders
from ccsim.experiments.comparable import Side
from ccsim.experiments.compare import Verdict
from ccsim.experiments.levers import Lever
from ccsim.experiments.load_split import LoadPart
from ccsim.experiments.paired import PairedDifference
from ccsim.experiments.replicate import Settings
from ccsim.metrics.estimates import Estimate


@dataclass(frozen=True)
class Part:
    """What a lever is worth, or all of them together."""

    number: PairedDifference
    verdict: Verdict
    """After Holm over the levers and metrics that are shown."""

    @property
    def established(self) -> bool:
        """Whether it is surely not nothing."""
        return self.verdict not in {"not established", "the same"}

    def to_json(self) -> dict[str, Any]:
        """The part as other tools read it."""
        one = self.number
        numbers = {"mean": one.mean, "low": one.low, "high": one.high, "n": one.n}
        return {**numbers, "established": self.established, "verdict": self.verdict}


@dataclass(frozen=True)
class Breakdown:
    """The difference in a metric, shared out among the levers."""

    metric: str
    """With its slice, if it has one."""
    unit: str
    reference: Estimate
    scenario: Estimate
    difference: Part
    levers: tuple[Part, ...]
    """In the order of the explanation's levers; they add up to the difference."""
    undefined: int = 0
    """In how many combinations of levers it is not defined; then nothing is shared out."""

    @property
    def shared_out(self) -> bool:
        """Whether it is known what each lever is worth."""
        return self.difference.number.mean is not None and not self.undefined


@dataclass(frozen=True)
class Explanation:
    """Why a scenario differs from the reference."""

    reference: Side
    scenario: Side
    settings: Settings
    levers: tuple[Lever, ...]
    scheme: Scheme
    permutations: int
    """How many orders were asked for; all are taken where there are few levers."""
    breakdowns: tuple[Breakdown, ...]
    load: tuple[LoadPart, ...]
    notes: tuple[str, ...] = ()
    """What a reader has to know."""
    kept: int = 0
    """How many combinations had been kept and were not played again."""

    def __repr__(self) -> str:
        """What was explained, in a line."""
        levers = f"{len(self.levers)} lever{'s' if len(self.levers) != 1 else ''}"
        return (
            f"Explanation({self.scenario.label!r} against {self.reference.label!r}, {levers}, "
            f"{len(self.breakdowns)} metrics)"
        )

    @property
    def exact(self) -> bool:
        """Whether all orders of turning the levers count."""
        return self.scheme.orders is None

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on."""
        return {
            "reference": self.reference.label,
            "scenario": self.scenario.label,
            "seed": self.settings.seed,
            "replications": self.settings.replications,
            "engine": self.settings.player,
            "reference_fingerprint": self.reference.fingerprint,
            "fingerprint": self.scenario.fingerprint,
            "method": "all orders" if self.exact else "orders drawn, each with its reverse",
            "orders": len(self.scheme.orders or ()) or count_orders(len(self.levers)),
            "combinations": len(self.scheme.coalitions),
            "levers": [lever.to_json() for lever in self.levers],
            "metrics": {one.metric: self._metric_json(one) for one in self.breakdowns},
            "load": [part.to_json() for part in self.load],
            "notes": list(self.notes),
        }

    def _metric_json(self, one: Breakdown) -> dict[str, Any]:
        parts = zip(self.levers, one.levers, strict=True)
        return {
            "unit": one.unit,
            "reference": vars(one.reference),
            "scenario": vars(one.scenario),
            "difference": one.difference.to_json(),
            "undefined_combinations": one.undefined,
            "levers": [{"lever": lever.name, **part.to_json()} for lever, part in parts],
        }
