"""Every number of the reference cases can be read off our metrics, or it is said why not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.reference_names import NOT_MEASURED, READINGS, read

CASES = Path(__file__).parents[3] / "shared" / "reference" / "open-cases.json"


def expected_names(case: dict[str, Any]) -> Iterator[str]:
    for name, value in case["expected"].items():
        if isinstance(value, list) and isinstance(value[0], dict):
            yield from (f"{name}.{part}" for tier in value for part in tier)
        else:
            yield name


@pytest.mark.skipif(not CASES.exists(), reason="the reference cases are not beside this checkout")
def test_every_expected_name_is_read_or_declined_with_a_reason() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    names = {name for case in cases for name in expected_names(case)}
    assert names
    assert names <= READINGS.keys() | NOT_MEASURED.keys()


def test_no_name_is_both_read_and_declined() -> None:
    assert READINGS.keys().isdisjoint(NOT_MEASURED)


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_rests_on_metrics_that_are_sliced_so(name: str) -> None:
    reading = READINGS[name]
    assert reading.axis in CATALOGUE[reading.metric].slices
    for other in (reading.less, reading.over):
        assert other is None or "" in CATALOGUE[other].slices


def test_times_are_stated_in_the_unit_of_the_case() -> None:
    assert read("mean_wait_all", {"mean_wait_s": 90.0}, unit_s=60) == 1.5


def test_flows_are_counts_per_unit_of_open_time() -> None:
    metrics = {"redials": 120.0, "open_s": 36_000.0, "abandoned": 180.0, "fresh": 600.0}
    assert read("redial_rate", metrics, unit_s=60) == pytest.approx(0.2)
    assert read("lost_rate", metrics, unit_s=60) == pytest.approx(0.1)
    lost = read("fraction_of_fresh_callers_finally_lost", metrics, unit_s=60)
    assert lost == pytest.approx(0.1)


def test_lists_run_over_queues_or_teams() -> None:
    waits = {"mean_wait_s[queue=a]": 6.0, "mean_wait_s[queue=b]": None}
    assert read("mean_wait_by_class", waits, unit_s=60, labels=("a", "b")) == [0.1, None]
    answered = {"answered": 10.0, "answered[team=in]": 7.0, "answered[team=out]": 3.0}
    assert read("share_served_by_group2", answered, unit_s=60, labels=("in", "out")) == 0.3


def test_what_is_undefined_stays_undefined() -> None:
    assert read("mean_wait_served", {"asa_s": None}, unit_s=60) is None
    assert read("redial_rate", {"redials": 0.0, "open_s": 0.0}, unit_s=60) is None
