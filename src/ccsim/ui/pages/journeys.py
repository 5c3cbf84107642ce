"""Journeys: what single customers live through, and how long the tail of them is."""

from typing import Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.journey import Journey, Pick
from ccsim.experiments.results import RunResult
from ccsim.figures.contacts_of_a_case import contacts_of_a_case_figure
from ccsim.figures.journey import journey_figure
from ccsim.report.frames import estimates_frame
from ccsim.report.journeys import facts_table, journeys_page, story_table
from ccsim.report.tables import beside_table
from ccsim.report.words import follow_up_text, journey_command, repeat_command
from ccsim.ui.answers import READ_THIS
from ccsim.ui.choices import choose_run, choose_scenario, choose_settings
from ccsim.ui.downloads import download
from ccsim.ui.drawn import draw
from ccsim.ui.follow import ask, follow
from ccsim.ui.journeys import Asked, Told, asked_of, asked_of_run, choose_pick, told
from ccsim.ui.navigation import title_of
from ccsim.ui.places import remember_runs
from ccsim.ui.said import inform, refuse, remark, say_table
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_HOW_TO_READ = "From left to right: time on the phone to scale, what lies between is shortened"
_SHARES = "Share of cases with so many contacts or more, with 95 % intervals"
# Pixels of the controls: where they do not fit beside each other, they stand below each other.
_WIDTHS: Final = (300, 300, 160)
# The story and its facts: beside each other where there is room, else one below the other.
_BESIDE: Final = """<style>
.st-key-story > div:first-child { flex: 5 1 420px; min-width: min(420px, 100%) }
.st-key-story > div:last-child { flex: 2 1 240px; min-width: min(240px, 100%) }
</style>"""
_TAIL = (
    "contacts_per_case",
    "contacts_per_case_p90",
    "contacts_per_case_p99",
    "contacts_per_case_max",
    "many_contacts_rate",
)


def page() -> None:
    """Whose customers, which of them, one of these drawn and told, and the tail of all."""
    st.title(TITLE)
    remark(
        "One customer's problem from the first call to the end: what was said, and what was true."
    )
    try:
        asked = _asked()
    except UsageError as error:
        refuse(str(error))
        return
    job = ask(TITLE, asked, told(asked))
    looking = job.answer is not None and not job.answer.stories
    follow(job, "steps of looking through all cases" if looking else "replications")
    if job.answer is not None:
        remember_runs([job.answer.folder])
        _show(job.answer)


def _asked() -> Asked:
    """A scenario and how it is run, or a kept run in its place."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    left, middle, right = (row.container(width=width) for width in _WIDTHS)
    with middle:
        run = choose_run("or a run that is kept", "None: the scenario is run")
    with left:
        path = choose_scenario(
            "Operating model", "scripted_call_center", "Whose customers these are."
        )
    with right:
        settings = choose_settings()
    return asked_of_run(run) if run else asked_of(path, *settings)


def _show(answer: Told) -> None:
    pick = Pick()
    if answer.stories:
        pick = choose_pick()
        _stories(answer.stories[pick])
    _tail(answer.run)
    lines = [repeat_command(answer.run), journey_command(answer.folder, *pick)]
    where_from([answer.run], "\n".join(lines))
    stories = answer.stories.get(pick)
    if stories:
        download("These stories (HTML)", lambda: journeys_page(stories), "journeys.html")


@st.fragment
def _stories(stories: list[Journey]) -> None:
    """The list of cases; choosing another one draws only this part of the page anew."""
    if not stories:
        inform("There was no such case: nobody gave up or left.")
        return
    known = {one.case: one for one in stories}
    linked = st.query_params.get("case")
    case = st.selectbox(
        "Case",
        list(known),
        index=list(known).index(linked) if linked in known else 0,
        format_func=lambda name: known[name].heading,
        key="case",
    )
    st.query_params["case"] = case  # the address alone: a bound link would hold the whole heading
    story = known[case]
    draw("journey", lambda dark: journey_figure(story.pieces, dark=dark), _HOW_TO_READ, 860)
    st.html(_BESIDE)
    with st.container(horizontal=True, key="story"):
        with st.container(height=420):
            say_table(story_table(story))
        with st.container():
            say_table(facts_table(story))


def _tail(run: RunResult) -> None:
    st.subheader("How many contacts a case takes", divider="gray")
    frame = estimates_frame([run])
    if "cases_reaching_rate" not in set(frame[frame["mean"].notna()]["metric"]):
        inform("Not known of this run: its callers have no names, or it was kept long ago.")
        return
    remark(
        "Both scales are logarithmic, so that the few who suffer most are seen. Each case is "
        f"followed for {follow_up_text(run)} from its first contact on; an odyssey is one of "
        f"{run.scenario.measures.many_contacts} contacts or more. {READ_THIS}"
    )
    draw("contacts", lambda dark: contacts_of_a_case_figure(frame, dark=dark), _SHARES)
    say_table(beside_table([run], _TAIL))


if __name__ == "__main__":
    page()
