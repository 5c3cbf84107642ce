"""Many variants of a scenario, played with the same luck: the points of an experiment."""

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from ccsim.experiments.pace import Pace
from ccsim.experiments.play import Job, play_all
from ccsim.experiments.replicate import Progress, Settings
from ccsim.experiments.totals_table import totals_columns, totals_of
from ccsim.metrics.totals import WHOLE, Totals
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.store.points import KeptPoints
from ccsim.units import SECOND, format_duration

_AXES: Final = (WHOLE, "queue", "team", "segment", "kind")
"""The axes by which the totals of a point are kept; days and intervals would be too many."""
_LEAST_WATCHED_MS = 1 * SECOND
_WORTH_TELLING_MS = 2 * SECOND
_TOO_SHORT: Final = 1.25
"""What takes so many times as long as was told is told again."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Points:
    """What variants of a scenario give, in the order in which they were asked for."""

    totals: list[tuple[Totals, ...] | None]
    """Of each variant, by replication; None if the user stopped before all were done."""
    stopped: bool
    """Whether the user ended it early."""
    kept: int
    """How many had been kept before and were not played again."""


def play_points(
    scenarios: Sequence[Scenario],
    settings: Settings,
    *,
    firsts: Sequence[int] | None = None,
    given: Mapping[str, Sequence[Totals]] | None = None,
    root: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Points:
    """Play variants with common luck; those that are alike are played once.

    Args:
        scenarios: the variants, each of which has been checked.
        settings: how often each is repeated, with which luck, and who plays.
        firsts: the number of the first replication of each, where not all have the same luck.
        given: the replications of scenarios that have just been played with this luck, by
            fingerprint; the first of them serve here.
        root: the folder of all runs: what is known there is not played, what is played is kept.
        fresh: nothing that was kept before counts.
        progress: told how many replications are done, of how many of all variants together.
        tell: told how long it is going to take, and again where that turns out too short.

    Raises:
        UsageError: a variant cannot be played, or nothing can be written to `root`.
    """
    firsts = [0] * len(scenarios) if firsts is None else firsts
    points = [_Point(fingerprint(one), first) for one, first in zip(scenarios, firsts, strict=True)]
    store = None if root is None else KeptPoints(root)
    asked = _Asked(dict(zip(points, scenarios, strict=True)), settings)
    done = {} if store is None or fresh else _known(store, asked)
    kept, stopped = len(done), False
    done |= _of_given(asked, given or {})
    try:
        with closing(_played(asked, done, progress, tell)) as playing:
            for one, totals in playing:
                done[one] = totals
                if store is not None:
                    store.keep(asked.name(one), totals_columns(totals))
    except KeyboardInterrupt:
        stopped = len(done) < len(asked.scenarios)
    return Points([done.get(one) for one in points], stopped, kept)


class _Point(NamedTuple):
    """What a point's numbers follow from, besides the settings."""

    fingerprint: str
    first: int
    """The number of its first replication."""


@dataclass(frozen=True)
class _Asked:
    """What is to be played."""

    scenarios: dict[_Point, Scenario]
    settings: Settings

    def name(self, point: _Point) -> str:
        """The name of a point in the store."""
        settings = self.settings
        name = f"{point.fingerprint}-{settings.seed}-{settings.player}-{settings.replications}"
        return f"{name}-{point.first}" if point.first else name

    def job(self, point: _Point, replication: int) -> Job:
        """One replication of a point."""
        settings, scenario = self.settings, self.scenarios[point]
        number = point.first + replication
        return Job(scenario, point.fingerprint, settings.seed, number, settings.engine)


def _known(store: KeptPoints, asked: _Asked) -> dict[_Point, tuple[Totals, ...]]:
    found = ((one, store.known(asked.name(one))) for one in asked.scenarios)
    return {one: tuple(totals_of(table)) for one, table in found if table is not None}


def _of_given(
    asked: _Asked, given: Mapping[str, Sequence[Totals]]
) -> dict[_Point, tuple[Totals, ...]]:
    """The points that somebody has played already."""
    often = asked.settings.replications
    return {
        one: tuple(map(_slim, given[one.fingerprint][:often]))
        for one in asked.scenarios
        if one.first == 0 and len(given.get(one.fingerprint, ())) >= often
    }


def _played(
    asked: _Asked, done: Collection[_Point], progress: Progress | None, tell: Tell | None
) -> Generator[tuple[_Point, tuple[Totals, ...]], None, None]:
    """The points that are not done, each as soon as all its replications are."""
    settings, each = asked.settings, range(asked.settings.replications)
    lacking = [(one, number) for one in asked.scenarios if one not in done for number in each]
    parts: dict[_Point, dict[int, Totals]] = defaultdict(dict)
    jobs = [asked.job(*one) for one in lacking]
    # The first two may be the ends of what lies between: a look at one of them would mislead.
    forecast = _Forecast(len(jobs), min(settings.processes, len(jobs)), tell, 2 * len(each))
    with closing(play_all(jobs, settings.processes, settings.executor)) as playing:
        for count, (place, played) in enumerate(playing, start=1):
            one, number = lacking[place]
            parts[one][number] = _slim(played.totals)
            forecast.after(count)
            if progress is not None:
                progress(count, len(jobs))
            if len(parts[one]) == len(each):
                whole = parts.pop(one)
                yield one, tuple(whole[number] for number in each)


def _slim(totals: Totals) -> Totals:
    """The same totals by the axes that are kept."""
    return replace(
        totals,
        labels={axis: had if axis in _AXES else () for axis, had in totals.labels.items()},
        sums={axis: had if axis in _AXES else {} for axis, had in totals.sums.items()},
    )


class _Forecast:
    """Tells how long it is going to take, once that can be said.

    What counts is how quickly replications are finished, whoever plays them. It is looked at when
    each worker has finished as many since the first one: they begin together, and a look between
    would see too many or too few. Where a machine gets slower, or later points take longer, it is
    told anew.
    """

    def __init__(self, jobs: int, workers: int, tell: Tell | None, least: int = 0) -> None:
        """Tell of so many replications, when at least so many, or half of them, are finished."""
        self._jobs, self._tell, self._least = jobs, tell, min(least, jobs // 2)
        self._pace, self._workers = Pace(), workers
        self._told_ms: float | None = None  # from the first replication to the end

    def after(self, count: int) -> None:
        """Look at the clock; the first replication also loads compiled code, and tells nothing."""
        self._pace.tick()
        rounds, over = divmod(count - 1, self._workers)
        watched = rounds > 0 and not over and self._pace.watched_ms >= _LEAST_WATCHED_MS
        if self._tell is None or not watched or count < self._least:
            return
        left_ms = self._pace.takes_ms(self._jobs - count)
        whole_ms = self._pace.watched_ms + left_ms
        if self._told_ms is not None and whole_ms <= self._told_ms * _TOO_SHORT:
            return
        if left_ms > _WORTH_TELLING_MS:
            about = format_duration(round(left_ms, -3))
            longer = "longer than it seemed, " if self._told_ms is not None else ""
            done = f"{count:,} of {self._jobs:,} replications are done"
            self._tell(f"{done}: {longer}about {about} more")
        self._told_ms = whole_ms
