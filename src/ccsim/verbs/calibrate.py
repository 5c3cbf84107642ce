"""`ccsim calibrate`: from call records to a scenario, every estimate with its interval."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from ccsim.errors import UsageError
from ccsim.verbs.answers import check_file, print_json, tell
from ccsim.verbs.options import Json, Quiet

Calls = Annotated[
    list[Path], typer.Argument(metavar="CALLS...", help="Call records, as CSV or xlsx.")
]
Output = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE.yaml", help="The scenario that is written.")
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="The first day that is used.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="The last day that is used.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="ROLE=NAME",
        help="The column of a role where the guess would be wrong (repeatable), such as "
        "queue=Skill.",
    ),
]
Interval = Annotated[
    int, typer.Option("--interval", metavar="MINUTES", help="Of the profile: 15, 30 or 60.")
]
Name = Annotated[str | None, typer.Option("--name", help="What the scenario is called.")]


def calibrate(
    calls: Calls,
    output: Output,
    start: From = None,
    end: Until = None,
    column: Columns = None,
    interval: Interval = 30,
    name: Name = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make a scenario of a centre's own call records; every estimate has its interval."""
    check_file(output, (".yaml", ".yml"), "-o")
    days = [_date(text, option) for text, option in ((start, "--from"), (end, "--until"))]
    from ccsim.experiments.calibrate import calibrate as ask

    found = ask(
        calls,
        output,
        columns=columns_said(column),
        start=days[0],
        end=days[1],
        minutes=interval,
        name=name,
        tell=None if quiet else tell,
    )
    if as_json:
        print_json(found.to_json())
    else:
        from ccsim.report.calibration import show_calibration

        show_calibration(found)


def columns_said(column: list[str] | None) -> dict[str, str]:
    """What `--column ROLE=NAME` says.

    Raises:
        UsageError: it says no role, or none of a name.
    """
    found = {}
    for text in column or ():
        role, sign, name = (part.strip() for part in text.partition("="))
        if not role or not sign or not name:
            raise UsageError(f"--column {text!r}: write ROLE=NAME, such as queue=Skill")
        found[role] = name
    return found


def _date(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option} {text!r} is no date: write it as year-month-day, such as 2026-01-31"
        ) from None
