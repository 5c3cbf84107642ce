"""Estimates over replications, against numbers worked out by hand."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ccsim.experiments.totals_table import totals_columns
from ccsim.experiments.totals_table import totals_of as totals_of_table
from ccsim.metrics import estimates
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric
from ccsim.metrics.estimates import (
    Change,
    Estimate,
    estimate,
    fractions,
    kind_of,
    student_t,
    values,
)
from ccsim.metrics.tidy import tidy, tidy_columns
from ccsim.metrics.totals import AXES, Totals
from ccsim.report.words import estimate_text
from ccsim.store.tables import read_table, write_table
from ccsim.units import HOUR, SECOND
from unit.metrics_world import Story, caller, tiny_plan, totals_of


def replication(offered: int, abandoned: int, wait: int = 10 * SECOND) -> Totals:
    """Callers of whom the first ones hang up, in a morning without agents."""
    story = Story()
    for number in range(offered):
        who = {"who": caller(number), "queue": 0}
        if number < abandoned:
            story.abandoned(9 * HOUR + number, wait, **who)
        else:
            story.served(9 * HOUR + number, wait, SECOND, agent=0, **who)
    return totals_of(tiny_plan(channel="chat"), story.log())


RUNS = [replication(10, 1), replication(20, 4), replication(30, 3)]


def test_a_count_has_the_t_interval_of_its_mean() -> None:
    """10, 20 and 30: mean 20, standard error 10 / sqrt(3), t = 4.3027 with two degrees."""
    found = estimate(RUNS)["offered"]
    half = 4.30265273 * 10 / math.sqrt(3)
    assert (found.mean, found.n, found.unit) == (20, 3, "legs")
    assert (found.low, found.high) == pytest.approx((20 - half, 20 + half))


def test_a_rate_is_total_over_total_with_the_interval_of_the_jackknife() -> None:
    """8 of 60; left out in turn 7/50, 4/40, 5/30."""
    found = estimate(RUNS)["abandon_rate"]
    left_out = np.array([7 / 50, 4 / 40, 5 / 30])
    error = math.sqrt(2 / 3 * ((left_out - left_out.mean()) ** 2).sum())
    assert found.mean == pytest.approx(8 / 60)
    assert found.low == pytest.approx(8 / 60 - student_t(2) * error)
    assert found.high == pytest.approx(8 / 60 + student_t(2) * error)


def test_a_quantile_is_the_mean_of_the_replications_that_have_one() -> None:
    runs = [replication(5, 0, 1 * SECOND), replication(5, 0, 3 * SECOND), replication(0, 0)]
    assert estimate(runs)["wait_p90_s"].mean == pytest.approx(2)
    assert estimate(runs[:2])["wait_p90_s"].high == pytest.approx(2 + student_t(1) * 1)


def test_one_replication_has_no_interval() -> None:
    found = estimate(RUNS[:1])["abandon_rate"]
    assert (found.mean, found.low, found.high, found.n) == (pytest.approx(0.1), None, None, 1)


def test_what_is_undefined_is_none() -> None:
    found = estimate([replication(0, 0), replication(0, 0)])["abandon_rate"]
    assert (found.mean, found.low, found.high, found.n) == (None, None, None, 2)


def test_a_rate_that_rests_on_one_replication_has_no_interval() -> None:
    found = estimate([replication(0, 0), replication(10, 1)])["abandon_rate"]
    assert (found.mean, found.low) == (pytest.approx(0.1), None)


def test_no_replications_give_no_estimates() -> None:
    assert estimate([]) == {}


@pytest.mark.parametrize("name", ["abandon_rate", "mean_wait_s", "open_rate", "wait_p90_s"])
def test_fractions_add_up_to_the_estimate(name: str) -> None:
    top, bottom = fractions(RUNS, name)
    mean = estimate(RUNS)[name].mean
    assert len(top) == len(bottom) == len(RUNS)
    if mean is None:
        assert bottom.sum() == 0
    else:
        assert top.sum() / bottom.sum() == pytest.approx(mean)


def test_what_is_no_ratio_gives_its_pseudo_values() -> None:
    runs = [replication(5, 0, wait * SECOND) for wait in (1, 3, 8)]
    pseudo, ones = fractions(runs, "wait_sd_s")
    assert ones.tolist() == [1, 1, 1]
    found = estimate(runs)["wait_sd_s"]
    assert pseudo.mean() == pytest.approx(found.mean)
    half = student_t(2) * pseudo.std(ddof=1) / math.sqrt(3)
    assert found.high == pytest.approx(found.mean + half)


def test_fractions_of_one_slice() -> None:
    top, bottom = fractions(RUNS, "abandon_rate", "queue=front")
    assert (top.tolist(), bottom.tolist()) == ([1, 4, 3], [10, 20, 30])


def test_a_metric_that_the_totals_do_not_tell_is_nought_over_nought() -> None:
    moneyless = [replace(one, sums=one.sums | {"": {}}) for one in RUNS]
    assert fractions(moneyless, "cost")[1].tolist() == [0, 0, 0]


def test_the_tidy_frame_has_a_row_for_each_number() -> None:
    frame = tidy("today", RUNS)
    assert list(frame.columns) == ["scenario", "replication", "metric", "slice", "value"]
    assert len(frame) == 3 * len(values(RUNS[0]))
    chosen = frame[(frame["metric"] == "offered") & (frame["slice"] == "queue=front")]
    assert chosen["value"].tolist() == [10, 20, 30]
    assert chosen["replication"].tolist() == [0, 1, 2]


def test_each_formula_is_asked_once_however_many_replications_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is kept of a run is made when it ends, while somebody waits who has pressed Ctrl-C."""
    asked: list[str] = []
    really = estimates._apply

    def counted(metric: Metric, table: dict[str, np.ndarray]) -> np.ndarray:
        asked.append(metric.name)
        return really(metric, table)

    monkeypatch.setattr(estimates, "_apply", counted)
    few = len(tidy_columns("tiny", RUNS)["value"])
    once = len(asked)
    many = len(tidy_columns("tiny", RUNS * 5)["value"])
    assert (many, len(asked)) == (5 * few, 2 * once)


