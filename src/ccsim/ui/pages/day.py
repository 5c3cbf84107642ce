"""A day in the life: one day of one replication, minute by minute, and as a moving picture."""

import datetime as dt

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.day_scenes import facts_of
from ccsim.report.day import day_sentences, one_day_caption
from ccsim.report.words import repeat_command
from ccsim.spec.scenario import Scenario
from ccsim.ui.choices import choose_scenario, choose_settings
from ccsim.ui.day_question import DayAnswer, day_asked, day_question, days_of, scenario_asked
from ccsim.ui.day_views import show_animation, show_minutes
from ccsim.ui.follow import ask, follow
from ccsim.ui.navigation import title_of
from ccsim.ui.places import remember_runs
from ccsim.ui.said import inform, refuse, remark, say
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_ALL_QUEUES, _ALL_TEAMS = "All queues", "All teams"
_MINUTES, _MOVING = "Minute by minute", "Animation"
_NARROW, _BROAD = 150, 220


def page() -> None:
    """The choices, then the day, then the mean of the days that it is one of."""
    st.title(TITLE)
    remark(
        "One day exactly as it was played: who waits when, what the agents do meanwhile, "
        "and how long each caller waits."
    )
    which, settings = st.columns([2, 1], vertical_alignment="bottom")
    with which:
        path = choose_scenario("Operating model", "scripted_call_center", "Whose day it is.")
    with settings:
        how = choose_settings()
    try:
        scenario = scenario_asked(path, how.weeks)
    except UsageError as error:
        refuse(str(error))
        return
    with st.container(horizontal=True):
        date = _choose_date(scenario)
        replication = _choose_replication(how.replications)
        queue = _choose_part("Callers of", _ALL_QUEUES, list(scenario.queues), "queue")
        team = _choose_part("Agents of", _ALL_TEAMS, list(scenario.teams), "team")
    if date is None:
        inform("Choose a day.")
        return
    asked = day_asked(path, scenario, how, replication, date)
    job = ask(TITLE, asked, day_question(asked))
    with st.container():  # what stands below keeps its place, and an animation its scene
        follow(job, "days" if job.answer is None else "replications for the mean")
    if job.answer is not None:
        _show(job.answer, queue, team)


def _choose_date(scenario: Scenario) -> dt.date | None:
    first, last, one = days_of(scenario)
    chosen = st.session_state.get("day")
    if isinstance(chosen, dt.date) and not first <= chosen <= last:
        del st.session_state["day"]  # of the scenario that was chosen before
    return st.date_input(
        "Day",
        value=one,
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        help=f"Any day of the run: {first} to {last}.",
        key="day",
        width=_NARROW,
        bind="query-params",
    )


def _choose_replication(replications: int) -> int:
    if st.session_state.get("replication", 0) >= replications:
        del st.session_state["replication"]
    return st.number_input(
        "Replication",
        min_value=0,
        max_value=replications - 1,
        value=0,
        help="Everything is repeated with other luck: which of the repetitions is looked at.",
        key="replication",
        width=_NARROW,
        bind="query-params",
    )


def _choose_part(label: str, all_: str, names: list[str], key: str) -> str | None:
    """Which queue's callers or which team's agents are looked at; None for all."""
    chosen = st.selectbox(label, [all_, *names], key=key, width=_BROAD, bind="query-params")
    return None if chosen == all_ else chosen


def _show(answer: DayAnswer, queue: str | None, team: str | None) -> None:
    day = answer.day
    for sentence in day_sentences(day, facts_of(day, queue)):
        say(sentence)
    remark(one_day_caption(day))
    view = st.segmented_control(
        "Show",
        [_MINUTES, _MOVING],
        default=_MINUTES,
        required=True,
        label_visibility="collapsed",
        key="view",
        bind="query-params",
    )
    if view == _MOVING:
        show_animation(day, queue, team)
    else:
        show_minutes(day, answer.run, queue, team)
    where_from([answer.run], f"{repeat_command(answer.run)} --log")
    if answer.folder is not None:
        remember_runs([answer.folder])


if __name__ == "__main__":
    page()
