"""`ccsim baseline`: what Erlang's theories make of a scenario, and what they leave out."""

from typing import Annotated

import typer

from ccsim.errors import UsageError
from ccsim.report.progress import show_progress
from ccsim.verbs.answers import INTERRUPTED, print_json, tell
from ccsim.verbs.options import Engine, Json, Quiet, ScenarioName, Seed, Sets, Weeks, Workers
from ccsim.verbs.said import seed_said

Simulate = Annotated[
    bool,
    typer.Option(
        "--simulate/--no-simulate",
        help="Also simulate it without each thing that theory leaves out: what that is worth.",
    ),
]
Replications = Annotated[
    int | None,
    typer.Option("--replications", min=2, help="Of each, for --simulate: enough for many calls."),
]


def baseline(
    scenario: ScenarioName,
    simulate: Simulate = False,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what Erlang's theories make of a scenario, and what they leave out."""
    if replications is not None and not simulate:
        raise UsageError("--replications is for --simulate: theory plays nothing")
    from ccsim.experiments.baseline import baseline as ask
    from ccsim.experiments.keep import scenario_file
    from ccsim.store.scenarios import locate

    source = scenario_file(locate(scenario))
    with show_progress(quiet or not simulate) as progress:
        answer = ask(
            source,
            sets=sets or (),
            weeks=weeks,
            simulate=simulate,
            replications=replications,
            seed=seed_said(seed),
            engine=engine,
            workers=workers,
            progress=progress,
            tell=None if quiet else tell,
        )
    if as_json:
        print_json(answer.to_json())
    else:
        from ccsim.report.baseline import show_worth
        from ccsim.report.terminal import show_baseline

        show_baseline(answer)
        show_worth(answer, str(source))
    if answer.worth is not None and answer.worth.stopped:
        tell("Stopped: some of what theory leaves out has not been simulated")
        raise typer.Exit(INTERRUPTED)
