"""What call records tell of a centre, as tables and sentences for a terminal."""

from collections import Counter
from typing import Final

from rich.console import Console
from rich.table import Table

from ccsim.experiments.calibrate import Calibration
from ccsim.experiments.calibration.assumptions import assumptions
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.report.console import new_console, new_table, say
from ccsim.spec.demand import WEEKDAYS

_MOST_ROWS: Final = 10
"""More rejected rows than this are told by their number."""


def show_calibration(found: Calibration) -> None:
    """The estimates, each with its interval, count and method; then what else is to be known."""
    console = new_console()
    calls = found.centre.calls
    console.print(
        f"{calls.total:,} calls that sought an agent, {calls.dates[0]} to {calls.dates[-1]} "
        f"({int(calls.open.sum())} days open), {len(calls.queues)} queues",
        style="bold",
    )
    console.print(_estimates(found.centre.estimates))
    console.print(_assumed(found))
    console.print(_week(found))
    for notice in found.notices:
        console.print(f"{notice[:1].upper()}{notice[1:].rstrip('.')}.")
    _show_rejected(found, console)
    say(console, "The scenario is", str(found.path))


def _estimates(estimates: list[Estimate]) -> Table:
    table = new_table(
        "Estimates, with 95 % intervals or ranges", "fact", "estimate", "interval", "n", "how"
    )
    for one in estimates:
        if one.assumed:
            continue
        table.add_row(one.path, one.text(one.value), one.ends, f"{one.n:,} {one.of}", one.method)
    return table


def _assumed(found: Calibration) -> Table:
    """What the scenario has all the same, though the records do not tell it."""
    table = new_table("Assumed, since the records do not tell it", "fact", "value", "why")
    for one in assumptions(found.centre):
        table.add_row(*one)
    return table


def _week(found: Calibration) -> Table:
    """Calls and agents by weekday: the profile itself stands in the file."""
    centre, per_day = found.centre, found.centre.calls.per_day
    heading = "A typical week: first calls; agents in the busiest interval, and hours of all"
    names = [centre.calls.names[queue.name] for queue in centre.queues]
    heads = {name: own for team in centre.teams for name, own in team.heads.items()}
    table = new_table(heading, "", *names, *heads)
    for day, weekday in enumerate(WEEKDAYS):
        calls = [f"{queue.weekly[day].sum():,.0f}" for queue in centre.queues]
        agents = [
            f"{own[day].max()} ({own[day].sum() * 24 / per_day:,.0f} h)" for own in heads.values()
        ]
        table.add_row(weekday, *calls, *agents)
    return table


def _show_rejected(found: Calibration, console: Console) -> None:
    rejected = found.rejected
    if not rejected:
        return
    if len(rejected) <= _MOST_ROWS:
        for one in rejected:
            say(console, f"{one.file}:{one.row}", f"{one.why}: not used")
        return
    reasons = Counter(one.why for one in rejected).most_common()
    told = "; ".join(f"{count:,} times {why}" for why, count in reasons)
    console.print(f"{len(rejected):,} rows are not used: {told} (--json lists them).")
