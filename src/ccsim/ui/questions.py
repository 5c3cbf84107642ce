"""What readers ask on several pages, and how it is answered: quickly first, then ever sharper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ccsim.experiments.compare import Comparison
from ccsim.experiments.keep import Request, compare_kept
from ccsim.experiments.replicate import source_of
from ccsim.spec.writing import fingerprint
from ccsim.store.runs import kept_runs
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
        for weeks, replications in _looks(asked, first_look):
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


def _looks(asked: Compared, first_look: int | None) -> Iterator[tuple[int | None, int]]:
    """Weeks and replications of each answer that is shown; only the last of what is kept whole."""
    if not all(_is_kept(fact.split()[-1], asked) for fact in asked.facts):
        if first_look is not None:
            yield first_look, min(_FIRST[0], asked.replications)
        yield from ((asked.weeks, early) for early in stages(asked.replications))
    else:
        yield asked.weeks, asked.replications


def _is_kept(print_: str, asked: Compared) -> bool:
    """Whether a run of these facts with as many replications is kept."""
    kept = kept_runs(RUNS, print_, asked.seed)
    return any(run.facts["replications"] >= asked.replications for run in kept)


def stages(replications: int) -> Iterator[int]:
    """After how many replications an answer is shown.

    >>> list(stages(10)), list(stages(4)), list(stages(1))
    ([2, 5, 10], [2, 4], [1])
    """
    yield from (early for early in _FIRST if early < replications)
    yield replications
