"""`ccsim template`: a table to fill in, with its columns explained."""

from pathlib import Path
from typing import Annotated

import typer

from ccsim.errors import UsageError
from ccsim.verbs.answers import check_file, print_json, tell
from ccsim.verbs.options import Json

TemplateFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="What is written: forecast.xlsx, history.xlsx, calls.xlsx or schedule.xlsx, or .csv.",
    ),
]


def template(file: TemplateFile, as_json: Json = False) -> None:
    """Write a table to fill in: a forecast, an interval history, call records or a schedule."""
    from ccsim.intake.templates import ENDINGS, TEMPLATES, kind_of_file
    from ccsim.intake.templates import template as make
    from ccsim.store.places import whole_file

    kind = kind_of_file(file.name)
    check_file(file, ENDINGS, "FILE")
    if file.exists():
        raise UsageError(f"{file} is there already, and may be filled in: choose another name")
    with whole_file(file) as draft:
        draft.write_bytes(make(kind, file.suffix.lower()))
    columns = [column.name for column in TEMPLATES[kind].columns]
    if as_json:
        print_json({"file": str(file), "kind": kind, "columns": columns})
        return
    tell(f"{file} has the columns {', '.join(columns)}, and two rows as an example")
