"""How long a question would take on this machine, told before it is asked.

Half a second of playing tells how long a simulated day takes; what is kept already makes it less.
"""

from dataclasses import dataclass
from time import perf_counter
from typing import Final

from ccsim.experiments.explain_question import make_question
from ccsim.experiments.play import Job, play
from ccsim.experiments.replicate import SEED, Source, obtain
from ccsim.experiments.robustness import AS_THEY_STAND
from ccsim.experiments.workers import processors
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint

_LOOK_S: Final = 0.5
_START_S: Final = 6.0
"""What it takes until workers have started, and to sum up."""


@dataclass(frozen=True)
class Effort:
    """How much work a question is."""

    plays: int
    """Replications to be played, of all scenarios together."""
    seconds: float
    """How long that takes on this machine, if it does nothing else meanwhile."""


class _SeenEnoughError(Exception):
    """A replication has been watched for long enough."""


def effort_of_explaining(
    reference: Source, scenario: Source, *, permutations: int, replications: int, seed: int = SEED
) -> Effort:
    """How much it is to share out the difference of two scenarios among their levers.

    Args:
        reference: what would be explained from.
        scenario: what would be explained.
        permutations: how many orders are drawn where there are more than six levers.
        replications: how often each combination is played.
        seed: which orders are drawn.

    Raises:
        UsageError: there is nothing to explain.
    """
    question = make_question(obtain(reference), obtain(scenario))
    _, scheme = question.settle(-(-permutations // 2), seed)
    return _effort(len(scheme.coalitions) * replications, question.scenarios)


def effort_of_doubting(reference: Source, other: Source, *, worlds: int) -> Effort:
    """How much it is to hold two scenarios against each other in so many plausible worlds.

    Args:
        reference: the scenario that the other is compared with.
        other: the scenario in question.
        worlds: how many worlds are drawn.
    """
    scenarios = obtain(reference)[0], obtain(other)[0]
    return _effort(2 * (worlds + AS_THEY_STAND), scenarios)


def seconds_of_a_play(scenario: Scenario) -> float:
    """How long one replication takes, judged by its first days."""
    began: tuple[float, int] | None = None
    whole = 0.0

    def watch(day: int, days: int) -> None:
        nonlocal began, whole
        now = perf_counter()
        if began is None:  # the first day also loads compiled code
            began = (now, day)
            return
        whole = (now - began[0]) / (day - began[1]) * days
        if now - began[0] > _LOOK_S:
            raise _SeenEnoughError

    started = perf_counter()
    try:
        play(Job(scenario, fingerprint(scenario), SEED, 0, "auto"), watch)
    except _SeenEnoughError:
        return whole
    return whole or perf_counter() - started


def _effort(plays: int, scenarios: tuple[Scenario, Scenario]) -> Effort:
    each = sum(map(seconds_of_a_play, scenarios)) / len(scenarios)
    return Effort(plays, _START_S + plays * each / processors())
