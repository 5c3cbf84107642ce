"""What a back-test finds: each metric by day and by time, its errors, and where they cluster."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ccsim.experiments.paired import holm
from ccsim.experiments.prediction import DailyErrors, Predicted
from ccsim.experiments.replicate import Settings
from ccsim.experiments.unlike_days import Unlike
from ccsim.intake.forecast import Rejected
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import CONFIDENCE
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario

WHOLE: Final = ""
"""The series of all queues together."""


@dataclass(frozen=True)
class Cluster:
    """Days of the week or times of day at which the simulation is off, more than by luck."""

    axis: str
    """`weekday` or `time`."""
    label: str
    """`Mo`, or `10:00 to 12:30`."""
    history: float
    simulated: float
    unit: str


@dataclass(frozen=True)
class MetricCheck:
    """One metric of one queue, or of all of them together."""

    metric: str
    unit: str
    whole: Predicted
    """All days together: one thing."""
    days: Predicted
    """[day of the history]"""
    times: Predicted
    """[time of day]: all days together."""
    week: Predicted
    """[weekday and time of day]"""
    errors: DailyErrors
    clusters: tuple[Cluster, ...]

    @property
    def doubtful(self) -> bool:
        """Whether all days together lie outside, or too few of them inside, taken by itself."""
        return not bool(self.whole.inside[0] or not self.whole.known[0]) or (
            self.errors.chance < 1 - CONFIDENCE
        )

    @property
    def chance(self) -> float:
        """How likely a true model fits as badly, in all or by its days."""
        whole = float(self.whole.chance[0])
        own = [one for one in (whole, self.errors.chance) if not np.isnan(one)]
        return min(1.0, len(own) * min(own)) if own else 1.0


@dataclass(frozen=True)
class Series:
    """All metrics of one queue, or of all of them together."""

    queue: str
    metrics: dict[str, MetricCheck]


@dataclass(frozen=True)
class Backtest:
    """A scenario held against a history."""

    label: str
    scenario: Scenario
    source: Loaded | None
    fingerprint: str
    settings: Settings
    replications: int
    given: tuple[str, ...]
    worlds: int
    """Plausible worlds in which the days were played; 1: the facts as they stand."""
    doubts: tuple[str, ...]
    """The facts that differ between the worlds."""
    days: tuple[dt.date, ...]
    left_out: int
    """Days between the first and the last of which nothing is known."""
    unlike: tuple[Unlike, ...]
    """Days of the history that are unlike others of their weekday: left out."""
    minutes: int
    threshold_s: float
    times: tuple[str, ...]
    """Labels of the times of day that are compared."""
    week: tuple[str, ...]
    """Labels of the intervals of the week that are compared."""
    series: tuple[Series, ...]
    """All queues together first, then each, where there are several."""
    rows: int
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...]

    @property
    def whole(self) -> Series:
        """All queues together."""
        return self.series[0]

    @property
    def differing(self) -> frozenset[str]:
        """The metrics whose difference is established, all of them taken together (Holm)."""
        chances = {name: check.chance for name, check in self.whole.metrics.items()}
        return frozenset(holm(chances))

    @property
    def differing_queues(self) -> frozenset[tuple[str, str]]:
        """Queues and metrics whose difference is established, all of them taken together."""
        return frozenset(
            holm(
                {
                    (one.queue, name): check.chance
                    for one in self.series[1:]
                    for name, check in one.metrics.items()
                }
            )
        )

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        by_queue = self.differing_queues
        return {
            "scenario": self.label,
            "fingerprint": self.fingerprint,
            "seed": self.settings.seed,
            "replications": self.replications,
            "engine": self.settings.player,
            "given": list(self.given),
            "worlds": self.worlds,
            "doubts": list(self.doubts),
            "from": self.days[0].isoformat(),
            "until": self.days[-1].isoformat(),
            "days": len(self.days),
            "days_without_history": self.left_out,
            "days_left_out": [one.to_json() for one in self.unlike],
            "interval_minutes": self.minutes,
            "service_level_threshold_s": self.threshold_s,
            "rows": self.rows,
            "rejected": [{"row": one.row, "why": one.why} for one in self.rejected],
            "notices": list(self.notices),
            **self._numbers(self.whole, self.differing),
            "queues": {
                one.queue: self._numbers(
                    one, {name for queue, name in by_queue if queue == one.queue}
                )
                for one in self.series[1:]
            },
        }

    def _numbers(self, series: Series, differing: Collection[str]) -> dict[str, Any]:
        dates = [day.isoformat() for day in self.days]
        checks = series.metrics
        return {
            "metrics": {
                name: _metric_json(check) | {"differs": name in differing}
                for name, check in checks.items()
            },
            "by_day": {
                name: list(points(dates, check.days, "day")) for name, check in checks.items()
            },
            "by_time": {
                name: list(points(self.times, check.times, "time"))
                for name, check in checks.items()
            },
            "by_week_interval": {
                name: list(points(self.week, check.week, "interval"))
                for name, check in checks.items()
            },
        }


def points(labels: Sequence[str], found: Predicted, axis: str) -> Iterator[dict[str, Any]]:
    """Each thing with its history, its prediction and its error."""
    for at, label in enumerate(labels):
        known = bool(found.known[at])
        yield {
            axis: label,
            "history": _number(found.history[at]),
            "simulated": _number(found.expected[at]),
            "low": _number(found.low[at]),
            "high": _number(found.high[at]),
            "error": _number(found.error[at]),
            "inside": bool(found.inside[at]) if known else None,
            "n": found.n,
        }


def _metric_json(check: MetricCheck) -> dict[str, Any]:
    errors = check.errors
    (whole,) = points([""], check.whole, "of")
    share = errors.share_inside or (None, None, None)
    return {
        "unit": check.unit,
        **{key: value for key, value in whole.items() if key != "of"},
        "bias": errors.bias,
        "bias_low": errors.bias_low,
        "bias_high": errors.bias_high,
        "mean_absolute_error": errors.mean_absolute,
        "mean_absolute_error_by_luck": errors.luck,
        "half_width_of_a_day": errors.half_width,
        "days": errors.days,
        "days_inside": errors.inside,
        "share_inside": share[0],
        "share_inside_low": share[1],
        "share_inside_high": share[2],
        "clusters": [vars(one) for one in check.clusters],
    }


def unit_of(metric: str) -> str:
    """The unit of a metric, as the catalogue has it."""
    return CATALOGUE[metric].unit


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
