"""What a run gives: estimates with their intervals, and all that is needed to repeat it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccsim.experiments.precision import Precision
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.estimates import Estimate
from ccsim.metrics.totals import Totals, split_key
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

ESTIMATES: Final = ("scenario", "metric", "slice", "mean", "low", "high", "n", "unit")
"""The columns of a table of estimates."""


@dataclass(frozen=True)
class RunResult:
    """A scenario, played a number of times."""

    scenario: Scenario
    source: Loaded | None
    """Where the facts came from, if from a file."""
    label: str
    """The scenario's name, or else that of its file."""
    seed: int
    replications: int
    """How many were played to the end."""
    engine: str
    """The engine that played: simpy or compiled."""
    fingerprint: str
    """A hash of the facts and of the version of the results."""
    log_digest: str
    """A hash of all rows of the event log, whatever engine and workers made them."""
    totals: tuple[Totals, ...]
    """What the metrics are made of, by replication."""
    estimates: dict[str, Estimate]
    """The metrics, by name and slice."""
    stopped: bool = False
    """Whether the user ended it before all replications were played."""
    log_digests: tuple[str, ...] = ()
    """The hash of each replication's rows."""
    kept: int = 0
    """How many replications had been kept and were not played again."""
    precision: Precision | None = None
    """What came of the precision that was wanted, if any was."""

    def __repr__(self) -> str:
        """What it is in a line: all its numbers would be thousands."""
        many = f"{self.replications} replication{'s' if self.replications != 1 else ''}"
        return (
            f"RunResult({self.label!r}, {many}, seed {self.seed}, {self.engine}, "
            f"{len(self.estimates):,} estimates)"
        )

    def to_frame(self) -> "pd.DataFrame":
        """All estimates as a table, a row each: metric and slice, mean, interval, count, unit."""
        return frame_of([self])

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        return {
            "scenario": self.label,
            "seed": self.seed,
            "replications": self.replications,
            "engine": self.engine,
            "fingerprint": self.fingerprint,
            "log_digest": self.log_digest,
            "scorecard": self.scorecard(),
            **({} if self.precision is None else {"precision": self.precision.to_json()}),
            "metrics": {key: estimate.to_json() for key, estimate in self.estimates.items()},
        }

    def scorecard(self) -> dict[str, dict[str, Any]]:
        """The metrics of each of the four quadrants that this run has."""
        return {
            quadrant: {
                name: self.estimates[name].to_json() for name in names if name in self.estimates
            }
            for quadrant, names in SCORECARD.items()
        }


def frame_of(runs: Iterable[RunResult]) -> "pd.DataFrame":
    """All estimates of some runs as a table, one row each, in the order of the runs."""
    import pandas as pd

    rows = []
    for run in runs:
        for key, one in run.estimates.items():
            metric, where = split_key(key)
            rows.append((run.label, metric, where, one.mean, one.low, one.high, one.n, one.unit))
    frame = pd.DataFrame(rows, columns=list(ESTIMATES))
    return frame.astype({"mean": float, "low": float, "high": float})


def digest_of(digests: Sequence[str]) -> str:
    """One digest of the digests of all replications, in their order."""
    return blake2b("\n".join(digests).encode(), digest_size=16).hexdigest()


def label_of(scenario: Scenario, path: Path | None) -> str:
    """What a scenario is called where people and tools read it."""
    return scenario.name or (path.stem if path is not None else "scenario")
