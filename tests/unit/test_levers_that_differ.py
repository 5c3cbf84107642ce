"""Which levers lie between two scenarios, and that all of them together lead there."""

from pathlib import Path

import pytest

from ccsim.experiments.levers import Lever, changed, facts_of, find_levers
from ccsim.spec.loading import Loaded, load, scenario_of
from ccsim.spec.writing import fingerprint
from shipped import SCENARIOS

BASE = """
name: Base
calendar: {days: 2}
queues:
  line: {teams: [desk], hours: "08:00-20:00", talk: {exponential: 3m}, patience: {exponential: 2m},
         forecast: {rate: 20/h}}
teams:
  desk: {headcount: 2, pay: 20 EUR/h}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE)
    return tmp_path


def patched(place: Path, name: str, patch: str, base: str = "base.yaml") -> Loaded:
    file = place / f"{name}.yaml"
    file.write_text(f"base: {base}\npatch:\n{patch}")
    return load(file)


def between(reference: Loaded, other: Loaded) -> list[str]:
    """The names of the levers, which are held to lead from one to the other."""
    found = find_levers(reference.scenario, other.scenario, reference, other)
    assert fingerprint(turned(reference, found)) == fingerprint(other.scenario)
    return [lever.name for lever in found]


def turned(reference: Loaded, levers: list[Lever]) -> object:
    changes = [change for lever in levers for change in lever.changes]
    return scenario_of(changed(facts_of(reference.scenario), changes), "turned")


def test_the_keys_of_the_patch_are_the_levers(place: Path) -> None:
    patch = "  teams.desk.headcount: 3\n  queues.line.talk: {constant: 2m}\n"
    other = patched(place, "other", patch)
    assert between(load(place / "base.yaml"), other) == ["teams.desk.headcount", "queues.line.talk"]
    assert between(other, load(place / "base.yaml")) == ["teams.desk.headcount", "queues.line.talk"]


def test_two_patches_of_one_base_differ_in_the_keys_of_both(place: Path) -> None:
    one = patched(place, "one", "  teams.desk.headcount: 3\n  queues.line.lines: 5\n")
    two = patched(place, "two", "  queues.line.lines: 5\n  teams.desk.pay: 30 EUR/h\n")
    assert between(one, two) == ["teams.desk.pay", "teams.desk.headcount"]


def test_keys_of_all_files_down_to_the_common_one_count(place: Path) -> None:
    patched(place, "middle", "  teams.desk.headcount: 3\n")
    top = patched(place, "top", "  teams.desk.pay: 30 EUR/h\n", "middle.yaml")
    assert between(load(place / "base.yaml"), top) == ["teams.desk.headcount", "teams.desk.pay"]


def test_a_key_within_another_and_within_a_distribution_is_no_lever_of_its_own(
    place: Path,
) -> None:
    patch = "  queues.line.talk: {lognormal: {mean: 2m, sigma: 1}}\n"
    patch += "  queues.line.talk.lognormal.mean: 4m\n  queues.line.patience.constant: 1m\n"
    other = patched(place, "other", patch)
    assert between(load(place / "base.yaml"), other) == ["queues.line.talk", "queues.line.patience"]


def test_a_rule_where_the_base_names_no_operating_model_is_a_lever_by_itself(place: Path) -> None:
    patch = "  operating_model.ownership: 0.5\n  operating_model.shared_notes: 0.3\n"
    other = patched(place, "other", patch)
    names = ["operating_model.ownership", "operating_model.shared_notes"]
    assert between(load(place / "base.yaml"), other) == names


def test_without_a_common_base_entries_of_nouns_are_levers(place: Path) -> None:
    text = BASE.replace("headcount: 2", "headcount: 3").replace(
        "desk: {", "second: {headcount: 1}\n  desk: {"
    )
    text = text.replace("teams: [desk]", "teams: [desk, second]")
    text += "operating_model: {ownership: 0.5, shared_notes: 0.3}\n"
    (place / "whole.yaml").write_text(text)
    assert between(load(place / "base.yaml"), load(place / "whole.yaml")) == [
        "queues.line",
        "teams.desk",
        "teams.second",
        "operating_model.shared_notes",
        "operating_model.ownership",
    ]


def test_what_is_written_otherwise_and_means_the_same_is_no_lever(place: Path) -> None:
    patch = "  queues.line.talk: {exponential: 180s}\n  teams.desk.headcount: 4\n"
    other = patched(place, "other", patch)
    assert between(load(place / "base.yaml"), other) == ["teams.desk.headcount"]


@pytest.mark.parametrize(
    ("reference", "other", "count"),
    [
        ("scripted_call_center", "solution_center", 7),
        ("scripted_call_center", "pit_stop", 4),
        ("solution_center", "pit_stop", 11),
        ("scripted_call_center", "wear_them_down", 27),
        ("in_house", "offshore_outsourcing", 11),
        ("theory/erlang_a", "theory/erlang_c", 1),
    ],
)
def test_levers_of_shipped_scenarios_lead_from_one_to_the_other(
    reference: str, other: str, count: int
) -> None:
    both = (load(SCENARIOS / f"{name}.yaml") for name in (reference, other))
    assert len(between(*both)) == count
