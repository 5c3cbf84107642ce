"""Metrics as a user names them: `true_fcr`, or `mean_wait_s[queue=front]` for one slice."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from ccsim.errors import UsageError
from ccsim.metrics.catalogue import CATALOGUE, Metric
from ccsim.metrics.totals import metric_key
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario

_WRITTEN: Final = re.compile(r"\s*(\w+)\s*(?:\[([^\]=]+=[^\]]+)\])?\s*")
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

    @property
    def axis(self) -> str:
        """By what it is sliced: `queue` of `queue=gold`; empty for the whole run."""
        return ",".join(part.partition("=")[0] for part in self.slice.split(","))


def parse_metric(
    text: str,
    scenarios: Sequence[Scenario] = (),
    *,
    said: str = "",
    among: Collection[str] = tuple(CATALOGUE),
    axes: Collection[str] | None = tuple(_NOUNS),
) -> MetricKey:
    """The metric that a user means, which all the scenarios have.

    Args:
        text: a name of the catalogue, or ``NAME[queue=care]`` for one slice.
        scenarios: those that are asked about, if they are known already.
        said: where the user wrote it, as messages name it; ``--metric`` if nothing is said.
        among: the names that make sense there: those that a hint may lead to.
        axes: by which it may be sliced; None for all that the catalogue has.

    Raises:
        UsageError: there is no such metric or slice; the message says what would be right.
    """
    said = said or f"--metric {text!r}"
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{said} cannot be read: write a name such as true_fcr, or "
            "mean_wait_s[queue=NAME] for one slice"
        )
    name, slice_ = match.groups()
    if name not in CATALOGUE:
        raise UsageError(f"{said}: there is no such metric{suggestion(name, among)}")
    metric = CATALOGUE[name]
    parts = [part.partition("=")[::2] for part in slice_.split(",")] if slice_ else []
    labels = [(axis.strip(), label.strip()) for axis, label in parts]
    found = MetricKey(metric, ",".join(f"{axis}={label}" for axis, label in labels))
    _check_axes(said, found, axes)
    for axis, label in labels:
        _check_label(said, axis, label, scenarios)
    return found


def parse_comparable(
    text: str, scenarios: Sequence[Scenario], option: str = "--metric"
) -> MetricKey:
    """A metric by which runs are compared.

    Raises:
        UsageError: there is no such metric or slice, or two runs do not count it on the same terms.
    """
    comparable = [name for name, metric in CATALOGUE.items() if metric.comparable]
    said = f"{option} {text!r}"
    found = parse_metric(text, scenarios, said=said, among=comparable)
    if found.metric.name not in comparable:
        raise UsageError(f"{said}: two runs do not count it on the same terms: take another metric")
    return found


def _check_axes(said: str, found: MetricKey, axes: Collection[str] | None) -> None:
    """Refuse a slice that the metric is not reported by, or none where it takes one."""
    metric, axis = found.metric, found.axis
    known = [one for one in metric.slices if one and (axes is None or one in axes)]
    if axis and axis not in known:
        by = f"by {', '.join(known)}" if known else "of the whole only"
        raise UsageError(f"{said}: {metric.name} is asked for {by}")
    if not axis and "" not in metric.slices:
        words = f"write {metric.name}[{known[0]}=NAME]" if known else "take another metric"
        raise UsageError(f"{said}: it is not known of the whole: {words}")


def _check_label(said: str, axis: str, label: str, scenarios: Sequence[Scenario]) -> None:
    """Refuse an entry that a scenario does not have."""
    for scenario in scenarios:
        names = getattr(scenario, _NOUNS[axis])
        if label not in names:
            raise UsageError(
                f"{said}: {scenario.name or 'the scenario'} has no {axis} "
                f"{label!r}{suggestion(label, names)}"
            )
