"""How one day is looked at: minute by minute, or as a moving picture of some hours."""

import streamlit as st

from ccsim.experiments.day import Day
from ccsim.experiments.day_scenes import busiest_hour, callers_frame, minutes_frame, scenes
from ccsim.experiments.results import RunResult
from ccsim.figures.animation import animation_figure
from ccsim.figures.day_in_the_life import day_in_the_life_figure
from ccsim.report.day import animation_caption, scenes_in_words
from ccsim.report.pictures import pictures
from ccsim.ui.downloads import download_table
from ccsim.ui.drawn import draw, draw_picture
from ccsim.ui.said import remark

_LENGTHS = {"1 hour": 1, "2 hours": 2, "3 hours": 3, "6 hours": 6}
_BUSIEST = "The busiest hour"


def show_minutes(day: Day, run: RunResult, queue: str | None, team: str | None) -> None:
    """Each minute and each caller, and below them the mean of all days where it is known."""
    minutes, callers = minutes_frame(day, queue, team), callers_frame(day, queue)
    draw(
        "minutes",
        lambda dark: day_in_the_life_figure(minutes, callers, day.date, dark=dark),
        "At each full minute: callers waiting, and agents by what they do; below, each caller",
    )
    with st.container(horizontal=True):
        download_table("Each minute (CSV)", minutes, f"minutes-{day.date}.csv")
        download_table("Each caller (CSV)", callers, f"callers-{day.date}.csv")
    st.subheader("Beside it: the mean of all days", divider="gray")
    usual = [picture for picture in pictures(run) if picture.name == "day"]
    if not usual:
        remark("Comes as soon as the replications are done.")
        return
    remark(f"All queues together, with 95 % intervals over n = {run.replications}.")
    draw_picture(usual[0])


def show_animation(day: Day, queue: str | None, team: str | None) -> None:
    """Some hours of it, moving."""
    left, right = st.columns(2)
    hours = [_BUSIEST, *(f"{hour:02}:00" for hour in range(day.hours))]
    start = left.selectbox("From", hours, key="from", bind="query-params")
    length = right.selectbox("For", list(_LENGTHS), key="for", bind="query-params")
    hour = busiest_hour(day, queue) if start == _BUSIEST else hours.index(start) - 1
    shown = scenes(day, hour, _LENGTHS[length], queue, team)
    draw(
        "animation",
        lambda dark: animation_figure(scenes_in_words(shown), shown.teams, dark=dark),
        "Callers in line, and agents by what they do",
    )
    remark(animation_caption(shown))
