"""Asking a question from a page: it is answered in the background, and shown as it goes."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

import streamlit as st

from ccsim.compilation import is_compiled
from ccsim.ui.jobs import Answer, Job, under_way
from ccsim.ui.preset import held
from ccsim.units import SECOND, format_duration

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_LOOK_S = 0.5
_MOST_LOOK_S = 3.0
_AT_EASE = 5  # so many may each look as often as one
_ALIVE_S = 10
_LONG_S = 8
_COMPILING = "right after an installation the model is compiled first, which takes about a minute"
_MOST_JOBS = 6
_BUTTON = 130
_STEPS_S = (5, 15, 60)
"""Times are told in steps of five seconds, above a minute of fifteen, above five of a minute."""
_FIRST_TIME = (
    "Getting ready: the engine is compiled first. That takes a minute or more, and only once "
    "after ccsim is installed or updated."
)


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
    jobs[key].seen()
    for old in list(jobs)[:-_MOST_JOBS]:
        jobs.pop(old).leave()
    return jobs[key]


def answers_of(page: str) -> "dict[Hashable, Any]":
    """What this session asked on a page a short while ago, with the answers that there are."""
    jobs: dict[tuple[str, Hashable], Job[Any]] = st.session_state.get("jobs", {})
    known = {asked: job.answer for (where, asked), job in jobs.items() if where == page}
    return {asked: answer for asked, answer in known.items() if answer is not None}


def stay() -> None:
    """Tell the jobs of this session, on every page, that their reader is still there.

    A page of a reader for whom nothing is under way asks for nothing: what it asks for just when
    the reader presses a button may cost that press, or the page that answers it.
    """
    jobs: dict[tuple[str, Hashable], Job[Any]] = st.session_state.setdefault("jobs", {})

    def alive() -> None:
        running = [page for (page, _), job in jobs.items() if job.running]
        for job in jobs.values():
            job.seen()
        if running:
            st.caption(f":material/hourglass_top: Under way: {', '.join(sorted(set(running)))}")

    if any(job.running for job in jobs.values()):
        with st.sidebar:
            _at_intervals(alive, _ALIVE_S)


def follow(job: Job[Answer], noun: str = "replications") -> None:
    """How far a job has come, with a way to stop it; the page is drawn anew when there is news."""
    if job.running:  # asked first: one that ends just now has said by then how it ended
        _watched(job, noun)
    elif job.fault:
        _offer_to_try_again(job)
    elif job.stopped:
        _offer_to_go_on(job)
    elif job.left:  # it was given up since it was asked for, though its reader is here
        st.rerun()


def _watched(job: Job[Answer], noun: str) -> None:
    shown = job.news

    # A whole class looks less often, or looking would keep the machine from answering.
    crowd = max(1.0, under_way() / _AT_EASE)

    def watch() -> None:
        job.seen()
        if job.news != shown or not job.running:
            st.rerun()
        told, act = _beside()
        told.progress(job.done / max(job.total, 1), _told(job, noun))
        if act.button("Stop", icon=":material/stop:", key="stop", width="stretch"):
            job.stop()

    _at_intervals(watch, min(_LOOK_S * crowd, _MOST_LOOK_S))


def _at_intervals(draw: Callable[[], None], seconds: float) -> None:
    """Draw a part of a page, and again every so many seconds until the page is drawn anew.

    With each drawing of the page the part is another one, by its name. For where it stayed the same
    a browser that has not got the new page yet would ask for the part, and as soon as Streamlit
    answers it forgets what it has not sent of the run before: on a busy server the whole page, for
    which the reader would then wait for ever.
    """
    drawings = st.session_state["drawings"] = st.session_state.get("drawings", 0) + 1
    hold = held()

    def part() -> None:
        hold()
        draw()

    part.__qualname__ = f"{draw.__qualname__} {drawings}"
    st.fragment(part, run_every=seconds)()


def _beside() -> "tuple[DeltaGenerator, DeltaGenerator]":
    """A place for what is told, and one as wide as a button beside it, on however narrow a page."""
    row = st.container(horizontal=True, vertical_alignment="center")
    return row.container(), row.container(width=_BUTTON)


def _told(job: Job[Answer], noun: str) -> str:
    if job.stopped:
        return "Stopping …"
    if not job.done and not is_compiled():
        return _FIRST_TIME
    if not job.total:
        return job.words or "Getting ready …"
    if not job.done and job.answer is None and job.age_s > _LONG_S:
        return f"0 of {job.total} {noun} · {_COMPILING}"
    goes_on = _left(job) if job.answer is None else "; the answer below is getting sharper"
    words = f" · {job.words}" if job.words else ""
    return f"{job.done:,} of {job.total:,} {noun}{goes_on}{words}"


def _left(job: Job[Answer]) -> str:
    """How much longer it takes; nothing while that is not known, or where it is over at once."""
    left = job.left_s
    return f", about {about(left)} more" if left else ""


def about(seconds: float) -> str:
    """A time as it is told of what is only guessed: in steps of which there are not too many.

    >>> about(3.0), about(88.0), about(553.0)
    ('5s', '1m30s', '9m')
    """
    small, middle, large = _STEPS_S
    step = small if seconds < 60 else middle if seconds < 300 else large
    return format_duration(max(step, step * round(seconds / step)) * SECOND)


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
