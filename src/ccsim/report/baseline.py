"""What theory's omissions are worth in a scenario, as a table and in words."""

import shlex
from collections.abc import Iterator
from typing import Final

from rich.table import Table

from ccsim.analytic.nearest import Reading
from ccsim.experiments.baseline import Baseline
from ccsim.experiments.baseline_worth import METRICS, QueueWorth, Worth
from ccsim.experiments.paired import PairedDifference
from ccsim.figures.numbers import NOT_KNOWN, written
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Estimate
from ccsim.report.console import new_console, new_table, say
from ccsim.report.words import estimate_text, listed, numbers_text, title

_MOST: Final = 3
"""So many omissions are told in words; the table has them all."""


def show_worth(baseline: Baseline, file: str) -> None:
    """Theory, simulation and what lies between, queue by queue; or how that is asked for."""
    console = new_console()
    worth = baseline.worth
    if worth is None:
        if baseline.leaves_out:
            command = shlex.join(["ccsim", "baseline", file, "--simulate"])
            say(console, "\nHow much that is worth here", command)
        return
    console.print()
    closer = {one.queue: one.closer for one in baseline.queues}
    for queue in worth.queues:
        console.print(_table(queue, closer.get(queue.queue)))
        for sentence in sentences(queue):
            console.print(f"- {sentence}")
        console.print()
    for sentence in grounds(worth):
        console.print(sentence)


def sentences(queue: QueueWorth) -> Iterator[str]:
    """Metric by metric: how far theory is off, and which omissions that is due to."""
    for metric in METRICS:
        gap = gap_of(queue.theory[metric], queue.simulated[metric])
        if gap is None:
            continue
        told = _gap_text(queue, metric, gap)
        found = [
            (one.name, one.worth[metric])
            for one in queue.omissions
            if _established(one.worth[metric])
        ]
        found.sort(key=lambda each: -abs(each[1].mean or 0.0))
        parts = [f"{name} {_change(metric, apart)}" for name, apart in found[:_MOST]]
        told += (
            f" Worth most here: {listed(parts)}."
            if parts
            else (" Of none of the omissions is an effect established." if queue.omissions else "")
        )
        yield told


def grounds(worth: Worth) -> Iterator[str]:
    """What the numbers rest on."""
    yield (
        f"Simulated: {worth.days} days, {worth.replications} replications with common luck, seed "
        f"{worth.seed}. Worth: the scenario less the same without that one thing, with its 95 % "
        "interval; such effects overlap and need not add up to the gap. Theory is asked interval "
        "by interval and averaged over calls."
    )
    if worth.not_alone:
        yield f"No lever takes these away alone: {listed(worth.not_alone)}."


def gap_of(theory: float | None, simulated: Estimate) -> PairedDifference | None:
    """Simulated less theory, with the interval of the simulation."""
    if theory is None or simulated.mean is None:
        return None
    low, high = (None if end is None else end - theory for end in (simulated.low, simulated.high))
    return PairedDifference(simulated.mean - theory, low, high, simulated.n, None, None)


def _gap_text(queue: QueueWorth, metric: str, gap: PairedDifference) -> str:
    unit = CATALOGUE[metric].unit
    says = written(queue.theory[metric], unit)
    simulated = written(queue.simulated[metric].mean, unit)
    if not _established(gap):
        return (
            f"{title(metric)}: {queue.theory_name} says {says}, simulated {simulated}; a gap is "
            f"not established ({_change(metric, gap)})."
        )
    return (
        f"{title(metric)}: {queue.theory_name} says {says}, simulated {simulated}: a gap of "
        f"{_change(metric, gap)}."
    )


def _table(queue: QueueWorth, closer: Reading | None) -> Table:
    """Theory, simulation, the gap, and what each omission is worth."""
    heading = f"{queue.queue}: what theory leaves out, and what it is worth over all open hours"
    table = new_table(heading, "", *(title(metric) for metric in METRICS))
    units = [CATALOGUE[metric].unit for metric in METRICS]
    says = [
        written(queue.theory[metric], unit) for metric, unit in zip(METRICS, units, strict=True)
    ]
    table.add_row(f"{queue.theory_name}, interval by interval", *says)
    table.add_row("Simulated", *(_cell(queue.simulated[metric]) for metric in METRICS))
    gaps = [gap_of(queue.theory[metric], queue.simulated[metric]) for metric in METRICS]
    cells = [_worth_cell(metric, gap) for metric, gap in zip(METRICS, gaps, strict=True)]
    table.add_row("Gap: simulated less theory", *cells, end_section=True)
    for row in _closer_rows(queue, closer):
        table.add_row(*row)
    for one in queue.omissions:
        cells = [_worth_cell(metric, one.worth[metric]) for metric in METRICS]
        table.add_row(f"Worth of {one.name}", *cells)
    if queue.omissions:
        cells = [_cell(queue.bare[metric]) for metric in METRICS]
        table.add_section()
        table.add_row("Simulated without all of these", *cells)
    return table


def _closer_rows(queue: QueueWorth, closer: Reading | None) -> Iterator[list[str]]:
    """The word of the theory that knows the scenario, and how far the simulation is from it."""
    if closer is None or closer.theory is None or closer.name == queue.theory_name:
        return
    says = {metric: getattr(closer.theory, metric) for metric in METRICS}
    yield [closer.name, *(written(one, CATALOGUE[metric].unit) for metric, one in says.items())]
    gaps = {metric: gap_of(one, queue.simulated[metric]) for metric, one in says.items()}
    yield ["Gap: simulated less this", *(_worth_cell(*each) for each in gaps.items())]


def _cell(one: Estimate) -> str:
    return NOT_KNOWN if one.mean is None else "\n".join(estimate_text(one))


def _worth_cell(metric: str, one: PairedDifference | None) -> str:
    if one is None or one.mean is None:
        return NOT_KNOWN
    if one.same:
        return "none: identical"
    return _change(metric, one).replace(" (", "\n(").replace(")", f", n = {one.n})")


def _change(metric: str, one: PairedDifference) -> str:
    """A difference with its interval."""
    if one.mean is None:
        return NOT_KNOWN
    return "{} ({})".format(*numbers_text(one, CATALOGUE[metric].unit))


def _established(one: PairedDifference) -> bool:
    return one.low is not None and one.high is not None and not one.low <= 0 <= one.high
