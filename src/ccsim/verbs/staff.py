"""`ccsim staff`: how many agents meet a target, by interval and team."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ccsim.errors import UsageError
from ccsim.report.progress import show_progress
from ccsim.verbs.answers import INTERRUPTED, check_file, check_folder, print_json, tell, tell_of
from ccsim.verbs.options import (
    Engine,
    Executor,
    Fresh,
    Json,
    Quiet,
    ScenarioName,
    Seed,
    Sets,
    Weeks,
    Workers,
)
from ccsim.verbs.said import seed_said

if TYPE_CHECKING:
    from ccsim.experiments.staff_result import Staffing

NOT_MET = 1
"""The exit code when what was found does not meet the targets at fresh luck."""

Per = Literal["interval", "day", "week"]
Carries = Literal["requirement", "shifts"]
Targets = Annotated[
    list[str],
    typer.Option(
        "--target",
        metavar="METRIC>=VALUE",
        help="What must be reached, such as 'service_level>=0.8' or 'asa_s<=30', of each queue "
        "or of METRIC[queue=NAME] (repeatable).",
    ),
]
JudgedBy = Annotated[
    Per, typer.Option("--per", help="Whether each interval must reach it, each day, or a week.")
]
Cheapest = Annotated[
    bool,
    typer.Option("--cheapest/--fewest", help="Count hours by their price, or each as one."),
]
Teams = Annotated[
    list[str] | None,
    typer.Option("--team", metavar="NAME", help="Staff only this team (repeatable)."),
]
Shifts = Annotated[
    list[str] | None,
    typer.Option(
        "--shift",
        metavar="LENGTH+BREAK",
        help="A shift that may be worked (repeatable): 8h+30m and 4h.",
    ),
]
ShrinkageShare = Annotated[
    float | None,
    typer.Option(
        "--shrinkage", min=0, max=0.99, help="Paid time off the phones; else the teams' own."
    ),
]
Files = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write a workbook (.xlsx) or a page (.html) as well (repeatable).",
    ),
]
Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="FILE.yaml", help="Write the scenario that has the staff."),
]
Carried = Annotated[
    Carries,
    typer.Option("--carries", help="What that scenario has: agents by interval, or shifts."),
]
Replications = Annotated[
    int | None,
    typer.Option("--replications", min=2, help="Until each interval is seen 200 times."),
]
Closely = Annotated[
    list[str] | None,
    typer.Option(
        "--precision",
        metavar="METRIC=REL",
        help="Repeat the last word until the 95 % intervals of a target's metric are at most ± REL "
        "of the mean (repeatable; at most 1,000 times).",
    ),
]
KeptIn = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Run it with that staff and keep the run there. Rounds of the search are kept there "
        "too; without it, in runs.",
    ),
]


def staff(
    scenario: ScenarioName,
    target: Targets,
    per: JudgedBy = "interval",
    cheapest: Cheapest = False,
    team: Teams = None,
    shift: Shifts = None,
    shrinkage: ShrinkageShare = None,
    files: Files = None,
    save: Save = None,
    carries: Carried = "requirement",
    out: KeptIn = None,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = None,
    precision: Closely = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    fresh: Fresh = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the fewest agents that meet a target, by interval and team, and shifts for them."""
    if carries == "shifts" and save is None and out is None:
        raise UsageError("--carries is of the scenario that has the staff: give --save or --out")
    source = _source(scenario, files or (), save, out)
    from ccsim.experiments.precision import parse_precision
    from ccsim.experiments.staff import staff as ask
    from ccsim.experiments.staff_shifts import parse_pattern

    found = ask(
        source,
        target,
        per=per,
        cheapest=cheapest,
        teams=team or (),
        shifts=[parse_pattern(each) for each in shift or ()],
        shrinkage=shrinkage,
        sets=sets or (),
        weeks=weeks,
        replications=replications,
        precision=parse_precision(precision or ()),
        seed=seed_said(seed),
        engine=engine,
        workers=workers,
        executor=executor,
        root=_rounds(out),
        fresh=fresh,
        tell=None if quiet else tell,
        with_shifts=carries == "shifts",
    )
    carries = "requirement" if found.stopped else carries
    _write(found, files or (), save, carries)
    kept = _keep(found, out, carries, quiet)
    if as_json:
        print_json(found.to_json() | ({} if kept is None else {"run": str(kept)}))
    else:
        from ccsim.report.staff import show_staffing

        show_staffing(found, files or (), save, kept)
    _end(found, quiet)


def _rounds(out: Path | None) -> Path:
    """Where the rounds of the search are kept."""
    return Path("runs") if out is None else out


def _source(name: str, files: Sequence[Path], save: Path | None, out: Path | None) -> Path:
    """The file of the scenario, once it is sure that the answer can be written.

    Raises:
        UsageError: something cannot be written, or would take the scenario's own place.
    """
    for file in files:
        check_file(file, (".xlsx", ".html"), "-o")
    check_file(save, (".yaml", ".yml"), "--save")
    check_folder(_rounds(out), "--out")
    from ccsim.experiments.keep import scenario_file
    from ccsim.store.scenarios import locate

    source = scenario_file(locate(name))
    if save is not None and os.path.realpath(save) == os.path.realpath(source):
        raise UsageError(f"--save {save} is the scenario itself: give another name")
    return source


def _write(found: "Staffing", files: Sequence[Path], save: Path | None, carries: Carries) -> None:
    """Write the files that were asked for."""
    for file in files:
        if file.suffix == ".html":
            from ccsim.report.staff_page import write_staff_page

            write_staff_page(found, file)
        else:
            from ccsim.report.staff_book import write_book

            write_book(found, file)
    if save is not None:
        from ccsim.experiments.staff_saving import save_scenario

        save_scenario(found, save, carries)


def _keep(found: "Staffing", out: Path | None, carries: Carries, quiet: bool) -> Path | None:
    """The folder of the run with that staff; none unless asked, and none of half an answer."""
    if out is None or found.stopped:
        return None
    from ccsim.experiments.staff_saving import keep_staffed

    with show_progress(quiet) as progress:
        return keep_staffed(found, out, carries, progress)


def _end(found: "Staffing", quiet: bool) -> None:
    """Say what a user has to know of how it went."""
    if not quiet:
        tell_of(found.source.notices if found.source else (), found.kept, "rounds")
    if found.stopped:
        known = "has not been held against fresh luck"
        known = "is there without all of its shifts" if found.verdicts else known
        tell(f"Stopped: what was found so far {known}; the same command goes on from here")
        raise typer.Exit(INTERRUPTED)
    if not found.met:
        raise typer.Exit(NOT_MET)
