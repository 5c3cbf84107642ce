"""What a change is worth, worked out by hand from weekly sums."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ccsim.experiments.compare import Comparison, compared
from ccsim.experiments.results import RunResult
from ccsim.experiments.worth import BreakEven, Worth, payback, share, worth
from ccsim.figures.cost_value import cost_value_figure
from ccsim.figures.payback import payback_figure
from ccsim.metrics.estimates import estimate
from ccsim.metrics.totals import AXES, Totals
from ccsim.report.frames import differences_frame, gains_frame
from ccsim.report.pictures import pictures
from ccsim.report.worth import break_even_table, ranking_table, worth_sentences
from ccsim.spec.scenario import Scenario
from made_up import LABELS, made_up_comparison

FACTS = {"queues": {"calls": {"teams": ["front"]}}, "teams": {"front": {"headcount": 1}}}


def run(
    label: str,
    weeks: list[list[float]],
    rate: float = 0.0,
    facts: dict[str, Any] | None = None,
    last: bool = False,
    **lines: list[float],
) -> RunResult:
    """A run with these net values by replication and week.

    Other lines of the ledger are given by replication, all of each in the first or the last week.
    """
    totals = []
    for number, series in enumerate(weeks):
        sums: dict[str, Any] = {axis: {} for axis in AXES}
        sums["week"] = {"net_value": np.array(series, float)}
        for name, values in lines.items():
            sums["week"][name] = np.zeros(len(series))
            sums["week"][name][-1 if last else 0] = values[number]
        sums["segment,week"] = dict(sums["week"])
        sums[""] = {"net_value": np.array([sum(series)], float), "replications": np.ones(1)}
        sums[""] |= {name: np.array([values[number]], float) for name, values in lines.items()}
        labels = dict.fromkeys(AXES, ("",)) | {"week": tuple("abcdefgh"[: len(series)])}
        labels["segment,week"] = tuple(f"segment=homes,{week}" for week in labels["week"])
        totals.append(Totals(labels, sums, "EUR"))
    document = {"name": label, "calendar": {"days": 1}, **FACTS, **(facts or {})}
    if rate:
        document["transition"] = {"discount_rate": rate}
    return RunResult(
        scenario=Scenario.model_validate(document), source=None, label=label, seed=1,
        replications=len(weeks), engine="compiled", fingerprint="0", log_digest="0",
        totals=tuple(totals), estimates=estimate(totals),
    )  # fmt: skip


def worth_of(other: list[list[float]], rate: float = 0.0) -> Worth:
    found = worth(run("old", [[10.0] * 4] * len(other)), run("new", other, rate))
    assert found is not None
    return found


def test_payback_is_the_week_from_which_the_sum_so_far_stays_above_nought() -> None:
    """It costs 6 in the first week and brings 3 a week in one, 4 in the other: 10 - 6 = 4 …"""
    found = worth_of([[4, 13, 13, 13], [4, 14, 14, 14]])
    assert found.payback_week.mean == 3
    assert [week.mean for week in found.gained] == [-6, -2.5, 1, 4.5]
    assert found.present_value.mean == pytest.approx(4.5)
    assert found.paid_back.mean == 1
    assert found.loss.mean == 0


def test_the_interval_of_payback_holds_the_weeks_that_the_replications_allow() -> None:
    """Two gain 2 and 4 a week after 12 were paid: 3 ± 12.7 x 1 a week, so a week from the second
    on may be the one, and none is sure."""
    gains = np.cumsum(np.array([[-10.0] + [2.0] * 9, [-8.0] + [4.0] * 9]), axis=1)
    found = payback(gains)
    assert (found.low, found.mean, found.high) == (1, 4, None)
    many = payback(np.repeat(gains, 50, axis=0))
    assert (many.low, many.mean, many.high) == (4, 4, 5)


def test_a_dip_at_the_end_is_no_payback() -> None:
    assert payback(np.array([[1.0, 2, -1], [1, 2, -1]])).mean is None
    assert payback(np.array([[1.0, 2, 3], [1, 2, 3]])).mean == 1


def test_nothing_is_paid_back_before_it_has_begun_to_show() -> None:
    """Two quiet weeks; the third brings 4 in one replication, and costs 2 in the other."""
    found = worth_of([[10, 10, 14, 10], [10, 10, 8, 10]])
    assert found.begins == 3
    assert (found.payback_week.low, found.payback_week.mean) == (3, 3)
    assert found.to_json()["begins_week"] == 3
    same = worth_of([[10.0] * 4] * 2)
    assert (same.begins, same.payback_week.mean, same.payback_week.n) == (None, None, 2)


def test_the_sentence_tells_the_week_its_interval_and_how_many_replications() -> None:
    old = run("old", [[10.0] * 6] * 3)
    begin = [10.0, 4]
    pays = run(
        "pays", [begin + rest for rest in ([12, 13, 14, 15], [12, 14, 14, 15], [12, 13, 13, 15])]
    )
    loses = run(
        "loses", [begin + rest for rest in ([10, 10, 11, 12], [10, 10, 12, 15], [10, 10, 9, 8])]
    )
    first, second = worth_sentences(compared([old, pays, loses]))
    assert "it has paid for itself in week 5 of 6 (4 to 5, n = 3, it begins in week 2); " in first
    assert "not established" not in first
    assert "n = 3: not established), by its costs alone" in second
    assert "it has not paid for itself within 6 weeks " in second
    assert "(at the earliest in week 6, n = 3, it begins in week 2); chance" in second


def test_the_chance_of_a_loss_is_honest_where_none_was_seen() -> None:
    """Ten of ten: Wilson's interval still ends at 28 %."""
    found = worth_of([[11.0] * 4] * 10)
    assert (found.loss.mean, found.loss.low) == (0, 0)
    assert found.loss.high == pytest.approx(0.2775, abs=1e-4)
    assert share(5, 10).mean == 0.5
    assert worth_of([[11.0] * 4, [9.0] * 4]).loss.mean == 0.5


