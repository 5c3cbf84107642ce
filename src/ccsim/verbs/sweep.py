"""`ccsim sweep`: what each value of one fact, or of two, gives."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ccsim.report.progress import show_progress
from ccsim.verbs.answers import INTERRUPTED, check_file, print_json, tell, tell_of
from ccsim.verbs.options import (
    Engine,
    Executor,
    Fresh,
    HtmlFile,
    Json,
    Out,
    Quiet,
    Replications,
    ScenarioName,
    Seed,
    Sets,
    Weeks,
    Workers,
)
from ccsim.verbs.said import replications_said, seed_said

if TYPE_CHECKING:
    from ccsim.experiments.sweep_result import Sweep

Vary = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="PATH=A:B:N",
        help="N values from A to B (2m:10m:5), these values (PATH=a,b,c), or multiples of the "
        "scenario's own (PATH=x0.8:x1.2:5); twice for two facts.",
    ),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option("--metric", metavar="NAME", help="What is shown (repeatable); else the usual."),
]
FrontierOf = Annotated[
    str | None,
    typer.Option(
        "--frontier",
        metavar="METRIC,METRIC",
        help="By which two points are efficient: cost per case against cases solved at once.",
    ),
]


def sweep(
    scenario: ScenarioName,
    vary: Vary,
    metric: Metrics = None,
    frontier: FrontierOf = None,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    fresh: Fresh = False,
    out: Out = Path("runs"),
    page: HtmlFile = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Play a scenario at several values of one fact, or of two: curves and the best bargains."""
    check_file(page, ".html", "-o")
    from ccsim.experiments.keep import scenario_file
    from ccsim.experiments.sweep import sweep as ask
    from ccsim.store.scenarios import locate

    source = scenario_file(locate(scenario))
    with show_progress(quiet) as progress:
        found = ask(
            source,
            vary,
            metrics=metric or (),
            frontier=frontier,
            sets=sets or (),
            weeks=weeks,
            replications=replications_said(replications),
            seed=seed_said(seed),
            engine=engine,
            workers=workers,
            executor=executor,
            root=out,
            fresh=fresh,
            progress=progress,
            tell=None if quiet else tell,
        )
    _hand_over(found, page, as_json)
    _end(found, quiet)


def _hand_over(found: "Sweep", page: Path | None, as_json: bool) -> None:
    """Write the page that was asked for, and say what was found."""
    if page is not None:
        from ccsim.report.sweep_page import write_sweep

        write_sweep(found, page)
    if as_json:
        print_json(found.to_json())
    else:
        from ccsim.report.sweep import show_sweep

        show_sweep(found, page)


def _end(found: "Sweep", quiet: bool) -> None:
    """Say what a user has to know of how it went."""
    if not quiet:
        tell_of(found.source.notices, found.kept, "points")
    if found.stopped:
        tell(f"Stopped: {len(found.points)} of {found.asked} points are done, and kept")
        raise typer.Exit(INTERRUPTED)
