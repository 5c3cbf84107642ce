"""A day in the life: one day of one replication, minute by minute, and as a moving picture."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.day import Day
from ccsim.experiments.day_scenes import (
    busiest_hour,
    callers_frame,
    facts_of,
    minutes_frame,
    scenes,
)
from ccsim.experiments.results import RunResult
from ccsim.figures.animation import animation_figure
from ccsim.figures.day_in_the_life import day_in_the_life_figure
from ccsim.report.day import animation_caption, day_sentences, one_day_caption, scenes_in_words
from ccsim.report.pictures import pictures
from ccsim.report.words import repeat_command
from ccsim.spec.scenario import Scenario
from ccsim.ui.choices import choose_scenario, choose_settings
from ccsim.ui.day_question import DayAnswer, day_asked, day_question, days_of, scenario_asked
from ccsim.ui.drawn import draw, draw_picture
from ccsim.ui.follow import ask, follow
from ccsim.ui.places import remember_runs
from ccsim.ui.where_from import where_from

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

TITLE = "A day in the life"
_ALL_QUEUES, _ALL_TEAMS = "All queues", "All teams"
_MINUTES, _MOVING = "Minute by minute", "Animation"
_LENGTHS = {"1 hour": 1, "2 hours": 2, "3 hours": 3, "6 hours": 6}
_BUSIEST = "The busiest"


def page() -> None:
    """The choices, then the day, then the mean of the days that it is one of."""
    st.title(TITLE)
    st.caption(
        "One day exactly as it was played: who waits when, what the agents do meanwhile, "
        "and how long each caller waits."
    )
    which, settings = st.columns([5, 1], vertical_alignment="bottom")
    with settings:
        how = choose_settings()
    with which:
        path, date_place, luck_place = _choose_path()
    try:
        scenario = scenario_asked(path, how.weeks)
    except UsageError as error:
        st.error(str(error))
        return
    with date_place:
        date = _choose_date(scenario)
    with luck_place:
        replication = _choose_replication(how.replications)
    if date is None:
        st.info("Choose a day.")
        return
    asked = day_asked(path, scenario, how, replication, date)
    job = ask(TITLE, asked, day_question(asked))
    follow(job, "days" if job.answer is None else "replications for the mean")
    if job.answer is not None:
        _show(job.answer)


def _choose_path() -> tuple[Path, "DeltaGenerator", "DeltaGenerator"]:
    left, middle, right = st.columns([3, 1.3, 1], vertical_alignment="bottom")
    with left:
        path = choose_scenario("Operating model", "scripted_call_center", "Whose day it is.")
    return path, middle, right


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
        bind="query-params",
    )


def _show(answer: DayAnswer) -> None:
    day = answer.day
    queue, team = _choose_part(day)
    for sentence in day_sentences(day, facts_of(day, queue)):
        st.markdown(sentence)
    st.caption(one_day_caption(day))
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
        _moving(day, queue, team)
    else:
        _minutes(day, answer.run, queue, team)
    where_from([answer.run], f"{repeat_command(answer.run)} --log")
    if answer.folder is not None:
        remember_runs([answer.folder])


def _choose_part(day: Day) -> tuple[str | None, str | None]:
    """Which queue's callers and which team's agents are looked at; None for all."""
    left, right = st.columns(2)
    queue = left.selectbox(
        "Callers of", [_ALL_QUEUES, *day.queues], key="queue", bind="query-params"
    )
    team = right.selectbox("Agents of", [_ALL_TEAMS, *day.teams], key="team", bind="query-params")
    return None if queue == _ALL_QUEUES else queue, None if team == _ALL_TEAMS else team


def _minutes(day: Day, run: RunResult, queue: str | None, team: str | None) -> None:
    minutes, callers = minutes_frame(day, queue, team), callers_frame(day, queue)
    draw(
        "minutes",
        lambda dark: day_in_the_life_figure(minutes, callers, day.date, dark=dark),
        "At each full minute: callers waiting, and agents by what they do; below, each caller",
    )
    with st.container(horizontal=True):
        _download("Each minute (CSV)", minutes, f"minutes-{day.date}.csv")
        _download("Each caller (CSV)", callers, f"callers-{day.date}.csv")
    st.subheader("Beside it: the mean of all days", divider="gray")
    usual = [picture for picture in pictures(run) if picture.name == "day"]
    if not usual:
        st.caption("Comes as soon as the replications are done.")
        return
    st.caption(f"All queues together, with 95 % intervals over n = {run.replications}.")
    draw_picture(usual[0])


def _download(label: str, frame: "pd.DataFrame", name: str) -> None:
    st.download_button(
        label,
        data=lambda: frame.to_csv(index=False),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _moving(day: Day, queue: str | None, team: str | None) -> None:
    left, right = st.columns(2)
    hours = [_BUSIEST, *(f"{hour:02}:00" for hour in range(day.hours))]
    start = left.selectbox("From", hours, key="from", bind="query-params")
    length = right.selectbox("For", list(_LENGTHS), key="for", bind="query-params")
    hour = busiest_hour(day, queue) if start == _BUSIEST else hours.index(start) - 1
    shown = scenes(day, hour, _LENGTHS[length], queue, team)
    draw(
        "animation",
        lambda dark: animation_figure(
            scenes_in_words(shown), shown.teams, shown.longest_min, dark=dark
        ),
        "Callers in line, and agents by what they do",
    )
    st.caption(animation_caption(shown))


if __name__ == "__main__":
    page()