def test_what_is_worth_its_savings_says_so_and_is_not_compared_with_margins() -> None:
    old, new = run("old", [[-10.0]] * 2), run("new", [[-7.0]] * 2)
    sentence = worth_sentences(compared([old, new]))[0]
    assert sentence.startswith(
        "new is worth +3.00 EUR against old (+3.00 to +3.00, n = 2), by its costs"
    )
    rich = run("rich", [[5.0]] * 2, margin_at_hand=[12, 12])
    assert worth(old, rich) is None
    found = compared([old, rich])
    (note,) = found.notes
    assert note.startswith("Only one of rich and old names margins of its customers")
    assert found.ranking == {}
    value = next(one for one in found.differences if one.metric == "net_value")
    assert value.mean is None


def test_later_weeks_count_for_less() -> None:
    """At 10 % a year a week's sum loses 0.18 % by each week that it comes later."""
    found = worth_of([[11.0] * 4] * 2, rate=0.10)
    factor = 1.10 ** (-7 / 365.2425)
    assert found.present_value.mean == pytest.approx(1 + factor + factor**2 + factor**3)


@pytest.mark.mechanism("S001-25")
def test_a_comparison_tells_the_fine_at_which_improving_pays() -> None:
    """Improving costs 300 more, fines apart, and avoids six points missed: 50 a point."""
    bad = run("bad", [[0.0], [0.0]], points_missed=[8, 6], target_fines=[80, 60])
    good = run("good", [[-200.0], [-240.0]], points_missed=[2, 0], target_fines=[20, 0])
    found = worth(bad, good)
    assert found is not None
    assert list(found.break_even) == ["regulator.fine_per_point_missed"]
    assert found.break_even["regulator.fine_per_point_missed"].pays == "from"
    even = found.break_even["regulator.fine_per_point_missed"].span
    # Without fines: 80 and 60 against -180 and -240: 260 and 300 for six points each.
    assert even.mean == pytest.approx((260 + 300) / 12)
    assert even.low is not None
    assert even.high is not None
    assert even.low < even.mean < even.high


