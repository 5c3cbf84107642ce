"""Asking a question from a page: it is answered in the background, and shown as it goes."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

import streamlit as st

from ccsim.ui.jobs import Answer, Job

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_LOOK_S = 0.5
_ALIVE_S = 10
_MOST_JOBS = 6
_BUTTON = 130


def ask(page: str, asked: Hashable, question: Callable[[Job[Answer]], None]) -> Job[Answer]:
    """The job that answers what is asked on a page now; another one of that page is stopped.

    What this session asked a short while ago is answered at once.
    """
    jobs: dict[tuple[str, Hashable], Job[Answer]] = st.session_state.setdefault("jobs", {})
    key = (page, asked)
    for other, job in jobs.items():
        if other[0] == page and other != key and job.running:
            job.leave()
    if key not in jobs or jobs[key].left:
        jobs[key] = Job(asked, question)
    jobs[key] = jobs.pop(key)  # the youngest stands last
    for old in list(jobs)[:-_MOST_JOBS]:
        jobs.pop(old).leave()
    return jobs[key]


def stay() -> None:
    """Tell the jobs of this session, on every page, that their reader is still there."""
    jobs: dict[tuple[str, Hashable], Job[Any]] = st.session_state.setdefault("jobs", {})

    @st.fragment(run_every=_ALIVE_S)
    def alive() -> None:
        running = [page for (page, _), job in jobs.items() if job.running]
        for job in jobs.values():
            job.seen()
        if running:
            st.caption(f":material/hourglass_top: Under way: {', '.join(sorted(set(running)))}")

    with st.sidebar:
        alive()


def follow(job: Job[Answer], noun: str = "replications") -> None:
    """How far a job has come, with a way to stop it; the page is drawn anew when there is news."""
    if job.fault:
        _offer_to_try_again(job)
    elif job.running:
        _watched(job, noun)
    elif job.stopped:
        _offer_to_go_on(job)


def _watched(job: Job[Answer], noun: str) -> None:
    shown = job.news

    @st.fragment(run_every=_LOOK_S)
    def watch() -> None:
        job.seen()
        if job.news != shown or not job.running:
            st.rerun()
        told, act = _beside()
        told.progress(job.done / max(job.total, 1), _told(job, noun))
        if act.button("Stop", icon=":material/stop:", key="stop", width="stretch"):
            job.stop()

    watch()


def _beside() -> "tuple[DeltaGenerator, DeltaGenerator]":
    """A place for what is told, and one as wide as a button beside it, on however narrow a page."""
    row = st.container(horizontal=True, vertical_alignment="center")
    return row.container(), row.container(width=_BUTTON)


def _told(job: Job[Answer], noun: str) -> str:
    if job.stopped:
        return "Stopping …"
    if not job.total:
        return job.words or "Getting ready …"
    sharper = "; the answer below is getting sharper" if job.answer is not None else ""
    return f"{job.done} of {job.total} {noun}{sharper}" + (f" · {job.words}" if job.words else "")


def _offer_to_try_again(job: Job[Answer]) -> None:
    told, act = _beside()
    told.error(job.fault)
    if act.button("Try again", icon=":material/refresh:", key="try again", width="stretch"):
        job.leave()
        st.rerun()


def _offer_to_go_on(job: Job[Answer]) -> None:
    told, act = _beside()
    told.info(
        "Stopped. What was done until then is kept."
        if job.answer is None
        else "Stopped: the answer below rests on what was done until then."
    )
    if act.button("Go on", icon=":material/play_arrow:", key="go on", width="stretch"):
        job.leave()
        st.rerun()
