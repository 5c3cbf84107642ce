"""Months of a change worked out by hand, and how they are drawn."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from ccsim.experiments.compare import Comparison
from ccsim.experiments.learning import Point, learning
from ccsim.experiments.results import RunResult
from ccsim.figures.colours import scenario_colours
from ccsim.figures.learning import learning_figure
from ccsim.metrics.estimates import estimate
from ccsim.metrics.totals import AXES, Totals
from ccsim.report.learning import TITLES, learning_frame, month_table
from ccsim.spec.scenario import Scenario

DAYS = ("2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02")


def run(label: str, **by_day: list[list[float]]) -> RunResult:
    """A run of four days about the end of January, with these sums by replication and day."""
    totals = []
    for number in range(2):
        sums: dict[str, Any] = {axis: {} for axis in AXES}
        sums["day"] = {name: np.array(each[number], float) for name, each in by_day.items()}
        sums["day"]["replications"] = np.ones(len(DAYS))
        sums[""] = {name: one.sum(keepdims=True) for name, one in sums["day"].items()}
        sums[""]["replications"] = np.ones(1)
        labels = dict.fromkeys(AXES, ("",)) | {"day": tuple(f"day={day}" for day in DAYS)}
        totals.append(Totals(labels, sums, "EUR"))
    facts = {"queues": {"calls": {"teams": ["front"]}}, "teams": {"front": {"headcount": 1}}}
    return RunResult(
        scenario=Scenario.model_validate({"name": label, "calendar": {"days": 4}, **facts}),
        source=None, label=label, seed=1, replications=2, engine="compiled", fingerprint="0",
        log_digest="0", totals=tuple(totals), estimates=estimate(totals),
    )  # fmt: skip


BASE = [[10.0, 10, 10, 10]] * 2
COMPARISON = Comparison(
    [
        run("No pit stop", service_level_base=BASE, in_service_level=[[8.0, 8, 8, 8]] * 2),
        run(
            "Pit stop",
            service_level_base=BASE,
            in_service_level=[[6.0, 6, 9, 9], [4.0, 4, 9, 9]],
            causes_fixed=[[0.0, 1, 0, 1], [0.0, 0, 0, 1]],
            trained_reviews=[[0.0, 0, 1, 0]] * 2,
            trained_millionths=[[0.0, 0, 500_000, 0]] * 2,
        ),
    ],
    [],
)


def numbers(panel: str) -> dict[date, Point]:
    return {one.begins: one for one in learning(COMPARISON) if one.panel == panel}


def test_causes_removed_add_up_over_the_months() -> None:
    """One and none by the end of January, two and one by the end."""
    january, february = numbers("causes").values()
    assert (january.mean, february.mean, january.n) == (0.5, 1.5, 2)
    assert (january.begins, january.ends) == (date(2026, 1, 30), date(2026, 1, 31))
    assert january.low == pytest.approx(0.5 - 12.706 * 0.5, abs=0.01)


@pytest.mark.mechanism("S004-15")
def test_the_dip_is_what_service_is_worse_than_without_in_the_same_month() -> None:
    january, february = numbers("dip").values()
    assert january.mean == pytest.approx(-0.3)
    assert february.mean == pytest.approx(0.1)
    assert (february.low, february.high) == (pytest.approx(0.1), pytest.approx(0.1))


def test_a_month_in_which_nothing_is_counted_has_no_number() -> None:
    assert [(one.begins.month, one.mean) for one in numbers("been_there").values()] == [(2, 0.5)]


def test_every_number_in_the_table_has_its_interval_and_count_and_says_what_is_open() -> None:
    table = month_table(COMPARISON, "Pit stop")
    assert list(table.index) == ["Jan 2026", "Feb 2026"]
    assert table.loc["Feb 2026", TITLES["been_there"]] == "50.0 % (50.0 to 50.0, n = 2)"
    dip = table.loc["Jan 2026", TITLES["dip"]]
    assert dip.startswith("−30.0 points")
    assert dip.endswith("n = 2, not established)")


@pytest.mark.parametrize("dark", [False, True])
def test_a_scenario_has_its_colour_of_the_comparison(dark: bool) -> None:
    figure = learning_figure(learning_frame(COMPARISON), "No pit stop", dark=dark)
    lines = [one for one in figure.data if one.name == "Pit stop"]
    colours = scenario_colours(["No pit stop", "Pit stop"], dark)
    assert {one.line.color for one in lines} == {colours["Pit stop"]}
    assert all("n = 2" in text for one in lines for text in one.hovertext)
    assert len(lines) == 3


def test_nothing_to_draw_is_an_empty_figure() -> None:
    assert not learning_figure(learning_frame(Comparison([run("a"), run("b")], [])), "a").data
