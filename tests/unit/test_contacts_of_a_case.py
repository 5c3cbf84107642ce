"""The tail of the contacts of a case, as a figure."""

from typing import Any

import pandas as pd
import pytest

from ccsim.figures.contacts_of_a_case import contacts_of_a_case_figure


def frame(rows: list[tuple[int, float, float, float]], label: str = "Script") -> pd.DataFrame:
    """Shares of cases with their intervals, by the least number of contacts."""
    columns = ["scenario", "metric", "slice", "mean", "low", "high", "n", "unit"]
    return pd.DataFrame(
        [
            (label, "cases_reaching_rate", f"contacts={least}", mean, low, high, 10, "share")
            for least, mean, low, high in rows
        ],
        columns=columns,
    )


TAIL = frame([(1, 1.0, 1.0, 1.0), (10, 0.01, 0.008, 0.012), (2, 0.4, 0.38, 0.42),
              (20, 0.0004, -0.0001, 0.0009), (30, 0.0, 0.0, 0.0)])  # fmt: skip


@pytest.fixture
def figure() -> Any:
    return contacts_of_a_case_figure(TAIL)


def test_both_axes_are_logarithmic_and_every_known_share_is_a_point(figure: Any) -> None:
    line = next(trace for trace in figure.data if "markers" in trace.mode)
    assert list(line.x) == [1, 2, 10, 20]
    assert list(line.y) == pytest.approx([100, 40, 1, 0.04])
    assert (figure.layout.xaxis.type, figure.layout.yaxis.type) == ("log", "log")


def test_an_interval_that_reaches_nought_goes_to_the_floor(figure: Any) -> None:
    shaded = next(trace for trace in figure.data if trace.fill == "toself")
    assert min(shaded.y) == pytest.approx(0.01)
    assert "0.01 %" in figure.layout.yaxis.ticktext


def test_each_point_says_its_interval_and_count(figure: Any) -> None:
    line = next(trace for trace in figure.data if "markers" in trace.mode)
    assert line.hovertext[1] == "40.0 % (38.0 to 42.0), n = 10"


def test_a_single_replication_has_no_band() -> None:
    alone = TAIL.assign(low=float("nan"), high=float("nan"))
    shaded = next(trace for trace in contacts_of_a_case_figure(alone).data if trace.fill)
    assert not shaded.y


def test_nothing_known_is_an_empty_figure() -> None:
    assert not contacts_of_a_case_figure(frame([(1, float("nan"), 0, 0)])).data


@pytest.mark.parametrize("dark", [False, True])
def test_scenarios_keep_their_colours(dark: bool) -> None:
    both = pd.concat([TAIL, frame([(1, 1.0, 1.0, 1.0), (2, 0.2, 0.1, 0.3)], "Solution")])
    lines = [trace for trace in contacts_of_a_case_figure(both, dark=dark).data if not trace.fill]
    assert [line.name for line in lines] == ["Script", "Solution"]
    assert lines[0].line.color != lines[1].line.color
