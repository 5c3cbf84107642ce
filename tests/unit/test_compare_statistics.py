"""Differences between runs: paired by replication, jackknifed, judged together."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison, Difference, compared
from ccsim.experiments.paired import (
    holm,
    holm_levels,
    paired_difference,
    pseudo_values,
    replications_needed,
    two_sided_p,
)  # fmt: skip
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import estimate
from ccsim.metrics.totals import AXES, Totals
from ccsim.spec.scenario import Scenario

DAYS = np.array([12.0, 9.0, 14.0, 11.0, 10.0])
FACTS = {"queues": {"calls": {"teams": ["front"]}}, "teams": {"front": {"headcount": 1}}}


def floats(*numbers: float) -> np.ndarray:
    return np.array(numbers, float)


def run(label: str, *, seed: int = 1, currency: str = "EUR", **sums: np.ndarray) -> RunResult:
    """A run whose replications have these sums, and no others."""
    number = len(next(iter(sums.values())))
    sums["replications"] = np.ones(number)
    totals = tuple(
        Totals(
            dict.fromkeys(AXES, ("",)),
            {axis: {name: values[[at]] for name, values in sums.items()} for axis in AXES},
            currency,
        )
        for at in range(number)
    )
    scenario = Scenario.model_validate({"name": label, "calendar": {"days": 1}, **FACTS})
    return RunResult(
        scenario=scenario, source=None, label=label, seed=seed, replications=number,
        engine="compiled", fingerprint="0", log_digest="0", totals=totals,
        estimates=estimate(totals),
    )  # fmt: skip


def handled(minutes: np.ndarray, calls: np.ndarray = DAYS, label: str = "other") -> RunResult:
    return run(label, talk_ms=minutes * 60_000, wrap_ms=0 * minutes, handled=calls)


def difference(comparison: Comparison, metric: str) -> Difference:
    return next(one for one in comparison.differences if one.metric == metric)


def test_a_plain_mean_has_the_interval_of_the_paired_t_test() -> None:
    before, after = floats(3, 5, 4, 6, 2), floats(4, 5, 6, 7, 4)
    found = paired_difference((before, np.ones(5)), (after, np.ones(5)))
    test = stats.ttest_rel(after, before)
    limits = test.confidence_interval()
    assert found.mean == pytest.approx(1.2)
    assert (found.low, found.high) == pytest.approx((limits.low, limits.high))
    assert found.p == pytest.approx(test.pvalue)


def test_a_ratio_is_total_by_total() -> None:
    found = paired_difference((floats(1, 9), floats(10, 10)), (floats(4, 8), floats(10, 30)))
    assert found.mean == pytest.approx(12 / 40 - 10 / 20)


def test_pseudo_values_of_a_ratio_say_what_each_replication_adds() -> None:
    """Ratio 10/20; without the first 9/10, without the second 1/10: 2 x 0.5 - 0.9 and - 0.1."""
    assert pseudo_values((floats(1, 9), floats(10, 10))) == pytest.approx([0.1, 0.9])


def test_common_luck_is_told_as_a_ratio_of_variances() -> None:
    before, after = floats(1, 2, 3), floats(2, 3, 5)
    found = paired_difference((before, np.ones(3)), (after, np.ones(3)))
    expected = (before.var() + after.var()) / (after - before).var()
    assert found.variance_ratio == pytest.approx(expected)


def test_identical_replications_are_the_same_and_never_divided_by() -> None:
    found = paired_difference((DAYS, np.ones(5)), (DAYS, np.ones(5)))
    assert (found.same, found.mean, found.variance_ratio) == (True, 0.0, None)


def test_a_difference_that_never_varies_is_sure() -> None:
    found = paired_difference((DAYS, np.ones(5)), (DAYS + 2, np.ones(5)))
    assert (found.mean, found.low, found.high) == pytest.approx((2.0, 2.0, 2.0))
    assert (found.p, found.variance_ratio) == (0.0, None)


def test_one_replication_has_no_interval() -> None:
    found = paired_difference((floats(1), floats(1)), (floats(2), floats(1)))
    assert (found.mean, found.low, found.high, found.p, found.n) == (1.0, None, None, None, 1)


def test_nothing_divided_by_nothing_is_undefined() -> None:
    nothing = (np.zeros(3), np.zeros(3))
    assert paired_difference(nothing, (floats(1, 2, 3), np.ones(3))).mean is None


@pytest.mark.parametrize(("level", "power"), [(0.05, 0.8), (0.05 / 24, 0.8), (0.05, 0.5)])
def test_the_replications_that_would_be_needed_are_those_of_the_paired_t_test(
    level: float, power: float
) -> None:
    """With one fewer the noncentral t distribution finds it less often than is asked for."""
    one = paired_difference((DAYS, np.ones(5)), (DAYS + floats(3, -2, 1, 0, 2), np.ones(5)))
    needed = replications_needed(one, level, power=power)
    assert needed is not None
    assert one.mean is not None
    assert one.spread is not None
    chances = [
        stats.nct.sf(stats.t.isf(level / 2, n - 1), n - 1, one.mean / one.spread * n**0.5)
        for n in (needed - 1, needed)
    ]
    assert chances[0] < power <= chances[1]


def test_no_number_of_replications_is_told_where_nothing_can_be_said() -> None:
    nothing_seen = paired_difference((DAYS, np.ones(5)), (DAYS[::-1], np.ones(5)))
    assert nothing_seen.mean == 0
    single = paired_difference((floats(1), floats(1)), (floats(2), floats(1)))
    too_small = replace(nothing_seen, mean=0.001)
    assert [replications_needed(one) for one in (nothing_seen, single, too_small)] == [None] * 3


def test_what_is_not_established_says_what_would_establish_it_at_its_place() -> None:
    """Of two tests the clearer one is held to half of 5 %, the other one to all of it."""
    calls = DAYS * 10
    before = run("before", abandoned=floats(4, 5, 6, 5, 4), offered=calls)
    left = {"clearer": floats(6, 6, 6, 5, 7), "other": floats(5, 5, 6, 4, 6)}
    others = [run(name, abandoned=lost, offered=calls) for name, lost in left.items()]
    comparison = compared([before, *others])
    for (name, lost), level in zip(left.items(), (0.025, 0.05), strict=True):
        one = paired_difference((floats(4, 5, 6, 5, 4), calls), (lost, calls))
        (found,) = [one for one in comparison.of(name) if one.metric == "abandon_rate"]
        assert found.headline
        assert found.verdict == "not established"
        assert found.replications_needed == replications_needed(one, level)
        assert found.replications_needed is not None
        assert found.replications_needed > found.n == 5
        assert found.to_json()["replications_needed"] == found.replications_needed


def test_what_is_established_needs_nothing() -> None:
    comparison = compared([handled(DAYS * 6), handled(DAYS * 5 + floats(0, 0.1, -0.1, 0.1, 0))])
    assert difference(comparison, "aht_s").replications_needed is None


def test_holm_stops_at_the_first_test_that_does_not_stand() -> None:
    """Five percent by four, by three, by two: 0.0125, 0.0167, 0.025."""
    chances = {"a": 0.001, "b": 0.016, "c": 0.026, "d": 0.03}
    assert holm(chances) == {"a", "b"}


def test_the_level_of_a_place_is_the_whole_by_those_that_are_left() -> None:
    assert holm_levels({"b": 0.2, "a": 0.1}, 0.06) == {"a": 0.03, "b": 0.06}


def test_the_chance_is_that_of_the_t_distribution() -> None:
    assert two_sided_p(-2.5, 7) == pytest.approx(2 * stats.t.sf(2.5, 7))


def test_a_clear_gain_is_better_and_a_clear_loss_is_worse() -> None:
    reference = handled(DAYS * 6, label="reference")
    metric = CATALOGUE["aht_s"]
    assert metric.better in {"lower", None}
    comparison = compared([reference, handled(DAYS * 5 + floats(0, 0.1, -0.1, 0.1, 0))])
    found = difference(comparison, "aht_s")
    assert found.mean == pytest.approx(-60, abs=1)
    assert found.verdict == ("better" if metric.better else "lower")


def test_a_run_compared_with_itself_is_the_same() -> None:
    comparison = compared([handled(DAYS * 6, label="one"), handled(DAYS * 6, label="one")])
    found = difference(comparison, "aht_s")
    assert (found.verdict, found.established, found.variance_ratio) == ("the same", False, None)
    assert [one.label for one in comparison.runs] == ["one", "one (2)"]


def test_one_replication_establishes_nothing() -> None:
    comparison = compared([handled(floats(60), floats(10)), handled(floats(20), floats(10))])
    found = difference(comparison, "aht_s")
    assert (found.verdict, found.established) == ("not established", False)
    assert (found.low, found.high) == (None, None)


def test_a_metric_that_cannot_be_told_is_null() -> None:
    comparison = compared([handled(DAYS * 6), handled(DAYS * 5)])
    document = comparison.to_json()
    costs = [one for one in document["differences"] if one["metric"] == "cost_per_resolution"]
    assert [(one["mean"], one["established"]) for one in costs] == [(None, False)]


def test_headline_metrics_are_judged_together() -> None:
    """Alone each of them passes 5 %; of all that are defined the clearest has to pass more."""
    headline = [name for name, metric in CATALOGUE.items() if metric.headline]
    assert 2 <= len(headline) <= 12
    chances = {(scenario, name): 0.04 for scenario in "ab" for name in headline}
    assert holm(chances) == set()


def test_present_values_at_different_rates_are_not_compared() -> None:
    """Each run discounts at its own rate: what one is worth beside the other stands in `worth`."""
    before = run("at 0 %", net_value=floats(10, 11), present_value=floats(10, 11))
    after = run("at 15 %", net_value=floats(10, 11), present_value=floats(9, 9.9))
    assert after.estimates["present_value"].mean == pytest.approx(9.45)
    found = compared([before, after])
    assert "present_value" not in {one.metric for one in found.differences}
    assert difference(found, "net_value").verdict == "the same"


def test_runs_with_other_luck_are_refused() -> None:
    one = handled(DAYS * 6)
    with pytest.raises(UsageError, match="the same luck"):
        compared([one, replace(one, seed=2)])


def test_runs_in_two_currencies_are_refused() -> None:
    one = handled(DAYS * 6)
    other = run("other", currency="GBP", talk_ms=DAYS, wrap_ms=DAYS, handled=DAYS)
    with pytest.raises(UsageError, match="EUR and GBP"):
        compared([one, other])


def test_the_label_falls_back_to_the_file(tmp_path: Path) -> None:
    from ccsim.experiments.results import label_of

    nameless = Scenario.model_validate({"calendar": {"days": 1}, **FACTS})
    assert label_of(nameless, tmp_path / "night_shift.yaml") == "night_shift"
