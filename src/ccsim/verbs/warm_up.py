"""`ccsim warmup`: how long a scenario must run before it is counted."""

from typing import Annotated

import typer

from ccsim.report.progress import show_progress
from ccsim.verbs.answers import INTERRUPTED, check_file, print_json, tell
from ccsim.verbs.options import (
    Engine,
    Executor,
    HtmlFile,
    Json,
    Quiet,
    Replications,
    ScenarioName,
    Seed,
    Sets,
    Workers,
)
from ccsim.verbs.said import replications_said, seed_said

Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="What must have settled, of what is reported by day (repeatable).",
    ),
]
PilotWeeks = Annotated[
    int | None,
    typer.Option("--weeks", min=1, help="Length of the pilot: the scenario's own, at least 10."),
]


def warmup(
    scenario: ScenarioName,
    metric: Metrics = None,
    page: HtmlFile = None,
    sets: Sets = None,
    weeks: PilotWeeks = None,
    replications: Replications = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find how long a scenario must run before it is counted, by MSER-5, from a pilot."""
    check_file(page, ".html", "-o")
    from ccsim.experiments.keep import scenario_file
    from ccsim.experiments.warm_up import warm_up
    from ccsim.store.scenarios import locate

    with show_progress(quiet) as progress:
        found = warm_up(
            scenario_file(locate(scenario)),
            metric or (),
            sets=sets or (),
            weeks=weeks,
            replications=replications_said(replications),
            seed=seed_said(seed),
            engine=engine,
            workers=workers,
            executor=executor,
            progress=progress,
        )
    from ccsim.report.warm_up import show_warm_up, write_warm_up

    if page is not None:
        write_warm_up(found, page)
    if as_json:
        print_json(found.to_json())
    else:
        show_warm_up(found, page)
    if found.pilot.stopped:
        tell(f"Stopped: it rests on the {found.pilot.replications} replications that were done")
        raise typer.Exit(INTERRUPTED)
