"""A lesson in queueing, played: the simulation with its intervals, and what theory says."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ccsim.experiments.lesson import OTHER_LUCK, SAME_LUCK, Lesson, Setting, theory_places
from ccsim.experiments.paired import Fractions, PairedDifference, paired_difference, pseudo_values
from ccsim.experiments.play import Played
from ccsim.experiments.replicate import SEED, Progress, Settings, run_all, source_of
from ccsim.experiments.results import RunResult
from ccsim.experiments.shelf import Address, NoShelf
from ccsim.metrics.estimates import Change, Estimate, fractions, student_t
from ccsim.metrics.totals import split_key
from ccsim.store.scenarios import locate

REPLICATIONS = 8
"""How often each value of a lesson is played, where nothing else is said."""
_SEEDS = 2**32


@dataclass(frozen=True)
class Answer:
    """What the simulation gives at one value of a lesson."""

    curve: str
    setting: Setting
    estimate: Estimate
    differences: tuple[float, ...] = ()
    """Of a comparison: what each replication (its pseudo-value) differs by."""


@dataclass(frozen=True)
class Line:
    """A theory's word along the values of a lesson."""

    law: str
    beside: str | None
    """The curve that it is to agree with; None for a theory that leaves the idea out."""
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Taught:
    """A lesson, played."""

    lesson: Lesson
    seed: int
    replications: int
    answers: tuple[Answer, ...]
    lines: tuple[Line, ...]
    runs: tuple[RunResult, ...]
    """One at each value; of a comparison the two that have the same luck."""
    stopped: bool = False

    def at(self, label: str) -> list[Answer]:
        """What the simulation gives at one value, by curve.

        Raises:
            KeyError: the lesson has no such value.
        """
        found = [one for one in self.answers if one.setting.label == label]
        if not found:
            raise KeyError(label)
        return found

    def change(self, curve: str, before: str, after: str) -> PairedDifference:
        """How much more there is of a curve's metric at one value than at another, paired."""
        named = {one.label: number for number, one in enumerate(self.lesson.settings)}
        key = self.lesson.curves[curve]
        first, second = (_fractions(self.runs[named[label]], key) for label in (before, after))
        return paired_difference(first, second)


class Memory(NoShelf):
    """What has been played for a lesson, so that more replications do not repeat the first."""

    def __init__(self) -> None:
        super().__init__()
        self._played: dict[Address, dict[int, Played]] = {}

    def known(self, address: Address, replications: int, /) -> dict[int, Played]:
        """Those of the first so many that are done, by number."""
        found = self._played.get(address, {})
        return {number: one for number, one in found.items() if number < replications}

    def keep(self, address: Address, replication: int, played: Played) -> None:
        """Take in one that has just been finished."""
        self._played.setdefault(address, {})[replication] = played


def teach(
    lesson: Lesson,
    *,
    seed: int = SEED,
    replications: int = REPLICATIONS,
    memory: Memory | None = None,
    progress: Progress | None = None,
) -> Taught:
    """Play a lesson at all its values, with the same luck at each, and ask theory.

    Args:
        lesson: one of `LESSONS`.
        seed: which luck it has.
        replications: how often each value is played; a comparison takes as many as it names.
        memory: what has been played of it before.
        progress: told how many replications are done, of how many.
    """
    settings = Settings(lesson.replications or replications, seed, workers=1)
    play = _compared if lesson.paired else _varied
    runs, answers = play(lesson, settings, memory or Memory(), progress)
    return Taught(
        lesson=lesson,
        seed=seed,
        replications=runs[0].replications,
        answers=tuple(answers),
        lines=tuple(_lines(lesson)),
        runs=tuple(runs),
        stopped=any(run.stopped for run in runs),
    )


def times_as_wide(one: Answer, other: Answer) -> Estimate | None:
    """How many times as wide the second interval of a comparison is as the first; None of neither.

    The ratio of the standard deviations of what replications differ by. Both answers share the
    replications of the reference, so its 95 % interval is that for correlated variances: E. J. G.
    Pitman, "A note on normal correlation", Biometrika 31 (1939), 9-12.
    """
    first, second = np.array(one.differences), np.array(other.differences)
    n = len(first)
    if n < 3 or len(second) != n or not (first.var() > 0 and second.var() > 0):
        return None
    times = float(second.std() / first.std())
    together = float(np.corrcoef(first, second)[0, 1])
    reach = 1 + 2 * (1 - together**2) * student_t(n - 2) ** 2 / (n - 2)
    ends = math.sqrt(reach + math.sqrt(reach**2 - 1))
    return Estimate(times, times / ends, times * ends, n, "times")


def _varied(
    lesson: Lesson, settings: Settings, memory: Memory, progress: Progress | None
) -> tuple[list[RunResult], list[Answer]]:
    """Each value of the fact, played."""
    path = locate(lesson.scenario)
    sources = [source_of(path, [*lesson.sets, *one.sets]) for one in lesson.settings]
    runs = run_all(sources, settings, progress=progress, shelf=memory)
    answers = [
        Answer(curve, setting, run.estimates[key])
        for curve, key in lesson.curves.items()
        for setting, run in zip(lesson.settings, runs, strict=True)
    ]
    return runs, answers


def _compared(
    lesson: Lesson, settings: Settings, memory: Memory, progress: Progress | None
) -> tuple[list[RunResult], list[Answer]]:
    """Two settings of the fact, with the same luck and with other luck, by replications."""
    path = locate(lesson.scenario)
    sources = [source_of(path, [*lesson.sets, one]) for one in lesson.paired or ()]
    runs = run_all(sources, settings, progress=progress, shelf=memory)
    elsewhere = Settings(settings.replications, (settings.seed + 1) % _SEEDS, workers=1)
    apart = run_all(sources[1:], elsewhere, progress=progress, shelf=memory)[0]
    others: Mapping[str, RunResult] = {SAME_LUCK: runs[1], OTHER_LUCK: apart}
    done = min(runs[0].replications, apart.replications)
    answers = [
        _difference(runs[0], others[curve], key, curve, setting)
        for curve, key in lesson.curves.items()
        for setting in lesson.settings
        if setting.x <= done
    ]
    return runs, answers


def _difference(
    reference: RunResult, other: RunResult, key: str, curve: str, setting: Setting
) -> Answer:
    """How much more the other has, by the first so many replications."""
    before, after = (_fractions(run, key, int(setting.x)) for run in (reference, other))
    one = paired_difference(before, after)
    unit = reference.estimates[key].unit
    apart = pseudo_values(after) - pseudo_values(before)
    return Answer(
        curve,
        setting,
        Change(one.mean, one.low, one.high, one.n, unit),
        tuple(apart.tolist()),
    )


def _fractions(run: RunResult, key: str, first: int | None = None) -> Fractions:
    return fractions(run.totals[:first], *split_key(key))


def _lines(lesson: Lesson) -> Iterator[Line]:
    for law in lesson.laws:
        asked = [(x, law.of(x)) for x in theory_places(lesson)]
        known = tuple((x, value) for x, value in asked if value is not None)
        yield Line(law.name, law.beside, known)
