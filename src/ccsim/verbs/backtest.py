"""`ccsim backtest`: does the model say what history says, and where may it be trusted?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ccsim.errors import UsageError
from ccsim.verbs.answers import print_json, tell
from ccsim.verbs.files import PAGE, check_files
from ccsim.verbs.options import (
    ColumnsSaid,
    Engine,
    Executor,
    From,
    Json,
    Outputs,
    QueuesSaid,
    Quiet,
    ScenarioName,
    Seed,
    Sets,
    TimesIn,
    Until,
    Workers,
)
from ccsim.verbs.said import day_said, pairs_said, seed_said, zone_said

if TYPE_CHECKING:
    from ccsim.experiments.backtest_result import Backtest

Against = Annotated[
    list[Path],
    typer.Option(
        "--against",
        metavar="FILE",
        help="What happened (repeatable): interval history, counts of calls or call records.",
    ),
]
Giving = Annotated[
    list[str] | None,
    typer.Option(
        "--given",
        metavar="WHAT",
        help="Take from the history: volume, staffing, or both (repeatable); else it is a "
        "forecast.",
    ),
]
Draws = Annotated[
    int | None, typer.Option("--replications", min=1, help="Draws of each day: 199; at least 39.")
]
Drawn = Annotated[
    int | None,
    typer.Option(
        "--worlds",
        min=1,
        help="In so many plausible worlds, as the scenario's own evidence allows: 20, and no more "
        "than replications; 1 for its facts as they stand.",
    ),
]


def backtest(
    scenario: ScenarioName,
    against: Against,
    since: From = None,
    until: Until = None,
    given: Giving = None,
    column: ColumnsSaid = None,
    queue: QueuesSaid = None,
    time_zone: TimesIn = None,
    files: Outputs = None,
    sets: Sets = None,
    replications: Draws = None,
    worlds: Drawn = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate the days of a history, and say where the model agrees with it and where not."""
    check_files(files or (), "-o")
    from ccsim.experiments.backtest import REPLICATIONS
    from ccsim.experiments.backtest import backtest as ask
    from ccsim.experiments.history_worlds import WORLDS
    from ccsim.experiments.keep import scenario_file
    from ccsim.experiments.replicate import Settings
    from ccsim.store.scenarios import locate

    found = ask(
        scenario_file(locate(scenario)),
        against,
        start=day_said("--from", since),
        end=day_said("--until", until),
        given=_given(given),
        columns=pairs_said("--column", column),
        queues=pairs_said("--queue", queue),
        time_zone=zone_said("--time-zone", time_zone),
        sets=sets or (),
        settings=Settings(
            REPLICATIONS if replications is None else replications,
            seed_said(seed),
            engine,
            workers,
            executor,
        ),
        worlds=WORLDS if worlds is None else worlds,
        tell=None if quiet else tell,
    )
    options = _options(since, until, given or (), time_zone, column, queue)
    options += [] if worlds is None else ["--worlds", str(worlds)]
    _hand_over(found, files or (), [str(path) for path in against], options, as_json)
    if not quiet:
        for notice in found.source.notices if found.source else ():
            tell(notice)


def _hand_over(
    found: "Backtest",
    files: Sequence[Path],
    against: Sequence[str],
    options: Sequence[str],
    as_json: bool,
) -> None:
    """Write the files that were asked for, and say what was found."""
    from ccsim.report.backtest_words import conclusion, method, reasons, repeat

    command = repeat(found, against, options)
    for file in files:
        from ccsim.report.backtest_files import write_backtest_book, write_backtest_page

        (write_backtest_page if file.suffix == PAGE else write_backtest_book)(found, file, command)
    if as_json:
        words = {"conclusion": conclusion(found), "reasons": list(reasons(found)),
                 "method": list(method(found))}  # fmt: skip
        print_json({**found.to_json(), **words})
    else:
        from ccsim.report.backtest import show_backtest

        show_backtest(found, command, files)


def _given(texts: Sequence[str] | None) -> list[Any]:
    """What is taken from the history, said one by one or with commas between.

    Raises:
        UsageError: something is said twice.
    """
    found = [one.strip() for text in texts or () for one in text.split(",")]
    for number, one in enumerate(found):
        if one in found[:number]:
            raise UsageError(f"--given: {one!r} is given twice: give one")
    return found


def _options(
    since: str | None,
    until: str | None,
    given: Sequence[str],
    time_zone: str | None,
    columns: Sequence[str] | None,
    queues: Sequence[str] | None,
) -> list[str]:
    """The options as they were given, for the line that repeats it."""
    single = (("--from", since), ("--until", until), ("--time-zone", time_zone))
    parts = [part for name, value in single if value for part in (name, value)]
    for name, values in (("--given", given), ("--column", columns), ("--queue", queues)):
        for value in values or ():
            parts += [name, value]
    return parts
