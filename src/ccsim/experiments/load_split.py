"""The load of a centre by what makes it: value demand, failure demand by its causes, hand-offs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ccsim.experiments.compare import Verdict, verdict_of
from ccsim.experiments.paired import PairedDifference, chances, holm, paired_difference
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.contacts import REASONS
from ccsim.metrics.estimates import Estimate, mean_of
from ccsim.metrics.repeats import AFTER, NAMES
from ccsim.metrics.totals import WHOLE, Totals
from ccsim.metrics.window import Floats
from ccsim.spec.scenario import Scenario

HAND_OFFS: Final = "hand_offs"
LOAD: Final = "load"
"""Arrivals and hand-offs together."""
UNIT: Final = "a day"
_REPEATS: Final = "repeats"
_LATER: Final = "later_legs"
_PARTS: Final = {**{reason: reason for reason in REASONS}, HAND_OFFS: _LATER}
"""What is shown, by the total that counts it."""

Counts = dict[str, Floats]
"""Of each part: how many a day, by replication."""


@dataclass(frozen=True)
class LoadPart:
    """How many contacts a day a cause makes in two scenarios with the same luck."""

    name: str
    """A reason to call, `repeats[after=NAME]` by what the customer found to have solved nothing,
    `repeats[kind=NAME]`, `hand_offs`, or `load` for all together."""
    reference: Estimate
    scenario: Estimate
    difference: PairedDifference
    verdict: Verdict
    """After Holm over all parts: higher, lower, not established, the same."""

    def to_json(self) -> dict[str, Any]:
        """The part as other tools read it."""
        one = self.difference
        return {
            "part": self.name,
            "unit": UNIT,
            "reference": self.reference.to_json(),
            "scenario": self.scenario.to_json(),
            "difference": {"mean": one.mean, "low": one.low, "high": one.high, "n": one.n},
            "established": self.verdict in {"higher", "lower"},
            "verdict": self.verdict,
        }


def split_load(
    reference: tuple[Scenario, Sequence[Totals]], scenario: tuple[Scenario, Sequence[Totals]]
) -> list[LoadPart]:
    """What the load is made of in two scenarios; what neither has is left out."""
    before, after = _counts(*reference), _counts(*scenario)
    found = {}
    for name in dict.fromkeys([*before, *after]):
        nothing = np.zeros(len(before[LOAD]))
        pair = before.get(name, nothing), after.get(name, nothing)
        if pair[0].any() or pair[1].any():
            found[name] = pair
    ones = np.ones(len(before[LOAD]))
    differences = {
        name: paired_difference((one, ones), (other, ones)) for name, (one, other) in found.items()
    }
    standing = holm(chances(differences))
    return [
        LoadPart(
            name,
            mean_of(found[name][0], UNIT),
            mean_of(found[name][1], UNIT),
            one,
            verdict_of(CATALOGUE["arrivals"], one, name in standing),
        )
        for name, one in differences.items()
    ]


def _counts(scenario: Scenario, totals: Sequence[Totals]) -> Counts:
    """What comes in a day of measured time, by its cause."""
    calendar = scenario.calendar
    days = calendar.total_days - calendar.warm_up_total_days
    found: Counts = {}
    for name, total in _PARTS.items():
        found[name] = np.array([_count(one, total) / days for one in totals])
        if name == _REPEATS:
            found |= {key: counts / days for key, counts in _by_cause(totals)}
            found |= {key: counts / days for key, counts in _by_kind(totals)}
    return {**found, LOAD: np.sum([found[name] for name in _PARTS], axis=0)}


def _count(totals: Totals, name: str) -> float:
    sums = totals.sums[WHOLE].get(name)
    return 0.0 if sums is None else float(sums[0])


def _by_cause(totals: Sequence[Totals]) -> Iterator[tuple[str, Floats]]:
    """Repeats by what came of the case before."""
    for cause, name in zip(AFTER, NAMES, strict=True):
        yield f"{_REPEATS}[after={cause}]", np.array([_count(one, name) for one in totals])


def _by_kind(totals: Sequence[Totals]) -> Iterator[tuple[str, Floats]]:
    """Repeats by what the customer needed."""
    if _REPEATS not in totals[0].sums["kind"]:
        return
    for place, label in enumerate(totals[0].labels["kind"]):
        counts = [one.sums["kind"][_REPEATS][place] for one in totals]
        yield f"{_REPEATS}[{label}]", np.array(counts)
