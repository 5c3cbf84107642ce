"""The answer to a sweep as tables and sentences for a terminal."""

from pathlib import Path

from rich.table import Table

from ccsim.experiments.sweep_result import Sweep
from ccsim.report.console import new_console, new_table, say
from ccsim.report.sweep_words import (
    beside_text,
    frontier_sentences,
    heading,
    luck_text,
    metric_cells,
    reference_text,
    repeat_command,
    side_by_side,
    standing_of,
    told,
)
from ccsim.report.words import estimate_text, title


def show_sweep(sweep: Sweep, page: Path | None = None) -> None:
    """The metrics at each point, how they differ, the frontier, and how to repeat it."""
    console = new_console()
    console.print(heading(sweep), style="bold")
    console.print(f"{reference_text(sweep)} {luck_text(sweep)}\n")
    for keys in side_by_side(sweep):
        console.print(_metrics_table(sweep, keys))
        console.print()
    if sweep.frontier is not None:
        console.print(_frontier_table(sweep))
        for sentence in frontier_sentences(sweep):
            console.print(sentence)
        console.print()
    for sentence in told(sweep):
        console.print(sentence)
    if page is not None:
        say(console, "The page is", str(page))
    say(console, "To repeat it", repeat_command(sweep))


def _metrics_table(sweep: Sweep, keys: list[str]) -> Table:
    """A row for each point: number, interval with count, and how it differs."""
    paths = [one.path.rpartition(".")[2] for one in sweep.variations]
    table = new_table("What each point gives", *paths, *(f"{title(key)}\n{key}" for key in keys))
    columns = [metric_cells(sweep, key) for key in keys]
    for number, point in enumerate(sweep.points):
        names = [value.label for value in point.values]
        if number == sweep.reference:
            names[0] += "\n(as it is)" if point.own else "\n(reference)"
        cells = ["\n".join(part for part in column[number] if part) for column in columns]
        table.add_row(*names, *cells, end_section=True)
    return table


def _frontier_table(sweep: Sweep) -> Table:
    """The points by the two metrics of the frontier, and how each stands to it."""
    assert sweep.frontier is not None
    metrics = sweep.frontier.metrics
    table = new_table("Efficient frontier", "Point", *map(title, metrics), "Standing")
    for place in sweep.frontier.places:
        point = sweep.points[place.point]
        cells = [" (".join(estimate_text(point.estimates[key])) + ")" for key in metrics]
        table.add_row(point.label, *cells, standing_of(place) + beside_text(sweep, place))
    return table
