"""Classroom: a teacher makes an assignment and its answer key; students open it by its link."""

from functools import partial
from typing import Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.assignment import (
    WORK_PAGES,
    Assignment,
    Solved,
    read_link,
)
from ccsim.experiments.results import RunResult
from ccsim.report.assignment import key_book, key_rows, names_of
from ccsim.ui.choices import choose_settings
from ccsim.ui.classroom import (
    about,
    answer_sheet,
    command_of,
    plain,
    scenario_names,
    solving,
    student_link,
    with_questions,
)
from ccsim.ui.downloads import download
from ccsim.ui.follow import ask, follow
from ccsim.ui.navigation import title_of
from ccsim.ui.said import inform, refuse, remark, say_table
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_FIRST: Final = "scripted_call_center"
_EXAMPLE: Final = "operating_model.ownership=0.6\noperating_model.shared_notes=0.9"
_BROAD, _MIDDLE, _NARROW = 270, 210, 160


def page() -> None:
    """What a link assigns; without one, what a teacher may assign."""
    st.title(TITLE)
    linked = {name: st.query_params.get_all(name) for name in st.query_params}
    try:
        if linked.get("ask"):
            _assigned(read_link(linked))
        else:
            _made()
    except UsageError as error:
        refuse(plain(str(error)))


def _assigned(asked: Assignment) -> None:
    """A student's view: the task, where to work on it, and a check of the answers."""
    st.subheader(plain(asked.title) or "Your assignment", divider="gray")
    question = solving(asked)
    about(asked)
    job = ask(TITLE, asked, question)
    follow(job)
    if job.answer is not None:
        answer_sheet(job.answer)
        remark(
            "A number is right where it is the simulation's own, rounded, or lies within the 95 % "
            "interval. Everybody in the class has the same seed, and so the same numbers."
        )


def _made() -> None:
    """A teacher's view: what is asked, then the link and the answer key."""
    remark(
        "For teachers: an assignment is a link with a scenario and a fixed seed. Whoever opens it "
        "gets the same numbers, and finds the questions, but not the answers."
    )
    asked = _form()
    if not asked.questions:
        inform("Choose what students are asked: the link and the answer key then stand here.")
        return
    question = solving(asked)
    st.subheader("The link for your students", divider="gray")
    link = student_link(asked)
    st.code(link, language=None, wrap_lines=True)
    st.link_button("Open it as a student", link, icon=":material/open_in_new:")
    st.subheader("The answer key", divider="gray")
    job = ask(TITLE, asked, question)
    follow(job)
    if job.answer is not None:
        _key(job.answer, link)


def _form() -> Assignment:
    """What a teacher chooses."""
    names = scenario_names()
    title = st.text_input("Title", max_chars=120, placeholder="Who owns the case?", key="title")
    task = st.text_area(
        "Task", max_chars=4_000, placeholder="What students are to do and to find out.", key="task"
    )
    row = st.container(horizontal=True, vertical_alignment="bottom")
    stems = list(names)
    scenario = row.selectbox(
        "Scenario", stems, index=stems.index(_FIRST) if _FIRST in names else 0,
        format_func=names.__getitem__, key="assigned", width=_BROAD,
    )  # fmt: skip
    beside = row.selectbox(
        "Beside it", stems, index=None, format_func=names.__getitem__, key="beside", width=_BROAD,
        placeholder="the same, with the changes below",
    )  # fmt: skip
    page_ = row.selectbox(
        "Students work on", WORK_PAGES, format_func=title_of, key="page", width=_MIDDLE,
        help="Build a scenario opens with the changes; the others with the scenarios as they are.",
    )  # fmt: skip
    with row.container(width=_NARROW):
        how = choose_settings()
    written = st.text_area(
        "Changes, one on a line", placeholder=_EXAMPLE, key="changes",
        help="As PATH=VALUE; Build a scenario shows the path of every fact.",
    )  # fmt: skip
    changes = tuple(line.strip() for line in written.splitlines() if line.strip())
    asked = Assignment(
        title=title, task=task, page=page_, scenario=scenario, beside=beside or "",
        changes=changes, weeks=how.weeks, replications=how.replications, seed=how.seed,
    )  # fmt: skip
    return with_questions(asked, names_of(asked, names))


def _key(solved: Solved, link: str) -> None:
    names = names_of(solved.assignment, scenario_names())
    say_table(key_rows(solved, names))
    command = command_of(solved)
    result = solved.result
    where_from([result] if isinstance(result, RunResult) else result.runs, command)
    book = partial(key_book, solved, names, link, command)
    download("The answer key (Excel)", book, "answer_key.xlsx")


if __name__ == "__main__":
    page()
