"""The word of a theory that knows a scenario exactly, beside those of Erlang's theories."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from ccsim.analytic.nearest import Reading
from ccsim.experiments.baseline import Baseline
from ccsim.figures.numbers import written
from ccsim.report.console import new_table
from ccsim.report.words import listed, title

SHOWN: Final = {
    "service_level": "share",
    "delayed_rate": "share",
    "abandon_rate": "share",
    "blocked_rate": "share",
    "mean_wait_s": "s",
    "asa_s": "s",
    "occupancy": "share",
    "mean_queue": "callers",
}
"""What is shown of a theory's word, with its unit."""


def show_closer(console: Console, queue: str, others: Sequence[Reading], closer: Reading) -> None:
    """The closer theory's numbers, or that one of the others is exact."""
    left_out = closer.leaves_out or "nothing of this scenario."
    if closer.name in {one.name for one in others}:
        console.print(f"{closer.name} is the theory of {queue}. It leaves out: {left_out}")
        return
    if closer.theory is None:
        console.print(f"Closer theory for {queue}: {closer.name}. {closer.leaves_out}")
        return
    heading = f"{queue}, closer theory: {closer.name}"
    table = new_table(heading, "Metric", closer.name)
    for name, unit in SHOWN.items():
        value = getattr(closer.theory, name)
        if value is not None:
            table.add_row(f"{title(name)} ({name})", written(value, unit))
    console.print(table)
    console.print(f"It leaves out: {left_out}")


def what_erlang_misses(baseline: Baseline) -> str:
    """What comes before the list of all that Erlang's theories leave out."""
    known = [queue.queue for queue in baseline.queues if queue.closer is not None]
    if not known:
        return "What none of these theories knows of this scenario:"
    where = "" if len(known) == len(baseline.queues) else f" for {listed(known)}"
    return f"What Erlang's theories know nothing of, and the closer theory knows{where}:"
