"""What two changes do together beyond what each does alone, with common luck."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from ccsim.experiments.paired import pseudo_values
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import fractions, student_t
from ccsim.spec.loading import load
from shipped import SCENARIOS

Interval = tuple[float, float]
"""Bounds of 95 %."""


@cache
def played(sets: tuple[str, ...], replications: int) -> RunResult:
    """The scripted call centre under these rules."""
    loaded = load(SCENARIOS / "scripted_call_center.yaml", list(sets))
    return run(loaded, replications=replications, workers=1)


def change(one: RunResult, other: RunResult, metric: str, slice_: str = "") -> Interval:
    """By how much a metric changes from one to the other."""
    return _interval(_by_replication(other, metric, slice_) - _by_replication(one, metric, slice_))


def interplay(
    neither: RunResult, first: RunResult, second: RunResult, both: RunResult, metric: str,
    slice_: str = "",
) -> Interval:  # fmt: skip
    """What the first change adds where the second is made, beyond what it adds where it is not."""
    values = [_by_replication(each, metric, slice_) for each in (neither, first, second, both)]
    return _interval(values[3] - values[2] - values[1] + values[0])


def _by_replication(result: RunResult, metric: str, slice_: str) -> np.ndarray:
    return np.asarray(pseudo_values(fractions(result.totals, metric, slice_)))


def _interval(values: np.ndarray | Sequence[float]) -> Interval:
    sample = np.asarray(values)
    half = student_t(len(sample) - 1) * sample.std(ddof=1) / np.sqrt(len(sample))
    return float(sample.mean() - half), float(sample.mean() + half)
