"""The views of the page on staffing: each a question, its answer, and where that comes from."""

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.forecasted import interval_text, staffing_settings
from ccsim.experiments.interval_staff import IntervalStaff, days_of
from ccsim.experiments.staff_result import Staffing
from ccsim.experiments.staff_saving import save_scenario
from ccsim.figures.heat_map import heat_map_figure
from ccsim.report import interval_staff as words
from ccsim.report import staff_book
from ccsim.report.staff import guarantee, limits, verdict
from ccsim.report.staff_page import staff_pictures
from ccsim.spec.loading import dump
from ccsim.ui import staffing
from ccsim.ui.downloads import download
from ccsim.ui.drawn import abreast, draw
from ccsim.ui.follow import ask, follow
from ccsim.ui.said import refuse, remark, say

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_PAGE: Final = "Staffing"
_ERLANG: Final = (
    "Intervals are 95 %. Agents too many or too few are those rostered against what Erlang A (with "
    "patience) or C asks for, and so many more as are away by the team's shrinkage; the service "
    "beside it is played. Of many intervals the worst is the "
    "worst by luck too: with more replications it comes closer to the others."
)

_EDITED: Final = (
    "Double-click a cell to change it, or paste cells from a spreadsheet. What stands below is the "
    "staffing that was played last: a changed table is not in it until it is played. Some of them "
    "are away where the team has shrinkage; shifts, with their breaks, give way to the table."
)
_MOST_AGENTS: Final = 100_000
_MAP_PX, _WEEK_PX, _CHART_PX = 210, 560, 700
_ROW_PX, _EDITOR_PX, _ONE_DAY_PX, _STEPS_PX = 35, 420, 260, 640
_STEPS_REPEATED: Final = (
    "The line repeats the staffing as it is, which the differences are from; they themselves are "
    "the same again with the same seed on this page."
)


def _answer(question: staffing.Asked) -> IntervalStaff | None:
    job = ask(_PAGE, question, staffing.service(question))
    follow(job)
    return job.answer


def service(question: staffing.Asked) -> None:
    """Two heat maps: who is answered in time, and agents too many or too few."""
    found = _answer(question)
    if found is None:
        return
    _first_words(found)
    _heat_maps(question, found)
    _where_from(question, found)


def _first_words(found: IntervalStaff) -> None:
    """Where it is worst, and how many intervals are good enough."""
    say(f"##### {words.worst_sentence(found)}")
    say(words.sentence(found))


def _heat_maps(question: staffing.Asked, found: IntervalStaff) -> None:
    room = _MAP_PX if len(days_of(found.question)) == 1 else _WEEK_PX
    maps = abreast("maps", room)
    with maps.container():
        for queue in found.service["queue"].unique():
            cells = words.service_cells(found, queue)
            figure = partial(_heat, cells, question.target, 0.3, True)
            draw(f"service {queue}", figure, words.service_title(found, queue), room)
    with maps.container():
        for team in found.cover["team"].unique():
            cells = words.cover_cells(found, team)
            figure = partial(_heat, cells, 0, 5, False)
            draw(f"cover {team}", figure, f"{team}: too many or too few")
    remark(_ERLANG)


def _where_from(question: staffing.Asked, found: IntervalStaff) -> None:
    staffing.told(question, found.label, ["run"], found.question.replications)
    with st.container(horizontal=True):
        download("These tables (Excel)", lambda: words.book(found), "staffing.xlsx")
        download("The scenario (YAML)", lambda: dump(found.source), f"{question.path.stem}.yaml")


def change(question: staffing.Asked) -> None:
    """The agents of each interval in a table, and below it what they reach as they are.

    The changed table becomes the reader's own scenario, which is played at once.
    """
    found = _answer(question)
    if found is None:
        return
    _first_words(found)
    tables, pressed = _tables(question, found)
    if pressed:
        _play(question, found, tables)
    _heat_maps(question, found)
    _where_from(question, found)


