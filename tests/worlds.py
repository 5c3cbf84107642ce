"""Plausible worlds: draw the doubtful inputs, play every option in each, and see who wins.

Nothing here knows about sourcing: ranges go in, with a function that makes a scenario of an option
in a world; verdicts come out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import qmc, spearmanr

from ccsim.experiments.replicate import run
from ccsim.metrics.estimates import wilson
from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded
from ccsim.spec.paths import alternatives, is_group
from ccsim.spec.scenario import Scenario
from ccsim.units import parse_duration

World = Mapping[str, float]
"""A value for each doubt, by its name."""
Make = Callable[[str, World], Loaded]
"""The scenario of an option in a world."""


@dataclass(frozen=True)
class Range:
    """From where to where a doubtful input may lie; every value between is as likely."""

    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Share:
    """In so many of n worlds, with Wilson's 95 % interval."""

    count: int
    n: int

    @property
    def ends(self) -> tuple[float, float]:
        return wilson(self.count / self.n, self.n)

    def __str__(self) -> str:
        low, high = self.ends
        return f"{self.count / self.n:.2f} ({low:.2f} to {high:.2f})"


def range_of(path: str) -> Range:
    """The range that stands beside a fact in the spec; durations in milliseconds.

    >>> range_of("customers.consumer.gives_up")
    Range(low=0.03, high=0.35, source='E-PAT-08')
    """
    kind: Any = Scenario
    extra: Any = None
    for part in path.split("."):
        if is_group(kind):
            field = kind.model_fields[part]
            extra, annotation = field.json_schema_extra, field.annotation
        else:
            annotation = kind.__args__[1]  # a dict: any name
        kind = next(iter(alternatives(annotation)), None)
    if not isinstance(extra, dict) or extra.get("low") is None or extra.get("high") is None:
        raise ValueError(f"{path} has no range in the spec: give one")
    return Range(_number(extra["low"]), _number(extra["high"]), str(extra["source"]))


def _number(end: Any) -> float:
    return float(parse_duration(end) if isinstance(end, str) else end)


def draw_worlds(ranges: Mapping[str, Range], count: int, seed: int = 1) -> list[World]:
    """A Latin hypercube: each doubt takes every part of its range equally often."""
    drawn = qmc.LatinHypercube(d=len(ranges), seed=seed).random(count)
    ends = np.array([(each.low, each.high) for each in ranges.values()])
    values = qmc.scale(drawn, ends[:, 0], ends[:, 1])
    return [dict(zip(ranges, row.tolist(), strict=True)) for row in values]


def play_worlds(
    worlds: Sequence[World], options: Sequence[str], make: Make, metrics: Sequence[str]
) -> dict[str, Floats]:
    """[world, option] for each metric; in a world all options have the same luck, its own."""
    found = {name: np.zeros((len(worlds), len(options))) for name in metrics}
    for i, world in enumerate(worlds):
        for j, option in enumerate(options):
            estimates = run(
                make(option, world), replications=1, seed=1 + i, workers=1
            ).estimates  # fmt: skip
            for name in metrics:
                one = estimates.get(name)
                found[name][i, j] = np.nan if one is None or one.mean is None else one.mean
    return found


def best(values: Floats, *, falling: bool) -> list[Share]:
    """For each option, in how many worlds it is the best."""
    winner = values.argmax(axis=1) if falling else values.argmin(axis=1)
    return [Share(int((winner == j).sum()), len(values)) for j in range(values.shape[1])]


def beats(values: Floats, j: int, reference: int = 0, *, falling: bool) -> Share:
    """In how many worlds an option is better than the reference."""
    more = values[:, j] - values[:, reference]
    return Share(int(((more > 0) if falling else (more < 0)).sum()), len(values))


def doubts_that_matter(worlds: Sequence[World], outcome: Floats) -> list[tuple[str, float, float]]:
    """Each doubt with its rank correlation with an outcome and the p-value, the strongest first."""
    found = []
    for name in worlds[0]:
        drawn = np.array([world[name] for world in worlds])
        correlation = spearmanr(drawn, outcome)
        found.append((name, float(correlation.statistic), float(correlation.pvalue)))
    return sorted(found, key=lambda one: -abs(one[1]))
