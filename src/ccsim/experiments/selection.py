"""Which scenario is best: each is played for as long as it may be, and one is chosen.

The statistics of it, and the guarantee, are in `screening`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ccsim.errors import UsageError
from ccsim.experiments.metric_keys import parse_metric
from ccsim.experiments.paired import (
    NOTHING,
    Fractions,
    PairedDifference,
    paired_difference,
)
from ccsim.experiments.play import Played
from ccsim.experiments.replicate import Progress, Settings, address_of, play_lacking
from ccsim.experiments.results import RunResult, digest_of
from ccsim.experiments.screening import FIRST_STAGE, MOST_REPLICATIONS, Best, race
from ccsim.experiments.shelf import Address, Shelf
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.metrics.catalogue.metric import Metric
from ccsim.metrics.estimates import CONFIDENCE, Estimate, estimate, fractions, unit_of

Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class Candidate:
    """A scenario that might have been the best."""

    scenario: str
    mean: float | None
    low: float | None
    high: float | None
    """Bounds of the plain 95 % interval of all its replications."""
    n: int
    """How many replications it was played for."""
    difference: float | None
    """What it has more of than the leader in these replications, paired; None for the leader."""
    difference_low: float | None
    difference_high: float | None
    """Bounds of the plain 95 % interval of the difference."""
    out_at: int | None
    """With how many it was seen not to be the best; None if it never was."""


@dataclass(frozen=True)
class Selection:
    """Which of the scenarios is best by one metric, or which still may be."""

    metric: str
    better: Better
    delta: float
    """The indifference zone: the guarantee holds where the best is better by as much."""
    unit: str
    candidates: tuple[Candidate, ...]
    chosen: str | None
    """The best; None if it was not found within so many replications, or the user ended it."""
    stopped: bool = False
    """Whether the user ended it before anything was chosen."""

    @property
    def leader(self) -> str | None:
        """The chosen one, or else whoever was ahead in the end; None if nothing is known."""
        ahead = (one for one in self.candidates if one.out_at is None and one.difference is None)
        return self.chosen or next((one.scenario for one in ahead if one.mean is not None), None)

    @property
    def staying(self) -> list[str]:
        """Those that may be the best, as far as is known."""
        return [one.scenario for one in self.candidates if one.out_at is None]

    @property
    def setting(self) -> str:
        """What was asked, as the command line takes it."""
        return f"{self.metric}={self.delta:g}"

    def to_json(self) -> dict[str, Any]:
        """The selection as other tools read it."""
        return {
            **vars(self),
            "procedure": "KN++",
            "confidence": CONFIDENCE,
            "candidates": [vars(one) for one in self.candidates],
        }


@dataclass(frozen=True)
class Selected:
    """What a selection found, and all that was played for it."""

    selection: Selection
    runs: list[RunResult]
    """Of each scenario, with all its replications: the longer it stayed, the more."""


def parse_best(text: str) -> Best:
    """What a user asks for: `METRIC=DELTA`.

    >>> parse_best("resolution_rate=0.01").delta
    0.01

    Raises:
        UsageError: it cannot be read, or nothing is better by that metric.
    """
    name, equals, written = (part.strip() for part in text.rpartition("="))
    if not equals:
        raise UsageError(
            f"--best {text!r} cannot be read: write METRIC=DELTA, such as resolution_rate=0.01; "
            "scenarios that differ by less than DELTA are as good as each other"
        )
    return Best(_metric(text, name), _delta(text, name, written))


def _metric(text: str, name: str) -> Metric:
    ranked = [one for one, metric in CATALOGUE.items() if metric.better and metric.comparable]
    known = [one for one in HEADLINES if one in ranked]
    said = f"--best {text!r}"
    metric = parse_metric(name, said=said, among=[*known, *ranked], axes=()).metric
    if metric.name in ranked:
        return metric
    why = (
        "two scenarios do not count it on the same terms"
        if metric.better
        else "whether more of it is better depends on who asks"
    )
    raise UsageError(
        f"{said}: nobody is best by {name}, as {why}; choose by {', '.join(known)} "
        "or another metric that has a better side"
    )


def _delta(text: str, name: str, written: str) -> float:
    try:
        delta = float(written)
    except ValueError:
        raise UsageError(
            f"--best {text!r}: {written!r} is not a number: write a share as 0.01 and a time in "
            "seconds, without its unit"
        ) from None
    if not (math.isfinite(delta) and delta > 0):
        raise UsageError(f"--best {text!r}: DELTA is {written}; it must be more than nought")
    if CATALOGUE[name].unit == "share" and delta >= 1:
        raise UsageError(f"--best {text!r}: {name} is a share: DELTA lies below 1, such as 0.01")
    return delta


def select(
    runs: Sequence[RunResult],
    best: Best,
    settings: Settings,
    shelf: Shelf,
    progress: Progress | None = None,
) -> Selected:
    """Play on from runs with common luck until one is chosen; an interrupt keeps what is done.

    Raises:
        UsageError: the metric is not defined in one of them.
    """
    contest = _Contest(runs, best, settings, shelf, progress)
    found = race(len(runs), best, contest.look, max(FIRST_STAGE, runs[0].replications))
    leader = contest.leader(found.staying)
    longer = [contest.run(one) for one in range(len(runs))]
    candidates = tuple(
        contest.candidate(one, run, leader, found.out_at.get(one)) for one, run in enumerate(longer)
    )
    chosen = runs[leader].label if len(found.staying) == 1 else None
    unit = unit_of(best.metric, runs[0].totals[0].currency)
    better: Better = "higher" if best.sign > 0 else "lower"
    name, delta = best.metric.name, best.delta
    selection = Selection(name, better, delta, unit, candidates, chosen, found.stopped)
    return Selected(selection, longer)


class _Contest:
    """The scenarios, with what has been played of each."""

    def __init__(
        self,
        runs: Sequence[RunResult],
        best: Best,
        settings: Settings,
        shelf: Shelf,
        progress: Progress | None,
    ) -> None:
        self._runs, self._best, self._settings = runs, best, settings
        self._shelf, self._progress = shelf, progress
        self._addresses = [address_of(run.scenario, settings) for run in runs]
        self._done = {
            address: dict(enumerate(map(Played, run.totals, run.log_digests)))
            for address, run in zip(self._addresses, runs, strict=True)
        }
        self._lasted = [run.replications for run in runs]
        self._shelf_was_asked = False

    def look(self, n: int, staying: Sequence[int], most: int) -> dict[int, Fractions] | None:
        """Play what those who are in lack; the metric by replication, unless the user ends it."""
        if self._play_to(n, staying, most):
            return None
        found = {one: self._fractions(one, n) for one in staying}
        for one, (above, below) in found.items():
            if not (math.isfinite(above.sum()) and below.sum() > 0):
                raise UsageError(
                    f"{self._runs[one].label} has no {self._best.metric.name}: "
                    "which is best cannot be told by it"
                )
        return found

    def _play_to(self, n: int, staying: Sequence[int], most: int) -> bool:
        """Play what those who are in lack; whether the user ended it early."""
        if n > self._runs[0].replications and not self._shelf_was_asked:
            self._shelf_was_asked = True
            for address, own in self._done.items():
                self._done[address] = self._shelf.known(address, MOST_REPLICATIONS) | own
        asked = {self._addresses[one]: self._runs[one].scenario for one in staying}
        done = {address: self._first(address, n) for address in asked}
        settings, progress = replace(self._settings, replications=n), self._teller(n, most)
        stopped = play_lacking(asked, done, settings, self._shelf, progress)
        for address, played in done.items():
            self._done[address] |= played
        for one in staying:
            lacking = (r for r in range(n) if r not in done[self._addresses[one]])
            self._lasted[one] = next(lacking, n)
        return stopped

    def leader(self, staying: Sequence[int]) -> int:
        """Who is ahead of those who are in, in the replications that all of them have."""
        n = min(self._lasted[one] for one in staying)

        def behind(one: int) -> float:
            apart = self._apart(one, staying[0], n).mean
            return 0.0 if apart is None else -self._best.sign * apart

        return min(staying, key=behind)

    def candidate(self, one: int, run: RunResult, leader: int, out_at: int | None) -> Candidate:
        """How a scenario stands beside the leader, in all the replications that it has."""
        nothing = Estimate(None, None, None, run.replications, "")
        own = run.estimates.get(self._best.metric.name, nothing)
        n = min(self._lasted[one], self._lasted[leader])
        apart = NOTHING if one == leader else self._apart(one, leader, n)
        return Candidate(
            *(run.label, own.mean, own.low, own.high, run.replications),
            *(apart.mean, apart.low, apart.high, out_at),
        )

    def run(self, one: int) -> RunResult:
        """A run with all the replications for which it was in."""
        run, lasted = self._runs[one], self._lasted[one]
        if lasted == run.replications:
            return run
        played = list(self._first(self._addresses[one], lasted).values())
        totals = tuple(each.totals for each in played)
        digests = tuple(each.digest for each in played)
        return replace(
            run,
            replications=lasted,
            totals=totals,
            estimates=estimate(totals),
            log_digest=digest_of(digests),
            log_digests=digests,
        )

    def _apart(self, one: int, other: int, n: int) -> PairedDifference:
        return paired_difference(self._fractions(other, n), self._fractions(one, n))

    def _fractions(self, one: int, n: int) -> Fractions:
        totals = [played.totals for played in self._first(self._addresses[one], n).values()]
        return fractions(totals, self._best.metric.name)

    def _first(self, address: Address, n: int) -> dict[int, Played]:
        """The first replications of a scenario, as far as they are done."""
        done = self._done[address]
        return {number: done[number] for number in range(n) if number in done}

    def _teller(self, n: int, most: int) -> Progress | None:
        """What tells how far it has come, of how far it goes at most."""
        progress = self._progress
        if progress is None:
            return None
        last = max(n, most)
        return lambda done, _: progress(done, last)
