"""What a calibrated scenario says that its records do not tell: each value, and whose it is."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ccsim.experiments.calibration.assumed import PATIENCE_SHAPE, TALK_SIGMA
from ccsim.experiments.calibration.centre import Centre, QueueFacts

THRESHOLD: Final = "20s"
"""Assumption: the wait within which a call counts as served in time, as in 80 % within 20 s."""


class Assumption(NamedTuple):
    """One value that was not estimated."""

    path: str
    """Where it stands in the scenario."""
    value: str
    """As the scenario has it, with its range if there is one; `none` where it has nothing there."""
    why: str
    """Where it is from, and what the records lack."""


def assumptions(centre: Centre) -> list[Assumption]:
    """What was assumed, in the order of the file."""
    found = [
        Assumption(one.path, f"{one.text(one.value)} ({one.ends})", one.method)
        for one in centre.estimates
        if one.assumed and one.ranged
    ]
    for queue in centre.queues:
        found += _of_queue(centre, queue)
    found += _of_calling_again(centre)
    found += [
        Assumption(one.ready.path, "by interval", one.ready.method)
        for one in centre.teams
        if one.ready.assumed
    ]
    why = "assumption, of 80 % within 20 s: no record tells the centre's own target"
    return [*found, Assumption("measures.service_level_threshold", THRESHOLD, why)]


def _of_queue(centre: Centre, queue: QueueFacts) -> Iterator[Assumption]:
    """The shapes of the literature, and what a queue has not."""
    calls, path = centre.calls, f"queues.{centre.calls.names[queue.name]}"
    if calls.counted:
        why = "E-PAT-01: counts tell no spread"
        yield Assumption(f"{path}.patience.weibull.shape", f"{PATIENCE_SHAPE:g}", why)
    elif "patience" not in queue.facts:
        yield Assumption(f"{path}.patience", "none", "endless: nobody abandoned")
    if not calls.timed:
        why = "E-AHT-01: no single talk is told"
        yield Assumption(f"{path}.talk.lognormal.sigma", f"{TALK_SIGMA:g}", why)
    if "wrap_up" not in queue.facts:
        why = "no after-call work is told: what there is counts as talk"
        yield Assumption(f"{path}.wrap_up", "none", why)


def _of_calling_again(centre: Centre) -> Iterator[Assumption]:
    """Nobody calls again where the records do not tell who does: repeats are among the calls."""
    for name in centre.habits_unknown:
        known = "no callers" if centre.calls.counted else "too few callers"
        why = f"{known} are known: repeats are among the calls"
        yield Assumption(f"queues.*.forecast.{name}", "none", why)
    if "redials" in centre.habits:
        why = "who would call again after closing was not counted"
        yield Assumption("queues.*.forecast.after_closing", "lost", why)