@pytest.mark.mechanism("S001-25")
def test_at_the_break_even_fine_both_are_worth_the_same() -> None:
    costs, points = np.array([260.0, 300.0]), 6.0
    fine = costs.sum() / (2 * points)
    values = []
    for name, sure, missed in (("bad", [80.0, 60.0], [8, 6]), ("good", [-180.0, -240.0], [2, 0])):
        paid = [fine * one for one in missed]
        series = [[value - line] for value, line in zip(sure, paid, strict=True)]
        values.append(run(name, series, points_missed=missed, target_fines=paid))
    found = worth(*values)
    assert found is not None
    assert found.present_value.mean == pytest.approx(0)
    assert found.break_even["regulator.fine_per_point_missed"].span.mean == pytest.approx(fine)


def fine_of(other: RunResult, reference: RunResult) -> BreakEven:
    found = worth(reference, other)
    assert found is not None
    return found.break_even["regulator.fine_per_point_missed"]


@pytest.mark.mechanism("S001-25")
def test_the_break_even_fine_discounts_what_is_paid_late() -> None:
    """200 are spent in the first week, and 10 points avoided in the last, at 8 % a year."""
    rate, years = 0.08, 7 * 7 / 365.2425
    late, fine = 1.08**-years, 20.0 * 1.08**years
    bad = run("bad", [[0.0] * 7 + [-10 * fine]] * 2, target_fines=[10 * fine] * 2,
              points_missed=[10, 10], last=True)  # fmt: skip
    good = run("good", [[-200.0] + [0.0] * 7] * 2, rate, target_fines=[0, 0], points_missed=[0, 0])
    found = worth(bad, good)
    assert found is not None
    assert found.present_value.mean == pytest.approx(-200 + 10 * fine * late) == pytest.approx(0)
    assert fine_of(good, bad).span.mean == pytest.approx(fine)


@pytest.mark.mechanism("S001-28")
def test_a_vendor_that_is_paid_two_prices_breaks_even_by_the_units_of_each() -> None:
    """600 h at 10 EUR, 500 h at 20 EUR, and 1,000 EUR more beside: even at 10 EUR an hour."""

    def contract(amount: str, fee: str = "per_hour") -> dict[str, Any]:
        return {"vendors": {"partner": {"fee": fee, "amount": amount}}}

    cheap = run("cheap", [[-6000.0 - 4000]] * 2, facts=contract("10 EUR/h"), vendor_fees=[6000] * 2)
    dear = run(
        "dear", [[-10_000.0 - 5000]] * 2, facts=contract("20 EUR/h"), vendor_fees=[10_000] * 2
    )
    found = worth(cheap, dear)
    assert found is not None
    even = found.break_even["vendors.partner.amount"]
    assert (even.span.mean, even.unit, even.pays) == (pytest.approx(10), "EUR per hour", "from")
    by_call = run(
        "calls", [[-9000.0]] * 2, facts=contract("5 EUR", "per_call"), vendor_fees=[9000] * 2
    )
    found = worth(cheap, by_call)
    assert found is not None
    assert "vendors.partner.amount" not in found.break_even


@pytest.mark.mechanism("S001-26")
def test_the_break_even_credit_is_that_of_a_segment_for_a_day_that_is_claimed() -> None:
    """Half is claimed: 100 days due are 50 x 8 EUR. Without them 400 are spent more: 8 EUR."""
    sla = {"credit": "8 EUR/day", "claimed": 0.5}
    homes = {"customers": {"homes": {"count": 10, "sla": sla}}}
    late = run(
        "late", [[-400.0]] * 2, facts=homes, credit_days_due=[100] * 2, sla_credits=[400] * 2
    )
    soon = run("soon", [[-400.0]] * 2, facts=homes, credit_days_due=[0] * 2, sla_credits=[0] * 2)
    found = worth(late, soon)
    assert found is not None
    even = found.break_even["customers.homes.sla.credit"]
    assert (even.span.mean, even.unit, even.pays) == (pytest.approx(8), "EUR per day", "from")


def missed(values: list[float], points: list[float], label: str = "good") -> RunResult:
    """A run in which no fine is paid, whatever is missed."""
    return run(label, [[one] for one in values], points_missed=points)


