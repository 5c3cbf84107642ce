"""What readers ask on several pages, and how it is answered: quickly first, then ever sharper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ccsim.experiments.compare import Comparison
from ccsim.experiments.keep import Request, compare_kept
from ccsim.experiments.replicate import source_of
from ccsim.spec.writing import fingerprint
from ccsim.ui.jobs import Job
from ccsim.ui.places import RUNS

_FIRST = (2, 5)
"""Replications after which an answer is shown, before all are done."""


@dataclass(frozen=True)
class Compared:
    """Scenarios and how they are run; equal where the same numbers come out."""

    paths: tuple[Path, ...]
    weeks: int | None
    replications: int
    seed: int
    facts: tuple[str, ...] = ()
    """The fingerprints of the files as they were when it was asked."""


@dataclass(frozen=True)
class Answer:
    """A comparison, and the folders that its runs are kept in."""

    comparison: Comparison
    folders: list[Path]


def compared(paths: tuple[Path, ...], weeks: int | None, replications: int, seed: int) -> Compared:
    """The question that a form asks, of the files as they are now.

    Raises:
        UsageError: a file cannot be used.
    """
    sources = [source_of(path, weeks=weeks) for path in paths]
    facts = tuple(f"{one.scenario.name} {fingerprint(one.scenario)}" for one in sources)
    return Compared(paths, weeks, replications, seed, facts)


def comparison(asked: Compared) -> Callable[[Job[Answer]], None]:
    """How it is answered: after the first replications, and again when there are more."""

    def answer(job: Job[Answer]) -> None:
        for replications in stages(asked.replications):
            request = Request(weeks=asked.weeks, replications=replications, seed=asked.seed)
            found = Answer(*compare_kept(asked.paths, request, RUNS, progress=job.progress))
            job.publish(found)
            if found.comparison.stopped:
                return

    return answer


def stages(replications: int) -> Iterator[int]:
    """After how many replications an answer is shown.

    >>> list(stages(10)), list(stages(4)), list(stages(1))
    ([2, 5, 10], [2, 4], [1])
    """
    yield from (early for early in _FIRST if early < replications)
    yield replications
