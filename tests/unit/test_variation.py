"""What is written behind `--vary`: values with units, or one message that says what to write."""

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.variation import MOST_POINTS, Variation, parse_variations

DOCUMENT = {
    "operating_model": {"transfer_time": "90s", "ownership": 0.1},
    "teams": {
        "front": {"headcount": {"interval": "1h", "agents": [0, 5, 10]}, "pay": "20 EUR/h"},
        "back": {"headcount": 3},
    },
}


def read(text: str) -> Variation:
    (found,) = parse_variations([text], DOCUMENT)
    return found


@pytest.mark.parametrize(
    ("values", "settings", "unit"),
    [
        ("0.2:0.8:4", ["0.2", "0.4", "0.6", "0.8"], ""),
        ("0.8:0.2:3", ["0.8", "0.5", "0.2"], ""),
        ("2m:10m:5", ["2m", "4m", "6m", "8m", "10m"], "s"),
        ("0:1h30m:3", ["0s", "45m", "1h30m"], "s"),
        ("30s,2m", ["30s", "2m"], "s"),
        ("20 EUR/h:25 EUR/h:3", ["20 EUR/h", "22.5 EUR/h", "25 EUR/h"], "EUR/h"),
        ("90/min:100/min:3", ["90/min", "95/min", "100/min"], "/min"),
    ],
)
def test_quantities_keep_their_unit(values: str, settings: list[str], unit: str) -> None:
    found = read(f"operating_model.ownership={values}")
    assert [value.setting for value in found.values] == settings
    assert found.unit == unit
    assert all(value.number is not None for value in found.values)
    assert not found.notices


@pytest.mark.parametrize(
    ("values", "settings", "labels"),
    [
        ("inform,adjust", ['"inform"', '"adjust"'], ["inform", "adjust"]),
        ("null, {says: 2d}", ["null", '{"says": "2d"}'], ["none", "says 2d"]),
        ('Mo-Su 08:00-22:00,"Mo-Fr 08:00-20:00; PH off"', None,
         ["Mo-Su 08:00-22:00", "Mo-Fr 08:00-20:00; PH off"]),
        ("[a, b],[a]", ['["a", "b"]', '["a"]'], ["a, b", "a"]),
    ],
)  # fmt: skip
def test_a_list_may_hold_what_set_takes(
    values: str, settings: list[str] | None, labels: list[str]
) -> None:
    found = read(f"operating_model.authority={values}")
    assert [value.label for value in found.values] == labels
    assert settings is None or [value.setting for value in found.values] == settings
    assert any(value.number is None for value in found.values)


def test_numbers_of_people_are_rounded_and_each_is_taken_once() -> None:
    found = read("teams.back.headcount=1:3:5")
    assert [value.setting for value in found.values] == ["1", "2", "3"]
    (notice,) = found.notices
    assert "teams.back.headcount is a whole number; rounded, 3 of 5 values: 1, 2, 3" in notice


def test_a_value_given_twice_is_taken_once_with_a_word() -> None:
    found = read("operating_model.ownership=0.1,0.2,0.10")
    assert [value.setting for value in found.values] == ["0.1", "0.2"]
    assert "2 of 3 values are different" in found.notices[0]


def test_multiples_are_of_the_scenarios_own_value() -> None:
    agents = read("teams.front.headcount.agents=x0.5:x1.5:3")
    assert [value.setting for value in agents.values] == ["[0, 3, 5]", "[0, 5, 10]", "[0, 8, 15]"]
    assert [value.label for value in agents.values] == ["× 0.5", "× 1", "× 1.5"]
    assert agents.unit == "×"
    assert read("teams.front.headcount.agents=-50%:+50%:3").values == agents.values
    pay = read("teams.front.pay=x0.9,x1.1")
    assert [value.setting for value in pay.values] == ['"18 EUR/h"', '"22 EUR/h"']


def test_two_facts_make_two_variations() -> None:
    found = parse_variations(
        ["teams.back.headcount=2,3", "operating_model.ownership=0,1"], DOCUMENT
    )
    assert [one.path for one in found] == ["teams.back.headcount", "operating_model.ownership"]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([], "nothing to vary"),
        (["a"], "'a' cannot be read: write PATH=A:B:N"),
        (["a="], "cannot be read"),
        (["=1:2:3"], "cannot be read"),
        (["a=1"], "gives one value"),
        (["a=1:2"], "does not say how many values: write PATH=A:B:N, such as a=1:2:5"),
        (["a=1:2:1"], "'1' is not how many values"),
        (["a=1:2:1e3"], "'1e3' is not how many values"),
        (["a=1:2:-3"], "'-3' is not how many values"),
        (["a=1:2:9999"], f"from 2 to {MOST_POINTS}"),
        (["a=2:2:3"], "A and B must differ"),
        (["a=7,7"], "gives one value, 7"),
        (["a=[1,2"], "cannot be read"),
        (["a=2m:3:4"], "mixes no unit and s: write all values in one unit"),
        (["a=20 EUR/h,30 USD/h"], "mixes EUR/h and USD/h"),
        (["a=x1,2"], "mixes"),
        (["a=+1:+3:3"], "+1 more than what?"),
        (["a=5,+2"], "+2 more than what?"),
        (["a=1:1e999:3"], "gives one value"),
        (["a=x1,b"], "either all values are multiples"),
        (["operating_model.script=x1,x2"], "does not name it, so there is nothing to change"),
        (["teams.front.headcount=x1,x2"], "go on to one of teams.front.headcount.interval, "),
        (["a=1,2", "b=1,2", "c=1,2"], "--vary is given 3 times: a sweep varies one path or two"),
        (["a=1,2", "a=3,4"], "one holds the other"),
        (["a=1,2", "a.b=3,4"], "one holds the other"),
        (["a=1:9:100", "b=1:9:100"], "that makes 10,000 points"),
    ],
)  # fmt: skip
def test_what_makes_no_sweep_is_told_with_what_would(texts: list[str], words: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_variations(texts, DOCUMENT)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
