"""Does a verdict survive the doubts in the inputs, and which doubt would turn it?

Values for all doubtful facts are drawn together, by a Latin hypercube: a world. Both scenarios
are played in each, with common luck, which is the world's own, so that the differences between
worlds hold luck as well as doubt, and so do the intervals. Beside them both are played as they
stand, as often with other luck, which tells how much of it is luck alone.
"""

import math
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.comparable import (
    OF_MARGINS,
    Side,
    both_of,
    both_sides,
    margins_note,
    same_margins,
)
from ccsim.experiments.doubts import Doubt, Found, doubts_of, may_move, parse_wish
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.metric_keys import MetricKey, parse_comparable
from ccsim.experiments.paired import paired_difference, ratio
from ccsim.experiments.points import Points, Tell, play_points
from ccsim.experiments.replicate import SEED, Progress, Settings, Source
from ccsim.experiments.robustness_result import MetricVerdict, Robustness
from ccsim.experiments.sensitivity import FEWEST_WORLDS, effects
from ccsim.experiments.worlds import Worlds, make_worlds
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.metrics.estimates import fractions, unit_of
from ccsim.metrics.totals import Totals
from ccsim.metrics.window import Floats
from ccsim.replication import EngineName
from ccsim.spec.scenario import Scenario

WORLDS: Final = 100
AS_THEY_STAND: Final = 10
"""How often both are played without any doubt."""
_MOST_WORLDS: Final = 100_000


@dataclass(frozen=True)
class _Question:
    """What is asked, once it has been checked."""

    sides: tuple[Side, Side]
    metrics: tuple[MetricKey, ...]
    words: tuple[str, ...]
    """What was asked for besides, as the command line has it."""
    found: Found
    count: int
    settings: Settings

    @property
    def scenarios(self) -> tuple[Scenario, Scenario]:
        """The reference and the other."""
        return self.sides[0].scenario, self.sides[1].scenario


