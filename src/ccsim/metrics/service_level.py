"""The five rules of the service level: who counts as served in time, and out of how many."""

from typing import get_args

from ccsim.metrics.totals import Table
from ccsim.metrics.window import Floats
from ccsim.spec.measures import ServiceLevelRule

RULES: tuple[ServiceLevelRule, ...] = get_args(ServiceLevelRule)
COUNTS = ("answered", "answered_within", "abandoned", "abandoned_within", "short_abandoned")
"""What every rule is made of: "within" means within the threshold."""


def by_every_rule(counts: Table) -> dict[str, Floats]:
    """Who is in time, and out of how many, by each of the rules."""
    return {f"met_{rule}": met(rule, counts) for rule in RULES} | {
        f"judged_{rule}": judged(rule, counts) for rule in RULES
    }


def days_below(target: float, days: Table) -> dict[str, Floats]:
    """On how many days the service level lay below a target, of those with callers to judge."""
    judged = days["service_level_base"] > 0
    below = judged & (days["in_service_level"] < target * days["service_level_base"])
    return {
        "days_below": below.sum(keepdims=True) + 0.0,
        "days_judged": judged.sum(keepdims=True) + 0.0,
    }


def met(rule: ServiceLevelRule, counts: Table) -> Floats:
    """How many callers count as served in time."""
    if rule == "abandons_within_met":
        return counts["answered_within"] + counts["abandoned_within"]
    return counts["answered_within"]


def judged(rule: ServiceLevelRule, counts: Table) -> Floats:
    """How many callers the service level is a share of; flow-outs are in none of the rules."""
    if rule == "answered_only":
        return counts["answered"]
    everyone = counts["answered"] + counts["abandoned"]
    if rule == "abandons_within_excluded":
        return everyone - counts["abandoned_within"]
    if rule == "short_excluded":
        return everyone - counts["short_abandoned"]
    return everyone
