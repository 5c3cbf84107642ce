"""`ccsim calibrate`: from call records to a scenario, every estimate with its interval."""

from pathlib import Path
from typing import Annotated

import typer

from ccsim.verbs.answers import check_file, print_json, tell
from ccsim.verbs.options import ColumnsSaid, From, Json, Quiet, Until
from ccsim.verbs.said import day_said, pairs_said, zone_said

Calls = Annotated[list[Path], typer.Argument(metavar="CALLS", help="Call records, as CSV or xlsx.")]
Output = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE.yaml", help="The scenario that is written.")
]
RecordsIn = Annotated[
    str | None,
    typer.Option(
        "--time-zone",
        metavar="ZONE",
        help="Whose clock the records keep where their times name no zone, such as Europe/Madrid; "
        "the scenario keeps it too.",
    ),
]
CentreIn = Annotated[
    str | None,
    typer.Option(
        "--centre-in",
        metavar="ZONE",
        help="The centre's own, and so the scenario's, where its records keep another; else that "
        "of --time-zone.",
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
    column: ColumnsSaid = None,
    time_zone: RecordsIn = None,
    centre_in: CentreIn = None,
    interval: Interval = 30,
    name: Name = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make a scenario of a centre's own call records; every estimate has its interval."""
    check_file(output, (".yaml", ".yml"), "-o")
    days = day_said("--from", start), day_said("--until", end)
    zones = zone_said("--time-zone", time_zone), zone_said("--centre-in", centre_in)
    from ccsim.experiments.calibrate import calibrate as ask

    found = ask(
        calls,
        output,
        columns=pairs_said("--column", column),
        start=days[0],
        end=days[1],
        time_zone=zones[0],
        centre_in=zones[1],
        minutes=interval,
        name=name,
        tell=None if quiet else tell,
    )
    if as_json:
        print_json(found.to_json())
    else:
        from ccsim.report.calibration import show_calibration

        show_calibration(found)
