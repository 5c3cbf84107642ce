"""The word of a theory that knows a scenario exactly, beside those of Erlang's theories."""

import math
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
_AS_GOOD_AS_EQUAL: Final = 1e-6
"""The rates that two theories are asked with may differ in their last digits."""


def show_closer(console: Console, queue: str, others: Sequence[Reading], closer: Reading) -> None:
    """The closer theory's numbers, or that one of the others is exact."""
    left_out = closer.leaves_out or "nothing of this scenario."
    told = any(says_the_same(one, closer) for one in others)
    if closer.theory is None:
        said = f"{closer.name} is the theory of {queue}" if told else f"{queue}: {closer.name}"
        console.print(f"{said}. {closer.leaves_out}")
        return
    if told:
        console.print(f"{closer.name} is the theory of {queue}. It leaves out: {left_out}")
        return
    heading = f"{queue}, closer theory: {closer.name}"
    table = new_table(heading, "Metric", closer.name)
    for name, unit in SHOWN.items():
        value = getattr(closer.theory, name)
        if value is not None:
            table.add_row(f"{title(name)} ({name})", written(value, unit))
    console.print(table)
    console.print(f"It leaves out: {left_out}")


def says_the_same(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one theory, asked the same: not of one queue and of several."""
    if one.name != other.name:
        return False
    if one.theory is None or other.theory is None:
        return one.theory is other.theory
    waits = [theory.mean_wait_s or 0.0 for theory in (one.theory, other.theory)]
    return math.isclose(*waits, rel_tol=_AS_GOOD_AS_EQUAL)


def what_erlang_misses(baseline: Baseline) -> str:
    """What comes before the list of all that Erlang's theories leave out."""
    known = [queue.queue for queue in baseline.queues if queue.closer is not None]
    if not known:
        return "What none of these theories knows of this scenario:"
    where = "" if len(known) == len(baseline.queues) else f" for {listed(known)}"
    return f"What Erlang's theories know nothing of, and the closer theory knows{where}:"
