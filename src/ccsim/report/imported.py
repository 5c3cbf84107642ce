"""What was read of a planner's files, on a terminal: columns, queues, teams, and rows left out."""

from typing import Final

from rich.console import Console

from ccsim.experiments.imported import Import
from ccsim.intake.forecast import Forecast
from ccsim.intake.schedules import Schedule
from ccsim.report.console import new_console, new_table, say

_MOST_SHOWN: Final = 20


def show_import(found: Import) -> None:
    """What each column, queue and team was taken for, and where the scenario is."""
    console = new_console()
    for kind, read in (("forecast", found.forecast), ("schedule", found.schedule)):
        if read is not None:
            _show_file(console, kind, read)
    if found.forecast is not None:
        _show_queues(console, found, found.forecast)
    if found.schedule is not None:
        _show_teams(console, found, found.schedule)
    say(console, "The scenario is", str(found.made.path))
    say(console, "It plays by", f"ccsim run {found.made.path}")


def _show_file(console: Console, kind: str, read: Forecast | Schedule) -> None:
    columns = ", ".join(f"{role} is {name!r}" for role, name in read.columns.items())
    span = "week" if read.weekly else "day"
    rows = "one row is" if read.rows == 1 else f"{read.rows:,} rows are"
    console.print(f"The {kind}", style="bold")
    console.print(f"Columns: {columns} (another: --column WHAT=NAME).")
    console.print(
        f"{rows} used: a typical {span} in intervals of {read.minutes} minutes.".capitalize()
    )
    for notice in read.notices:
        console.print(notice)
    if read.rejected:
        count = len(read.rejected)
        console.print("One row is not used:" if count == 1 else f"{count:,} rows are not used:")
        for one in read.rejected[:_MOST_SHOWN]:
            console.print(f"  row {one.row}: {one.why}")
        if count > _MOST_SHOWN:
            console.print(f"  … and {count - _MOST_SHOWN:,} more (--json lists 1,000)")
    console.print()


def _show_queues(console: Console, found: Import, forecast: Forecast) -> None:
    span = "week" if forecast.weekly else "day"
    table = new_table("Queues", "In the file", "In the scenario", f"Calls a {span}", "Handle time")
    for one in forecast.queues:
        aht = "as it was" if one.aht_s is None else f"{one.aht_s:,.0f} s"
        queue = found.queues.get(one.name) or "left out"
        table.add_row(one.name or "(no name)", queue, f"{sum(one.calls):,.1f}", aht)
    console.print(table)
    if found.schedule is None:
        console.print(
            "Agents are those that Erlang asks for, so that the share of --target is answered in "
            "time; --schedule brings your own."
        )
    console.print(
        "What the forecast does not say, such as how patient callers are, is as the scenario "
        "had it."
    )
    console.print()


def _show_teams(console: Console, found: Import, schedule: Schedule) -> None:
    span = "week" if schedule.weekly else "day"
    table = new_table("Teams", "In the file", "In the scenario", f"Agent hours a {span}", "Most")
    for one in schedule.teams:
        hours = sum(one.agents) * schedule.minutes / 60
        team = found.teams.get(one.name) or "left out"
        table.add_row(one.name or "(no name)", team, f"{hours:,.1f}", str(max(one.agents)))
    console.print(table)
    console.print("Breaks are taken off as far as the file has them; nobody is absent unplanned.\n")
