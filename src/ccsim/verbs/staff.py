"""`ccsim staff`: how many agents meet a target, by interval and team."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from ccsim.errors import UsageError

INTERRUPTED = 130
NOT_MET = 1
"""The exit code when what was found does not meet the targets at fresh luck."""

Per = Literal["interval", "day", "week"]
Carries = Literal["requirement", "shifts"]
EngineName = Literal["auto", "simpy", "compiled"]


def staff(
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="A scenario file, or the folder of a kept run."),
    ],
    target: Annotated[
        list[str],
        typer.Option(
            "--target",
            metavar="METRIC>=VALUE",
            help="What must be reached, such as 'service_level>=0.8' or 'asa_s<=30', of each queue "
            "or of METRIC[queue=NAME] (repeatable).",
        ),
    ],
    per: Annotated[
        Per, typer.Option("--per", help="Whether each interval must reach it, each day, or a week.")
    ] = "interval",
    cheapest: Annotated[
        bool,
        typer.Option("--cheapest/--fewest", help="Count hours by their price, or each as one."),
    ] = False,
    team: Annotated[
        list[str] | None,
        typer.Option("--team", metavar="NAME", help="Staff only this team (repeatable)."),
    ] = None,
    shift: Annotated[
        list[str] | None,
        typer.Option(
            "--shift",
            metavar="LENGTH+BREAK",
            help="A shift that may be worked (repeatable): 8h+30m and 4h.",
        ),
    ] = None,
    shrinkage: Annotated[
        float | None,
        typer.Option(
            "--shrinkage", min=0, max=0.99, help="Paid time off the phones; else the teams' own."
        ),
    ] = None,
    book: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.xlsx", help="Write a workbook as well."),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE.yaml", help="Write the scenario that has the staff."),
    ] = None,
    carries: Annotated[
        Carries,
        typer.Option("--carries", help="What that scenario has: agents by interval, or shifts."),
    ] = "requirement",
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="Another value for one fact (repeatable)."
        ),
    ] = None,
    weeks: Annotated[
        int | None, typer.Option("--weeks", min=1, help="Simulated weeks, warm-up included.")
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option("--replications", min=2, help="Until each interval is seen 200 times."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**32 - 1, help="Which luck the search has.")
    ] = 1,
    engine: Annotated[
        EngineName,
        typer.Option("--engine", help="Both engines give the same numbers; auto: compiled."),
    ] = "auto",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; the numbers stay the same.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no notices.")] = False,
) -> None:
    """Find the fewest agents that meet a target, by interval and team, and shifts for them."""
    check_file(book, ".xlsx", "-o")
    check_file(save, (".yaml", ".yml"), "--save")
    from ccsim.experiments.keep import scenario_file
    from ccsim.experiments.staff import staff as ask
    from ccsim.experiments.staff_saving import save_scenario
    from ccsim.experiments.staff_shifts import parse_pattern
    from ccsim.store.scenarios import locate

    source = scenario_file(locate(scenario))
    if save is not None and save.resolve() == source.resolve():
        raise UsageError(f"--save {save} is the scenario itself: give another name")
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
        seed=seed,
        engine=engine,
        workers=workers,
        tell=None if quiet else _tell,
        with_shifts=carries == "shifts",
    )
    if book is not None:
        from ccsim.report.staff_book import write_book

        write_book(found, book)
    if save is not None:
        save_scenario(found, save, "requirement" if found.stopped else carries)
    if as_json:
        print(json.dumps(found.to_json(), indent=1, ensure_ascii=False, allow_nan=False))
    else:
        from ccsim.report.staff import show_staffing

        show_staffing(found, book, save)
    if not quiet:
        for notice in found.source.notices if found.source else ():
            _tell(notice)
    if found.stopped:
        _tell("Stopped: what was found so far has not been held against fresh luck")
        raise typer.Exit(INTERRUPTED)
    if not found.met:
        raise typer.Exit(NOT_MET)


def check_file(path: Path | None, endings: str | tuple[str, ...], option: str) -> None:
    """Refuse a file that could not be written, before anything is simulated."""
    if path is None:
        return
    if not path.name.endswith(endings):
        first = endings if isinstance(endings, str) else endings[0]
        raise UsageError(f"{option} {path}: give it a name that ends in {first}")
    if path.is_dir() or not path.parent.is_dir():
        raise UsageError(f"{option} {path} cannot be written: {path.parent} is no folder for it")


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
