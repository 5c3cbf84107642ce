"""The command line: a verb for each question; answers on stdout, all other words on stderr."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ccsim.errors import UsageError
from ccsim.report.progress import show_progress
from ccsim.verbs.answers import INTERRUPTED, check_file, print_json, steady_streams, tell
from ccsim.verbs.backtest import backtest
from ccsim.verbs.baseline import baseline
from ccsim.verbs.calibrate import calibrate
from ccsim.verbs.explain import explain
from ccsim.verbs.export import export
from ccsim.verbs.files import PAGE, check_files, write_comparison
from ccsim.verbs.grounds import Asked
from ccsim.verbs.guide import Verbs, say_version
from ccsim.verbs.imports import bring
from ccsim.verbs.options import (
    Best,
    By,
    Doubts,
    Engine,
    EngineName,
    Executor,
    Fresh,
    Json,
    Log,
    Out,
    Outputs,
    Page,
    Quiet,
    Replications,
    RunFolder,
    ScenarioName,
    ScenarioNames,
    Seed,
    Sets,
    Wanted,
    Weeks,
    Which,
    Why,
    Workers,
    WorstJourney,
)
from ccsim.verbs.report import report
from ccsim.verbs.robustness import robustness
from ccsim.verbs.schema import schema
from ccsim.verbs.staff import staff
from ccsim.verbs.sweep import sweep
from ccsim.verbs.template import template
from ccsim.verbs.verb import Verb
from ccsim.verbs.warm_up import warmup

if TYPE_CHECKING:
    from ccsim.experiments.keep import Request
    from ccsim.experiments.results import RunResult

WRONG = 2
"""The exit code when a user brought or asked for something that cannot be used."""

_TOO_MUCH = (
    "this takes more memory than there is: ask for less, such as fewer replications or weeks, "
    "or longer intervals"
)
_APP_SETTINGS = {
    "server.address": ("STREAMLIT_SERVER_ADDRESS", "localhost"),
    "browser.gatherUsageStats": ("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false"),
    "client.toolbarMode": ("STREAMLIT_CLIENT_TOOLBAR_MODE", "minimal"),
    # Whoever uses the app changes no source; to look at all files takes time from its readers.
    "server.fileWatcherType": ("STREAMLIT_SERVER_FILE_WATCHER_TYPE", "none"),
    "runner.magicEnabled": ("STREAMLIT_RUNNER_MAGIC_ENABLED", "false"),
    # It would look through all of memory after every part of a page that looks for news: with a
    # class before the app that leaves no time to answer. Python still collects when there is much.
    "runner.postScriptGC": ("STREAMLIT_RUNNER_POST_SCRIPT_GC", "false"),
}
"""Settings of the app that are not Streamlit's own, each with the variable that may set it."""

