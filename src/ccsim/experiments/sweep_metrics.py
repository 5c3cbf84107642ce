"""Which metrics a sweep shows, and by which two of them its points are efficient."""

from collections.abc import Sequence
from typing import Final

from ccsim.errors import UsageError
from ccsim.experiments.metric_keys import parse_comparable
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.totals import split_key
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


def parse_metrics(texts: Sequence[str], scenario: Scenario) -> list[str]:
    """The metrics that a user names, each as ``NAME`` or ``NAME[queue=care]``, once.

    Raises:
        UsageError: there is no such metric, or not by such a slice.
    """
    return list(dict.fromkeys(parse_comparable(text, [scenario]).key for text in texts))


def parse_frontier(text: str, scenario: Scenario) -> tuple[str, str]:
    """The two metrics of a frontier, each better in one direction.

    Raises:
        UsageError: these are not two metrics by which a point can be better.
    """
    names = [
        parse_comparable(one, [scenario], "--frontier").key
        for one in text.split(",")
        if one.strip()
    ]
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
