"""A schedule that a reader brings: its columns asked for, its rows judged, its teams named."""

from functools import cache
from typing import Final, NamedTuple

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.forecasted import remembered, schedule_settings
from ccsim.experiments.imported import teams_meant
from ccsim.intake.aliases import SCHEDULE_ROLES
from ccsim.intake.columns import guess
from ccsim.intake.schedules import Schedule, read_schedule
from ccsim.intake.tables import read_table
from ccsim.spec.loading import Loaded
from ccsim.ui import staffing
from ccsim.ui.brought import COLUMN_WIDTH, Brought, ask_file, ask_zone, tell_rejected
from ccsim.ui.once import once
from ccsim.ui.said import refuse, say

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
_ROWS: Final = (
    "A row for each activity of an agent, or of so many agents of a team. Names of agents are only "
    "compared, and not kept."
)


def bring_schedule(question: staffing.Asked) -> None:
    """A schedule becomes the staffing of the chosen scenario, saved as the reader's own."""
    try:
        schedule = _ask_schedule(question.whole)
        if schedule is not None:
            _use(question, schedule)
    except UsageError as error:
        refuse(str(error))


def _ask_schedule(base: Loaded) -> Schedule | None:
    brought = ask_file("schedule", rows=_ROWS, example=_EXAMPLE)
    if brought is None:
        return None
    schedule = _read(base, brought)
    _told(schedule)
    return schedule


def _read(base: Loaded, brought: Brought) -> Schedule:
    """The schedule, read anew only when something else is asked.

    The table has the names of agents in it: it is gone with this click, what is made of it stays.
    """
    table = cache(lambda: read_table(brought.name, brought.data))
    zone, kept = base.scenario.calendar.time_zone, base.scenario.imports
    asked, remembered = brought.asked, kept.columns("schedule")

    def head() -> _Head:
        places = guess(table(), SCHEDULE_ROLES, remembered=remembered)
        return _Head(tuple(table().columns), places)

    known = (asked, tuple(sorted(remembered.items())))
    said = _ask_columns(once("columns of a schedule", known, head))
    times_in = ask_zone("schedule", zone, kept.time_zone)
    return once(
        "schedule",
        (asked, tuple(sorted(said.items())), zone, times_in),
        lambda: read_schedule(table(), said, zone=zone, times_in=times_in),
    )


def _told(schedule: Schedule) -> None:
    """What was read, and what was not."""
    rows = f"{schedule.rows:,} rows are" if schedule.rows > 1 else "One row is"
    span = "week" if schedule.weekly else "day"
    say(
        f"**{rows} used:** a typical {span} in intervals of {schedule.minutes} minutes, "
        f"{len(schedule.teams)} team{'s' if len(schedule.teams) > 1 else ''}."
    )
    tell_rejected(schedule.notices, schedule.rejected)


class _Head(NamedTuple):
    """The names of the columns of a schedule, and what they were guessed to be."""

    columns: tuple[str, ...]
    places: dict[str, int]


def _ask_columns(head: _Head) -> dict[str, str]:
    """What the columns are: as they were the last time, or a guess, for the reader to set right."""
    known, options = head.places, [_NONE, *head.columns]
    said = {}
    line = st.container(horizontal=True)
    for role, label in _ASKED.items():
        key = f"schedule column {role} {hash(head.columns)}"
        index = known[role] + 1 if role in known else 0
        name = line.selectbox(label, options, index=index, key=key, width=COLUMN_WIDTH)
        said[role] = "" if name == _NONE else name
    return said


def _use(question: staffing.Asked, schedule: Schedule) -> None:
    """Whose team each one is, and the scenario that it makes."""
    base = question.whole
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
        name = f"{base.scenario.name.removesuffix(', my schedule')}, my schedule"
        staffing.keep_own(question, sets, "schedule", name, "A schedule brought by a planner.")
