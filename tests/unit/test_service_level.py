"""The five service-level rules against the worked example of the conventions."""

from collections.abc import Mapping

import numpy as np
import pytest

from ccsim.metrics.service_level import RULES, days_below, judged, met
from ccsim.spec.measures import ServiceLevelRule

COUNTS: Mapping[str, np.ndarray] = {
    "answered": np.array([1000.0]),
    "abandoned": np.array([60.0]),
    "answered_within": np.array([860.0]),
    "abandoned_within": np.array([20.0]),
    "short_abandoned": np.array([10.0]),
}
ORACLE: dict[ServiceLevelRule, float] = {
    "all_offered": 0.8113,
    "abandons_within_excluded": 0.8269,
    "short_excluded": 0.8190,
    "abandons_within_met": 0.8302,
    "answered_only": 0.86,
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_gives_the_share_of_the_oracle(rule: ServiceLevelRule) -> None:
    share = met(rule, COUNTS) / judged(rule, COUNTS)
    assert share == pytest.approx(ORACLE[rule], abs=5e-5)


def test_every_rule_has_an_oracle() -> None:
    assert set(RULES) == set(ORACLE)


def test_days_below_the_target_are_counted_of_the_days_with_callers() -> None:
    """79 and 80 of 100, none of none: one of two days lies below 0.8."""
    days = {
        "in_service_level": np.array([79.0, 80.0, 0.0]),
        "service_level_base": np.array([100.0, 100.0, 0.0]),
    }
    found = days_below(0.8, days)
    assert (found["days_below"].tolist(), found["days_judged"].tolist()) == ([1.0], [2.0])
