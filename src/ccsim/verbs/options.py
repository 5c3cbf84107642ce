"""Options that verbs share: the same name, bounds and words for each wherever it stands."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ccsim.verbs.answers import folder_said

EngineName = Literal["auto", "simpy", "compiled"]
By = Literal["contacts", "time", "open", "agents"]
Which = Literal["worst", "typical", "lost"]
ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A scenario file, or the folder of a kept run.")
]
ScenarioNames = Annotated[
    list[str],
    typer.Argument(
        metavar="SCENARIO",
        help="Scenario files or folders of runs, the reference first; "
        "one alone is compared with what --set makes of it.",
    ),
]
ReferenceName = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="A scenario file, or the folder of a kept run.")
]
OtherName = Annotated[
    str | None,
    typer.Argument(
        metavar="OTHER",
        show_default=False,
        help="The scenario that is held against it; without it, REFERENCE as --set changes it.",
    ),
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a kept run.")]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Changes one fact (repeatable): a value with its unit, such as 4m30s, 20 EUR/h, 0.8; "
        "or x1.1, +10%, +1 of the scenario's own. docs/fields.md lists the paths.",
    ),
]
Weeks = Annotated[
    int | None,
    typer.Option(
        "--weeks", min=1, help="Simulated weeks, warm-up included (default: the scenario's own)."
    ),
]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        min=1,
        help="How often it is played, each time with other luck (default: 10).",
    ),
]
Wanted = Annotated[
    list[str] | None,
    typer.Option(
        "--precision",
        metavar="METRIC=REL",
        help="Repeat until its 95 % interval is at most ± REL of the mean, such as "
        "service_level=0.01 (repeatable): at least 60 times, unless --replications, which is the "
        "most then, is less (default: 1,000).",
    ),
]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Which luck it has (default: 1).")
]
Engine = Annotated[
    EngineName, typer.Option("--engine", help="Both engines give the same numbers; auto: compiled.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        help="Processes that play; the numbers stay the same (default: one a processor).",
    ),
]
Executor = Annotated[
    str, typer.Option("--executor", metavar="WHO", help="Who plays: local, or dask://HOST:PORT.")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Play everything, whatever has been kept before.")
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=folder_said,
        help="The folder that runs are kept in.",
    ),
]
Log = Annotated[bool, typer.Option("--log", help="Keep the event log with the run.")]
Json = Annotated[
    bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no notices.")]
Best = Annotated[
    str | None,
    typer.Option(
        "--best",
        metavar="METRIC=DELTA",
        help="Choose the best by a metric; less than DELTA apart is equally good.",
    ),
]
Page = Annotated[
    Path | None, typer.Option("--page", metavar="FILE.html", help="Write a page as well.")
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write a page (.html) or workbook (.xlsx) as well."
    ),
]
HtmlFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE.html", help="Write a page as well.")
]
Why = Annotated[
    bool,
    typer.Option(
        "--why", help="Also which lever is worth what (as `explain`), in the files of -o."
    ),
]
Doubts = Annotated[
    bool,
    typer.Option(
        "--doubts",
        help="Also whether it survives the doubts in the inputs (as `robustness`), in those files.",
    ),
]
WorstJourney = Annotated[
    bool,
    typer.Option(
        "--journey/--no-journey", help="Tell the worst case: one replication is read for it."
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="The first day that is used, as 2026-01-05."),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="The last day that is used.")
]
ColumnsSaid = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="ROLE=NAME",
        help="The column of a role where the guess would be wrong (repeatable), such as "
        "queue=Skill.",
    ),
]
TimesIn = Annotated[
    str | None,
    typer.Option(
        "--time-zone",
        metavar="ZONE",
        help="That of times that name none, where it is not the scenario's, such as UTC.",
    ),
]
QueuesSaid = Annotated[
    list[str] | None,
    typer.Option("--queue", metavar="HISTORY=SCENARIO", help="Which queue is which (repeatable)."),
]
