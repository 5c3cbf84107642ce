"""The stories of a run, asked by a page: the numbers first, then the stories, then sharper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final, TypeVar, get_args

import streamlit as st

from ccsim.experiments.cases import By, Which
from ccsim.experiments.journey import Journey, Pick, journeys
from ccsim.experiments.keep import Request, reopen, run_kept
from ccsim.experiments.replicate import source_of
from ccsim.experiments.results import RunResult
from ccsim.spec.writing import fingerprint
from ccsim.ui.jobs import Job
from ccsim.ui.places import RUNS
from ccsim.ui.questions import stages
from ccsim.ui.said import remark

STORIES: Final = 10
"""How many cases of each kind are told of."""
PICKS: Final = [Pick(*words) for words in product(get_args(Which), get_args(By))]

_WHICH: Final[dict[Which, str]] = {
    "worst": "The worst",
    "typical": "The typical",
    "lost": "The lost",
}
_MEANING: Final[dict[Which, str]] = {
    "worst": "The cases that took most of it, the worst one first.",
    "typical": "The case in the middle of all cases, and those next to it.",
    "lost": "Customers who gave up or left the company; those who went through most come first.",
}
_BY: Final[dict[By, str]] = {
    "contacts": "contacts",
    "time": "time on the phone",
    "open": "time open",
    "agents": "agents",
}
_Word = TypeVar("_Word", Which, By)


@dataclass(frozen=True)
class Asked:
    """A scenario and how it is run, or a kept run; equal where the same comes out."""

    path: Path
    """The file of the scenario, or the folder of the run."""
    weeks: int | None
    replications: int
    seed: int
    facts: str
    """The fingerprint as it was when it was asked."""


@dataclass(frozen=True)
class Told:
    """A run, where it is kept, and the stories of its first replication by what is looked for."""

    run: RunResult
    folder: Path
    stories: dict[Pick, list[Journey]] = field(default_factory=dict)
    """Empty until they have been looked for."""


def choose_pick() -> Pick:
    """Which cases the reader wants to see."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = _choose("Which cases", _WHICH, "which")
        by = _choose("Judged by", _BY, "by")
    remark(f"{_MEANING[which]} All from the first replication: one course of events.")
    return Pick(which, by)


def asked_of(path: Path, weeks: int | None, replications: int, seed: int) -> Asked:
    """The question that a form asks, of the file as it is now.

    Raises:
        UsageError: the file cannot be used.
    """
    facts = fingerprint(source_of(path, weeks=weeks).scenario)
    return Asked(path, weeks, replications, seed, facts)


def asked_of_run(folder: Path) -> Asked:
    """The question of a kept run.

    Raises:
        UsageError: the folder holds no run.
    """
    run = reopen(folder)
    facts = f"{run.fingerprint} {run.log_digest}"
    return Asked(folder, None, run.replications, run.seed, facts)


def told(asked: Asked) -> Callable[[Job[Told]], None]:
    """How it is answered: what is known of all cases, then the stories, then more replications."""

    def answer(job: Job[Told]) -> None:
        if asked.path.is_dir():
            first = Told(reopen(asked.path), asked.path)
            _tell(job, first)
            return
        stories: dict[Pick, list[Journey]] = {}
        for replications in stages(asked.replications):
            kept = run_kept(asked.path, _request(asked, replications), RUNS, progress=job.progress)
            stories = stories or _tell(job, Told(kept.result, kept.folder))
            job.publish(Told(kept.result, kept.folder, stories))
            if kept.result.stopped:
                return

    return answer


def _request(asked: Asked, replications: int) -> Request:
    return Request(weeks=asked.weeks, replications=replications, seed=asked.seed)


def _tell(job: Job[Told], known: Told) -> dict[Pick, list[Journey]]:
    """Show what is known, then look for the stories: more replications tell the same ones."""
    job.publish(known)
    job.progress(0, 1)
    stories = journeys(known.folder, PICKS, most=STORIES, progress=job.progress)
    job.publish(Told(known.run, known.folder, stories))
    return stories


def _choose(label: str, words: dict[_Word, str], key: str) -> _Word:
    return st.segmented_control(
        label,
        list(words),
        default=next(iter(words)),
        format_func=words.__getitem__,
        required=True,
        key=key,
        bind="query-params",
    )