def test_a_break_even_is_told_only_where_something_is_established_to_be_avoided() -> None:
    """6, 7 and 8 points fewer are fewer; 9 fewer, 1 more and 3 fewer may be no fewer."""
    bad = missed([0.0] * 3, [10, 10, 10], "bad")
    sure, unsure = missed([-30.0] * 3, [4, 3, 2]), missed([-30.0] * 3, [1, 11, 7])
    assert fine_of(sure, bad).established
    assert not fine_of(unsure, bad).established
    fine = "the fine for each point missed (regulator.fine_per_point_missed)"
    assert f"It pays as long as {fine} is at least 4.29 EUR (" in told(bad, sure)
    assert told(bad, unsure).endswith(
        "The break-even of regulator.fine_per_point_missed is not established."
    )


def test_who_pays_at_any_price_does_so_by_the_whole_interval() -> None:
    """It is better by 30 without a fine, or by 30, 0 and 3; or by what rounding leaves."""
    bad = missed([0.0] * 3, [10, 10, 10], "bad")
    fine = "the fine for each point missed (regulator.fine_per_point_missed)"
    any_fine = f"It pays whatever {fine} is."
    assert told(bad, missed([30.0, 30.0, 30.0], [4, 3, 2])).endswith(any_fine)
    assert f"Whether it pays whatever {fine} is, is not established" in told(
        bad, missed([30.0, 0.0, 3.0], [4, 3, 2])
    )
    level = [1e6, 1e6, 1e6]
    noise = missed([one - 1e-10 for one in level], [4, 3, 2])
    even = fine_of(noise, missed(level, [10, 10, 10], "bad"))
    assert (even.span.mean, even.span.low, even.span.high) == (0, 0, 0)


def told(reference: RunResult, other: RunResult) -> str:
    return worth_sentences(compared([reference, other]))[0]


@pytest.mark.mechanism("S001-10")
def test_a_comparison_ranks_by_cost_and_by_net_value() -> None:
    runs = [
        run(name, [[value], [value]], cost_to_serve=[cost, cost])
        for name, cost, value in (("own", 30, 50), ("cheap", 10, 20), ("near", 20, 60))
    ]
    found: Comparison = compared(runs)
    assert found.ranking == {
        "cost_to_serve": ["cheap", "near", "own"],
        "net_value": ["near", "own", "cheap"],
    }
    assert found.to_json()["ranking"] == found.ranking
    assert worth_sentences(found)[-1] == (
        "The best first, by cost to serve: cheap, then near, then own; "
        "by net value: near, then own, then cheap."
    )
    assert [one["scenario"] for one in found.to_json()["worth"]] == ["cheap", "near"]


@pytest.mark.mechanism("S001-10")
def test_an_order_says_between_whom_it_is_not_established() -> None:
    """Near is worth 1 ± 2.5 more than own, which is no order; cheap is worth 30 less than both."""
    runs = [
        run(name, [[one] for one in values], cost_to_serve=[cost] * 3)
        for name, cost, values in (
            ("own", 30, [50.0, 50, 50]), ("cheap", 10, [20.0, 21, 20]), ("near", 20, [51.0, 50, 52])
        )
    ]  # fmt: skip
    found = compared(runs)
    assert found.ranking["net_value"] == ["near", "own", "cheap"]
    assert found.to_json()["not_told_apart"] == {
        "cost_to_serve": [["cheap"], ["near"], ["own"]],
        "net_value": [["near", "own"], ["cheap"]],
    }
    assert worth_sentences(found)[-1].endswith(
        "by net value: near and own (not told apart), then cheap."
    )


def test_the_chance_of_a_loss_of_a_run_has_an_interval_too() -> None:
    """Two of four runs make a loss."""
    found = run("risky", [[1.0], [-1.0], [2.0], [-2.0]], losses=[0, 1, 0, 1])
    loss = found.estimates["loss_chance"]
    assert (loss.mean, loss.low, loss.high) == pytest.approx((0.5, 0.15, 0.85), abs=0.005)
    sure = run("sure", [[1.0]] * 4, losses=[0] * 4).estimates["loss_chance"]
    assert (sure.mean, sure.low) == (0, 0)
    assert sure.high == pytest.approx(0.49, abs=0.005)


