"""Why two scenarios differ: what each lever is worth, by Shapley values over common luck."""

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from ccsim.errors import UsageError
from ccsim.experiments.coalitions import Coalition, Scheme, count_orders
from ccsim.experiments.comparable import OF_MARGINS, Side, both_of, have_margins, same_margins
from ccsim.experiments.compare import verdict_of
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.explain_question import make_question
from ccsim.experiments.explain_result import Breakdown, Explanation, Part
from ccsim.experiments.levers import Lever
from ccsim.experiments.load_split import LoadPart, split_load
from ccsim.experiments.metric_keys import MetricKey, parse_comparable
from ccsim.experiments.paired import (
    NOTHING,
    Fractions,
    PairedDifference,
    chances,
    holm,
    paired_difference,
    ratio,
)
from ccsim.experiments.points import Points, Tell, play_points
from ccsim.experiments.replicate import (
    REPLICATIONS,
    SEED,
    Progress,
    Settings,
    Source,
    check_whole,
)
from ccsim.experiments.shapley import worth_of_levers
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Estimate, estimate, fractions, unit_of
from ccsim.metrics.totals import Totals
from ccsim.replication import EngineName

PERMUTATIONS: Final = 16
OF_CASES: Final = ("true_fcr", "cost_per_resolution", "net_value")
"""What is explained unless something else is asked for."""
OF_CALLS: Final = ("service_level", "mean_wait_s", "abandon_rate")
"""What is explained where there are no cases."""
_LEAST_PERMUTATIONS: Final = 4
_MOST_PERMUTATIONS: Final = 10_000
_THE_WORLD: Final = ("calendar", "customers", "demand", "incidents", "market", "measures")


