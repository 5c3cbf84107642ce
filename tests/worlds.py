"""Options in plausible worlds: play every option in each, and see who wins.

Nothing here knows about sourcing: ranges go in, with a function that makes a scenario of an option
in a world; verdicts come out. How worlds are drawn is `experiments.worlds`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import spearmanr

from ccsim.experiments.places import Place, places_of
from ccsim.experiments.replicate import run
from ccsim.experiments.worlds import Share, hypercube
from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded, load
from shipped import SCENARIOS

World = Mapping[str, float]
"""A value for each doubtful input, by its name."""
Make = Callable[[str, World], Loaded]
"""The scenario of an option in a world."""
_WITH_ALL_GROUPS = SCENARIOS / "stories" / "sourcing_offshore.yaml"


@dataclass(frozen=True)
class Range:
    """From where to where a doubtful input may lie; every value between is as likely."""

    low: float
    high: float
    source: str


def draw_worlds(ranges: Mapping[str, Range], count: int, seed: int = 1) -> list[World]:
    """Worlds in which each doubtful input takes every part of its range equally often."""
    ends = np.array([(each.low, each.high) for each in ranges.values()])
    shares = hypercube(range(count), list(ranges), seed)
    values = ends[:, 0] + shares * (ends[:, 1] - ends[:, 0])
    return [dict(zip(ranges, row.tolist(), strict=True)) for row in values]


def range_of(path: str) -> Range:
    """The range that stands beside a fact in the spec; durations in milliseconds.

    >>> range_of("customers.consumer.gives_up")
    Range(low=0.03, high=0.35, source='E-PAT-08')
    """
    place = _places().get(path)
    if place is None or not place.has_range:
        raise ValueError(f"{path} has no range in the spec: give one")
    low, high = (place.parse(place.evidence[end]) for end in ("low", "high"))
    return Range(low, high, str(place.evidence["source"]))


@cache
def _places() -> dict[str, Place]:
    return places_of(load(_WITH_ALL_GROUPS).scenario)


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
