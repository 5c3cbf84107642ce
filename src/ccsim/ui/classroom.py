"""A class and its assignment: its links, the question that all ask at once, the answer sheet."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.assignment import (
    Answer,
    Assignment,
    Of,
    Question,
    Solved,
    check_assignment,
    solve,
)
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.report.assignment import (
    is_right,
    judged,
    meaning_of,
    names_of,
    question_text,
    scale_for,
)
from ccsim.report.words import headline_metrics, kept_command, repeat_command, title, version_text
from ccsim.store.scenarios import find_scenarios
from ccsim.ui.choices import names_shown
from ccsim.ui.jobs import Job
from ccsim.ui.navigation import title_of
from ccsim.ui.places import RUNS
from ccsim.ui.said import remark, say
from ccsim.ui.sources import fact_of
from ccsim.ui.turns import in_turn

_RIGHT: Final = ":green[:material/check_circle:]"
_NOT_YET: Final = ":orange[:material/help:]"
_ASKABLE: Final = tuple(
    dict.fromkeys(
        [
            *headline_metrics(),
            *(name for names in SCORECARD.values() for name in names),
            *("mean_wait_s", "abandon_rate", "asa_s", "aht_s", "blocked_rate", "occupancy"),
        ]
    )
)
"""What a teacher may ask for."""


def scenario_names() -> dict[str, str]:
    """What the scenarios are called that everybody has, by the names of their files."""
    return names_shown({one.path.stem: one for one in find_scenarios()})


def student_link(asked: Assignment) -> str:
    """The address of an assignment; the answers are not in it."""
    here = (st.context.url or "classroom").partition("?")[0]
    return f"{here}?{urlencode(_said(asked.link), doseq=True)}"


def work_link(asked: Assignment) -> str:
    """The address of the page that students work on, with its scenarios and its seed."""
    names = scenario_names()
    first, second = (
        names.get(one, one) for one in (asked.scenario, asked.beside or asked.scenario)
    )
    link: dict[str, str | list[str]] = {
        "replications": str(asked.replications),
        "seed": str(asked.seed),
        "weeks": "" if asked.weeks is None else str(asked.weeks),
    }
    if asked.page == "compare":
        link["scenarios"] = list(dict.fromkeys([first, second]))
    elif asked.page == "build":
        link |= {"scenario": second, "set": list(asked.changes)}
        link["try"] = "true" if asked.changes else ""
    else:
        link["scenario"] = first
    # The page that opens first has no name in its address.
    return f"{'./' if asked.page == 'compare' else asked.page}?{urlencode(_said(link), doseq=True)}"


def plain(text: str) -> str:
    """A text of a stranger's as it is written: no picture and no link is made of it."""
    return re.sub(r"([\\`*_{}\[\]()#!|<>~:$])", r"\\\1", text)


def _said(link: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    return {name: value for name, value in link.items() if value}


def solving(asked: Assignment) -> Callable[[Job[Solved]], None]:
    """How an assignment is answered: once for the whole class, then from what is kept."""
    facts = tuple(check_assignment(asked, fact_of))

    def answer(job: Job[Solved]) -> None:
        with in_turn((facts, asked.replications, asked.seed), job) as playing:
            job.publish(solve(asked, RUNS, playing.progress))

    return answer


def command_of(solved: Solved) -> str:
    """The line that gives the same numbers again."""
    if isinstance(solved.result, RunResult):
        return repeat_command(solved.result)
    return kept_command(solved.result, list(solved.folders))


def about(asked: Assignment) -> None:
    """What the class is to do, and where."""
    names = names_of(asked, scenario_names())
    if asked.task:
        st.text(asked.task)
    both = f"{names['first']} beside {names['second']}" if asked.has_second else names["first"]
    version = f"ccsim {version_text()}, results version {RESULTS_VERSION}"
    remark(f"{both}; {asked.replications} replications; seed {asked.seed}; {version}")
    if asked.changes:
        remark("What is changed:")
        st.code("\n".join(asked.changes), language="yaml")
    st.link_button(
        f"Work on it: {title_of(asked.page)}", work_link(asked), icon=":material/open_in_new:"
    )


def with_questions(asked: Assignment, names: dict[Of, str]) -> Assignment:
    """The assignment with what the teacher wants to be found out."""
    wholes: tuple[Of, ...] = ("first", "second", "difference") if asked.has_second else ("first",)
    options = {
        question_text(one, names): one
        for one in (Question(of, metric) for metric in _ASKABLE for of in wholes)
    }
    chosen = st.multiselect(
        "Questions", list(options), key="questions", max_selections=20,
        placeholder="type a word of the number that is to be found, such as wait",
    )  # fmt: skip
    return replace(asked, questions=tuple(options[one] for one in chosen))


def answer_sheet(solved: Solved) -> None:
    """The questions with a field for each answer, and what is said of them."""
    asked = [one for one in solved.answers if one.mean is not None]
    names = names_of(solved.assignment, scenario_names())
    with st.form("answers", border=False):
        given = [_field(number, one, names) for number, one in enumerate(asked, start=1)]
        st.form_submit_button("Check my answers", type="primary")
    judgements = [
        (number, one, value)
        for number, (one, value) in enumerate(zip(asked, given, strict=True), start=1)
        if value is not None
    ]
    for number, one, value in judgements:
        sign = _RIGHT if is_right(one, value) else _NOT_YET
        say(f"{sign} {number}. {title(one.question.metric)}: {judged(one, value)}")
    if judgements:
        right = sum(is_right(one, value) for _, one, value in judgements)
        say(f"**{right} of {len(asked)} right**")


def _field(number: int, one: Answer, names: Mapping[Of, str]) -> float | None:
    unit = scale_for(one).unit
    words = question_text(one.question, names)
    return st.number_input(
        f"{number}. {words} ({unit})" if unit else f"{number}. {words}",
        value=None,
        format="%g",
        step=0.1,
        placeholder="your number",
        help=meaning_of(one.question),
        key=f"answer {number}",
    )
