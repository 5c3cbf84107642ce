"""The waterfall: bars that hang together, with intervals, hollow where nothing is established."""

from typing import Any

import pandas as pd
import pytest

from ccsim.figures.colours import scheme
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
    assert (better, worse) == (scheme(dark).better, scheme(dark).worse)
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
