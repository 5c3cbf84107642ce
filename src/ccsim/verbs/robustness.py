"""`ccsim robustness`: does a verdict survive the doubts in the inputs?"""

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
    OtherName,
    Out,
    Quiet,
    ReferenceName,
    Seed,
    Sets,
    Weeks,
    Workers,
)
from ccsim.verbs.said import seed_said

if TYPE_CHECKING:
    from ccsim.experiments.robustness_result import Robustness

Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="What is asked, such as fcr or mean_wait_s[queue=front] (repeatable; "
        "default: the headline metrics, and net value).",
    ),
]
WorldCount = Annotated[
    int | None,
    typer.Option("--worlds", min=1, help="How many plausible worlds are drawn (default: 100)."),
]
Wishes = Annotated[
    list[str] | None,
    typer.Option(
        "--doubt",
        metavar="PATH=LOW..HIGH",
        help="A further doubt, or another range for one (repeatable); * stands for anything.",
    ),
]
Certain = Annotated[
    list[str] | None,
    typer.Option("--certain", metavar="PATH", help="What is not in doubt (repeatable)."),
]
Replications = Annotated[
    int, typer.Option("--replications", min=1, help="How often both are played in each world.")
]


def robustness(
    reference: ReferenceName,
    other: OtherName = None,
    metric: Metrics = None,
    worlds: WorldCount = None,
    doubt: Wishes = None,
    certain: Certain = None,
    page: HtmlFile = None,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = 1,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    fresh: Fresh = False,
    out: Out = Path("runs"),
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say whether a verdict survives the doubts in the inputs, and which doubt would flip it."""
    check_file(page, ".html", "-o")
    from ccsim.experiments.keep import scenario_file
    from ccsim.experiments.robustness import WORLDS
    from ccsim.experiments.robustness import robustness as ask
    from ccsim.store.scenarios import locate

    files = [scenario_file(locate(name)) for name in (reference, other) if name is not None]
    with show_progress(quiet) as progress:
        found = ask(
            *files,
            metrics=metric or (),
            worlds=WORLDS if worlds is None else worlds,
            doubts=doubt or (),
            certain=certain or (),
            sets=sets or (),
            weeks=weeks,
            replications=replications,
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
    _end(found, quiet)


def _write(found: "Robustness", page: Path | None, as_json: bool) -> None:
    """The answer, in the forms that were asked for."""
    if page is not None:
        from ccsim.report.robustness_page import write_robustness

        write_robustness(found, page)
    if as_json:
        print_json(found.to_json())
    else:
        from ccsim.report.robustness import show_robustness

        show_robustness(found, page)


def _end(found: "Robustness", quiet: bool) -> None:
    """Say what a user has to know of how it went."""
    if not quiet:
        tell_of((*found.reference.notices, *found.other.notices), found.kept, "points")
    if found.stopped:
        tell(f"Stopped: the numbers rest on the {found.worlds} worlds that were done")
        raise typer.Exit(INTERRUPTED)
