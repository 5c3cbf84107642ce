"""The answer to a question for staff as tables and sentences for a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from ccsim.experiments.staff_items import holds
from ccsim.experiments.staff_precision import half_width, noughts
from ccsim.experiments.staff_result import Reached, Staffing, Team
from ccsim.experiments.staff_shifts import RosteredShift
from ccsim.figures.numbers import NOT_KNOWN, written
from ccsim.report.console import new_console, new_table, say
from ccsim.spec.demand import WEEKDAYS
from ccsim.units import format_duration

_SEEN_SELDOM: Final = 100
_MOST_PERIODS: Final = 14
"""More of them than this are told by their number and their worst."""


def show_staffing(
    staffing: Staffing, files: Sequence[Path], saved: Path | None, kept: Path | None = None
) -> None:
    """The requirement by interval, what it reaches, the shifts, and where it was written."""
    console = new_console()
    console.print(f"{staffing.label}: {aim(staffing)}", style="bold")
    console.print(f"{verdict(staffing)}\n")
    for team in staffing.teams:
        _show_team(staffing, team, console)
    if staffing.verdicts:
        console.print(_reached(staffing))
        console.print()
    console.print(guarantee(staffing))
    for sentence in limits(staffing):
        console.print(sentence)
    for file in files:
        say(console, "The page is" if file.suffix == ".html" else "The workbook is", str(file))
    if saved is not None:
        say(console, "The scenario with this staff is", str(saved))
    if kept is not None:
        say(console, "The run with this staff is kept in", str(kept))


def aim(staffing: Staffing) -> str:
    """What was looked for."""
    question = staffing.question
    wishes = " and ".join(target.text for target in question.targets)
    return (
        f"{'cheapest' if question.cheapest else 'fewest'} agents for {wishes}, per {question.per}"
    )


def verdict(staffing: Staffing) -> str:
    """Whether it was found, and how much it is."""
    hours = sum(staffing.agent_hours(team.heads) for team in staffing.teams)
    paid = sum(team.paid_h for team in staffing.teams)
    size = f"{hours:,.1f} agent-hours on the phones a {staffing.hours_per}"
    if staffing.stopped or not staffing.verdicts:
        return f"Stopped before it was done; so far: {size}."
    size += f", {paid:,.1f} paid hours in shifts"
    prices = [team.price_per_h for team in staffing.teams]
    if all(price is not None for price in prices):
        cost = sum(team.paid_h * (team.price_per_h or 0.0) for team in staffing.teams)
        size += f" ({cost:,.0f} {staffing.question.plan.currency})"
    words = "Targets met" if staffing.met else "Targets NOT met at fresh luck"
    return f"{words} (n = {staffing.verdicts[0].n}): {size}."


def guarantee(staffing: Staffing) -> str:
    """In which sense targets are met, and at what luck that was seen."""
    if not staffing.verdicts:
        return "Nothing of this has been held against fresh luck."
    n, seed = staffing.verdicts[0].n, staffing.fresh_seed
    what = " with the shifts" if staffing.judged == "shifts" else ""
    luck = f"at fresh luck{what} (seed {seed}, {n} replications; the search had seed "
    luck += f"{staffing.settings.seed})"
    if staffing.question.per == "interval":
        return (
            f"Meets means: {luck}, at least 95 % of intervals reach the target, and none stays "
            "more than 3 percentage points behind it (where it is a time, a tenth of it)."
        )
    return (
        f"Meets means: {luck}, the worse end of the one-sided 95 % interval of every "
        f"{staffing.question.per} reaches the target."
    )


def limits(staffing: Staffing) -> Iterator[str]:
    """What a reader should know of how far the answer goes."""
    question = staffing.question
    if question.per == "interval":
        yield (
            "Fewest means: under the luck of the search, no agent can be taken away from any "
            "interval."
        )
    else:
        yield (
            "Fewest means: agents go where theory says that they do most, and under the luck of "
            "the search one step less would be too little."
        )
    seen = (staffing.verdicts[0].n if staffing.verdicts else 0) * float(
        question.slots.times[question.slots.times > 0].min()
    )
    if question.per == "interval" and 0 < seen < _SEEN_SELDOM:
        yield (
            f"Each interval was seen only {seen:g} times at fresh luck, and so is known roughly: "
            "more --replications or --weeks find fewer agents, and targets that hold."
        )
    if question.per != "interval" and any(
        (one.is_short(None) & one.at_best).any() for one in staffing.verdicts
    ):
        yield (
            "Where not one caller was served too late and a target is not met all the same, too "
            "few have called to be sure of it: more --replications or --weeks tell, not agents."
        )
    yield from _closeness(staffing)
    unstaffed = [team.name for team in staffing.teams if not team.heads.any()]
    if unstaffed:
        yield f"Nobody is needed in {', '.join(unstaffed)}."
    for team in staffing.teams:
        if team.shrinkage:
            yield (
                f"{team.name}: scheduled agents are those on the phones ÷ (1 - "
                f"{team.shrinkage:.0%} shrinkage), rounded up."
            )


def _closeness(staffing: Staffing) -> Iterator[str]:
    """How closely the numbers are known, beside their intervals."""
    for metric, own in staffing.precision.items() if staffing.verdicts else ():
        half = half_width(staffing.verdicts, metric)
        if half is not None:
            fails = "" if half <= own else "; more replications were not played"
            yield (
                f"Half the widest interval of {metric} is {written(half, 'share')} of its mean "
                f"({written(own, 'share')} was wanted{fails})."
            )
        if left_out := noughts(staffing.verdicts, metric):
            yield (
                f"{metric} is 0 in {left_out} {staffing.question.per}{'s' * (left_out > 1)}: no "
                "width is a share of nought, and no precision was asked of it there."
            )
    if staffing.loads:
        yield (
            "Calls and load are what is expected; handle times in them, and calls that follow from "
            f"calls, are those of a pilot with ample staff (n = {staffing.loads[0].n})."
        )


def rows_of_day(staffing: Staffing, team: Team) -> Iterator[tuple[str, list[int], list[int]]]:
    """Time of day, agents on the phones and agents scheduled by weekday (or of any day)."""
    slots = staffing.question.slots
    days = 7 if slots.cycle == "week" else 1
    heads, scheduled = (x.reshape(days, -1) for x in (team.heads, team.scheduled))
    for at in np.flatnonzero(heads.any(axis=0)):
        label = slots.labels[int(at)]
        yield (
            label.split()[-1] if days == 7 else label,
            heads[:, at].tolist(),
            scheduled[:, at].tolist(),
        )


def _show_team(staffing: Staffing, team: Team, console: Console) -> None:
    if not team.heads.any():
        return
    week = staffing.question.slots.cycle == "week"
    days = list(WEEKDAYS) if week else ["Agents"]
    heading = f"{team.name}: agents on the phones (to be scheduled) by interval"
    table = new_table(heading, "Interval", *days)
    for label, heads, scheduled in rows_of_day(staffing, team):
        cells = [str(a) if a == b else f"{a} ({b})" for a, b in zip(heads, scheduled, strict=True)]
        table.add_row(label, *cells)
    console.print(table)
    roster = team.roster
    if roster is None:
        console.print(f"{staffing.agent_hours(team.heads):,.1f} agent-hours; no shifts yet.\n")
        return
    agents = sum(shift.agents for shift in roster.shifts)
    console.print(
        f"{staffing.agent_hours(team.heads):,.1f} agent-hours a {staffing.hours_per}; "
        f"{len(roster.shifts)} kinds of shift for {agents} people cover them in "
        f"{roster.paid_h:,.1f} paid hours (at most {roster.gap:.1%} above the least possible)."
    )
    for shift in roster.shifts[:_MOST_PERIODS]:
        console.print(f"  {shift_text(shift)}")
    if len(roster.shifts) > _MOST_PERIODS:
        console.print(f"  … and {len(roster.shifts) - _MOST_PERIODS} more: -o FILE.xlsx, or --json")
    console.print()


def shift_text(shift: RosteredShift) -> str:
    """A shift in words."""
    rest = ""
    if shift.rest_after is not None:
        rest = f", break of {format_duration(shift.pattern.rest)} after "
        rest += format_duration(shift.rest_after)
    return f"{shift.agents} × {shift.hours}{rest}"


def _reached(staffing: Staffing) -> Table:
    """What targets come to: each period, or how many there are and the worst of them."""
    found = list(staffing.reached())
    columns = ("Target", "Of", "Period", "Mean", "95 % interval and count", "Met")
    table = new_table("What is reached at fresh luck", *columns)
    if len(found) <= _MOST_PERIODS:
        for one in found:
            table.add_row(one.target, one.of, one.period, *_numbers(one), _sign(one.met))
        return table
    for item, met, known, gap in staffing.summary():
        of = (item.item.target.text, item.item.name)
        mine = [one for one in found if (one.target, one.of) == of]
        mine = [one for one in mine if one.mean is not None]
        if not mine:
            continue
        worst = (min if item.item.target.direction > 0 else max)(
            mine, key=lambda one: one.mean or 0.0
        )
        words = f"{met} of {known} met; the worst, {worst.period}"
        words += f", {gap:.3f} short" if gap > 0 else ""
        table.add_row(
            worst.target, worst.of, words, *_numbers(worst), _sign(holds([item], "interval"))
        )
    return table


def _numbers(one: Reached) -> tuple[str, str]:
    if one.mean is None:
        return NOT_KNOWN, ""
    low, high = written(one.low, one.unit), written(one.high, one.unit)
    return written(one.mean, one.unit), f"{low} to {high}, n = {one.n}"


def _sign(met: bool) -> str:
    return "yes" if met else "no"