@pytest.mark.mechanism("S001-10")
def test_a_comparison_tells_the_months_of_margin_up_to_which_the_cheaper_pays() -> None:
    """It saves 300 and 260, and loses 20 a month of margin more: at fourteen months it is even."""
    own = run("own", [[-120.0 - 500], [-120.0 - 500]], margin_lost=[120, 120])
    cheap = run("cheap", [[-360.0 - 200], [-360.0 - 240]], margin_lost=[360, 360])
    found = worth(own, cheap)
    assert found is not None
    months = found.break_even["measures.margin_months"]
    assert (months.span.mean, months.pays) == (pytest.approx(14), "up to")
    margin = "the margin that a leaver takes along (measures.margin_months)"
    told = worth_sentences(compared([own, cheap]))[0]
    assert f"It pays as long as {margin} is at most 14" in told


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_of_gains_has_a_line_and_a_band_for_each_scenario(dark: bool) -> None:
    runs = [run(name, [[value] * 4, [value + 1] * 4]) for name, value in (("old", 1), ("new", 3))]
    figure = payback_figure(gains_frame(compared(runs)), dark=dark)
    band, line, mark = figure.data
    assert line.name == "new"
    assert list(line.x) == [1, 2, 3, 4]
    assert list(line.y) == [2, 4, 6, 8]
    assert len(band.x) == 8
    assert (list(mark.x), list(mark.y), mark.text) == ([1], [0], ("week 1",))
    assert "n = 2" in figure.layout.yaxis.title.text
    names = [picture.name for picture in pictures(compared(runs))]
    assert "payback" in names


def two_ways(cheaper: float) -> Comparison:
    """A vendor at 10 EUR an hour for 600 hours beside own people, two replications."""
    vendor = {"vendors": {"partner": {"fee": "per_hour", "amount": "10 EUR/h"}}}
    own = run("own", [[1000.0], [1010.0]], cost_to_serve=[9000.0, 9010], net_value=[1000.0, 1010])
    other = run(
        "vendor", [[1000.0 + cheaper], [1012.0 + cheaper]], facts=vendor, vendor_fees=[6000.0] * 2
    )
    return compared([own, other])


def test_the_break_even_table_has_interval_count_and_what_is_asked() -> None:
    table = break_even_table(two_ways(600.0))
    row = table.iloc[0]
    assert row["What"] == "price of the vendor (vendors.partner.amount)"
    assert row["Worth more"].startswith("up to 11.0 EUR per hour (")
    assert "n = 2" in row["Worth more"]
    assert row["In the scenario"] == "10.0 EUR/h"


def test_the_ranking_table_has_a_shared_place_for_those_not_told_apart() -> None:
    apart = ranking_table(two_ways(600.0))["By net value"]
    assert [cell.split("\n\n")[0] for cell in apart] == ["1 vendor", "2 own"]
    alike = ranking_table(two_ways(0.0))["By net value"]
    assert [cell.split("\n\n")[0] for cell in alike] == ["1= vendor", "1= own"]
    assert all("n = 2" in cell for cell in alike)


def test_told_briefly_a_worth_leaves_prices_and_order_to_the_tables() -> None:
    (sentence,) = worth_sentences(two_ways(600.0), briefly=True)
    assert "EUR per hour" not in sentence
    assert "n = 2" in sentence


def test_cost_stands_against_value_as_differences_from_the_reference() -> None:
    frame = differences_frame(made_up_comparison(2), headline=False)
    known = frame[frame["metric"] == "cost_per_resolution"]
    both = pd.concat([known.assign(metric=name) for name in ("cost_to_serve", "net_value")])
    reference, other = cost_value_figure(both).data
    assert (reference.x[0], reference.y[0], reference.name) == (0, 0, LABELS[0])
    assert other.name == LABELS[1]
    assert "n = 10" in other.hovertemplate
    assert other.error_x.array is not None


def test_the_page_draws_cost_against_value_as_paired_differences() -> None:
    made = made_up_comparison(2)
    price = next(one for one in made.differences if one.metric == "cost_per_resolution")
    money = [replace(price, metric=name) for name in ("cost_to_serve", "net_value")]
    shown = {one.name: one for one in pictures(replace(made, differences=money))}
    assert shown["value"].caption.endswith(f"beside {LABELS[0]}")
    reference, other = shown["value"].figure(False).data
    assert (reference.x[0], reference.y[0]) == (0, 0)
    assert other.error_y.array is not None
    assert "value" not in {one.name for one in pictures(made)}
