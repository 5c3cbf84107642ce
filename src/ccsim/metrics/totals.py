"""What one replication leaves behind: sums by slice, from which every metric is a formula."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccsim.metrics.quarters import quarter_labels
from ccsim.metrics.window import Floats, Window
from ccsim.spec.demand import WEEKDAYS

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

WHOLE = ""
AXES = (
    WHOLE,
    "queue",
    "team",
    "segment",
    "kind",
    "day",
    "week",
    "segment,week",
    "interval",
    "queue,interval",
    "hour_of_week",
    "kind,cause",
    "quarter",
    "department",
    "history",
    "contacts",
)
"""How results are sliced; a slice is one label of an axis, such as `queue=gold`."""

HISTORIES: Final = ("quiet", "solved", "given_up", "open", "open_often", "cancelled")
"""Nothing open, and no case over in 90 days; the last one that is over was solved; or was not;
a case is open, with at most one contact that reached an agent; with more; has asked to go."""

AT_LEAST: Final = (*range(1, 11), 12, 15, 20, 25, 30, 40, 50, 75, 100)
"""Contacts that a case may take: cases with so many or more are counted, to show the tail."""

Table = Mapping[str, Floats]
"""Sums by name, each an array over the labels of an axis."""
Sums = dict[str, dict[str, Floats]]
"""Sums by axis and name, as a fold hands them over."""


@dataclass(frozen=True)
class Totals:
    """The sums of one replication; sums of several replications may be added."""

    labels: dict[str, tuple[str, ...]]
    """The slices of each axis; one nameless slice for the whole."""
    sums: Sums
    """By axis and name: an array over the slices of the axis."""
    currency: str | None = None
    """What money is counted in."""


def slice_labels(plan: "Plan", window: Window) -> dict[str, tuple[str, ...]]:
    """The slices of each axis, as they are written behind the name of a metric."""
    intervals = tuple(f"interval={label}" for label in plan.grid.interval_labels)
    queues = _named("queue", plan.queue_names)
    segments = _named("segment", plan.segment_names)
    weeks = _named("week", plan.day_dates[window.warm_up_days : window.total_days : 7])
    return {
        WHOLE: ("",),
        "queue": queues,
        "team": _named("team", plan.team_names),
        "segment": segments,
        "kind": _named("kind", plan.kind_names),
        "day": _named("day", plan.day_dates[window.warm_up_days : window.total_days]),
        "week": weeks,
        "segment,week": tuple(f"{segment},{week}" for segment in segments for week in weeks),
        "interval": intervals,
        "queue,interval": tuple(
            f"{queue},{interval}" for queue in queues for interval in intervals
        ),
        "department": _named("department", plan.department_names),
        "history": _named("history", HISTORIES if plan.segment_names else ()),
        "contacts": _named("contacts", map(str, AT_LEAST) if plan.segment_names else ()),
        "hour_of_week": tuple(
            f"hour_of_week={weekday} {hour:02d}" for weekday in WEEKDAYS for hour in range(24)
        ),
        "kind,cause": plan.causes.labels,
        "quarter": quarter_labels(plan, window),
    }


def metric_key(name: str, label: str) -> str:
    """The name of a metric in one slice.

    >>> metric_key("mean_wait_s", "queue=gold")
    'mean_wait_s[queue=gold]'
    """
    return f"{name}[{label}]" if label else name


def split_key(key: str) -> tuple[str, str]:
    """The name of a metric, and its slice.

    >>> split_key("mean_wait_s[queue=gold]")
    ('mean_wait_s', 'queue=gold')
    """
    name, _, rest = key.partition("[")
    return name, rest.removesuffix("]")


def _named(axis: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{axis}={name}" for name in names)
