"""`ccsim report`: the page or the workbook of kept runs, without playing them again."""

from pathlib import Path
from typing import Annotated

import typer

from ccsim.verbs.answers import print_json
from ccsim.verbs.files import check_files, files_document, find_worst, write_files
from ccsim.verbs.options import Json, Quiet, WorstJourney

RunFolders = Annotated[
    list[Path],
    typer.Argument(metavar="RUN...", help="Folders of kept runs; the first is the reference."),
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
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the page for a decision, or the workbook, of a kept run or of several compared."""
    check_files(files, "-o")
    from ccsim.experiments.reopening import reopen_all

    found = reopen_all(folders)
    worst = find_worst(found.result, folders, quiet) if journey else None
    write_files(found.result, files, worst, found.notes)
    if as_json:
        print_json(files_document(files))
    else:
        print(*files, sep="\n")
