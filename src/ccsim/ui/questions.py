"""What readers ask on several pages, and how it is answered: quickly first, then ever sharper."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.keep import Request, compare_kept
from ccsim.spec.evidence import evidence_digest
from ccsim.store.runs import kept_runs
from ccsim.ui.jobs import Job
from ccsim.ui.places import RUNS
from ccsim.ui.sources import fact_of
from ccsim.ui.turns import in_turn

SHOWN_FIRST = ("scripted_call_center", "solution_center", "pit_stop")
"""What the start page compares before anybody has chosen."""
_FIRST = (2, 5)
"""Replications after which an answer is shown, before all are done."""
_MOST_ANSWERS = 16

_remembering = threading.Lock()
_answers: "dict[Compared, Answer]" = {}
"""What was answered last, by whatever session; equal questions have equal answers."""


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
    """What `fact_of` said of the files when it was asked."""
    precision: tuple[tuple[str, float], ...] = ()
    """Numbers that are to be sure, each to a share of its mean; `replications` is the most then."""

    def is_answered_by(self, answer: "Answer") -> bool:
        """Whether no more is to come."""
        found = answer.comparison
        if found.stopped or self.precision:
            return found.stopped or found.reference.precision is not None
        return found.reference.replications >= self.replications


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
    precision: tuple[tuple[str, float], ...] = (),
) -> Compared:
    """The question that a form asks, of the files as they are now.

    Args:
        paths: the scenarios, the reference first.
        weeks: simulated weeks, in place of the scenarios' own.
        replications: how often each is repeated.
        seed: which luck all of them have.
        own_sets: what is changed in each of them by itself, if anything.
        precision: numbers that are to be sure, each to a share of its mean.

    Raises:
        UsageError: a file cannot be used.
    """
    facts = _facts_now(paths, own_sets, weeks)
    return Compared(paths, weeks, replications, seed, own_sets, facts, precision)


def _facts_now(
    paths: tuple[Path, ...], own_sets: tuple[tuple[str, ...], ...], weeks: int | None
) -> tuple[str, ...]:
    """Name, digest of the evidence and fingerprint of each scenario as the files are now."""
    changes = own_sets or ((),) * len(paths)
    return tuple(fact_of(path, sets, weeks) for path, sets in zip(paths, changes, strict=True))


def comparison(asked: Compared, first_look: int | None = None) -> Callable[[Job[Answer]], None]:
    """How it is answered: after the first replications, and again when there are more.

    Args:
        asked: the question.
        first_look: so many weeks are answered before all of them, where those take long.
    """

    def answer(job: Job[Answer]) -> None:
        for request in _looks(asked, first_look):
            found = _answered(_one_look(asked, request), request, job)
            job.publish(found)
            if found.comparison.stopped:
                return

    return answer


def _one_look(asked: Compared, request: Request) -> Compared:
    """What is asked by one of the looks at a question; fewer weeks are other facts."""
    facts = asked.facts
    if request.weeks != asked.weeks:
        _check_same(facts, _facts_now(asked.paths, asked.own_sets, asked.weeks))
        facts = _facts_now(asked.paths, asked.own_sets, request.weeks)
    return replace(
        asked,
        facts=facts,
        weeks=request.weeks,
        replications=request.replications or asked.replications,
        precision=tuple(request.precision.items()),
    )


def _answered(what: Compared, request: Request, job: Job[Answer]) -> Answer:
    """The answer of one look: one that this server had a short while ago, or a new one."""
    with in_turn(what, job) as playing:
        known = _answers.get(what)
        if known and known.folders and all(folder.is_dir() for folder in known.folders):
            return known
        # Where it is not known how many replications it takes, there is more to tell.
        play = partial(compare_kept, tell=job.tell) if request.precision else compare_kept
        kept = play(what.paths, request, RUNS, progress=playing.progress)
        found = Answer(*kept)
        runs = found.comparison.runs
        played = [f"{evidence_digest(run.scenario)} {run.fingerprint}" for run in runs]
        _check_same(what.facts, played)
        if not found.comparison.stopped:
            with _remembering:
                while len(_answers) >= _MOST_ANSWERS:
                    del _answers[next(iter(_answers))]
                _answers[what] = found
        return found


def _check_same(asked: Sequence[str], found: Sequence[str]) -> None:
    """Refuse what was played of other facts: a file may change between question and answer."""
    if any(one.split()[-2:] != other.split()[-2:] for one, other in zip(asked, found, strict=True)):
        raise UsageError(
            "A scenario was changed after this was asked, so that it was not answered: ask again."
        )


def _fingerprint(fact: str) -> str:
    return fact.rsplit(maxsplit=1)[-1]


def _looks(asked: Compared, first_look: int | None) -> Iterator[Request]:
    """What is asked for each answer that is shown; only the last of what is kept whole."""
    whole = Request(
        own_sets=asked.own_sets,
        weeks=asked.weeks,
        replications=asked.replications,
        seed=asked.seed,
        precision=dict(asked.precision),
    )
    if not asked.precision and is_kept(asked):
        yield whole
        return
    counts = _FIRST if asked.precision else [*stages(asked.replications)][:-1]
    early = [replace(whole, replications=many, precision={}) for many in counts]
    if first_look is not None:
        many = min(_FIRST[0], asked.replications)
        early.insert(0, replace(whole, weeks=first_look, replications=many))
    for number, request in enumerate((*early, whole)):
        # The first look is shown before workers would have started.
        yield request if number else replace(request, workers=1)


def is_kept(asked: Compared) -> bool:
    """Whether runs of these facts with as many replications are kept."""
    found = (kept_runs(RUNS, _fingerprint(fact), asked.seed) for fact in asked.facts)
    return all(
        any(run.facts["replications"] >= asked.replications for run in kept) for kept in found
    )


def stages(replications: int) -> Iterator[int]:
    """After how many replications an answer is shown.

    >>> list(stages(10)), list(stages(4)), list(stages(1))
    ([2, 5, 10], [2, 4], [1])
    """
    yield from (early for early in _FIRST if early < replications)
    yield replications
