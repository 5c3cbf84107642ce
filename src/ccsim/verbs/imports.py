"""`ccsim import`: a planner's own forecast and schedule, put into a scenario."""

from pathlib import Path
from typing import Annotated

import typer

from ccsim.errors import UsageError
from ccsim.verbs.answers import check_file, print_json
from ccsim.verbs.options import Json, ScenarioName, Sets, TimesIn
from ccsim.verbs.said import pairs_said, zone_said

ForecastFile = Annotated[
    Path | None,
    typer.Option(
        "--forecast",
        metavar="FILE",
        help="Calls by queue and interval (CSV or xlsx), long or wide, 15, 30 or 60 minutes.",
    ),
]
ScheduleFile = Annotated[
    Path | None,
    typer.Option(
        "--schedule", metavar="FILE", help="Who works when (CSV or xlsx): agent, team, start, end."
    ),
]
ColumnsOrNone = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="WHAT=NAME",
        help='What a column is, where the guess is wrong, such as calls="Volume" or '
        'schedule.date="Day"; with an empty name there is none (repeatable).',
    ),
]
QueuesOrNone = Annotated[
    list[str] | None,
    typer.Option(
        "--queue",
        metavar="NAME=QUEUE",
        help="The scenario's queue that the file calls NAME; with an empty one it is left out "
        "(repeatable).",
    ),
]
TeamsOrNone = Annotated[
    list[str] | None,
    typer.Option("--team", metavar="NAME=TEAM", help="Likewise, of teams or sets of skills."),
]
Away = Annotated[
    list[str] | None,
    typer.Option(
        "--away",
        metavar="ACTIVITY",
        help="An activity in which nobody takes calls, beside breaks, training and the like "
        "(repeatable).",
    ),
]
ServiceLevel = Annotated[
    float,
    typer.Option(
        "--target",
        min=0.01,
        max=0.99,
        help="The share answered in time at which Erlang staffs a forecast without a schedule.",
    ),
]
Output = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE.yaml", help="The scenario that is made.")
]


def bring(
    scenario: ScenarioName,
    output: Output,
    forecast: ForecastFile = None,
    schedule: ScheduleFile = None,
    columns: ColumnsOrNone = None,
    queues: QueuesOrNone = None,
    teams: TeamsOrNone = None,
    time_zone: TimesIn = None,
    away: Away = None,
    target: ServiceLevel = 0.8,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Put your own forecast and schedule into a scenario; nobody's name goes in with them."""
    check_file(output, (".yaml", ".yml"), "-o")
    if forecast is None and schedule is None:
        raise UsageError("nothing to bring: name a file with --forecast, --schedule or both")
    from ccsim.experiments.imported import Said, import_files
    from ccsim.experiments.keep import scenario_file
    from ccsim.store.scenarios import locate

    said = Said(
        columns=pairs_said("--column", columns, none=True),
        queues=pairs_said("--queue", queues, none=True),
        teams=pairs_said("--team", teams, none=True),
        time_zone=zone_said("--time-zone", time_zone),
        away=tuple(away or ()),
        service_level=target,
    )
    base = scenario_file(locate(scenario))
    found = import_files(base, output, forecast, schedule, said, sets or ())
    if as_json:
        print_json(found.to_json())
    else:
        from ccsim.report.imported import show_import

        show_import(found)
