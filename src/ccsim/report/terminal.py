"""Answers as tables and sentences for a terminal; every number with its interval and count."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from ccsim.analytic.nearest import COMMON
from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.experiments.selection import Selection
from ccsim.figures.numbers import NOT_KNOWN, digits, written
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.estimates import Estimate
from ccsim.report.closer import SHOWN, show_closer, what_erlang_misses
from ccsim.report.console import new_console, new_table, say
from ccsim.report.keeping_up import keeping_up_sentences
from ccsim.report.precision import precision_sentences
from ccsim.report.selection import selection_columns, selection_rows, selection_sentence
from ccsim.report.tables import churn_rows, estimates_row
from ccsim.report.words import (
    SIGNS,
    conclusion,
    difference_text,
    estimate_text,
    headline_metrics,
    length_text,
    luck_sentence,
    needed_text,
    repeat_command,
    title,
)
from ccsim.report.worth import worth_sentences
from ccsim.store.scenarios import Found
from ccsim.units import SECOND, format_duration

if TYPE_CHECKING:
    from ccsim.experiments.baseline import Baseline, QueueBaseline
    from ccsim.experiments.journey import Journey

_FIRST: Final = ("solution_center", "pit_stop")
"""What somebody new compares the first scenario with."""


def show_run(run: RunResult, folder: Path | None) -> None:
    """A run: what it says in a sentence, its numbers, where it is kept, how to repeat it."""
    console = new_console()
    console.print(run.label, style="bold")
    if run.scenario.why:
        console.print(run.scenario.why)
    console.print(f"{length_text(run)}; {_times(run.replications)}, seed {run.seed}.")
    for sentence in (*precision_sentences([run]), *keeping_up_sentences([run])):
        console.print(sentence)
    console.print(conclusion(run) + "\n")
    headline = [name for name in headline_metrics() if name in run.estimates]
    console.print(_estimates(run, headline, "Headline metrics"))
    console.print()
    console.print(_scorecard([run]))
    console.print()
    if churn := _churn([run]):
        console.print(churn)
        console.print()
    others = [
        name
        for name in CATALOGUE
        if name not in headline and name in run.estimates and run.estimates[name].mean is not None
    ]
    console.print(_estimates(run, others, "All other metrics of the whole run"))
    slices = len(run.estimates) - len(headline) - len(others)
    console.print(
        f"{slices} more numbers, by queue, team, segment, day, week and interval: --json."
    )
    _say_where([run], [folder] if folder else [], console)
    say(console, "To repeat it", repeat_command(run))


def show_comparison(comparison: Comparison, folders: Sequence[Path]) -> None:
    """A comparison: each scenario beside the reference, and the verdict in sentences."""
    console = new_console()
    reference = comparison.reference
    console.print(f"Reference: {reference.label}", style="bold")
    console.print(
        f"{length_text(reference)}; {_times(reference.replications)}, seed {reference.seed}.\n"
    )
    for other in comparison.runs[1:]:
        console.print(_beside(comparison, other))
        console.print()
    console.print(_scorecard(comparison.runs))
    console.print()
    if churn := _churn(comparison.runs):
        console.print(churn)
        console.print()
    console.print(conclusion(comparison) + "\n")
    for sentence in worth_sentences(comparison):
        console.print(sentence + "\n")
    if comparison.selection is not None:
        console.print(_selection(comparison.selection))
        console.print(selection_sentence(comparison.selection) + "\n")
    console.print(luck_sentence(comparison))
    for note in (
        *comparison.notes,
        *precision_sentences(comparison.runs),
        *keeping_up_sentences(comparison.runs),
    ):
        console.print(note)
    _say_where(comparison.runs, folders, console)
    say(console, "To repeat it", repeat_command(comparison))


def show_baseline(baseline: "Baseline") -> None:
    """What theory says of each queue, and what it leaves out."""
    console = new_console()
    console.print(f"{baseline.scenario}: what queueing theory says", style="bold")
    for queue in baseline.queues:
        console.print(_theories(queue))
        if queue.closer is not None:
            show_closer(console, queue.queue, queue.readings, queue.closer)
        console.print()
    for line in _taken_for_granted(baseline.queues):
        console.print(line)
    console.print()
    for name in baseline.quiet:
        if name in baseline.passed_on:
            show_closer(console, name, (), baseline.passed_on[name])
            continue
        console.print(f"Nobody's first call goes to {name}: theory has nothing to say of it.")
    if baseline.leaves_out:
        console.print(what_erlang_misses(baseline))
        for sentence in baseline.leaves_out:
            console.print(f"- {sentence}")


def _taken_for_granted(queues: "Sequence[QueueBaseline]") -> Iterator[str]:
    """What each theory supposes, once for all queues; then what all of them do."""
    supposed: dict[str, list[str]] = {}
    for queue in queues:
        for reading in queue.readings:
            words = reading.leaves_out.removesuffix(COMMON).strip()
            supposed.setdefault(f"{reading.name}: {words}", []).append(queue.queue)
    for line, names in supposed.items():
        here = f" ({', '.join(names)})" if len(names) < len(queues) else ""
        yield f"- {line.removesuffix('.')}{here}."
    if supposed:
        yield f"- {COMMON.replace('It knows', 'All of them know', 1)}"


def show_journeys(journeys: "Sequence[Journey]") -> None:
    """The stories of single cases."""
    console = new_console()
    if not journeys:
        console.print("There was no such case in this replication.")
    for journey in journeys:
        for line in journey.lines():
            console.print(line, soft_wrap=True)
        console.print()


def show_scenarios(found: Iterable[Found]) -> None:
    """The scenarios at hand, and what may be tried with them."""
    console = new_console()
    console.print("ccsim: what does an operating model do to the people who call?\n", style="bold")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("Scenario", "Name", "What it is there to show"):
        table.add_column(heading, overflow="fold")
    files = list(found)
    for one in files:
        table.add_row(str(one.path), one.name, one.why)
    if files:
        console.print(table)
        console.print("\nTry:")
        console.print(f"  ccsim run {files[0].path}", soft_wrap=True)
        others = [str(one.path) for one in files if one.base == files[0].path]
        if others:
            tried = [one for one in others if Path(one).stem in _FIRST] or others[:1]
            console.print(f"  ccsim compare {files[0].path} {' '.join(tried)}", soft_wrap=True)
    else:
        console.print(
            "There is no scenario in ./scenarios; ccsim check FILE says if yours is right."
        )
    console.print("  ccsim app        the same in the browser")
    console.print("  ccsim --help     all there is to ask")


def _estimates(run: RunResult, names: Sequence[str], heading: str) -> Table:
    """Metrics of one run."""
    table = new_table(heading, "Metric", "Name", "Mean", "95 % interval and count")
    for name in names:
        table.add_row(title(name), name, *estimate_text(run.estimates[name]))
    return table


def _scorecard(runs: Sequence[RunResult]) -> Table:
    """The four quadrants of each run."""
    table = new_table("Balanced scorecard", "Quadrant", "Metric", *(run.label for run in runs))
    for quadrant, names in SCORECARD.items():
        shown = [name for name in names if any(name in run.estimates for run in runs)]
        for place, name in enumerate(shown):
            cells = ["\n".join(cell) for cell in estimates_row(name, runs)]
            table.add_row("" if place else quadrant.capitalize(), title(name), *cells)
    return table


def _churn(runs: Sequence[RunResult]) -> Table | None:
    """Who leaves, by the history of contacts; None where there are no customers."""
    rows = churn_rows(runs)
    if not rows:
        return None
    heading = "Customers who left, by their history"
    table = new_table(heading, "History", *(run.label for run in runs))
    for history, cells in rows:
        table.add_row(history, *("\n".join(cell) for cell in cells))
    return table


def _beside(comparison: Comparison, other: RunResult) -> Table:
    """The headline metrics of one scenario beside those of the reference."""
    reference = comparison.reference
    heading = f"{other.label} against {reference.label}"
    table = new_table(
        heading, "Metric", reference.label, other.label, "Difference", "Verdict", "Luck"
    )
    table.caption = (
        "Means with 95 % intervals. Verdicts hold for all headline metrics together (Holm). "
        "Luck: variance with separate luck, as a multiple. "
        "Replications that would be needed: with them a difference as large as this one is "
        "established in four of five tries."
    )
    for one in comparison.of(other.label):
        if one.headline and one.mean is not None:
            table.add_row(
                f"{title(one.metric)}\n{one.metric}",
                _stacked(reference.estimates.get(one.metric)),
                _stacked(other.estimates.get(one.metric)),
                "\n".join(difference_text(one)),
                "\n".join(filter(None, [f"{SIGNS[one.verdict]} {one.verdict}", needed_text(one)])),
                _luck(one),
            )
    return table


def _selection(selection: Selection) -> Table:
    """The scenarios that might have been the best, each with its own replications."""
    heading = f"The best by {title(selection.metric)} ({selection.metric})"
    table = new_table(heading, *selection_columns(selection))
    for row in selection_rows(selection):
        table.add_row(*row)
    return table


def _theories(queue: "QueueBaseline") -> Table:
    """The theories' words on one queue, side by side."""
    agents = f"{queue.agents:.1f}".removesuffix(".0")
    theory = f" (theory: {round(queue.agents)})" if "." in agents else ""
    agents += f" agent{theory}" if agents == "1" else f" agents{theory}"
    mean = f"({queue.mean_load_erl:.4g} on average over open hours) "
    if queue.busiest == "at all times":
        mean = ""
    patience = "callers never hang up"
    if queue.patience_s is not None:
        patience = f"mean patience {format_duration(queue.patience_s * SECOND)}"
    busiest = queue.busiest if queue.busiest == "at all times" else f"busiest {queue.busiest}"
    heading = (
        f"{queue.queue}, {busiest}: {queue.calls_per_hour:.4g} first calls an hour "
        f"of {format_duration(queue.handle_s * SECOND)} = {queue.load_erl:.4g} erlang "
        f"{mean}for {agents}, {patience}"
    )
    table = new_table(heading, "Metric", *(reading.name for reading in queue.readings))
    for name, unit in SHOWN.items():
        values = [getattr(one.theory, name, None) for one in queue.readings]
        if any(value is not None for value in values):
            label = f"{title(name)} ({name})"
            table.add_row(label, *(written(value, unit) for value in values))
    return table


def _stacked(estimate: Estimate | None) -> str:
    return NOT_KNOWN if estimate is None else "\n".join(estimate_text(estimate))


def _luck(difference: Difference) -> str:
    ratio = difference.variance_ratio
    return NOT_KNOWN if ratio is None else f"× {digits(ratio)}"


def _times(replications: int) -> str:
    return "1 replication" if replications == 1 else f"{replications} replications"


def _say_where(runs: Sequence[RunResult], folders: Sequence[Path], console: Console) -> None:
    for run, folder in zip(runs, folders, strict=False):
        say(console, f"{run.label} is kept in", str(folder))
