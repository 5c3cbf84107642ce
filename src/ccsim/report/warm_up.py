"""How long a scenario must warm up, on a terminal and on a page with its picture."""

from pathlib import Path
from typing import TYPE_CHECKING

from ccsim.experiments.warm_up import Filling, WarmUp
from ccsim.figures.warm_up import warm_up_figure
from ccsim.report import words
from ccsim.report.console import new_console, new_table, say
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture

if TYPE_CHECKING:
    import pandas as pd

_DAYS = ("metric", "day", "mean", "low", "high", "n", "unit")


def show_warm_up(found: WarmUp, page: Path | None) -> None:
    """What settles when, and what that says of the scenario's own warm-up."""
    console = new_console()
    console.print(found.pilot.label, style="bold")
    console.print(_pilot(found) + "\n")
    table = new_table("Days to leave out (MSER-5)", "Metric", "Name", "Days", "Own warm-up")
    for name, one in found.metrics.items():
        table.add_row(words.title(name), name, _days(one), verdict(one.cut, found.own_days))
    console.print(table)
    console.print(f"\n{conclusion(found)}")
    if page is not None:
        say(console, "The picture is", str(page))


def conclusion(found: WarmUp) -> str:
    """The recommendation, in a sentence or two."""
    own = _span(found.own_days)
    if found.weeks is None:
        restless = [words.title(name) for name, one in found.metrics.items() if one.cut is None]
        longer = 2 * -(-found.pilot.scenario.calendar.total_days // 7)
        settled = max((one.cut for one in found.metrics.values() if one.cut is not None), default=0)
        others = f"; the others ask for {_span(-(-settled // 7) * 7)}" if settled else ""
        return (
            f"No recommendation: {words.listed(restless)} had not settled by the middle of the "
            f"pilot{others}. Try --weeks {longer}; what changes for as long as it is watched "
            "never settles."
        )
    if found.enough:
        return (
            f"Recommended warm-up: {_span(7 * found.weeks)}. The scenario's own, {own}, "
            "is long enough."
        )
    return (
        f"Recommended warm-up: {_span(7 * found.weeks)}. The scenario's own, {own}, is TOO SHORT."
    )


def write_warm_up(found: WarmUp, path: Path | str) -> None:
    """Write the picture as one HTML page; an old page stays until the new one is whole.

    Args:
        found: what `warm_up` gave.
        path: the file to write.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(warm_up_page(found), Path(path))


def warm_up_page(found: WarmUp) -> str:
    """The HTML text of the page."""
    frame = days_frame(found)
    names = {name: words.title(name) for name in found.metrics}
    cuts = {name: one.cut for name, one in found.metrics.items()}
    picture = Picture(
        "warm-up",
        "Mean over all replications by day of the run, with its 95 % interval. Dashed: what comes "
        "before is to be left out. Shaded: the scenario's own warm-up",
        lambda dark: warm_up_figure(
            frame, metrics=names, cuts=cuts, own_days=found.own_days, dark=dark
        ),
        broad=True,
    )
    return own_page(
        "warm_up.html.j2", [picture], heading=found.pilot.label, conclusion=conclusion(found),
        pilot=_pilot(found), version=words.version_text(),
    )  # fmt: skip


def days_frame(found: WarmUp) -> "pd.DataFrame":
    """Each metric on each day of the pilot, one row each."""
    import pandas as pd

    rows = [
        (name, day.day, day.mean, day.low, day.high, day.n, one.unit)
        for name, one in found.metrics.items()
        for day in one.days
    ]
    return pd.DataFrame(rows, columns=list(_DAYS)).astype(
        {"mean": float, "low": float, "high": float}
    )


def _pilot(found: WarmUp) -> str:
    run = found.pilot
    return (
        f"Pilot: {_span(run.scenario.calendar.total_days)}, counted from the first day; "
        f"{run.replications} replications, seed {run.seed}."
    )


def verdict(cut: int | None, own: int) -> str:
    """What a warm-up of so many days lacks of what is to be left out."""
    if cut is None:
        return "not known"
    return "long enough" if own >= cut else f"{_span(cut - own)} short"


def _days(one: Filling) -> str:
    """How many days are left out, and what chance would have cut."""
    if one.cut is None:
        return "does not settle"
    if one.mser > one.cut:
        return f"{one.cut} (MSER-5: {one.mser}; that the beginning differs is not established)"
    return str(one.cut)


def _span(days: int) -> str:
    """A number of days in words, in weeks where they are whole."""
    if days == 0:
        return "none"
    number, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{number} {unit}" + ("s" if number != 1 else "")
