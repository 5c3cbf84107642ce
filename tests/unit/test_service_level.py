"""The five service-level rules against the worked example of the conventions."""

from collections.abc import Mapping

import numpy as np
import pytest

from ccsim.metrics.service_level import RULES, judged, met
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
