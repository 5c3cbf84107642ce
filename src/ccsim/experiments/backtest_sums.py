"""The same sums of what happened and of what was simulated, and the metrics made of them."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from ccsim.experiments.history_days import Past
from ccsim.metrics import service_level
from ccsim.metrics.window import Floats
from ccsim.spec.measures import Measures, ServiceLevelRule
from ccsim.units import SECOND

METRICS: Final = {
    "offered": ("offered", ""),
    "abandon_rate": ("abandoned", "offered"),
    "mean_wait_s": ("wait_s", "waited"),
    "asa_s": ("answered_wait_s", "answered"),
    "service_level": ("in_time", "judged"),
}
"""What is compared: a sum, or one sum divided by another."""
PLAYED: Final = frozenset({
    *service_level.COUNTS, "offered", "answered_wait_ms", "abandoned_wait_ms", "other_wait_ms",
    "flowed_out", "disconnected",
})  # fmt: skip
"""The sums of a simulation that they are made of."""


class Basis(NamedTuple):
    """What can be compared with a history, and by which rule."""

    metrics: tuple[str, ...]
    rule: ServiceLevelRule
    notices: tuple[str, ...]


def basis_of(known: frozenset[str], measures: Measures, threshold_s: float | None) -> Basis:
    """What a history that tells these sums can be compared by.

    Args:
        known: the names of its sums.
        measures: the scenario's threshold and rule of the service level.
        threshold_s: what "answered within" means in the history, where that is said.
    """
    notices = []
    own_s = measures.service_level_threshold / SECOND
    rule = measures.service_level_rule
    metrics = ["offered"]
    if "abandoned" in known:
        metrics.append("abandon_rate")
    if "wait_s" in known or {"answered_wait_s", "abandoned_wait_s"} <= known:
        metrics.append("mean_wait_s")
    if "answered_wait_s" in known and "answered" in known:
        metrics.append("asa_s")
    if "answered_within" in known and threshold_s not in (None, own_s):
        notices.append(
            f"The history counts calls answered within {threshold_s:g} s, the scenario within "
            f"{own_s:g} s: left out (--set measures.service_level_threshold={threshold_s:g}s)."
        )
    elif "answered_within" in known:
        metrics.append("service_level")
        if threshold_s is None:
            notices.append(
                f"Calls answered in time are taken to be those within {own_s:g} s, as in the "
                "scenario."
            )
        if rule != "all_offered" and not set(service_level.COUNTS) <= known:
            rule = "all_offered"
            notices.append("The service level is a share of all calls offered: no other is known.")
    return Basis(tuple(metrics), rule, tuple(notices))


def sums_of_past(past: Past, rule: ServiceLevelRule) -> dict[str, Floats]:
    """By name, [queue, day, interval]: what happened; nought where nothing is known."""
    own = {name: np.nan_to_num(table) for name, table in past.sums.items()}
    found: dict[str, Floats] = {
        name: own[name]
        for name in ("offered", "abandoned", "answered", "answered_wait_s")
        if name in own
    }
    if "wait_s" in own:
        found |= {"wait_s": own["wait_s"], "waited": own["offered"]}
    elif {"answered_wait_s", "abandoned_wait_s"} <= own.keys():
        found["wait_s"] = own["answered_wait_s"] + own["abandoned_wait_s"]
        found["waited"] = own["answered"] + own["abandoned"]
    if "answered_within" in own:
        counts = {name: own.get(name, np.zeros_like(own["offered"]))
                  for name in service_level.COUNTS}  # fmt: skip
        if "answered" not in own:
            counts["answered"] = own["offered"]
        found["in_time"] = service_level.met(rule, counts)
        found["judged"] = service_level.judged(rule, counts)
    return found


def sums_of_play(played: Mapping[str, Floats], rule: ServiceLevelRule) -> dict[str, Floats]:
    """By name, [replication, queue, day, interval]: what was simulated."""
    everybody = sum(
        (played[name] for name in ("answered", "abandoned", "flowed_out", "disconnected")),
        np.zeros(()),
    )
    waits = sum(
        (played[name] for name in ("answered_wait_ms", "abandoned_wait_ms", "other_wait_ms")),
        np.zeros(()),
    )
    return {
        "offered": played["offered"],
        "abandoned": played["abandoned"],
        "answered": played["answered"],
        "answered_wait_s": played["answered_wait_ms"] / SECOND,
        "wait_s": np.asarray(waits) / SECOND,
        "waited": np.asarray(everybody),
        "in_time": service_level.met(rule, played),
        "judged": service_level.judged(rule, played),
    }


def value_of(metric: str, sums: Mapping[str, Floats]) -> Floats:
    """A metric from its sums; NaN where it is a share or a mean of nobody."""
    above, below = METRICS[metric]
    if not below:
        return sums[above]
    known = sums[below] > 0
    return np.where(known, sums[above] / np.where(known, sums[below], 1.0), np.nan)


def needed(metrics: Sequence[str]) -> set[str]:
    """The sums that some metrics are made of."""
    return {name for metric in metrics for name in METRICS[metric] if name}
