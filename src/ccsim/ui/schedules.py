"""A schedule that a reader brings: its columns asked for, its rows judged, its teams named."""

from pathlib import Path
from typing import Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.forecasted import remembered, schedule_settings
from ccsim.experiments.imported import teams_meant
from ccsim.intake.aliases import SCHEDULE_ROLES
from ccsim.intake.columns import guess
from ccsim.intake.schedules import Schedule, read_schedule
from ccsim.intake.tables import MOST_BYTES, Table, read_table
from ccsim.spec.loading import Loaded, load
from ccsim.ui import staffing
from ccsim.ui.uploads import COLUMN_WIDTH, download_template, tell_rejected

_NONE: Final = "–"
_NOT_USED: Final = "not used"
_ASKED: Final = {
    "agent": "Agent",
    "team": "Team",
    "date": "Date or weekday",
    "start": "Start",
    "end": "End",
    "activity": "Activity",
    "skills": "Skills",
    "agents": "Number of agents",
}
_EXAMPLE: Final = "agent,team,start,end,activity\na1,front,2026-01-05 08:00,2026-01-05 16:00,Phones"


def bring_schedule(path: Path) -> None:
    """A schedule becomes the staffing of the chosen scenario, saved as the reader's own."""
    try:
        base = load(path)
    except UsageError:
        return  # which the page says itself
    try:
        schedule = _ask_schedule(base)
        if schedule is not None:
            _use(base, schedule)
    except UsageError as error:
        st.error(str(error))


def _ask_schedule(base: Loaded) -> Schedule | None:
    left, right = st.columns(2)
    file = left.file_uploader(
        "A file (CSV or xlsx)",
        type=["csv", "txt", "tsv", "xlsx", "xlsm"],
        max_upload_size=MOST_BYTES // 1_000_000,
        help="A row for each activity of an agent, or of so many agents of a team. Names of agents "
        "are only compared, and not kept.",
        key="schedule file",
    )
    pasted = right.text_area(
        "Or pasted from a spreadsheet", placeholder=_EXAMPLE, height=110, key="schedule text"
    )
    if file is None and not pasted.strip():
        download_template("schedule")
        return None
    data = file.getvalue() if file is not None else pasted.encode()
    table = read_table(file.name if file is not None else "pasted text", data)
    calendar, kept = base.scenario.calendar, base.scenario.imports
    said = _ask_columns(table, kept.columns("schedule"))
    schedule = read_schedule(table, said, zone=calendar.time_zone, times_in=kept.time_zone)
    rows = f"{schedule.rows:,} rows are" if schedule.rows > 1 else "One row is"
    span = "week" if schedule.weekly else "day"
    st.markdown(
        f"**{rows} used:** a typical {span} in intervals of {schedule.minutes} minutes, "
        f"{len(schedule.teams)} team{'s' if len(schedule.teams) > 1 else ''}."
    )
    tell_rejected(schedule.notices, schedule.rejected)
    return schedule


def _ask_columns(table: Table, kept: dict[str, str]) -> dict[str, str]:
    """What the columns are: as they were the last time, or a guess, for the reader to set right."""
    known = guess(table, SCHEDULE_ROLES, remembered=kept)
    options = [_NONE, *table.columns]
    said = {}
    line = st.container(horizontal=True)
    for role, label in _ASKED.items():
        key = f"schedule column {role} {hash(table.columns)}"
        index = known[role] + 1 if role in known else 0
        name = line.selectbox(label, options, index=index, key=key, width=COLUMN_WIDTH)
        said[role] = "" if name == _NONE else name
    return said


def _use(base: Loaded, schedule: Schedule) -> None:
    """Whose team each one is, and the scenario that it makes."""
    names = list(base.scenario.teams)
    guessed = teams_meant(base, schedule)
    teams = {}
    for one in schedule.teams:
        hours = sum(one.agents) * schedule.minutes / 60
        label = f"{one.name or 'The team'} ({hours:,.1f} agent hours) is"
        known = guessed.get(one.name)
        index = names.index(known) if known in names else len(names)
        chosen = st.selectbox(label, [*names, _NOT_USED], index=index, key=f"team of {one.name}")
        if chosen != _NOT_USED:
            teams[one.name] = chosen
    if st.button("Use this schedule", type="primary", disabled=not teams):
        sets = schedule_settings(base, schedule, teams)
        sets.append(remembered(base, schedule=schedule, teams=teams))
        name = f"{base.scenario.name}, my schedule"
        staffing.keep_own(base.path, sets, "schedule", name, "A schedule brought by a planner.")
