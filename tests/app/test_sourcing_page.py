"""Sourcing: four ways to answer for the firm, on worlds that are played in no time."""

import re
from pathlib import Path
from typing import Any

import pytest

from app_pages import changed, jobs, opened
from ccsim.experiments.sourcing import DOUBTS
from ccsim.figures.numbers import unbroken
from ccsim.report.facts import range_of
from ccsim.ui import questions
from tiny_worlds import tiny_ways


@pytest.fixture
def ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the four ways, each a desk of one."""
    monkeypatch.chdir(tmp_path)
    return tiny_ways(tmp_path)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is asked of the engines, which do not answer."""
    requests: list[Any] = []

    def compare_kept(paths: Any, request: Any, _root: Path, progress: Any) -> Any:
        requests.append(request)
        raise KeyboardInterrupt

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    return requests


def test_the_four_ways_stand_by_cost_beside_by_net_value(ways: Path) -> None:
    app = opened("sourcing", replications="2")
    assert not app.error
    ranking = app.table[0].value
    assert list(ranking.columns) == ["By cost to serve", "By net value"]
    assert "Offshore" in ranking["By cost to serve"].iloc[0]
    assert all(unbroken("n = 2") in cell for column in ranking for cell in ranking[column])
    assert any("The best first" in text.value for text in app.markdown)
    turns = app.table[1].value.set_index("Scenario")
    price = turns[turns["What"].str.startswith("price of the vendor")]
    assert list(price.index) == ["Onshore", "Colocated", "Offshore"]
    assert price["Worth more"].str.contains(unbroken("n = 2")).all()
    assert app.code[0].value.startswith("ccsim compare runs/in_house-")
    folders = [word for word in app.code[0].value.split() if word.startswith("runs/")]
    assert all(Path(folder).is_dir() for folder in folders)


def test_ways_that_are_left_out_are_not_asked_and_one_alone_is_a_message(
    ways: Path, asked: list[Any]
) -> None:
    app = opened("sourcing", ways=["Offshore", "In-house"])
    assert asked[-1].own_sets == ((), ())
    assert [job.asked.paths[0].stem for job in jobs(app)] == ["in_house"]
    app = opened("sourcing", ways=["Offshore"])
    assert "Choose two or more" in app.info[0].value
    assert not jobs(app)


def test_why_and_doubts_can_be_asked_of_the_ways_as_they_are_assumed(ways: Path) -> None:
    link = {"ways": ["In-house", "Onshore"], "replications": "2"}
    app = opened("sourcing", **link, view="Why")
    assert "Find out which rule is worth what" in [one.label for one in app.button]
    app = changed(app, lambda page: page.button_group(key="view").set_value("Doubts"))
    assert "Find out whether it survives" in [one.label for one in app.button]


def test_another_price_is_asked_of_that_way_alone_and_stands_in_the_link(
    ways: Path, asked: list[Any]
) -> None:
    app = opened("sourcing")
    assert asked[-1].own_sets == ((), (), (), ())
    key = "offshore.vendors.vendor.amount.per_hour"
    app = changed(app, lambda page: page.text_input(key=key).set_value("14 EUR/h"))
    assert asked[-1].own_sets == ((), (), (), ("vendors.vendor.amount=14 EUR/h",))
    assert "14 EUR/h" in app.query_params[key]
    opened("sourcing", **{key: "14 EUR/h"})
    assert asked[-1].own_sets == ((), (), (), ("vendors.vendor.amount=14 EUR/h",))


def test_another_price_model_comes_with_prices_of_its_kind(ways: Path, asked: list[Any]) -> None:
    opened("sourcing", **{"vendors.vendor.fee": "per_call"})
    fee = "vendors.vendor.fee=per_call"
    in_house, *vendors = asked[-1].own_sets
    assert in_house == ()
    assert [sets[0] for sets in vendors] == [fee] * 3
    assert vendors[0][1] == "vendors.vendor.amount=3.65 EUR"


def test_a_price_that_no_study_has_is_called_an_assumption(ways: Path, asked: list[Any]) -> None:
    said = [one.value for one in opened("sourcing").caption]
    assert unbroken("Price: 15 to 22 EUR/h (E-CST-02)") in said
    assert not [one for one in said if "no study" in one]
    said = [one.value for one in opened("sourcing", **{"vendors.vendor.fee": "per_call"}).caption]
    assert unbroken("Price: 20 to 32 EUR/h (E-CST-02)") in said
    assert len([one for one in said if one.startswith("Price: an assumption, no study")]) == 3


def test_every_doubt_has_a_range_and_says_whose_it_is() -> None:
    for own in DOUBTS.values():
        for doubt in own:
            if doubt.span:
                assert re.match(r"E-[A-Z]+-\d+$|assumption", doubt.source), doubt
            else:
                assert re.search(r" to .* \((E|S)\d*-", range_of(doubt.like or doubt.path)), doubt


@pytest.mark.parametrize(
    "link",
    [
        {"vendors.vendor.fee": "per_smile"},
        {"in_house.teams.front.turnover.yearly": "-3"},
        {"in_house.teams.front.turnover.yearly": "nan"},
    ],
)
def test_a_link_that_says_what_cannot_be_changes_nothing(
    ways: Path, asked: list[Any], link: dict[str, str]
) -> None:
    app = opened("sourcing", **link)
    assert not app.error
    assert asked[-1].own_sets == ((), (), (), ())


def test_a_price_that_cannot_be_read_is_a_message(ways: Path, asked: list[Any]) -> None:
    key = "onshore.vendors.vendor.amount.per_hour"
    app = changed(opened("sourcing"), lambda page: page.text_input(key=key).set_value("cheap"))
    assert "vendors.vendor.amount" in app.error[0].value
