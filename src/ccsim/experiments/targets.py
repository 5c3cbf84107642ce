"""What service must reach: `service_level>=0.8`, of each queue or of one of them."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ccsim.errors import UsageError
from ccsim.metrics.catalogue import CATALOGUE, Metric
from ccsim.metrics.service_level import RULES
from ccsim.metrics.window import Floats
from ccsim.spec.scenario import Scenario

Sign = Literal[">=", "<="]
_WRITTEN: Final = re.compile(
    r"\s*(\w+)\s*(?:\[\s*queue\s*=\s*([^\]]+?)\s*\])?\s*([<>]=?|=+)\s*(.+?)\s*"
)
AIMS: Final[dict[str, Sign]] = {
    "service_level": ">=",
    **{f"service_level_{rule}": ">=" for rule in RULES},
    "abandon_rate": "<=",
    "delayed_rate": "<=",
    "mean_wait_s": "<=",
    "asa_s": "<=",
    "occupancy": "<=",
}
"""The metrics that the number of agents decides, interval by interval, and how they are bound."""
_SLACK_OF_SHARES: Final = 0.03
_SLACK_OF_TIMES: Final = 0.10


@dataclass(frozen=True)
class Target:
    """A bound on a metric, for each queue of calls or for one of them."""

    text: str
    """As the user wrote it."""
    metric: Metric
    sign: Sign
    value: float
    queue: str | None = None
    """The one queue that it is about; None: each queue of calls that agents in question answer."""

    @property
    def of_team(self) -> bool:
        """Whether it is about agents and not about callers."""
        return self.metric.name == "occupancy"

    @property
    def slack(self) -> float:
        """How far a single interval may fall short: 0.03 of a share, a tenth of a time."""
        return _SLACK_OF_SHARES if self.metric.unit == "share" else _SLACK_OF_TIMES * self.value

    @property
    def direction(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.sign == ">=" else -1

    def fraction(self, table: dict[str, Floats]) -> tuple[Floats, Floats]:
        """Numerator and denominator, of which sums may be taken."""
        assert self.metric.formula.fraction is not None
        above, below = self.metric.formula.fraction(table)
        return np.asarray(above), np.asarray(below)


def parse_targets(texts: Sequence[str], scenario: Scenario) -> list[Target]:
    """What a user asks for.

    Raises:
        UsageError: a target that cannot be read, or cannot be aimed at; the message says why.
    """
    if not texts:
        raise UsageError("there is no target: give one, such as --target 'service_level>=0.8'")
    targets = [_parse(text, scenario) for text in texts]
    for target in targets:
        same = [one for one in targets if (one.metric, one.queue) == (target.metric, target.queue)]
        if len(same) > 1:
            raise UsageError(
                f"--target {same[1].text!r}: {target.text!r} says it already: give one"
            )
    return targets


def _parse(text: str, scenario: Scenario) -> Target:
    match = _WRITTEN.fullmatch(text)
    if match is None or match[3] not in (">=", "<="):
        raise UsageError(
            f"--target {text!r} cannot be read: write METRIC>=VALUE or METRIC<=VALUE, such as "
            "'service_level>=0.8', or 'service_level[queue=NAME]>=0.9' for one queue"
        )
    name, queue, sign, written = match.groups()
    metric = _metric(text, name)
    right = AIMS[name]
    if sign != right:
        raise UsageError(
            f"--target {text!r}: agents are there to make {name} "
            f"{'higher' if right == '>=' else 'lower'}: write {name}{right}{written}"
        )
    if queue is not None:
        _check_queue(text, queue, scenario, metric)
    return Target(text, metric, right, _value(text, written, metric), queue)


def _metric(text: str, name: str) -> Metric:
    if name in AIMS:
        return CATALOGUE[name]
    if name in CATALOGUE:
        raise UsageError(
            f"--target {text!r}: {name} does not follow from the number of agents, interval by "
            f"interval; what does: {', '.join(AIMS)}"
        )
    near = difflib.get_close_matches(name, AIMS, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(AIMS)}"
    raise UsageError(f"--target {text!r}: there is no metric {name!r}: {hint}")


def _check_queue(text: str, queue: str, scenario: Scenario, metric: Metric) -> None:
    if metric.name == "occupancy":
        raise UsageError(f"--target {text!r}: occupancy is of agents, not of a queue: leave it out")
    if queue not in scenario.queues:
        near = difflib.get_close_matches(queue, scenario.queues, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(scenario.queues)}"
        raise UsageError(f"--target {text!r}: there is no queue {queue!r}: {hint}")


def _value(text: str, written: str, metric: Metric) -> float:
    try:
        value = float(written)
    except ValueError:
        raise UsageError(
            f"--target {text!r}: {written!r} is not a number: write a share as 0.8 and a time in "
            "seconds, without its unit"
        ) from None
    if metric.unit == "share" and not 0 <= value <= 1:
        raise UsageError(f"--target {text!r}: {metric.name} is a share: it lies from 0 to 1")
    if not (np.isfinite(value) and value >= 0):
        raise UsageError(f"--target {text!r}: the value must be a number that is not negative")
    return value
