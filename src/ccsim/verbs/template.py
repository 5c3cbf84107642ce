"""`ccsim template`: a table to fill in, with its columns explained."""

from pathlib import Path
from typing import Annotated

import typer

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

    kind = kind_of_file(file.name)
    check_file(file, ENDINGS, "FILE")
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_bytes(make(kind, file.suffix.lower()))
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    columns = [column.name for column in TEMPLATES[kind].columns]
    if as_json:
        print_json({"file": str(file), "kind": kind, "columns": columns})
        return
    tell(f"{file} has the columns {', '.join(columns)}, and two rows as an example")
