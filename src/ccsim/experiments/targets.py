"""What service must reach: `service_level>=0.8`, of each queue or of one of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.metric_keys import MetricKey, parse_metric
from ccsim.metrics.catalogue import CATALOGUE, Metric
from ccsim.metrics.service_level import RULES
from ccsim.metrics.window import Floats
from ccsim.spec.scenario import Scenario

Sign = Literal[">=", "<="]
_WRITTEN: Final = re.compile(r"\s*(\w+\s*(?:\[[^\]]*\])?)\s*([<>]=?|=+)\s*(.+?)\s*")
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
    if match is None or match[2] not in (">=", "<="):
        raise UsageError(
            f"--target {text!r} cannot be read: write METRIC>=VALUE or METRIC<=VALUE, such as "
            "'service_level>=0.8', or 'service_level[queue=NAME]>=0.9' for one queue"
        )
    wish, sign, written = match.groups()
    found = _metric(text, wish, scenario)
    name = found.metric.name
    right = AIMS[name]
    if sign != right:
        raise UsageError(
            f"--target {text!r}: agents are there to make {name} "
            f"{'higher' if right == '>=' else 'lower'}: write {found.key}{right}{written}"
        )
    queue = found.slice.partition("=")[2] or None
    return Target(text, found.metric, right, _value(text, written, found.metric), queue)


def _metric(text: str, wish: str, scenario: Scenario) -> MetricKey:
    """What is aimed at: of all queues, or of one."""
    said = f"--target {text!r}"
    name = wish.partition("[")[0].strip()
    if name == "occupancy" and "[" in wish:
        raise UsageError(f"{said}: occupancy is of agents, not of a queue: leave it out")
    if name in CATALOGUE and name not in AIMS:
        raise UsageError(
            f"{said}: {name} does not follow from the number of agents, interval by interval; "
            f"what does: {', '.join(AIMS)}"
        )
    return parse_metric(wish, [scenario], said=said, among=AIMS, axes=("queue",))


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
