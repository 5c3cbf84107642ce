"""A comparison as it goes on: asked on a page, followed, and shown."""

import time
from typing import Final

import streamlit as st

from ccsim.ui.answers import show
from ccsim.ui.follow import ask, follow
from ccsim.ui.jobs import Job
from ccsim.ui.places import remember_runs
from ccsim.ui.questions import Answer, Compared, comparison

_AT_ONCE_S: Final = 1.0
_LOOK_S: Final = 0.05


def compare_here(page: str, asked: Compared) -> None:
    """How far it has come, and the answer, which becomes sharper while one reads."""
    job = ask(page, asked, comparison(asked))
    _wait_for_what_is_kept(job, asked)
    follow(job)
    if job.answer is None:
        return
    remember_runs(job.answer.folders)
    found = job.answer.comparison
    if job.running:
        many = found.reference.replications
        st.badge(f"First look: n = {many}, more are being played", icon=":material/hourglass_top:")
    show(found, job.answer.folders, whole=not (job.running or job.stopped))


def _wait_for_what_is_kept(job: Job[Answer], asked: Compared) -> None:
    """What is in the store is there in a moment: shown at once, and not after an empty page."""
    began = time.monotonic()
    while job.running and time.monotonic() - began < _AT_ONCE_S:
        if job.answer is not None and not asked.is_answered_by(job.answer):
            return
        time.sleep(_LOOK_S)
