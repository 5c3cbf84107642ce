"""Sweep one fact of a scenario, or two: what each value gives, with the same luck at each."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path

from ccsim.errors import Fault, ScenarioError, UsageError
from ccsim.experiments.compare import Difference, verdict_of
from ccsim.experiments.contrasts import Contrasts, Measured, Pair
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.frontier import efficient_frontier
from ccsim.experiments.points import Points, Tell, play_points
from ccsim.experiments.replicate import REPLICATIONS, SEED, Progress, Settings, Source, source_of
from ccsim.experiments.results import label_of
from ccsim.experiments.sweep_metrics import (
    MOST_USUAL,
    USUAL,
    USUAL_FRONTIERS,
    parse_frontier,
    parse_metrics,
)
from ccsim.experiments.sweep_result import Sweep, SweepPoint
from ccsim.experiments.variation import OPTION, Value, Variation, parse_variations
from ccsim.metrics.catalogue import CATALOGUE, Metric
from ccsim.metrics.estimates import Estimate, estimate, fractions, unit_of
from ccsim.metrics.totals import Totals, split_key
from ccsim.replication import EngineName
from ccsim.spec.composition import COMMAND_LINE
from ccsim.spec.loading import Loaded, load
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint


@dataclass(frozen=True)
class _Question:
    """What is asked, once it has been read and checked."""

    base: Loaded
    variations: tuple[Variation, ...]
    metrics: tuple[str, ...]
    """Those asked for; none leaves it to what the scenario has."""
    frontier: tuple[str, str] | None
    settings: Settings
    combinations: tuple[tuple[Value, ...], ...]
    variants: tuple[Scenario, ...]
    """The scenario at each combination of values."""


@dataclass(frozen=True)
class _Played:
    """A point with all its numbers."""

    totals: tuple[Totals, ...]
    estimates: dict[str, Estimate]

    def of(self, key: str) -> Estimate:
        """One metric."""
        nothing = Estimate(None, None, None, 0, unit_of(_metric(key), self.totals[0].currency))
        return self.estimates.get(key, nothing)

    def measured(self, keys: Sequence[str]) -> dict[str, Measured]:
        """Metrics with what they follow from, those that are defined."""
        found = {}
        for key in keys:
            mean = self.of(key).mean
            if mean is not None:
                found[key] = Measured(mean, fractions(self.totals, *split_key(key)))
        return found


def sweep(
    scenario: Source,
    vary: str | Sequence[str],
    *,
    metrics: Sequence[str] = (),
    frontier: str | None = None,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    root: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Sweep:
    """Play a scenario at several values of one fact, or of two, with the same luck at each.

    Each point is compared with the scenario's own value, if that is among them, or else with the
    first one; all these differences are one family of tests (Holm). An interrupt (Ctrl-C) keeps
    the points that are done.

    Args:
        scenario: the path of its file.
        vary: one or two of ``PATH=A:B:N`` (N values from A to B, with their unit),
            ``PATH=A,B,C`` or ``PATH=x0.8:x1.2:N`` (multiples of the scenario's own value).
        metrics: what is shown, each as ``NAME`` or ``NAME[queue=care]``; by default the usual ones.
        frontier: ``METRIC,METRIC``: by which two the points are efficient; by default the cost
            per solved case and the cases solved at the first contact.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: simulated weeks, warm-up included, in place of the scenario's own.
        replications: how often each point is repeated.
        seed: which luck all points have.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work; by default as many as the machine has processors.
        executor: who plays: `local`, `dask://HOST:PORT`, or any `concurrent.futures.Executor`.
        root: the folder of all runs: points known there are not played again.
        fresh: whether everything is played, whatever has been kept before.
        progress: told how many replications are done, of how many.
        tell: told how long it is going to take.

    Raises:
        UsageError: something cannot be read, or a value is outside its bounds.
    """
    settings = Settings(replications, seed, engine, workers, executor)
    question = _asked(scenario, vary, metrics, frontier, sets, weeks, settings)
    for notice in [one for each in question.variations for one in each.notices]:
        if tell is not None:
            tell(notice)
    points = play_points(
        question.variants, settings, root=root, fresh=fresh, progress=progress, tell=tell
    )
    if all(totals is None for totals in points.totals):
        raise KeyboardInterrupt
    return _swept(question, points)


def _asked(
    scenario: Source,
    vary: str | Sequence[str],
    metrics: Sequence[str],
    frontier: str | None,
    sets: Sequence[str],
    weeks: int | None,
    settings: Settings,
) -> _Question:
    if isinstance(scenario, Scenario):
        raise UsageError("a sweep changes a scenario as it is read: pass its path")
    if isinstance(scenario, Loaded):
        sets = [*scenario.sets, *sets]
    base = source_of(scenario.path if isinstance(scenario, Loaded) else scenario, sets, weeks)
    variations = parse_variations([vary] if isinstance(vary, str) else vary, base.document)
    points = tuple(product(*(one.values for one in variations)))
    return _Question(
        base=base,
        variations=tuple(variations),
        metrics=tuple(parse_metrics(metrics, base.scenario)),
        frontier=None if frontier is None else parse_frontier(frontier, base.scenario),
        settings=settings,
        combinations=points,
        variants=tuple(_variant(base, variations, values) for values in points),
    )


def _variant(base: Loaded, variations: Sequence[Variation], values: Sequence[Value]) -> Scenario:
    """The scenario with these values, checked."""
    pairs = list(zip(variations, values, strict=True))
    settings = [f"{one.path}={value.setting}" for one, value in pairs]
    try:
        return load(base.path, [*base.sets, *settings]).scenario
    except ScenarioError as error:
        here = " and ".join(f"{one.path} = {value.label}" for one, value in pairs)
        raise ScenarioError([_told(fault, here) for fault in error.faults]) from None


def _told(fault: Fault, here: str) -> Fault:
    """A fault of a variant: the option it comes from, or the values at which it shows."""
    if fault.file == COMMAND_LINE:
        return replace(fault, file=OPTION)
    return replace(fault, message=f"{fault.message} (at {here})")


def _swept(question: _Question, points: Points) -> Sweep:
    """What the points that were played give."""
    base, settings = question.base, question.settings
    done = [number for number, totals in enumerate(points.totals) if totals is not None]
    played = [_Played(totals, estimate(totals)) for totals in points.totals if totals is not None]
    prints = [fingerprint(question.variants[number]) for number in done]
    own = fingerprint(base.scenario)
    reference = prints.index(own) if own in prints else 0
    pair = _pair(question, played)
    metrics = _metrics(question, played)
    shown = list(dict.fromkeys([*metrics, *(pair or ())]))
    measured = [one.measured(shown) for one in played]
    contrasts = Contrasts(measured, _pairs(len(played), reference, shown, pair))
    frontier = (
        None if pair is None else efficient_frontier(pair, _having(measured, pair), contrasts)
    )
    given = [{key: one.of(key) for key in shown} for one in played]
    return Sweep(
        label=label_of(base.scenario, base.path),
        source=base,
        fingerprint=own,
        seed=settings.seed,
        replications=settings.replications,
        engine=settings.player,
        variations=question.variations,
        metrics=metrics,
        points=tuple(_points(question, done, given, contrasts, reference)),
        reference=reference,
        frontier=frontier,
        tests=contrasts.tests,
        asked=len(question.variants),
        kept=points.kept,
        notices=tuple(one for each in question.variations for one in each.notices),
    )


def _points(
    question: _Question,
    done: Sequence[int],
    given: Sequence[dict[str, Estimate]],
    contrasts: Contrasts,
    reference: int,
) -> Iterator[SweepPoint]:
    """The points that were played, each with how it differs from the reference."""
    own = fingerprint(question.base.scenario)
    names = [", ".join(value.label for value in question.combinations[number]) for number in done]
    for place, number in enumerate(done):
        print_ = fingerprint(question.variants[number])
        yield SweepPoint(
            values=question.combinations[number],
            scenario=question.variants[number],
            fingerprint=print_,
            own=print_ == own,
            estimates=given[place],
            differences={
                key: _difference(contrasts, (reference, place, key), names, given[place][key])
                for key in given[place]
                if place != reference and _metric(key).comparable
            },
        )


def _metrics(question: _Question, played: Sequence[_Played]) -> tuple[str, ...]:
    """What is shown: what was asked for, or the usual metrics that are defined."""
    asked = question.metrics
    usual = [key for key in USUAL if any(one.of(key).mean is not None for one in played)]
    return tuple(dict.fromkeys([*(question.frontier or ()), *(asked or usual[:MOST_USUAL])]))


def _pair(question: _Question, played: Sequence[_Played]) -> tuple[str, str] | None:
    """The metrics of the frontier: those asked for, or the first usual ones that are defined."""
    for pair in [question.frontier] if question.frontier else USUAL_FRONTIERS:
        if len(_having([one.measured(pair) for one in played], pair)) > 1:
            return pair
    return None


def _having(measured: Sequence[Mapping[str, Measured]], pair: tuple[str, str]) -> list[int]:
    """The numbers of the points that have both metrics."""
    return [number for number, one in enumerate(measured) if all(key in one for key in pair)]


def _pairs(
    points: int, reference: int, metrics: Sequence[str], pair: tuple[str, str] | None
) -> list[Pair]:
    """The differences that are told: from the reference in all metrics, from each other in two."""
    told = [
        (reference, other, key)
        for other in range(points)
        for key in metrics
        if other != reference and _metric(key).comparable
    ]
    return told + [
        (one, other, key) for one, other in combinations(range(points), 2) for key in pair or ()
    ]


def _difference(
    contrasts: Contrasts, pair: Pair, names: Sequence[str], estimate: Estimate
) -> Difference:
    """How a point differs from the reference in one metric, with the verdict."""
    reference, other, key = pair
    one, established = contrasts.difference(*pair), contrasts.established(*pair)
    return Difference(
        reference=names[reference],
        scenario=names[other],
        metric=key,
        mean=one.mean,
        low=one.low,
        high=one.high,
        n=one.n,
        unit=estimate.unit,
        established=established,
        headline=_metric(key).headline,
        variance_ratio=one.variance_ratio,
        verdict=verdict_of(_metric(key), one, established),
    )


def _metric(key: str) -> Metric:
    return CATALOGUE[split_key(key)[0]]
