"""`ccsim export`: a kept run as tools of other trades read it."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ccsim.verbs.answers import INTERRUPTED, check_file, print_json, tell
from ccsim.verbs.options import Json, Quiet, RunFolder

ENDINGS = (".json", ".jsonocel", ".xes", ".csv")
ROWS = {"calls": "call records", "vidigi": "rows"}
"""What a file is made of, where that is not events."""

ExportFile = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Where it goes: .json or .jsonocel (OCEL 2.0), .xes (IEEE 1849), .csv.",
    ),
]
FormName = Annotated[
    Literal["calls", "vidigi"] | None,
    typer.Option("--form", help="What a .csv holds: call records, or vidigi's event log."),
]
TraceOf = Annotated[
    Literal["case", "contact"],
    typer.Option("--trace", help="What a trace of .xes tells: a case or a contact."),
]
OfReplication = Annotated[
    int, typer.Option("--replication", min=0, help="Which replication, from 0.")
]


def export(
    folder: RunFolder,
    file: ExportFile,
    form: FormName = None,
    trace: TraceOf = "case",
    replication: OfReplication = 0,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write one replication of a kept run for process mining, for animation, or as call records."""
    check_file(file, ENDINGS, "-o")
    from ccsim.experiments.export import export as write
    from ccsim.report.progress import show_progress

    try:
        with show_progress(quiet, "days") as progress:
            written = write(
                folder, file, form=form, trace=trace, replication=replication, progress=progress
            )
    except KeyboardInterrupt:
        was = "is as it was" if file.exists() else "was not written"
        tell(f"Stopped: {file} {was}")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        print_json(written.to_json())
        return
    print(file)
    if not quiet:
        tell(
            f"Replication {written.replication} (of {written.replications}, from 0), warm-up "
            f"included: {written.rows:,} {ROWS.get(written.form, 'events')}"
        )
