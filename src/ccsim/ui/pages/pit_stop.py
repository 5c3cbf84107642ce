"""Pit stop and learning: what a week off the floor costs at first, and what a year makes of it."""

from typing import Any

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.learning import DOUBTED, REFERENCE, STORIES
from ccsim.experiments.replicate import source_of
from ccsim.figures.learning import learning_figure
from ccsim.report.facts import fact_at, has_fact, range_of
from ccsim.report.learning import learning_frame, month_table
from ccsim.report.words import kept_command, length_text
from ccsim.report.worth import worth_sentences
from ccsim.spec.scenario import Scenario
from ccsim.store.scenarios import locate
from ccsim.ui.answers import downloads
from ccsim.ui.choices import choose_settings
from ccsim.ui.downloads import download_table
from ccsim.ui.drawn import draw
from ccsim.ui.follow import ask, follow
from ccsim.ui.linked import linked_fact
from ccsim.ui.navigation import title_of
from ccsim.ui.places import remember_runs
from ccsim.ui.questions import Answer, compared, comparison
from ccsim.ui.said import inform, refuse, remark, say, say_table, warn
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_REPLICATIONS = 4
# A year takes long to play: the dip and the return are seen before it is over.
_FIRST_LOOK_WEEKS = 20
_COLUMNS = 3
_HOW = 170


def page() -> None:
    """What is done, and below what the year looks like, first in part and then whole."""
    st.title(TITLE)
    remark(
        "Groups of agents leave the floor for a week, solve problems together with other "
        "departments, and come back. What does that cost at first, what stays, and when has it "
        "paid for itself?"
    )
    row = st.container(horizontal=True, vertical_alignment="bottom")
    left, right = row.container(), row.container(width=_HOW)
    stems = left.multiselect(
        "Beside a year without a pit stop",
        list(STORIES),
        default=list(STORIES)[:1],
        format_func=lambda stem: STORIES[stem],
        key="stories",
        bind="query-params",
    )
    with right:
        settings = choose_settings(_REPLICATIONS)
    if not stems:
        inform("Choose what is to be done in that year.")
        return
    try:
        paths = tuple(locate(stem) for stem in (REFERENCE, *stems))
        known = [source_of(path).scenario for path in paths]
        asked = compared(paths, *settings, own_sets=_assumed(known))
    except UsageError as error:
        refuse(str(error))
        return
    early = _FIRST_LOOK_WEEKS if settings.weeks is None else None
    job = ask(TITLE, asked, comparison(asked, early))
    follow(job)
    if job.answer is not None:
        remember_runs(job.answer.folders)
        shown = job.answer.comparison.reference.scenario.calendar
        _show(job.answer, first_look=early is not None and shown != known[0].calendar)


def _assumed(known: list[Scenario]) -> tuple[tuple[str, ...], ...]:
    """What the reader believes, for each scenario that has such a fact."""
    changed: dict[str, Any] = {}
    with st.expander("What is assumed, and how far that may be off", icon=":material/edit:"):
        places = st.columns(_COLUMNS)
        for number, (path, label) in enumerate(DOUBTED.items()):
            whose = next((one for one in known if has_fact(one, path)), None)
            if whose is None:
                continue
            with places[number % _COLUMNS]:
                now = linked_fact(whose, path, label)
                remark(range_of(path))
            if str(now) != str(fact_at(whose, path)):
                changed[path] = now
    return tuple(
        tuple(f"{path}={now}" for path, now in changed.items() if has_fact(one, path))
        for one in known
    )


def _show(answer: Answer, *, first_look: bool) -> None:
    """What it is worth, the months below each other, and where the numbers come from."""
    result = answer.comparison
    for sentence in worth_sentences(result, briefly=True):
        say(f"##### {sentence}")
    for note in result.notes:
        warn(note)
    told = f"Each is played for {length_text(result.reference)}."
    if first_look:
        inform(f"A first look. {told} The numbers of the whole year replace it.")
    else:
        remark(told)
    frame = learning_frame(result)
    draw(
        "learning",
        lambda dark: learning_figure(frame, result.reference.label, dark=dark),
        f"The year, month by month, with 95 % intervals; differences are from "
        f"{result.reference.label}",
    )
    _months(result)
    download_table("The months (CSV)", frame, "months.csv")
    where_from(result.runs, kept_command(result, answer.folders))
    downloads(result, answer.folders)


def _months(result: Comparison) -> None:
    """All numbers of the months as tables, behind a choice."""
    with st.expander("The same as a table", icon=":material/table:"):
        for run in result.runs[1:]:
            say(f"**{run.label}**")
            say_table(month_table(result, run.label))


if __name__ == "__main__":
    page()