def robustness(
    reference: Source,
    other: Source | None = None,
    *,
    metrics: Sequence[str] = (),
    worlds: int = WORLDS,
    doubts: Sequence[str] = (),
    certain: Sequence[str] = (),
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int = 1,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    root: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Robustness:
    """In how many plausible worlds a scenario beats the reference, and what that hangs on.

    An interrupt (Ctrl-C) keeps the worlds that are done; the answer says how many.

    Args:
        reference: the scenario that the other is compared with, or the path of its file.
        other: the scenario in question; by default the reference as `sets` makes it.
        metrics: what is asked, as `NAME` or `NAME[SLICE]`; by default all headline metrics, and
            net value where both name margins.
        worlds: how many worlds are drawn.
        doubts: further doubts, or other ranges for them: ``PATH`` or ``PATH=LOW..HIGH``.
        certain: paths of facts that are not in doubt; ``*`` stands for anything.
        sets: other values for single facts of both scenarios, each as ``PATH=VALUE``.
        weeks: simulated weeks, warm-up included, in place of the scenarios' own.
        replications: how often both are played in each world.
        seed: which worlds are drawn, and which luck they have.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work; by default as many as the machine has processors.
        executor: who plays: `local`, `dask://HOST:PORT`, or any `concurrent.futures.Executor`.
        root: the folder of all runs, where what was played before is found again.
        fresh: nothing that was played before counts.
        progress: told how many replications are done, of how many.
        tell: told beforehand what is going to be done, and how long it takes.

    Raises:
        UsageError: nothing is in doubt, or something that is asked for is not there.
        ScenarioError: a scenario cannot be used.
    """
    settings = Settings(replications, seed, engine, workers, executor)
    question = _ask((reference, other), metrics, worlds, (doubts, certain), sets, weeks, settings)
    first, second = (side.source or side.scenario for side in question.sides)
    drawn = make_worlds(first, second, question.found.doubts, worlds, seed)
    if tell is not None:
        tell(_announcement(question, drawn))
    pairs = [question.scenarios] * AS_THEY_STAND + drawn.scenarios
    scenarios = [scenario for pair in pairs for scenario in pair]
    firsts = [number * replications for number in range(len(pairs)) for _ in range(2)]
    played = play_points(
        scenarios, settings, firsts=firsts, root=root, fresh=fresh, progress=progress, tell=tell
    )
    return _answer(question, drawn, played)


def _ask(
    sources: tuple[Source, Source | None],
    metrics: Sequence[str],
    count: int,
    wishes: tuple[Sequence[str], Sequence[str]],
    sets: Sequence[str],
    weeks: int | None,
    settings: Settings,
) -> _Question:
    """What is asked; refused where it cannot be answered."""
    if not FEWEST_WORLDS <= count <= _MOST_WORLDS:
        raise UsageError(f"worlds is {count}; it must lie from {FEWEST_WORLDS} to {_MOST_WORLDS:,}")
    sides = both_sides(*both_of(*sources, sets, weeks))
    if sides[0].fingerprint == sides[1].fingerprint:
        raise UsageError("both scenarios are the same: there is no verdict to doubt")
    both = sides[0].scenario, sides[1].scenario
    keys = dict.fromkeys(parse_comparable(text, both) for text in metrics)
    asked = tuple(keys) or _by_default(*both)
    names = [key.metric.name for key in asked]
    doubts, certain = wishes
    found = doubts_of(*both, names, [parse_wish(one) for one in doubts], certain)
    options = {"--metric": metrics, "--doubt": doubts, "--certain": certain}
    words = tuple(
        word for option, given in options.items() for one in given for word in (option, one)
    )
    return _Question(sides, asked, words, found, count, settings)


def _by_default(one: Scenario, other: Scenario) -> tuple[MetricKey, ...]:
    """The headline metrics, and net value where it means something."""
    both = [segment for scenario in (one, other) for segment in scenario.customers.values()]
    worth = both and all(segment.margin is not None for segment in both)
    names = (*HEADLINES, *(OF_MARGINS if worth else ()))
    return tuple(MetricKey(CATALOGUE[name]) for name in names)


def _announcement(question: _Question, drawn: Worlds) -> str:
    """What is going to be done."""
    doubts, replications = len(question.found.doubts), question.settings.replications
    often = "" if replications == 1 else f", {replications} times"
    words = (
        f"{doubts} {'doubt' if doubts == 1 else 'doubts'}, {question.count} worlds: both scenarios"
    )
    words += f" in each{often}, and {AS_THEY_STAND} times{often} as they stand"
    if drawn.refused:
        words += f"\n{drawn.refused} worlds could not be and were drawn again: {drawn.why}"
    return words


def _answer(question: _Question, drawn: Worlds, played: Points) -> Robustness:
    """What the worlds that were played tell.

    Raises:
        KeyboardInterrupt: the user ended it before anything can be told.
    """
    pairs = list(zip(played.totals[::2], played.totals[1::2], strict=True))
    stand = [pair for pair in pairs[:AS_THEY_STAND] if all(pair)]
    whole = [number for number, pair in enumerate(pairs[AS_THEY_STAND:]) if all(pair)]
    if played.stopped and len(whole) < FEWEST_WORLDS:
        raise KeyboardInterrupt
    worlds = [pairs[AS_THEY_STAND + number] for number in whole]
    shares = drawn.shares[whole]
    found = {
        one.key: _verdict(one, question.found.doubts, stand, worlds, shares)
        for one in question.metrics
    }
    reference, other = question.sides
    alike = same_margins(totals for pair in worlds for totals in pair if totals)
    return Robustness(
        reference=reference,
        other=other,
        notes=() if alike else (margins_note(reference.label, other.label),),
        words=question.words,
        same_calendar=question.scenarios[0].calendar == question.scenarios[1].calendar,
        found=question.found,
        verdicts=tuple(one for one in found.values() if one is not None),
        undefined=tuple(name for name, one in found.items() if one is None),
        asked=question.count,
        worlds=len(whole),
        refused=drawn.refused,
        why_refused=drawn.why,
        replications=question.settings.replications,
        seed=question.settings.seed,
        engine=question.settings.player,
        stopped=played.stopped,
        kept=played.kept,
    )


_Pair = tuple[tuple[Totals, ...] | None, tuple[Totals, ...] | None]


def _verdict(
    key: MetricKey,
    doubts: Sequence[Doubt],
    stand: Sequence[_Pair],
    worlds: Sequence[_Pair],
    shares: Floats,
) -> MetricVerdict | None:
    """What the worlds say of one metric; nothing where it is not defined in both on one term."""
    apart = np.array([_apart(pair, key) for pair in worlds])
    known = np.isfinite(apart)
    if not known.any():
        return None
    metric = key.metric
    own = [number for number, doubt in enumerate(doubts) if may_move(doubt.name, metric.name)]
    # All replications of a side together: what is no ratio of totals is not the mean of its parts.
    lots = [[one for pair in stand for one in pair[side] or ()] for side in (0, 1)]
    before, after = (fractions(lot, metric.name, key.slice) for lot in lots)
    alone = np.array([_apart(pair, key) for pair in stand])
    currency = next(totals.currency for totals in worlds[0][0] or ())
    return MetricVerdict(
        metric=key.key,
        unit=unit_of(metric, currency),
        better=metric.better,
        as_they_stand=paired_difference(before, after),
        apart=apart[known],
        shares=shares[known][:, own],
        alone=alone[np.isfinite(alone)],
        doubts=tuple(doubts[number] for number in own),
        effects=tuple(effects(shares[known][:, own], apart[known])) if own else (),
    )


def _apart(pair: _Pair, key: MetricKey) -> float:
    """The difference of a metric between two scenarios in one world; NaN where undefined."""
    lots = [totals or () for totals in pair]
    if key.metric.name in OF_MARGINS and not same_margins(lots):
        return math.nan
    before, after = (ratio(fractions(totals, key.metric.name, key.slice)) for totals in lots)
    return after - before
