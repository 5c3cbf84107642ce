"""The answer to a question for staff as one HTML page: requirement, shifts, what is reached."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.staff_result import Staffing, Team
from ccsim.experiments.staff_shifts import RosteredShift
from ccsim.figures.staff import reached_figure, requirement_figure, shifts_figure
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture
from ccsim.report.staff import aim, guarantee, limits, rows_of_day, shift_text, verdict
from ccsim.report.words import title, version_text
from ccsim.spec.demand import WEEKDAYS
from ccsim.units import HOUR

if TYPE_CHECKING:
    import pandas as pd

_DAY_H = 24


def write_staff_page(staffing: Staffing, path: Path | str) -> None:
    """Write the page; an old one stays until the new one is whole.

    Args:
        staffing: what `staff` gave.
        path: the file to write.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(staff_page(staffing), Path(path))


def staff_page(staffing: Staffing) -> str:
    """The HTML text of the page."""
    return own_page(
        "staff.html.j2",
        list(staff_pictures(staffing)),
        heading=f"{staffing.label}: {aim(staffing)}",
        conclusion=verdict(staffing),
        notes=[guarantee(staffing), *limits(staffing)],
        teams=[_team(staffing, team) for team in staffing.teams if team.heads.any()],
        staffing=staffing,
        version=version_text(),
        results_version=RESULTS_VERSION,
    )


def requirement_frame(staffing: Staffing, team: Team) -> "pd.DataFrame":
    """The requirement of a team, as `figures.staff` takes it; of a day, the hours with agents."""
    import pandas as pd

    slots = staffing.question.slots
    always = slots.cycle == "always"
    length = _DAY_H if always else slots.interval / HOUR
    starts = np.arange(slots.count) * length
    covered = np.full(slots.count, np.nan)
    if team.roster is not None:
        covered = np.array([team.roster.covered.min()] if always else team.roster.covered)
    frame = pd.DataFrame(
        {
            "label": list(slots.labels),
            "starts_h": starts,
            "ends_h": starts + length,
            "heads": team.heads,
            "scheduled": team.scheduled,
            "load": np.nan if team.load is None else np.asarray(team.load.erlangs, float),
            "covered": covered,
        }
    )
    if slots.cycle == "week":
        return frame
    busy = np.flatnonzero((team.heads > 0) | (np.nan_to_num(covered) > 0))
    return frame.iloc[busy[0] : busy[-1] + 1]


def reached_frame(staffing: Staffing) -> "pd.DataFrame":
    """What the targets come to, as `figures.staff` takes it."""
    import pandas as pd

    bounds = {target.text: target.value for target in staffing.question.targets}
    rows = [
        {
            "panel": f"{title(one.metric)}, {one.axis} {one.of} ({one.target})",
            "period": one.period,
            "mean": one.mean,
            "low": one.low,
            "high": one.high,
            "n": one.n,
            "unit": one.unit,
            "bound": bounds[one.target],
            "met": one.met,
        }
        for one in staffing.reached()
    ]
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(("mean", "low", "high"), float)) if rows else frame


def shifts_frame(team: Team) -> "pd.DataFrame":
    """The shifts of a team by their start, as `figures.staff` takes them."""
    import pandas as pd

    rows = [_shift(shift) for shift in sorted(team.shifts, key=_order)]
    return pd.DataFrame(rows).astype({"break_after_h": float})


def _order(shift: RosteredShift) -> tuple[Any, ...]:
    return shift.starts, shift.pattern.length, shift.weekdays, shift.rest_after or 0


def _shift(shift: RosteredShift) -> dict[str, Any]:
    after = shift.rest_after
    return {
        "text": shift_text(shift),
        "agents": shift.agents,
        "starts_h": shift.starts / HOUR,
        "length_h": shift.pattern.length / HOUR,
        "break_after_h": None if after is None else after / HOUR,
        "break_h": shift.pattern.rest / HOUR,
    }


def staff_pictures(staffing: Staffing) -> Iterator[Picture]:
    """Requirement and shifts of each team, and what they reach."""
    for number, team in enumerate(staffing.teams):
        if not team.heads.any():
            continue
        frame = requirement_frame(staffing, team)
        yield _picture(
            f"staff-{number}", f"{team.name}: agents by interval", requirement_figure, frame
        )
        if team.shifts:
            caption = f"{team.name}: shifts that cover them (of a {staffing.hours_per})"
            yield _picture(f"shifts-{number}", caption, shifts_figure, shifts_frame(team))
    reached = reached_frame(staffing)
    if len(reached) and reached["mean"].notna().any():
        what = " with the shifts" if staffing.judged == "shifts" else ""
        caption = f"What is reached at fresh luck{what}, with 95 % intervals and the target "
        caption += f"(n = {staffing.verdicts[0].n})"
        yield _picture("reached", caption, reached_figure, reached)


def _picture(name: str, caption: str, draw: Any, frame: "pd.DataFrame") -> Picture:
    return Picture(name, caption, lambda dark: draw(frame, dark=dark), broad=True)


def _team(staffing: Staffing, team: Team) -> dict[str, Any]:
    """The requirement of a team as a table."""
    week = staffing.question.slots.cycle == "week"
    return {
        "name": team.name,
        "columns": list(WEEKDAYS) if week else ["Agents"],
        "rows": [
            {
                "label": label,
                "cells": [
                    str(a) if a == b else f"{a} ({b})"
                    for a, b in zip(heads, scheduled, strict=True)
                ],
            }
            for label, heads, scheduled in rows_of_day(staffing, team)
        ],
        "hours": f"{staffing.agent_hours(team.heads):,.1f}",
        "paid": f"{team.paid_h:,.1f}" if team.roster is not None else "",
        "shifts": [shift_text(shift) for shift in sorted(team.shifts, key=_order)],
    }
