"""What is made of a scenario's own value by a share or an amount, and what cannot be."""

from pathlib import Path

import pytest

from ccsim.errors import ScenarioError
from ccsim.spec.loading import Loaded, load

BASE = """\
name: A desk
calendar: {days: 2}
queues:
  calls:
    teams: [desk, night]
    talk: {lognormal: {mean: 4m, sigma: 0.9}}
    patience: {exponential: 3m}
    forecast: {rate: 20/h}
teams:
  desk: {headcount: {interval: 12h, agents: [0, 5]}, pay: 20 EUR/h, knowledge: 0.5}
  night: {headcount: 3}
"""
AGENTS = "teams.desk.headcount.agents"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.yaml"
    path.write_text(BASE, encoding="utf-8")
    return path


def at(loaded: Loaded, path: str) -> object:
    """What the composed document says at a path."""
    node: object = loaded.document
    for part in path.split("."):
        assert isinstance(node, dict)
        node = node[part]
    return node


@pytest.mark.parametrize(
    ("path", "change", "value"),
    [
        (AGENTS, "x1.5", [0, 8]),
        (AGENTS, "+1", [0, 6]),
        (AGENTS, "-1", [0, 4]),
        ("teams.night.headcount", "+10%", 3),
        ("teams.night.headcount", "+50%", 5),
        ("teams.night.headcount", "-1", 2),
        ("teams.desk.pay", "-10%", "18 EUR/h"),
        ("teams.desk.pay", "+2.50 EUR/h", "22.5 EUR/h"),
        ("teams.desk.knowledge", "+0.25", 0.75),
        ("queues.calls.talk.lognormal.mean", "+5m", "9m"),
        ("queues.calls.talk.lognormal.mean", "-25%", "3m"),
        ("queues.calls.patience.exponential", "x 0.5", "1m30s"),
        ("queues.calls.patience.exponential", "-30s", "2m30s"),
        ("queues.calls.forecast.rate", "+5/h", "25/h"),
    ],
)
def test_a_change_is_made_of_the_scenarios_own_value(
    desk: Path, path: str, change: str, value: object
) -> None:
    assert at(load(desk, [f"{path}={change}"]), path) == value


def test_changes_follow_one_another(desk: Path) -> None:
    loaded = load(desk, [f"{AGENTS}=x2", f"{AGENTS}=+1"])
    assert at(loaded, AGENTS) == [0, 11]


def test_a_bare_number_with_a_minus_stays_a_value_where_parts_are_counted(desk: Path) -> None:
    with pytest.raises(ScenarioError, match=r"-0\.1 is impossible here"):
        load(desk, ["teams.desk.knowledge=-0.1"])


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("teams.night.pay=x1.1", "does not name it, so there is nothing to change: give a value"),
        ("queues.calls.talk=+10%", "go on to one of queues.calls.talk.lognormal"),
        ("queues.calls.hours=+1", "1 is not a text (write it in quotes)"),
        ("teams.desk.pay=+2", "2 cannot be added to 20 EUR/h: write both in one unit"),
        ("queues.calls.patience.exponential=+1", "1 cannot be added to 3m"),
        ("teams.night.headcount=-4", "headcount"),
        (f"teams.night.headcount=x{'9' * 400}", "is beyond all that can be counted"),
        (f"queues.calls.patience.exponential=x{'9' * 400}", "is beyond all that can be counted"),
        ("teams.nihgt.headcount=+1", "did you mean 'night'?"),
    ],
)
def test_what_cannot_be_changed_is_told_with_its_path(desk: Path, setting: str, words: str) -> None:
    with pytest.raises(ScenarioError) as error:
        load(desk, [setting])
    (fault,) = error.value.faults
    assert words in fault.message
    assert fault.file == "--set"


def test_somebody_may_be_called_x2(desk: Path) -> None:
    loaded = load(desk, ["name=x2", "teams.night.site=x1.1"])
    assert loaded.scenario.name == "x2"
    assert loaded.scenario.teams["night"].site == "x1.1"


def test_a_file_says_values_and_no_changes(desk: Path) -> None:
    child = desk.with_name("child.yaml")
    child.write_text("base: desk.yaml\npatch: {teams.night.headcount: x2}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="is not a whole number"):
        load(child)
