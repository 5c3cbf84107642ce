"""Who answers for the firm, measured: the multipliers of sourcing, and the 2x2 of story R-001.

python tests/sourcing.py [REPLICATIONS]     prints the tables, for people; some minutes
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ccsim.experiments.compare import compare
from ccsim.experiments.paired import pseudo_values
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import fractions, student_t
from ccsim.metrics.window import Floats
from ccsim.spec.loading import load
from shipped import SCENARIOS

REPLICATIONS = 30
IN_HOUSE = SCENARIOS / "in_house.yaml"
VENDORS = {
    "onshore": SCENARIOS / "onshore_outsourcing.yaml",
    "colocated": SCENARIOS / "colocated_outsourcing.yaml",
    "offshore": SCENARIOS / "offshore_outsourcing.yaml",
}
RANGES = {"onshore": (0.80, 1.00), "colocated": (0.88, 1.03), "offshore": (0.70, 1.00)}
"""Multipliers of first-contact resolution that the evidence holds possible (section 1)."""
CELLS = tuple(
    SCENARIOS / "stories" / f"r001_{cell}.yaml"
    for cell in ("remote", "remote_escalation", "colocated", "colocated_escalation")
)
"""Neither; escalation alone; co-location alone; both."""
CONTRASTS = {
    "co-location": (-0.5, -0.5, 0.5, 0.5),
    "escalation": (-0.5, 0.5, -0.5, 0.5),
    "interaction": (1.0, -1.0, -1.0, 1.0),
}
"""Weights of the four cells: two main effects, and what both together bring beyond their sum."""
STEPS = {
    "boundary of the firm": ("onshore", "teams.front.site=main"),
    "and distance: onshore": ("onshore",),
    "and more distance": ("offshore", "teams.front.perception.abroad=0"),
    "and perception: offshore": ("offshore",),
}
"""From in-house to offshore: what is added each time, by vendor and what is set back."""
OF_SOURCING = (
    "true_fcr", "satisfaction", "contacts_per_case", "time_to_resolve_s",
    "internal_complaints_per_100k", "churn_rate", "margin_lost", "cost", "cost_per_contact",
    "cost_per_resolution",
)  # fmt: skip
TOLD = (
    "true_fcr", "resolution_rate", "satisfaction", "internal_complaints_per_100k",
    "complaints_per_100k", "contacts_per_case", "time_to_resolve_s", "cost_per_resolution",
    "margin_lost", "log_fcr", "cost_per_contact",
)  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """A number with its plain 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def way(self) -> str | None:
        """Up or down, where the interval leaves no doubt."""
        if self.low > 0:
            return "up"
        return "down" if self.high < 0 else None

    def __str__(self) -> str:
        return f"{self.mean:+.4g} ({self.low:+.4g} to {self.high:+.4g})"


def contrast(runs: Sequence[RunResult], metric: str, weights: Sequence[float]) -> Effect:
    """A weighted sum of a metric (or its `name[slice]`) over runs, paired by replication."""
    name, _, slice_ = metric.removesuffix("]").partition("[")
    values = [pseudo_values(fractions(run.totals, name, slice_)) for run in runs]
    parts = sum(
        (weight * value for weight, value in zip(weights, values, strict=True)),
        start=np.zeros(len(values[0])),
    )
    means = [run.estimates[metric].mean for run in runs]
    whole = sum(w * m for w, m in zip(weights, means, strict=True) if m is not None)
    return _effect(whole, parts)


def multiplier(reference: RunResult, other: RunResult, metric: str) -> Effect:
    """How many times the reference's metric another run has, paired by replication."""
    return times(fractions(reference.totals, metric), fractions(other.totals, metric))


def times(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> Effect:
    """How many times one ratio another is, each a numerator and denominator by replication."""
    whole = _ratio(after) / _ratio(before)
    n = len(before[0])
    without = _left_out(after) / _left_out(before)
    return _effect(whole, np.asarray(n * whole - (n - 1) * without))


def quotient(above: Floats, below: Floats) -> Effect:
    """Total over total of replications, with the jackknife's interval; plain means over ones."""
    n = len(above)
    whole = float(above.sum() / below.sum())
    without = (above.sum() - above) / (below.sum() - below)
    return _effect(whole, np.asarray(n * whole - (n - 1) * without))


def _effect(whole: float, parts: Floats) -> Effect:
    n = len(parts)
    reach = student_t(n - 1) * math.sqrt(float(parts.var(ddof=1)) / n)
    return Effect(whole, whole - reach, whole + reach)


def _ratio(totals: tuple[Floats, Floats]) -> float:
    return float(totals[0].sum() / totals[1].sum())


def _left_out(totals: tuple[Floats, Floats]) -> Floats:
    above, below = (one.sum() - one for one in totals)
    return np.asarray(above / below)


def tell_sourcing(replications: int) -> None:
    """Prints what comes of three vendors, against the firm's own centre."""
    runs = compare([IN_HOUSE, *VENDORS.values()], replications=replications, workers=1).runs
    print("\n| sourcing | metric | times in-house | evidence |\n|---|---|---|---|")
    for (name, (low, high)), run in zip(RANGES.items(), runs[1:], strict=True):
        for metric in ("true_fcr", "fcr"):
            one = multiplier(runs[0], run, metric)
            times = f"{one.mean:.3f} ({one.low:.3f} to {one.high:.3f})"
            print(f"| {name} | `{metric}` | {times} | {low:.2f} to {high:.2f} |")
    _print_differences(["in-house", *VENDORS], runs)


def tell_steps(replications: int) -> None:
    """Prints what the boundary of the firm, distance and perception add, one after the other."""
    loaded = [load(VENDORS[name], sets) for name, *sets in STEPS.values()]
    runs = compare([IN_HOUSE, *loaded], replications=replications, workers=1).runs
    _print_differences(["in-house", *STEPS], runs)


def tell_square(replications: int) -> None:
    """Prints the four cells of R-001, with main effects and interaction."""
    cells = compare(CELLS, replications=replications, workers=1).runs
    _print_head("metric", *(run.label for run in cells))
    for name in TOLD:
        print(f"| `{name}` | {' | '.join(_told(run, name) for run in cells)} |")
    _print_head("metric", *CONTRASTS)
    for name in TOLD:
        effects = (str(contrast(cells, name, weights)) for weights in CONTRASTS.values())
        print(f"| `{name}` | {' | '.join(effects)} |")


def _print_differences(labels: Sequence[str], runs: Sequence[RunResult]) -> None:
    """A column for the reference, and one of paired differences for each other run."""
    _print_head("metric", *labels)
    for name in OF_SOURCING:
        others = (str(contrast([runs[0], run], name, (-1, 1))) for run in runs[1:])
        print(f"| `{name}` | {_told(runs[0], name)} | {' | '.join(others)} |", flush=True)


def _print_head(*columns: str) -> None:
    print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")


def _told(run: RunResult, name: str) -> str:
    one = run.estimates[name]
    return f"{one.mean:.4g} ({one.low:.4g} to {one.high:.4g})"


def main(replications: int) -> None:
    """Prints what comes of the levers of sourcing, with 95 % intervals."""
    print(f"n = {replications}")
    for tell in (tell_sourcing, tell_steps, tell_square):
        tell(replications)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
