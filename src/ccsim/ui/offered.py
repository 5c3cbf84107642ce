"""Questions that take minutes: offered with the time they take, and asked by a button."""

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.effort import Effort
from ccsim.experiments.replicate import Progress, Tell
from ccsim.experiments.results import RunResult
from ccsim.ui.follow import about, ask, follow
from ccsim.ui.jobs import Answer, Job
from ccsim.ui.places import RUNS
from ccsim.ui.said import inform, remark

Level = TypeVar("Level")
Found_co = TypeVar("Found_co", covariant=True)


class Question(Protocol[Found_co]):
    """What an experiment answers, once it is told where runs are kept and who listens."""

    def __call__(self, *, root: Path, progress: Progress, tell: Tell) -> Found_co:
        """The answer."""
        ...


def offered(
    page: str,
    button: str,
    asked: Hashable,
    effort: Callable[[], Effort],
    question: Question[Answer],
) -> Job[Answer] | None:
    """The job of a question that its reader has begun; until then, a button and what it takes.

    Args:
        page: under which name it is under way.
        button: what is written on the button.
        asked: what is asked; equal where the same answer is wanted.
        effort: how much work it is, looked at once for all readers.
        question: answers it.
    """
    begun: set[Hashable] = st.session_state.setdefault("begun", set())
    if asked not in begun:
        try:
            with st.spinner("Looking how long it would take …"):
                told = _told(_known(asked, effort))
        except UsageError as error:
            inform(str(error))
            return None
        pressed = st.button(button, icon=":material/play_arrow:", type="primary")
        remark(told)
        if not pressed:
            return None
        begun.add(asked)
        st.rerun(scope="app")
    job = ask(page, asked, _in_background(question))
    follow(job)
    return job


def _in_background(question: Question[Answer]) -> Callable[[Job[Answer]], None]:
    def answer(job: Job[Answer]) -> None:
        def tell(words: str) -> None:
            # What is told later has counts and times of that moment; the bar has those of now.
            if not job.done:
                job.tell(words.splitlines()[0])

        job.publish(question(root=RUNS, progress=job.progress, tell=tell))

    return answer


def choose_level(
    label: str,
    levels: Mapping[str, Level],
    key: str,
    *,
    why: str,
    told: Callable[[str], str] = str,
) -> Level:
    """How thoroughly it is answered; the first of the levels is the quickest.

    Args:
        label: what is asked.
        levels: by name, what each one stands for.
        key: its name in the address of the page.
        why: what more of it is good for.
        told: how a name is shown.
    """
    chosen = st.segmented_control(
        label,
        list(levels),
        default=next(iter(levels)),
        format_func=told,
        required=True,
        key=key,
        bind="query-params",
        help=why,
    )
    return levels[chosen]


def choose_other(comparison: Comparison, key: str) -> RunResult:
    """The scenario that is held against the reference; asked where there are several."""
    others = {run.label: run for run in comparison.runs[1:]}
    if len(others) == 1:
        return comparison.runs[1]
    chosen = st.segmented_control(
        f"Against {comparison.reference.label}",
        list(others),
        default=next(iter(others)),
        required=True,
        key=key,
        bind="query-params",
    )
    return others.get(chosen, comparison.runs[1])


def _known(asked: Hashable, effort: Callable[[], Effort]) -> Effort:
    """The effort of a question, looked at once by this server."""
    known = _efforts()
    if asked not in known:
        known[asked] = effort()
    return known[asked]


@st.cache_resource
def _efforts() -> dict[Hashable, Effort]:
    return {}


def _told(effort: Effort) -> str:
    """What it takes, in words."""
    return (
        f"About {about(effort.seconds)} if this machine does nothing else "
        f"({effort.plays:,} replications; less where some are kept). It goes on while you look at "
        "other things, can be stopped, and what was done is kept."
    )