def test_totals_come_back_from_their_table_whatever_each_replication_has(tmp_path: Path) -> None:
    """One has no money, and another has no slice on an axis."""
    bare = replace(RUNS[1], currency=None, labels=RUNS[1].labels | {"queue": ()})
    bare = replace(bare, sums=bare.sums | {"queue": dict.fromkeys(bare.sums["queue"], np.zeros(0))})
    lots = [RUNS[0], bare, RUNS[2]]
    write_table(totals_columns(lots), tmp_path / "totals.parquet")
    again = totals_of_table(read_table(tmp_path / "totals.parquet")[0])
    for one, other in zip(lots, again, strict=True):
        assert (one.currency, one.labels["queue"]) == (other.currency, other.labels["queue"])
        for axis, sums in one.sums.items():
            assert list(sums) == list(other.sums[axis])
            for name, values_ in sums.items():
                assert np.array_equal(values_, other.sums[axis][name])


def test_money_is_in_the_currency_of_the_scenario() -> None:
    assert estimate(RUNS)["cost_per_contact"].unit == "EUR per contact"


@pytest.mark.parametrize("metric", CATALOGUE.values(), ids=lambda metric: metric.name)
def test_every_metric_can_be_told_in_every_slice_that_it_names(metric) -> None:
    sums = RUNS[0].sums
    assert metric.definition.endswith(".")
    assert metric.source
    assert set(metric.slices) <= set(AXES)
    for axis in metric.slices:
        assert set(metric.needs) <= sums[axis].keys(), axis


def test_at_most_twelve_metrics_are_headlines_and_each_has_a_name_of_its_own() -> None:
    assert 0 < len(HEADLINES) <= 12
    assert all(name == metric.name for name, metric in CATALOGUE.items())
    assert CATALOGUE["fcr"].slices == BY_CUSTOMER


@pytest.mark.parametrize(
    ("unit", "numbers", "ends"),
    [
        ("share", (0.536, -0.221, 1.292), (0.0, 1.0)),
        ("share per month", (0.01, -0.002, 0.022), (0.0, 0.022)),
        ("share", (0.5, 0.4, 0.6), (0.4, 0.6)),
        ("share", (1.02, 0.99, 1.05), (0.99, 1.02)),
        ("s", (10.0, -5.0, 25.0), (-5.0, 25.0)),
        ("share", (0.5, None, None), (None, None)),
    ],
)
def test_an_interval_of_a_share_is_shown_within_what_shares_can_be(
    unit: str, numbers: tuple[Any, Any, Any], ends: tuple[Any, Any]
) -> None:
    one = Estimate(*numbers, 2, unit)
    assert one.ends == ends
    assert one.to_json() == dict(zip(("mean", "low", "high"), numbers, strict=True)) | {
        "n": 2,
        "unit": unit,
    }


def test_a_change_of_a_share_has_its_sign_and_may_be_less_than_nought() -> None:
    one = Change(0.02, -0.01, 0.05, 10, "share")
    assert one.ends == (-0.01, 0.05)
    assert estimate_text(one) == ("+2.00 points", "−1.00 to +5.00, n = 10")
    assert estimate_text(Estimate(0.02, -0.01, 0.05, 10, "share")) == (
        "2.00 %",
        "0 to 5.00, n = 10",
    )


def test_one_share_less_another_is_told_as_a_change() -> None:
    signed = {name for name, metric in CATALOGUE.items() if metric.signed}
    assert signed == {"perceived_resolution_gap"}
    assert kind_of(CATALOGUE["perceived_resolution_gap"]) is Change
    assert kind_of(CATALOGUE["fcr"]) is Estimate
