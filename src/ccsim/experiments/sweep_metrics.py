"""Which metrics a sweep shows, and by which two of them its points are efficient."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from ccsim.errors import UsageError
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.totals import split_key
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario

USUAL: Final = (
    "true_fcr",
    "resolution_rate",
    "cost_per_resolution",
    "service_level",
    "contacts_per_case",
    "churn_rate",
    "mean_wait_s",
    "abandon_rate",
    "occupancy",
)
"""What is shown if nothing is asked for: the first so many that the scenario has."""
MOST_USUAL: Final = 6
USUAL_FRONTIERS: Final = (
    ("cost_per_resolution", "true_fcr"),
    ("cost_per_resolution", "resolution_rate"),
)
_WRITTEN: Final = re.compile(r"\s*(\w+)\s*(?:\[\s*(\w+)\s*=\s*([^\],]+?)\s*\])?\s*")


def parse_metrics(texts: Sequence[str], scenario: Scenario) -> list[str]:
    """The metrics that a user names, each as ``NAME`` or ``NAME[queue=care]``, once.

    Raises:
        UsageError: there is no such metric, or not by such a slice.
    """
    return list(dict.fromkeys(_key(text, "--metric", scenario) for text in texts))


def parse_frontier(text: str, scenario: Scenario) -> tuple[str, str]:
    """The two metrics of a frontier, each better in one direction.

    Raises:
        UsageError: these are not two metrics by which a point can be better.
    """
    names = [_key(one, "--frontier", scenario) for one in text.split(",") if one.strip()]
    if len(names) != 2 or names[0] == names[1]:
        raise UsageError(
            f"--frontier {text!r}: a frontier is of two metrics: write METRIC,METRIC, such as "
            "cost_per_resolution,true_fcr"
        )
    for name in names:
        if CATALOGUE[split_key(name)[0]].better is None:
            raise UsageError(
                f"--frontier {text!r}: neither more nor less of {name} is better by itself: "
                "take a metric of which one is"
            )
    return names[0], names[1]


def _key(text: str, option: str, scenario: Scenario) -> str:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{option} {text!r} cannot be read: write the name of a metric, such as "
            "service_level, or service_level[queue=NAME] of one queue"
        )
    name, axis, label = match.groups()
    if name not in CATALOGUE:
        raise UsageError(
            f"{option} {text!r}: there is no metric {name!r}{suggestion(name, CATALOGUE)}"
        )
    if axis is None:
        return str(name)
    labels = _slices(scenario).get(axis)
    if labels is None or axis not in CATALOGUE[name].slices:
        known = [one for one in CATALOGUE[name].slices if one in _slices(scenario)]
        of = f"by {' or '.join(known)}" if known else "of the whole run"
        raise UsageError(f"{option} {text!r}: a sweep knows {name} {of}, not by {axis}")
    if label not in labels:
        raise UsageError(
            f"{option} {text!r}: there is no {axis} {label!r}{suggestion(label, labels)}"
        )
    return f"{name}[{axis}={label}]"


def _slices(scenario: Scenario) -> dict[str, Collection[str]]:
    """The slices that points have."""
    return {
        "queue": scenario.queues,
        "team": scenario.teams,
        "segment": scenario.customers,
        "kind": scenario.needs,
    }
