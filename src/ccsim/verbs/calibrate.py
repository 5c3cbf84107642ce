"""`ccsim calibrate`: from call records to a scenario, every estimate with its interval."""

from pathlib import Path
from typing import Annotated

import typer

from ccsim.verbs.answers import check_file, print_json, tell
from ccsim.verbs.options import Json, Quiet
from ccsim.verbs.said import day_said, pairs_said

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
    days = day_said("--from", start), day_said("--until", end)
    from ccsim.experiments.calibrate import calibrate as ask

    found = ask(
        calls,
        output,
        columns=pairs_said("--column", column),
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