def explain(
    reference: Source,
    scenario: Source | None = None,
    *,
    metrics: Sequence[str] = (),
    permutations: int = PERMUTATIONS,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    given: Mapping[str, Sequence[Totals]] | None = None,
    root: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Explanation:
    """Share out the difference between two scenarios among the levers that differ.

    The levers are the keys of the patches that lead from one scenario to the other, or, without a
    common base, the entries of their nouns; keys that are wrong apart (a team and the way to it)
    are one lever. Every combination of levers is a scenario that passes `check`, played with the
    same luck. The parts add up to the difference without rounding.

    Args:
        reference: what is explained from: a scenario, or the path of its file.
        scenario: what is explained; by default the reference with `sets`, each of which is a lever.
        metrics: names in the catalogue, with a slice if wanted; by default resolution at first
            contact in truth, cost per resolution and net value.
        permutations: how many orders are drawn where there are more than six levers; in pairs.
        sets: other values for single facts of both scenarios, each as ``PATH=VALUE``.
        weeks: simulated weeks, warm-up included, in place of the scenarios' own.
        replications: how often each combination is played.
        seed: which luck they have; it also decides which orders are drawn.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work.
        executor: who plays: `local`, `dask://HOST:PORT`, or any `concurrent.futures.Executor`.
        given: the replications of scenarios that have just been played with this luck, by
            fingerprint: those of the two ends need not be played again.
        root: the folder of all runs: combinations that are known there are not played again.
        fresh: nothing that was kept before counts.
        progress: told how many replications are done, of how many of all combinations.
        tell: told in words how much work it is, and how long it is going to take.

    Raises:
        UsageError: the scenarios do not differ, or a metric is not known.
        KeyboardInterrupt: it was stopped; what was finished is kept in `root`.
    """
    settings = Settings(replications, seed, engine, workers, executor)
    _check_permutations(permutations)
    question = make_question(*both_of(reference, scenario, sets, weeks))
    keys = [parse_comparable(text, question.scenarios) for text in metrics]
    levers, scheme = question.settle(-(-permutations // 2), seed)
    tell = tell or _silent
    combinations = [question.variant([levers[one] for one in c]) for c in scheme.coalitions]
    ends = [side.fingerprint for side in question.sides]
    tell(_work(levers, scheme, settings, sum(one in (given or ()) for one in ends)))
    points = play_points(
        combinations,
        settings,
        given=given,
        root=root,
        fresh=fresh,
        progress=progress,
        tell=tell,
    )
    played = _all_played(points, tell, kept=root is not None)
    answer = _Answer(question.sides, scheme, dict(zip(scheme.coalitions, played, strict=True)))
    return answer.explanation(levers, permutations, keys, settings, points.kept)


def _check_permutations(permutations: int) -> None:
    """Refuse too few orders, and more than anybody waits for."""
    if permutations < _LEAST_PERMUTATIONS:
        words = f"permutations is {permutations}; it must be at least {_LEAST_PERMUTATIONS}"
        raise UsageError(f"{words}, two pairs: one has no interval")
    check_whole("permutations", permutations, _LEAST_PERMUTATIONS, _MOST_PERMUTATIONS)


def _all_played(points: Points, tell: Tell, *, kept: bool) -> list[tuple[Totals, ...]]:
    """What the combinations gave; without all of them nothing is explained."""
    played = [totals for totals in points.totals if totals is not None]
    if points.stopped:
        then = "they are kept: ask again" if kept else "none is kept"
        tell(f"Stopped: {len(played)} of {len(points.totals)} combinations are done; {then}")
        raise KeyboardInterrupt
    return played


class _Answer:
    """What the combinations gave, and what follows from it."""

    def __init__(
        self,
        sides: tuple[Side, Side],
        scheme: Scheme,
        totals: Mapping[Coalition, Sequence[Totals]],
    ) -> None:
        self._sides, self._scheme, self._totals = sides, scheme, totals
        self._ends = list(totals.values())[:2]
        self._estimates = [estimate(end) for end in self._ends]

    def explanation(
        self,
        levers: Sequence[Lever],
        permutations: int,
        keys: Sequence[MetricKey],
        settings: Settings,
        kept: int,
    ) -> Explanation:
        """Each metric shared out among the levers; the usual metrics if none is asked for."""
        keys = list(dict.fromkeys(keys)) or self.usual_metrics()
        return Explanation(
            *self._sides,
            settings=settings,
            levers=tuple(levers),
            scheme=self._scheme,
            permutations=permutations,
            breakdowns=tuple(self.breakdowns(keys)),
            load=tuple(self.load()),
            notes=tuple(self.notes(levers, keys)),
            kept=kept,
        )

    def usual_metrics(self) -> list[MetricKey]:
        """What is explained where nothing is asked for: what both scenarios know."""
        known = [MetricKey(CATALOGUE[name]) for name in (*OF_CASES, *OF_CALLS)]
        known = [one for one in known if not any(self._undefined(one))]
        of_cases = [one for one in known if one.metric.name in OF_CASES]
        if not any(one.metric.name == OF_CASES[0] for one in of_cases):
            return [one for one in known if one.metric.name in OF_CALLS]
        margins = all(map(have_margins, self._ends))
        return [one for one in of_cases if margins or one.metric.name not in OF_MARGINS]

    def breakdowns(self, keys: Sequence[MetricKey]) -> Iterator[Breakdown]:
        """Each metric's difference, and the levers' parts in it."""
        made = {key: self._fractions(key) for key in keys}
        numbers = {key: self._numbers(key, made[key]) for key in keys}
        standing = holm(
            chances(
                {
                    (key, place): one
                    for key, parts in numbers.items()
                    for place, one in enumerate(parts)
                }
            )
        )
        for key, parts in numbers.items():
            whole, *levers = (
                Part(one, verdict_of(key.metric, one, (key, place) in standing))
                for place, one in enumerate(parts)
            )
            unit = unit_of(key.metric, self._ends[0][0].currency)
            reference, scenario = (self._estimate(end, key, unit) for end in (0, 1))
            undefined = sum(not math.isfinite(ratio(one)) for one in made[key].values())
            yield Breakdown(key.key, unit, reference, scenario, whole, tuple(levers), undefined)

    def load(self) -> list[LoadPart]:
        """What the load of both is made of."""
        one, other = zip((side.scenario for side in self._sides), self._ends, strict=True)
        return split_load(one, other)

    def notes(self, levers: Sequence[Lever], keys: Sequence[MetricKey]) -> Iterator[str]:
        """What makes the answer mean less than it seems to."""
        turned = {change.path[0] for lever in levers for change in lever.changes}
        labels = [side.label for side in self._sides]
        for noun in _THE_WORLD:
            if noun in turned:
                yield (
                    f"{labels[0]} and {labels[1]} differ in {noun}, which is no rule of an "
                    "organisation: what that makes is shown beside the levers."
                )
        for key in keys:
            for label, lacks in zip(labels, self._undefined(key), strict=True):
                if lacks:
                    yield f"{key.key} is not defined in {label}."

    def _estimate(self, end: int, key: MetricKey, unit: str) -> Estimate:
        nothing = Estimate(None, None, None, len(self._ends[end]), unit)
        return self._estimates[end].get(key.key, nothing)

    def _undefined(self, key: MetricKey) -> list[bool]:
        """Whether the reference, and the other scenario, do not know a metric."""
        return [self._estimate(end, key, "").mean is None for end in (0, 1)]

    def _fractions(self, key: MetricKey) -> dict[Coalition, Fractions]:
        """A metric by replication, in each combination."""
        name, slice_ = key.metric.name, key.slice
        return {one: fractions(had, name, slice_) for one, had in self._totals.items()}

    def _numbers(
        self, key: MetricKey, made: Mapping[Coalition, Fractions]
    ) -> list[PairedDifference]:
        """The whole difference of a metric, then what each lever has in it."""
        of_margins = key.metric.name in OF_MARGINS
        if any(self._undefined(key)) or (of_margins and not same_margins(self._totals.values())):
            return [NOTHING] * (self._scheme.levers + 1)
        reference, scenario = list(made.values())[:2]
        return [paired_difference(reference, scenario), *worth_of_levers(made, self._scheme)]


def _work(levers: Sequence[Lever], scheme: Scheme, settings: Settings, given: int) -> str:
    """How much there is to be played."""
    orders = "in all orders"
    if scheme.orders is not None:
        orders = f"in {len(scheme.orders)} of {count_orders(len(levers)):,} orders"
    count = len(scheme.coalitions)
    return (
        f"{len(levers)} lever{'s' if len(levers) > 1 else ''}, turned {orders}: {count} "
        f"combinations of {settings.replications} "
        f"replication{'s' if settings.replications > 1 else ''}"
        f"{f', {given} of which have just been played' if given else ''}"
    )


def _silent(words: str) -> None:
    """Nobody listens."""
