"""The waterfall: bars that hang together, with intervals, hollow where nothing is established."""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ccsim.figures.colours import BETTER, WHOLE, WORSE
from ccsim.figures.waterfall import waterfall_figure

COLUMNS = ["words", "mean", "low", "high", "n", "unit", "verdict", "sign"]
ROWS = [
    ("Script", 0.40, 0.38, 0.42, 10, "share", "", ""),
    ("authority: inform → exception", 0.20, 0.18, 0.22, 10, "share", "better", "▲"),
    ("transfers: cold → warm", -0.05, -0.06, -0.04, 10, "share", "worse", "▼"),
    ("notes", 0.01, -0.01, 0.03, 10, "share", "not established", "○"),
    ("Solution", 0.56, 0.55, 0.57, 10, "share", "better", "▲"),
]


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def bars(figure: Any) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "bar"]


def test_each_bar_begins_where_the_last_one_ended_and_the_last_reaches_the_scenario(
    dark: bool,
) -> None:
    figure = waterfall_figure(pd.DataFrame(ROWS, columns=COLUMNS), dark=dark)
    at = 40.0
    for bar in bars(figure):
        assert bar.base[0] == pytest.approx(at)
        at += bar.x[0]
    assert at == pytest.approx(56.0)


def test_every_number_has_its_interval_and_its_count(dark: bool) -> None:
    figure = waterfall_figure(pd.DataFrame(ROWS, columns=COLUMNS), dark=dark)
    shown = [trace for trace in figure.data if trace.hovertemplate]
    assert len(shown) == len(ROWS)
    for trace in shown:
        assert trace.error_x.array[0] == pytest.approx(1.5, abs=0.6)
        assert "n = 10" in trace.hovertemplate
    assert "n = 10" in figure.layout.xaxis.title.text


def test_what_is_not_established_is_hollow_and_says_so(dark: bool) -> None:
    figure = waterfall_figure(pd.DataFrame(ROWS, columns=COLUMNS), dark=dark)
    better, worse, unsure = (bar.marker.color for bar in bars(figure))
    assert (better, worse) == (BETTER, WORSE)
    assert unsure == "rgba(0,0,0,0)"
    (text,) = (trace.text for trace in figure.data if trace.text)
    assert [one.strip() for one in text] == [
        "40.0 %",
        "+20.00 ▲",
        "−5.00 ▼",
        "+1.00 ○",
        "56.0 % (+16.00 ▲)",
    ]


def test_a_part_without_an_interval_is_drawn(dark: bool) -> None:
    rows = [(words, mean, None, None, 1, *rest) for words, mean, _, _, _, *rest in ROWS]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"low": float, "high": float})
    figure = waterfall_figure(frame, dark=dark)
    assert all(bar.error_x.array[0] == 0 for bar in bars(figure))
    assert "no interval" in bars(figure)[0].hovertemplate


def test_the_legend_tells_of_every_kind_of_part_that_there_is(dark: bool) -> None:
    figure = waterfall_figure(pd.DataFrame(ROWS, columns=COLUMNS), dark=dark)
    legend = {trace.name: trace.marker.color for trace in figure.data if trace.showlegend}
    assert legend == {
        "a scenario": WHOLE,
        "▲ better": BETTER,
        "▼ worse": WORSE,
        "○ not established": "rgba(0,0,0,0)",
    }
    few = waterfall_figure(pd.DataFrame([ROWS[0], ROWS[2], ROWS[4]], columns=COLUMNS), dark=dark)
    assert {one.name for one in few.data if one.showlegend} == {"a scenario", "▼ worse"}


# What readers see who lack one kind of cone, of linear RGB: G. M. Machado, M. M. Oliveira and L. A.
# F. Fernandes, IEEE Transactions on Visualization and Computer Graphics 15 (2009), 1291-1298.
SIGHT = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                 [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
LUMINANCE = np.array([0.2126729, 0.7151522, 0.0721750])
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], LUMINANCE, [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> Any:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: Any) -> Any:
    """The colour space in which distances are about as large as they look (CIE 1976)."""
    x, y, z = np.cbrt(np.maximum(XYZ @ np.clip(rgb, 0, 1) / WHITE, 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHT)
def test_better_and_worse_and_scenarios_are_told_apart_by_any_colour_vision(sight: str) -> None:
    """2.3 is a difference that is just noticed; these are more than ten times as far apart."""
    seen = [lab(np.array(SIGHT[sight]) @ linear(one)) for one in (BETTER, WORSE, WHOLE)]
    apart = [float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)]
    assert min(apart) > 23


@pytest.mark.parametrize("page", ["#FFFFFF", "#171715"])
def test_each_colour_of_a_waterfall_stands_out_from_a_light_and_from_a_dark_page(page: str) -> None:
    """A contrast of 3 is what WCAG 2.2 asks of graphics (success criterion 1.4.11)."""
    for colour in (BETTER, WORSE, WHOLE):
        low, high = sorted(float(LUMINANCE @ linear(one)) for one in (colour, page))
        assert (high + 0.05) / (low + 0.05) > 3
