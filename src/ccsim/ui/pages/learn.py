"""Learn queueing: one idea at a time, simulation beside theory."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from ccsim.experiments.lesson import Lesson
from ccsim.experiments.lessons import LESSONS
from ccsim.experiments.replicate import SEED
from ccsim.experiments.taught import REPLICATIONS, Memory, Taught, teach
from ccsim.figures.lesson import lesson_figure
from ccsim.report.lesson import (
    answer_title,
    answers_frame,
    lesson_command,
    run_at,
    theory_frame,
    what_you_see,
)
from ccsim.spec.paths import field_at
from ccsim.ui.controls import help_of
from ccsim.ui.drawn import abreast, draw
from ccsim.ui.follow import ask, follow
from ccsim.ui.jobs import Job
from ccsim.ui.navigation import title_of
from ccsim.ui.preset import preset
from ccsim.ui.said import remark, say
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_SEEDS: Final = 2**32
_COLUMN: Final = 380  # pixels that words need to be read well
_FIRST: Final = 3  # replications after which an answer is shown, before all are done


def page() -> None:
    """A choice of lessons, and the one that is open."""
    st.title(TITLE)
    remark(
        "What makes callers wait? One idea at a time: move the slider, and see whether theory "
        "and simulation agree."
    )
    titles = {one.title: name for name, one in LESSONS.items()}
    chosen = st.pills(
        "Lesson",
        list(titles),
        default=next(iter(titles)),
        required=True,
        key="lesson",
        bind="query-params",
        label_visibility="collapsed",
    )
    name = titles[str(chosen)]
    lesson = LESSONS[name]
    say(lesson.idea)
    label, seed = _choices(name, lesson)
    # The slider only moves along what has been played: it is no part of what is asked.
    job = ask(TITLE, (name, seed), _taught(lesson, seed))
    follow(job)
    if job.answer is not None:
        _show(job.answer, label)


def _choices(name: str, lesson: Lesson) -> tuple[str, int]:
    """The slider of the lesson, and which luck it has."""
    left, middle, right = st.columns([4, 2, 3], vertical_alignment="bottom")
    labels = [one.label for one in lesson.settings]
    help_ = None if lesson.paired else help_of(field_at(lesson.path.split(".")))
    label = left.select_slider(
        lesson.control, labels, value=lesson.first, help=help_, key=name, bind="query-params"
    )
    seed = middle.number_input(
        "Seed",
        min_value=0,
        max_value=_SEEDS - 1,
        value=SEED,
        help="Which luck the simulation has; the same seed gives the same numbers again.",
        key="seed",
        bind="query-params",
    )
    right.button("Other luck", icon=":material/casino:", on_click=_other_luck, width="stretch")
    return str(label), seed


def _other_luck() -> None:
    preset("seed", (st.session_state["seed"] + 1) % _SEEDS)


def _taught(lesson: Lesson, seed: int) -> Callable[[Job[Taught]], None]:
    """How a lesson is played: after the first replications it is shown, and again when all are."""

    def answer(job: Job[Taught]) -> None:
        memory = Memory()
        for many in (_FIRST, REPLICATIONS) if lesson.paired is None else (REPLICATIONS,):
            taught = teach(
                lesson, seed=seed, replications=many, memory=memory, progress=job.progress
            )
            job.publish(taught)
            if taught.stopped:
                return

    return answer


def _show(taught: Taught, label: str) -> None:
    answers, theory = answers_frame(taught, label), theory_frame(taught)
    lesson = taught.lesson
    draw(
        "lesson",
        lambda dark: lesson_figure(answers, theory, lesson.axis, dark=dark, log=lesson.log),
        f"{answer_title(taught)}: simulation and theory",
    )
    if lesson.paired is None:
        remark(
            "In brackets: 95 % intervals from n replications. All values of the slider are played "
            "with the same luck, so the points tend to lie on the same side of theory together."
        )
    below = abreast("below", _COLUMN)
    with below.container():
        say("**What you see**")
        for sentence in what_you_see(taught, label):
            say(sentence)
        say(lesson.gap)
    with below.container():
        say("**Try this**")
        for one in lesson.tries:
            say(f"- {one}")
    where_from(run_at(taught, label), lesson_command(taught, label))


if __name__ == "__main__":
    page()
