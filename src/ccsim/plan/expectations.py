"""What customers expect of the service: what advertising adds, and what the years add."""

import numpy as np

from ccsim.plan.records import Integers
from ccsim.spec.scenario import Scenario
from ccsim.units import DAYS_OF_YEAR

POINT = 1000


def lower_expectations(scenario: Scenario, days: int, reports: frozenset[int]) -> Integers:
    """[segment, day]: the share of what is missing to full satisfaction that is lost once more.

    In thousandths. Each report that has been published takes a share off what advertising adds;
    `reports` are the days on which one is.
    """
    levers, facts = scenario.operating_model, scenario.measures.satisfaction
    reporting, number = scenario.regulator.reporting, np.arange(days)
    believed = np.ones(days)
    if reporting is not None:
        published = np.searchsorted(np.array(sorted(reports), np.int64), number, side="right")
        believed = np.array([(1.0 - reporting.informs) ** count for count in published.tolist()])
    advertised = levers.marketing_promise * facts.expectation * believed
    drifts = [each.expectation_drift for each in scenario.customers.values()]
    years = np.outer(drifts, number / DAYS_OF_YEAR).reshape(len(drifts), days)
    return np.asarray(np.round(POINT * (advertised + years)), np.int64)
