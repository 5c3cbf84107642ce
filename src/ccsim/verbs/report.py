"""`ccsim report`: the page or the workbook of kept runs, without playing them again."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ccsim.verbs.answers import INTERRUPTED, print_json
from ccsim.verbs.files import check_files, files_document, find_worst, write_files
from ccsim.verbs.grounds import Asked, Grounds, find_grounds
from ccsim.verbs.options import (
    Doubts,
    EngineName,
    Executor,
    Json,
    Quiet,
    Why,
    Workers,
    WorstJourney,
)

RunFolders = Annotated[
    list[Path],
    typer.Argument(metavar="RUN", help="Folders of kept runs; the first is the reference."),
]
Files = Annotated[
    list[Path],
    typer.Option(
        "-o", "--output", metavar="FILE", help="Where it goes: .html or .xlsx (repeatable)."
    ),
]


def report(
    folders: RunFolders,
    files: Files,
    journey: WorstJourney = True,
    why: Why = False,
    doubts: Doubts = False,
    workers: Workers = None,
    executor: Executor = "local",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the page for a decision, or the workbook, of a kept run or of several compared."""
    check_files(files, "-o")
    # Points that were played before are found again beside the runs.
    root = Path(os.path.realpath(folders[0])).parent
    asked = Asked(why, doubts, root, workers=workers, executor=executor)
    asked.check(files, len(folders))
    from ccsim.experiments.compare import Comparison
    from ccsim.experiments.reopening import reopen_all

    found = reopen_all(folders)
    worst = find_worst(found.result, folders, quiet) if journey else None
    grounds = Grounds()
    if isinstance(found.result, Comparison):
        played: EngineName = "simpy" if found.result.reference.engine == "simpy" else "auto"
        grounds = find_grounds(found.result, replace(asked, engine=played), quiet)
    write_files(found.result, files, worst, found.notes, grounds)
    if as_json:
        print_json(files_document(files))
    else:
        print(*files, sep="\n")
    if grounds.stopped:
        raise typer.Exit(INTERRUPTED)
