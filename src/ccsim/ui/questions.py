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
    own_sets: tuple[tuple[str, ...], ...] = ()
    """What else is changed in each of them."""
    facts: tuple[str, ...] = ()
    """The fingerprints of the files as they were when it was asked."""


@dataclass(frozen=True)
class Answer:
    """A comparison, and the folders that its runs are kept in."""

    comparison: Comparison
    folders: list[Path]


def compared(
    paths: tuple[Path, ...],
    weeks: int | None,
    replications: int,
    seed: int,
    own_sets: tuple[tuple[str, ...], ...] = (),
) -> Compared:
    """The question that a form asks, of the files as they are now.

    Args:
        paths: the scenarios, the reference first.
        weeks: simulated weeks, in place of the scenarios' own.
        replications: how often each is repeated.
        seed: which luck all of them have.
        own_sets: what is changed in each of them by itself, if anything.

    Raises:
        UsageError: a file cannot be used.
    """
    changes = own_sets or ((),) * len(paths)
    sources = [source_of(path, sets, weeks) for path, sets in zip(paths, changes, strict=True)]
    facts = tuple(f"{one.scenario.name} {fingerprint(one.scenario)}" for one in sources)
    return Compared(paths, weeks, replications, seed, own_sets, facts)


def comparison(asked: Compared, first_look: int | None = None) -> Callable[[Job[Answer]], None]:
    """How it is answered: after the first replications, and again when there are more.

    Args:
        asked: the question.
        first_look: so many weeks are answered before all of them, where those take long.
    """

    def answer(job: Job[Answer]) -> None:
        early = [] if first_look is None else [(first_look, min(_FIRST[0], asked.replications))]
        whole = [(asked.weeks, replications) for replications in stages(asked.replications)]
        for weeks, replications in (*early, *whole):
            request = Request(
                own_sets=asked.own_sets,
                weeks=weeks,
                replications=replications,
                seed=asked.seed,
            )
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
