"""Metrics as a user names them: `true_fcr`, or `mean_wait_s[queue=front]` for one slice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ccsim.errors import UsageError
from ccsim.metrics.catalogue import CATALOGUE, Metric
from ccsim.metrics.totals import metric_key
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario

_WRITTEN: Final = re.compile(r"\s*(\w+)\s*(?:\[\s*(\w+)\s*=\s*([^\]]+?)\s*\])?\s*")
_NOUNS: Final = {"queue": "queues", "team": "teams", "segment": "customers", "kind": "needs"}
"""The axes that are named by entries of a scenario, and where those stand."""


@dataclass(frozen=True)
class MetricKey:
    """A metric of the whole run, or of one slice."""

    metric: Metric
    slice: str = ""

    @property
    def key(self) -> str:
        """Its name in results."""
        return metric_key(self.metric.name, self.slice)


def parse_metric(text: str, scenarios: Sequence[Scenario], option: str = "--metric") -> MetricKey:
    """The metric that a user means, which all the scenarios have.

    Args:
        text: a name of the catalogue, or ``NAME[queue=care]`` for one slice.
        scenarios: those that are asked about.
        option: where the user wrote it.

    Raises:
        UsageError: there is no such metric or slice, or it is not counted on the same terms in
            two runs; the message says what would be right.
    """
    said = f"{option} {text!r}"
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{said} cannot be read: write a name such as true_fcr, or "
            "mean_wait_s[queue=NAME] for one slice"
        )
    name, axis, label = match.groups()
    metric = CATALOGUE.get(name)
    if metric is None:
        raise UsageError(f"{said}: there is no such metric{suggestion(name, CATALOGUE)}")
    if not metric.comparable:
        raise UsageError(f"{said}: two runs do not count it on the same terms: take another metric")
    return MetricKey(metric, _slice(said, metric, axis, label, scenarios))


def _slice(
    said: str, metric: Metric, axis: str | None, label: str | None, scenarios: Sequence[Scenario]
) -> str:
    axes = [one for one in metric.slices if one in _NOUNS]
    if axis is None or label is None:
        if "" not in metric.slices:
            words = f"write {metric.name}[{axes[0]}=NAME]" if axes else "take another metric"
            raise UsageError(f"{said}: it is not known of the whole: {words}")
        return ""
    if axis not in axes:
        known = f"by {', '.join(axes)}" if axes else "of the whole only"
        raise UsageError(f"{said}: {metric.name} is asked for {known}")
    for scenario in scenarios:
        names = getattr(scenario, _NOUNS[axis])
        if label not in names:
            raise UsageError(
                f"{said}: {scenario.name or 'the scenario'} has no {axis} "
                f"{label!r}{suggestion(label, names)}"
            )
    return f"{axis}={label}"
