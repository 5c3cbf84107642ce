"""What the reference cases call our metrics, and how their numbers are read off ours.

Reference cases state times in the unit of the case and flows per unit of time; waits and
fractions are per attempt that entered a queue, as ours are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ccsim.metrics.totals import metric_key

Numbers = Mapping[str, float | None]


@dataclass(frozen=True)
class Reading:
    """A number of a reference case in terms of our metrics: (metric - less) / over x times."""

    metric: str
    """The metric that it is, or is made of."""
    less: str | None = None
    """A metric of the whole centre to be taken off."""
    over: str | None = None
    """A metric of the whole centre to divide by."""
    unit: Literal["", "time", "rate"] = ""
    """Whether it is stated in, or per, the time unit of the case."""
    axis: Literal["", "queue", "team"] = ""
    """What a list runs over: customer classes and tiers are queues, groups are teams."""
    place: int | None = None
    """The one of the list that is meant, where it is not the whole list."""
    times: float = 1.0


def _flow(metric: str, less: str | None = None, axis: Literal["", "queue"] = "") -> Reading:
    """So many per unit of open time."""
    return Reading(metric, less=less, over="open_s", unit="rate", axis=axis)


READINGS: Final[dict[str, Reading]] = {
    "p_wait": Reading("delayed_rate"),
    "p_abandon": Reading("abandon_rate"),
    "p_block": Reading("blocked_rate"),
    "p_empty": Reading("empty_rate"),
    "mean_wait_all": Reading("mean_wait_s", unit="time"),
    "mean_wait_given_wait": Reading("mean_wait_delayed_s", unit="time"),
    "mean_wait_served": Reading("asa_s", unit="time"),
    "mean_wait_abandoned": Reading("abandon_time_s", unit="time"),
    "sd_wait": Reading("wait_sd_s", unit="time"),
    "p90_wait": Reading("wait_p90_s", unit="time"),
    "mean_queue": Reading("mean_queue"),
    "mean_busy": Reading("mean_busy"),
    "mean_in_system": Reading("mean_in_system"),
    "occupancy": Reading("occupancy"),
    "sl": Reading("service_level_all_offered"),
    # counts of one run: a day, or a week
    "arrivals": Reading("arrivals"),
    "arrived": Reading("arrivals"),
    "served": Reading("handled"),
    "abandoned": Reading("abandoned"),
    "blocked": Reading("blocked"),
    "in_target": Reading("answered_within"),
    "served_within_1min": Reading("answered_within"),
    "left_message": Reading("flowed_out"),
    "disconnected_at_closing": Reading("disconnected"),
    "busy_agent_minutes_over_14400": Reading("busy_s", times=1 / (60 * 14_400)),
    # redials
    "total_attempt_rate": _flow("arrivals"),
    "redial_rate": _flow("redials"),
    "reconnect_rate": _flow("reconnects"),
    "served_rate": _flow("handled"),
    # In the long run, who hangs up and does not redial is lost.
    "lost_rate": _flow("abandoned", less="redials"),
    "fraction_of_fresh_callers_finally_lost": Reading("abandoned", less="redials", over="fresh"),
    # several classes, groups and tiers
    "mean_wait_by_class": Reading("mean_wait_s", unit="time", axis="queue"),
    "p_wait_by_class": Reading("delayed_rate", axis="queue"),
    "p_abandon_by_class": Reading("abandon_rate", axis="queue"),
    "occupancy_group": Reading("occupancy", axis="team"),
    "mean_busy_group": Reading("mean_busy", axis="team"),
    "share_served_by_group2": Reading("answered", over="answered", axis="team", place=1),
    "tiers.arrival_rate": _flow("offered", axis="queue"),
    "tiers.p_wait": Reading("delayed_rate", axis="queue"),
    "tiers.mean_wait": Reading("mean_wait_s", unit="time", axis="queue"),
    "tiers.occupancy": Reading("occupancy", axis="team"),
    "mean_total_time_per_call": Reading("contact_time_s", unit="time"),
}
"""By the reference's name; the parts of a tier carry its name and a dot before their own."""

NOT_MEASURED: Final[dict[str, str]] = {
    "sl_T": "the threshold of the service level, an input",
    "mean_offered_wait": "the wait of a caller who would never hang up; nobody in the log is one",
    "mean_in_system_at_T": "a number at one instant; metrics are counts and averages over time",
    "mean_redial_orbit": "callers between two attempts are not in the centre",
    "mean_reconnect_orbit": "callers between two attempts are not in the centre",
    "servers": "an answer of the staffing search, not of a run",
    "staff_with_shrinkage": "an answer of the staffing search, not of a run",
}
"""Names of the reference cases that no metric stands for, and why."""


def read(
    name: str, metrics: Numbers, *, unit_s: float, labels: Sequence[str] = ()
) -> float | list[float | None] | None:
    """What a reference case calls so, from metrics by key.

    Args:
        name: the reference's name.
        metrics: numbers by metric and slice.
        unit_s: the time unit of the case, in seconds.
        labels: the queues or teams in the order of the case, for a list.
    """
    reading = READINGS[name]
    if not reading.axis:
        return _one(reading, metrics, unit_s, "")
    slices = [f"{reading.axis}={label}" for label in labels]
    if reading.place is not None:
        return _one(reading, metrics, unit_s, slices[reading.place])
    return [_one(reading, metrics, unit_s, label) for label in slices]


def _one(reading: Reading, metrics: Numbers, unit_s: float, label: str) -> float | None:
    parts = [
        metrics[metric_key(reading.metric, label)],
        metrics[reading.less] if reading.less else 0.0,
        metrics[reading.over] if reading.over else 1.0,
    ]
    if None in parts or parts[2] == 0:
        return None
    number, less, over = (float(part or 0.0) for part in parts)
    factor = {"": 1.0, "time": 1 / unit_s, "rate": unit_s}[reading.unit]
    return (number - less) / over * factor * reading.times
