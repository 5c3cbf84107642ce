"""Sourcing: four ways to answer for the firm, on worlds that are played in no time."""

import re
from pathlib import Path
from typing import Any

import pytest

from app_pages import changed, opened
from ccsim.experiments.sourcing import DOUBTS, SPANS
from ccsim.report.facts import range_of
from ccsim.ui import questions

IN_HOUSE = """\
name: In-house
why: There for a test.
calendar: {days: 14, warm_up_days: 0, start: 2026-01-05}
customers:
  homes: {count: 300, margin: 15 EUR/month, redials: 0.5, leaving: {monthly: 0.05}}
needs:
  billing: {per_customer_year: 20, queue: care, talk: {exponential: 6m}}
queues:
  care: {teams: [front]}
teams:
  front: {headcount: 1, hours: "Mo-Su 08:00-20:00", pay: 25 EUR/h, turnover: {yearly: 0.2}}
"""
VENDOR = """\
base: in_house.yaml
name: {name}
why: There for a test.
patch:
  vendors.vendor: {{fee: per_hour, amount: {price} EUR/h}}
  teams.front.employer: vendor
  teams.front.pay: null
  teams.front.talk_factor: {slower}
"""


@pytest.fixture
def ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the four ways, each a desk of one."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "scenarios"
    folder.mkdir()
    stems = next(iter(SPANS.values()))
    (folder / "in_house.yaml").write_text(IN_HOUSE)
    for way, price, slower in (("onshore", 18, 1.2), ("colocated", 20, 1.1), ("offshore", 10, 1.5)):
        text = VENDOR.format(name=way.capitalize(), price=price, slower=slower)
        (folder / f"{stems[way]}.yaml").write_text(text)
    return folder


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
    assert (ranking.index.name, *ranking.columns) == ("By cost to serve", "By net value")
    assert "Offshore" in ranking.index[0]
    assert all("n = 2" in cell for cell in [*ranking.index, *ranking["By net value"]])
    turns = app.table[1].value
    price = turns[turns["What"].str.startswith("price of the vendor")]
    assert list(price.index) == ["Onshore", "Colocated", "Offshore"]
    assert price["Worth more"].str.contains("n = 2").all()
    assert app.code[0].value.startswith("ccsim compare runs/in_house-")
    folders = [word for word in app.code[0].value.split() if word.startswith("runs/")]
    assert all(Path(folder).is_dir() for folder in folders)


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
    assert "Price: 15 to 22 EUR/h (E-CST-02)" in said
    assert not [one for one in said if "no study" in one]
    said = [one.value for one in opened("sourcing", **{"vendors.vendor.fee": "per_call"}).caption]
    assert "Price: 20 to 32 EUR/h (E-CST-02)" in said
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
