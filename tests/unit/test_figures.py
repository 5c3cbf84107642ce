"""Figures show every number with its interval, and a scenario always in its own colour."""

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ccsim.figures.colours import CONFIG, DARK, LIGHT, scenario_colours
from ccsim.figures.cost_resolution import cost_resolution_figure
from ccsim.figures.day_profile import day_profile_figure
from ccsim.figures.demand import demand_figure
from ccsim.figures.differences import VERDICT_SYMBOLS, differences_figure
from ccsim.figures.numbers import scale_of, written
from ccsim.figures.outcomes import FATES, outcomes_figure
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.report.frames import differences_frame, estimates_frame
from made_up import LABELS, made_up_comparison, made_up_run

HOUSE = Path(__file__).parents[2]
COMPARISON = made_up_comparison()
ESTIMATES = estimates_frame(COMPARISON.runs)
DIFFERENCES = differences_frame(COMPARISON)


def traces(figure: Any, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def colours_of(figure: Any, name: str) -> set[str]:
    looks = [trace.marker.color or trace.line.color for trace in traces(figure, name)]
    return set(looks)


@pytest.mark.parametrize("dark", [False, True])
def test_a_scenario_has_the_same_colour_in_every_figure(dark: bool) -> None:
    figures = [
        outcomes_figure(ESTIMATES, dark=dark),
        cost_resolution_figure(ESTIMATES, dark=dark),
        day_profile_figure(ESTIMATES, dark=dark),
        differences_figure(DIFFERENCES, dark=dark),
    ]
    for name in LABELS[1:]:
        expected = {scenario_colours(LABELS, dark)[name]}
        assert [colours_of(figure, name) for figure in figures] == [expected] * 4


def test_leaving_the_last_scenario_out_changes_no_colour() -> None:
    assert scenario_colours(LABELS[:2]).items() <= scenario_colours(LABELS).items()


def test_colours_are_those_of_the_app() -> None:
    theme = tomllib.loads((HOUSE / ".streamlit" / "config.toml").read_text())["theme"]
    assert list(LIGHT.series) == theme["light"]["chartCategoricalColors"]
    assert list(DARK.series) == theme["dark"]["chartCategoricalColors"]


def test_every_headline_difference_has_a_marker_an_interval_and_its_verdict_as_a_word() -> None:
    figure = differences_figure(DIFFERENCES)
    assert len(figure.data) == 2 * len(HEADLINES)
    for trace, row in zip(figure.data, DIFFERENCES.to_dict("records"), strict=True):
        assert trace.name == row["scenario"]
        assert trace.text == (row["verdict"],)
        assert trace.marker.symbol == VERDICT_SYMBOLS[row["verdict"]]
        assert trace.error_x.array[0] > 0
        ratio = (row["high"] - row["mean"]) / abs(row["mean"])
        assert math.isclose(trace.error_x.array[0] / abs(trace.x[0]), ratio)


def test_titles_of_differences_are_folded_for_a_narrow_page_and_begin_with_their_panels() -> None:
    figure = differences_figure(DIFFERENCES)
    titles = figure.layout.annotations
    assert max(len(line) for title in titles for line in title.text.split("<br>")) <= 27
    assert titles[1].x == figure.layout.xaxis2.domain[0]
    assert all(shape.x0 == shape.x1 == 0 for shape in figure.layout.shapes)
    assert len(figure.layout.shapes) == len(HEADLINES)


def test_one_replication_gives_markers_without_intervals() -> None:
    figure = differences_figure(differences_frame(made_up_comparison(2, replications=1)))
    assert {trace.error_x.array for trace in figure.data} == {(0,)}
    assert "no interval" in figure.data[0].hovertemplate


def test_outcomes_are_bars_in_percent_with_intervals() -> None:
    figure = outcomes_figure(ESTIMATES)
    assert [bar.name for bar in figure.data] == list(LABELS)
    solved = figure.data[0]
    assert list(solved.y) == list(FATES.values())
    assert math.isclose(solved.x[0], 44.8)
    assert math.isclose(solved.error_x.array[0], 44.8 * 0.03)
    assert "n = 10" in solved.hovertext[0]


def test_all_metrics_of_the_outcomes_are_in_the_catalogue() -> None:
    assert FATES.keys() <= CATALOGUE.keys()


def test_cost_and_resolution_have_intervals_in_both_directions() -> None:
    point = cost_resolution_figure(ESTIMATES).data[1]
    assert (point.x[0], point.y[0]) == (71.2, 8.1)
    assert point.error_x.array[0] > 0
    assert point.error_y.array[0] > 0


def test_the_day_shows_counts_per_day_with_bands() -> None:
    figure = day_profile_figure(ESTIMATES, days=14)
    line = next(trace for trace in traces(figure, LABELS[0]))
    noon = list(line.x).index("12:00")
    key = "arrivals[interval=12:00]"
    assert math.isclose(line.y[noon], (made_up_run().estimates[key].mean or 0) / 14)
    assert len(traces(figure, "95 % interval")) == 2 * len(LABELS)


def test_demand_is_stacked_by_reason_with_intervals() -> None:
    figure = demand_figure(ESTIMATES, days=14)
    first, *failure = figure.data
    assert figure.layout.barmode == "stack"
    assert first.name == "first attempt"
    assert list(first.x) == [650.0] * 3
    assert [bar.name for bar in failure] == [
        "redial after no answer",
        "not solved last time",
        "asks where it stands",
    ]
    assert all(bar.error_x.array[0] > 0 for bar in figure.data)


@pytest.mark.parametrize(
    "draw", [outcomes_figure, cost_resolution_figure, day_profile_figure, demand_figure]
)
def test_a_run_without_customers_gives_an_empty_figure(draw: Any) -> None:
    frame = ESTIMATES[ESTIMATES["metric"] == "occupancy"]
    assert len(draw(frame).data) in {0, len(LABELS)}
    assert all(not len(trace.x) for trace in draw(frame).data)


def test_nothing_is_offered_for_upload() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    assert CONFIG["modeBarButtons"] == [["toImage"]]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.4567, "share", "45.7 %"),
        (0.02, "share per month", "2.00 % per month"),
        (39.0, "s", "39.0 s"),
        (7_200.0, "s", "2.00 h"),
        (12.345, "EUR per case", "12.3 EUR per case"),
        (12_345.0, "contacts", "12,345 contacts"),
        (None, "share", "–"),
        (0.0, "s", "0 s"),
    ],
)
def test_numbers_are_written_with_their_unit(value: float | None, unit: str, text: str) -> None:
    assert written(value, unit) == text


def test_a_number_and_its_interval_have_the_same_decimals() -> None:
    scale = scale_of("share", difference=True)
    assert scale.text(-0.05, signed=True) == "−5.00 points"
    assert scale.span(-0.123, 0.001, mean=-0.05, signed=True) == "−12.30 to +0.10"
    assert scale.span(None, None, mean=0.1) == "no interval"
    assert scale_of("EUR").span(-0.0, 0.5) == "0 to 0.50"


def test_a_row_of_times_is_read_in_one_unit() -> None:
    assert scale_of("s", [93.0, 5.4, 90.0]).unit == "s"
    assert scale_of("s", [432_000.0, 74_500.0, 331_000.0]).unit == "d"
