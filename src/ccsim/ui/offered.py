"""Questions that take minutes: offered with the time they take, and asked by a button."""

from collections.abc import Callable, Hashable

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.effort import Effort
from ccsim.experiments.grounds import as_written
from ccsim.experiments.results import RunResult
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario
from ccsim.ui.follow import ask, follow
from ccsim.ui.jobs import Answer, Job
from ccsim.units import SECOND, format_duration

_STEPS_S = (5, 15, 60)
"""Times are told in steps of five seconds, above a minute of fifteen, above five of a minute."""


def offered(
    page: str,
    button: str,
    asked: Hashable,
    effort: Callable[[], Effort],
    question: Callable[[Job[Answer]], None],
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
            st.info(str(error))
            return None
        pressed = st.button(button, icon=":material/play_arrow:", type="primary")
        st.caption(told)
        if not pressed:
            return None
        begun.add(asked)
        st.rerun(scope="app")
    job = ask(page, asked, question)
    follow(job)
    return job


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


def source(run: RunResult) -> Loaded | Scenario:
    """What a run was made of, as the command line would explain and doubt it."""
    return as_written(run)


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
    small, middle, large = _STEPS_S
    step = small if effort.seconds < 60 else middle if effort.seconds < 300 else large
    about = max(step, step * round(effort.seconds / step))
    return (
        f"About {format_duration(about * SECOND)} if this machine does nothing else "
        f"({effort.plays:,} replications; less where some are kept). It goes on while you look at "
        "other things, can be stopped, and what was done is kept."
    )
