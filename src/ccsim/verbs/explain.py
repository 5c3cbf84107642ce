"""`ccsim explain`: which lever makes how much of the difference between two scenarios."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ccsim.report.progress import show_progress
from ccsim.verbs.answers import check_file, print_json, tell, tell_of
from ccsim.verbs.options import (
    Engine,
    Executor,
    Fresh,
    HtmlFile,
    Json,
    OtherName,
    Out,
    Quiet,
    ReferenceName,
    Replications,
    Seed,
    Sets,
    Weeks,
    Workers,
)
from ccsim.verbs.said import replications_said, seed_said

if TYPE_CHECKING:
    from ccsim.experiments.explain_result import Explanation

Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric",
        metavar="METRIC",
        help="What is explained, such as service_level or 'mean_wait_s[queue=NAME]' (repeatable; "
        "default: true_fcr, cost_per_resolution and net_value).",
    ),
]
Permutations = Annotated[
    int,
    typer.Option(
        "--permutations", min=4, help="Orders that are drawn where there are more than six levers."
    ),
]


def explain(
    reference: ReferenceName,
    other: OtherName = None,
    metric: Metrics = None,
    permutations: Permutations = 16,
    page: HtmlFile = None,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    fresh: Fresh = False,
    out: Out = Path("runs"),
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say which lever is worth what: the difference of two scenarios, shared out."""
    check_file(page, ".html", "-o")
    from ccsim.experiments.explain import explain as ask
    from ccsim.experiments.keep import scenario_file
    from ccsim.store.scenarios import locate

    with show_progress(quiet) as progress:
        found = ask(
            scenario_file(locate(reference)),
            None if other is None else scenario_file(locate(other)),
            metrics=metric or (),
            permutations=permutations,
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
    _write(found, page, as_json)
    if not quiet:
        sources = (found.reference.source, found.scenario.source)
        notices = [notice for source in sources if source for notice in source.notices]
        tell_of(notices, found.kept, "combinations")


def _write(found: "Explanation", page: Path | None, as_json: bool) -> None:
    """The answer, in the forms that were asked for."""
    if page is not None:
        from ccsim.report.explain import write_explanation

        write_explanation(found, page)
    if as_json:
        print_json(found.to_json())
    else:
        from ccsim.report.explain import show_explanation

        show_explanation(found, page)