app = typer.Typer(
    cls=Verbs,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(cls=Verb)(explain)
app.command(cls=Verb)(staff)
app.command(cls=Verb)(robustness)
app.command(cls=Verb)(backtest)
app.command(cls=Verb)(baseline)
app.command(cls=Verb)(sweep)
app.command(cls=Verb)(report)
app.command(cls=Verb)(export)
app.command(cls=Verb)(warmup)
app.command("import", cls=Verb)(bring)
app.command(cls=Verb)(template)
app.command(cls=Verb)(calibrate)
app.command(cls=Verb)(schema)


def main() -> None:
    """Run the command line; whatever a user did ends with a message, never with a traceback."""
    steady_streams()
    try:
        try:
            app(prog_name="ccsim")
        finally:
            sys.stdout.flush()
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(WRONG)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader has seen enough; what is left in the buffer goes nowhere, in silence.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:  # such as a disk that is full
        print(error, file=sys.stderr)
        sys.exit(WRONG)
    except MemoryError:
        print(_TOO_MUCH, file=sys.stderr)
        sys.exit(WRONG)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """What does an operating model do to the people who call?"""
    if version:
        say_version()
        raise typer.Exit
    if context.invoked_subcommand is None:
        from ccsim.report.terminal import show_scenarios
        from ccsim.store.scenarios import find_scenarios

        show_scenarios(find_scenarios())


@app.command(cls=Verb)
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario files.")],
    sets: Sets = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say whether scenario files are right; if not, where, and what would be right."""
    from ccsim.spec.loading import check as check_files

    results = check_files(files, sets or ())
    if as_json:
        print_json({"files": [_verdict(result) for result in results]})
    for result in results:
        for fault in result.faults:
            print(fault, file=sys.stderr)
        if not quiet:
            print(*result.notices, sep="\n", end="\n" if result.notices else "", file=sys.stderr)
        if result.ok and not (as_json or quiet):
            print(f"{result.path}: right")
    if not all(result.ok for result in results):
        raise typer.Exit(WRONG)


@app.command(cls=Verb)
def run(
    scenario: ScenarioName,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = None,
    precision: Wanted = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    fresh: Fresh = False,
    out: Out = Path("runs"),
    log: Log = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a scenario, or repeat a kept run: every number with its interval."""
    from ccsim.experiments.keep import run_kept
    from ccsim.store.scenarios import locate

    request = _request(sets, weeks, replications, precision, seed, engine, workers, executor, fresh)
    with show_progress(quiet) as progress:
        kept = run_kept(locate(scenario), request, out, log, progress, _teller(quiet))
    if as_json:
        print_json(kept.result.to_json())
    else:
        from ccsim.report.terminal import show_run

        show_run(kept.result, kept.folder)
    _end([kept.result], quiet)


@app.command(cls=Verb)
def compare(
    scenarios: ScenarioNames,
    sets: Sets = None,
    weeks: Weeks = None,
    replications: Replications = None,
    precision: Wanted = None,
    seed: Seed = None,
    engine: Engine = "auto",
    workers: Workers = None,
    executor: Executor = "local",
    fresh: Fresh = False,
    out: Out = Path("runs"),
    log: Log = False,
    best: Best = None,
    page: Page = None,
    outputs: Outputs = None,
    journey: WorstJourney = True,
    why: Why = False,
    doubts: Doubts = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run scenarios with the same luck and show how they differ from the first."""
    from ccsim.experiments.keep import compare_kept
    from ccsim.store.scenarios import locate

    request = replace(
        _request(sets, weeks, replications, precision, seed, engine, workers, executor, fresh),
        best=best,
    )
    check_file(page, PAGE, "--page")
    check_files(outputs or (), "-o")
    files = [*([page] if page is not None else ()), *(outputs or ())]
    asked = Asked(why, doubts, out, engine, workers, executor, fresh)
    asked.check(files, 2 if sets else len(scenarios))
    with show_progress(quiet) as progress:
        comparison, folders = compare_kept(
            [locate(scenario) for scenario in scenarios],
            request,
            out,
            log,
            progress,
            _teller(quiet),
        )
    grounds = write_comparison(comparison, folders, files, asked, journey, quiet)
    if as_json:
        print_json(comparison.to_json())
    else:
        from ccsim.report.terminal import show_comparison

        show_comparison(comparison, folders)
    if not quiet:
        for file in files:
            tell(f"The {'page' if file.suffix == PAGE else 'workbook'} is {file}")
    _end(comparison.runs, quiet)
    if comparison.stopped:
        tell("Stopped: which is best has not been found; the same command goes on from here")
    if comparison.stopped or grounds.stopped:
        raise typer.Exit(INTERRUPTED)


@app.command(cls=Verb)
def journey(
    folder: RunFolder,
    worst: Annotated[int, typer.Option("--worst", min=1, help="How many stories.")] = 10,
    by: Annotated[By, typer.Option("--by", help="What the worst have most of.")] = "contacts",
    which: Annotated[
        Which,
        typer.Option("--which", help="The worst, the median and its neighbours, or given up."),
    ] = "worst",
    case: Annotated[
        str | None, typer.Option("--case", metavar="CASE", help="One case, as a story names it.")
    ] = None,
    replication: Annotated[
        int, typer.Option("--replication", min=0, help="Which replication, from 0.")
    ] = 0,
    figure: Annotated[
        Path | None,
        typer.Option("--figure", metavar="FILE.html", help="Also draw them, on a page."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell the stories of the worst, typical or lost cases of a kept run, or of one case."""
    from ccsim.experiments.journey import journey as tell

    check_file(figure, PAGE, "--figure")
    stories = tell(folder, worst=worst, by=by, which=which, case=case, replication=replication)
    if figure is not None:
        from ccsim.report.journeys import write_journeys

        write_journeys(stories, figure)
    if as_json:
        print_json({"replication": replication, "journeys": [one.to_json() for one in stories]})
    else:
        from ccsim.report.terminal import show_journeys

        show_journeys(stories)


@app.command(
    name="app",
    cls=Verb,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def open_app(context: typer.Context) -> None:
    """Open the same in the browser; options of `streamlit run` may follow."""
    import subprocess

    command = _app_command(context.args)
    if os.name == "posix":
        # The server takes the place of this process: whatever signal ends one, ends the other.
        os.execv(command[0], command)
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def _request(
    sets: list[str] | None,
    weeks: int | None,
    replications: int | None,
    precision: list[str] | None,
    seed: int | None,
    engine: EngineName,
    workers: int | None,
    executor: str,
    fresh: bool,
) -> "Request":
    from ccsim.experiments.keep import Request
    from ccsim.experiments.precision import parse_precision

    wanted = parse_precision(precision or ())
    return Request(
        sets or (), weeks, replications, seed, engine, workers, executor, fresh, precision=wanted
    )


def _teller(quiet: bool) -> Callable[[str], None] | None:
    return None if quiet else tell


def _app_command(options: Sequence[str]) -> list[str]:
    """How Streamlit is started: seen from this machine only, unless the user says otherwise."""
    here = Path(__file__).parent
    # A checkout has app.py beside src; an installed package has its navigation.
    homes = (here.parents[1] / "app.py", here / "ui" / "navigation.py")
    page = next(home for home in homes if home.is_file())
    said = {option.partition("=")[0] for option in options}
    ours = [
        f"--{name}={value}"
        for name, (variable, value) in _APP_SETTINGS.items()
        if f"--{name}" not in said and variable not in os.environ
    ]
    return [sys.executable, "-m", "ccsim.ui.serve", "run", str(page), *ours, *options]


def _verdict(result: Any) -> dict[str, Any]:
    return {
        "file": str(result.path),
        "right": result.ok,
        "faults": [vars(fault) for fault in result.faults],
        "notices": list(result.notices),
    }


def _end(runs: "Sequence[RunResult]", quiet: bool) -> None:
    """Say what a user has to know of how it went."""
    notices = {notice: None for run in runs if run.source for notice in run.source.notices}
    if not quiet:
        for notice in notices:
            tell(notice)
        if any(run.kept for run in runs):
            kept = " and ".join(str(run.kept) for run in runs)
            tell(f"Kept before, not played: {kept} replications (--fresh plays all)")
    if any(run.stopped for run in runs):
        done = runs[0].replications
        tell(f"Stopped: the numbers rest on the {done} replications that were done")
        raise typer.Exit(INTERRUPTED)
