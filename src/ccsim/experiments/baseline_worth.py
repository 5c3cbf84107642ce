"""What a theory's omissions are worth in a scenario: simulated with each of them taken away."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ccsim.errors import UsageError
from ccsim.experiments.left_out import LeftOut, without_all
from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.experiments.points import play_points
from ccsim.experiments.replicate import Progress, Settings
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Estimate, estimate, fractions
from ccsim.metrics.totals import Totals
from ccsim.plan.plan import make_plan
from ccsim.spec.calendar import Calendar
from ccsim.spec.scenario import Scenario

METRICS: Final = ("mean_wait_s", "abandon_rate", "service_level")
_MEASURED_DAYS: Final = 14
_WARM_UP_DAYS: Final = 7
"""No more than so many are simulated of each: theory knows one typical week."""
_WANTED_CALLS: Final = 60_000
"""Replications are added until so many calls are measured: differences of theory are small."""
_LEAST, _MOST = 6, 40
"""Replications."""


@dataclass(frozen=True)
class Omission:
    """Something that theory leaves out, and what it does to the metrics of a queue."""

    name: str
    worth: Mapping[str, PairedDifference]
    """By metric: the scenario less the same without it, with common luck."""


@dataclass(frozen=True)
class QueueWorth:
    """A queue as theory has it, as it is simulated, and what lies between."""

    queue: str
    theory_name: str
    theory: Mapping[str, float | None]
    """The nearest theory asked interval by interval, averaged over calls."""
    simulated: Mapping[str, Estimate]
    omissions: tuple[Omission, ...]
    bare: Mapping[str, Estimate]
    """Simulated without all that can be taken away."""


@dataclass(frozen=True)
class Worth:
    """What all omissions are worth, queue by queue."""

    queues: tuple[QueueWorth, ...]
    not_alone: tuple[str, ...]
    """Omissions that no lever takes away alone."""
    days: int
    """Measured days of each replication."""
    replications: int
    seed: int
    stopped: bool

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on."""
        return {
            "days": self.days,
            "replications": self.replications,
            "seed": self.seed,
            "not_taken_away": list(self.not_alone),
            "queues": [_queue_json(one) for one in self.queues],
        }


def worth_of(
    facts: Scenario,
    theory: Mapping[str, tuple[str, Mapping[str, float | None]]],
    omissions: Sequence[LeftOut],
    settings: Settings,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Worth:
    """Simulate a scenario as it is, without each omission, and without all of them.

    Args:
        facts: the scenario.
        theory: by queue, the nearest theory's name, and what it says of the metrics.
        omissions: what it leaves out.
        settings: how often each is repeated, with which luck, and who plays.
        progress: told how many replications are done.
        tell: told how long it is going to take.
    """
    facts = short_of(facts)
    variants = {one.name: one.neutral(facts) for one in omissions if one.neutral is not None}
    variants = {name: one for name, one in variants.items() if _can_be(one)}
    taken = [one for one in omissions if one.name in variants]
    bare = without_all(facts, taken)
    found = play_points([facts, bare, *variants.values()], settings, progress=progress, tell=tell)
    base, without, *rest = found.totals
    if base is None or without is None:
        raise KeyboardInterrupt
    played = {name: one for name, one in zip(variants, rest, strict=True) if one is not None}
    return Worth(
        queues=tuple(_of_queue(queue, *theory[queue], base, without, played) for queue in theory),
        not_alone=tuple(one.name for one in omissions if one.name not in variants),
        days=facts.calendar.total_days - facts.calendar.warm_up_total_days,
        replications=settings.replications,
        seed=settings.seed,
        stopped=found.stopped,
    )


def short_of(facts: Scenario) -> Scenario:
    """The scenario over a week of warm-up and two that are measured, if its own run is longer."""
    calendar = facts.calendar
    warm_up = min(calendar.warm_up_total_days, _WARM_UP_DAYS)
    measured = min(calendar.total_days - calendar.warm_up_total_days, _MEASURED_DAYS)
    short = calendar.model_dump() | {
        "weeks": 0, "days": warm_up + measured, "warm_up_weeks": 0, "warm_up_days": warm_up,
    }  # fmt: skip
    return facts.model_copy(update={"calendar": Calendar.model_validate(short)})


def replications_for(calls_a_day: float, days: int) -> int:
    """Enough of them for some calls, so that a quick answer is quick for large and small."""
    wanted = math.ceil(_WANTED_CALLS / max(calls_a_day * min(days, _MEASURED_DAYS), 1.0))
    return min(max(wanted, _LEAST), _MOST)


def _can_be(scenario: Scenario) -> bool:
    """Whether the rest of a scenario can do without something."""
    try:
        make_plan(scenario)
    except (UsageError, ValueError):
        return False
    return True


def _of_queue(
    queue: str,
    theory_name: str,
    theory: Mapping[str, float | None],
    base: Sequence[Totals],
    bare: Sequence[Totals],
    played: Mapping[str, Sequence[Totals]],
) -> QueueWorth:
    slice_ = f"queue={queue}"
    return QueueWorth(
        queue=queue,
        theory_name=theory_name,
        theory=theory,
        simulated=_estimates(base, slice_),
        omissions=tuple(
            Omission(name, {metric: _apart(totals, base, metric, slice_) for metric in METRICS})
            for name, totals in played.items()
        ),
        bare=_estimates(bare, slice_),
    )


def _apart(
    without: Sequence[Totals], base: Sequence[Totals], metric: str, slice_: str
) -> PairedDifference:
    return paired_difference(fractions(without, metric, slice_), fractions(base, metric, slice_))


def _estimates(totals: Sequence[Totals], slice_: str) -> dict[str, Estimate]:
    found = estimate(totals)
    nothing = Estimate(None, None, None, 0, "")
    return {
        metric: found.get(f"{metric}[{slice_}]", replace(nothing, unit=CATALOGUE[metric].unit))
        for metric in METRICS
    }


def _queue_json(one: QueueWorth) -> dict[str, Any]:
    return {
        "queue": one.queue,
        "theory": {"name": one.theory_name, **one.theory},
        "simulated": {name: each.to_json() for name, each in one.simulated.items()},
        "without_all": {name: each.to_json() for name, each in one.bare.items()},
        "worth": {
            each.name: {
                metric: {"mean": apart.mean, "low": apart.low, "high": apart.high, "n": apart.n}
                for metric, apart in each.worth.items()
            }
            for each in one.omissions
        },
    }
