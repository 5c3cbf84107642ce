"""`ccsim schema`: what a scenario file, its fields, the log and the metrics are made of."""

from typing import Annotated

import typer

from ccsim.errors import UsageError
from ccsim.verbs.answers import print_json

Logs = Annotated[bool, typer.Option("--log", help="The event log's columns and codes instead.")]
Fields = Annotated[
    bool, typer.Option("--fields", help="Every field with its evidence, in Markdown, instead.")
]
Metrics = Annotated[
    bool, typer.Option("--metrics", help="Every metric with its definition, in Markdown, instead.")
]


def schema(log: Logs = False, fields: Fields = False, metrics: Metrics = False) -> None:
    """Print the JSON Schema of scenario files, for editors."""
    if log + fields + metrics > 1:
        raise UsageError("--log, --fields and --metrics are each printed instead: give one of them")
    if log:
        from ccsim.store.log import describe_log

        print_json(describe_log())
    elif fields:
        from ccsim.report.fields import fields_page

        print(fields_page(), end="")
    elif metrics:
        from ccsim.report.metrics_page import metrics_page

        print(metrics_page(), end="")
    else:
        from ccsim.spec.schema import json_schema

        print_json(json_schema())