def _tables(
    question: staffing.Asked, found: IntervalStaff
) -> "tuple[dict[str, pd.DataFrame], bool]":
    """What the reader makes of the agents of each team, and whether that is to be played."""
    with st.form("staffing", border=False):
        tables = {}
        for team in found.heads:
            say(f"**{team}: agents rostered at the start of each interval**")
            table = words.heads_table(found, team)
            whole = st.column_config.NumberColumn(
                min_value=0, max_value=_MOST_AGENTS, step=1, required=True
            )
            tables[team] = st.data_editor(
                table,
                key=f"heads {team} {question.facts}",
                height=min(_ROW_PX * (len(table) + 1) + 3, _EDITOR_PX),
                width="stretch" if len(table.columns) > 1 else _ONE_DAY_PX,
                column_config=dict.fromkeys(table.columns, whole),
                disabled=["Interval"],
            )
        remark(_EDITED)
        return tables, st.form_submit_button("Play this staffing", type="primary")


def _play(
    question: staffing.Asked, found: IntervalStaff, tables: "dict[str, pd.DataFrame]"
) -> None:
    heads = {team: words.heads_of(found, team, table) for team, table in tables.items()}
    try:
        interval = interval_text(found.question.slots)
        sets = staffing_settings(found.source, heads, interval, some_away=True)
        name = f"{found.label.removesuffix(', my staffing')}, my staffing"
        staffing.keep_own(question, sets, "staffing", name, "Agents set by a planner.")
    except UsageError as error:
        refuse(str(error))


def how_many(question: staffing.Asked) -> None:
    """The fewest agents that reach the target, with shifts that bring them."""
    job = ask(f"{_PAGE}: how many", ("how many", question), staffing.how_many(question))
    follow(job, "rounds")
    if job.answer is None:
        return
    found: Staffing = job.answer
    say(f"##### {verdict(found)}")
    say(guarantee(found))
    for limit in limits(found):
        remark(limit)
    for picture in staff_pictures(found):
        draw(picture.name, picture.figure, picture.caption, _CHART_PX)
    wish = ["--target", found.question.targets[0].text]
    staffing.told(question, found.label, ["staff", *wish])
    with st.container(horizontal=True):
        download("The answer (Excel)", lambda: staff_book.book(found), "staff.xlsx")
        if st.button("Use this staffing", disabled=found.stopped):
            path = staffing.own_path("staffed")
            try:
                save_scenario(found, path)
            except UsageError as error:
                refuse(str(error))
            else:
                staffing.open_next(path)


def one_step(question: staffing.Asked) -> None:
    """What one agent more or less does in each interval."""
    found = _answer(question)
    if found is None or found.question.replications < question.replications:
        return  # the steps are taken from the sharpest answer alone
    left, right = st.columns(2)
    team = left.selectbox("Team", list(found.heads), key="team")
    day = right.selectbox("Day", days_of(found.question), key="day")
    key = ("one step", question, team, day)
    job = ask(f"{_PAGE}: one agent", key, staffing.steps(found, team, day))
    follow(job, "intervals")
    if job.answer is not None:
        say("What it does to the share answered in time, everything else being equal:")
        rows = words.step_rows(job.answer)
        first = st.column_config.TextColumn(pinned=True)
        height = min(_ROW_PX * (len(rows) + 1) + 3, _STEPS_PX)
        st.dataframe(rows, hide_index=True, column_config={"Interval": first}, height=height)
        remark(words.steps_caption(job.answer))
        often = staffing.of_steps(question.replications)
        staffing.told(question, found.label, ["run"], often, _STEPS_REPEATED)


def _heat(
    cells: "pd.DataFrame", middle: float, reach: float, good: bool, dark: bool
) -> "go.Figure":
    return heat_map_figure(cells, middle=middle, reach=reach, more_is_better=good, dark=dark)
