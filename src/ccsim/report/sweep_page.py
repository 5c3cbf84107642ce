"""A sweep as one HTML page: curves or heat maps, the efficient frontier, and all the numbers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.sweep_result import Sweep
from ccsim.figures.frontier import frontier_figure
from ccsim.figures.sweep import sweep_figure
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.totals import split_key
from ccsim.report import sweep_words as words
from ccsim.report.facts import help_of
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture
from ccsim.report.words import estimate_text, title, version_text


def write_sweep(sweep: Sweep, path: Path | str) -> None:
    """Write a sweep as one HTML page; an old page stays until the new one is whole.

    Args:
        sweep: what `sweep` gave.
        path: the file to write.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(sweep_page(sweep), Path(path))


def sweep_page(sweep: Sweep) -> str:
    """The HTML text of the page."""
    return own_page(
        "sweep.html.j2",
        list(_pictures(sweep)),
        heading=words.heading(sweep),
        conclusion=list(words.frontier_sentences(sweep)),
        reference=words.reference_text(sweep),
        luck=words.luck_text(sweep),
        notes=list(words.told(sweep)),
        facts=_facts(sweep),
        tables=[[_metric(sweep, key) for key in keys] for keys in words.side_by_side(sweep)],
        rows=_rows(sweep),
        frontier=_frontier(sweep),
        command=words.repeat_command(sweep),
        sweep=sweep,
        version=version_text(),
        results_version=RESULTS_VERSION,
    )


def _pictures(sweep: Sweep) -> Iterator[Picture]:
    frame = words.sweep_frame(sweep)
    paths = [one.path for one in sweep.variations]
    if frame["mean"].notna().any():
        yield Picture(
            "sweep",
            "What each point gives, with 95 % intervals"
            " (▲ better, ▼ worse, ○ not established, = the same)",
            lambda dark: sweep_figure(frame, paths, dark=dark),
            broad=True,
        )
    if sweep.frontier is not None:
        points = words.frontier_frame(sweep)
        yield Picture(
            "frontier",
            "The efficient frontier: what no other point beats in both",
            lambda dark: frontier_figure(points, dark=dark),
            broad=True,
        )


def _facts(sweep: Sweep) -> list[dict[str, str]]:
    """What is varied, with the help of the spec."""
    return [
        {
            "path": one.path,
            "help": help_of(one.path),
            "taken": ", ".join(value.label for value in one.values),
        }
        for one in sweep.variations
    ]


def _metric(sweep: Sweep, key: str) -> dict[str, Any]:
    metric = CATALOGUE[split_key(key)[0]]
    return {
        "title": title(key),
        "better": metric.better,
        "definition": metric.definition,
        "cells": words.metric_cells(sweep, key),
    }


def _rows(sweep: Sweep) -> list[dict[str, Any]]:
    """The points as the rows of a table."""
    return [
        {
            "names": [value.label for value in point.values],
            "tag": ("as it is" if point.own else "reference") if number == sweep.reference else "",
        }
        for number, point in enumerate(sweep.points)
    ]


def _frontier(sweep: Sweep) -> dict[str, Any] | None:
    """The points by the two metrics of the frontier."""
    if sweep.frontier is None:
        return None
    metrics = sweep.frontier.metrics
    rows = []
    for place in sweep.frontier.places:
        point = sweep.points[place.point]
        rows.append(
            {
                "name": words.name_of(sweep, point),
                "cells": [estimate_text(point.estimates[key]) for key in metrics],
                "standing": words.standing_of(place),
                "beside": words.beside_text(sweep, place),
            }
        )
    return {"titles": [title(key) for key in metrics], "rows": rows}
