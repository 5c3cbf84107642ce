"""One scenario alone, held against itself as `--set` changes it: compare, explain, robustness."""

import json
from pathlib import Path
from typing import Any

import pytest

import ccsim
from ccsim.errors import UsageError
from made_up import tiny_scenarios

ONE = "scenarios/one_agent.yaml"
MORE = "teams.desk.headcount=+1"
LONGER = "queues.line.talk.exponential=+10%"
CHANGED = "one_agent with desk.headcount=+1"
QUICK = ("--replications", "4", "--workers", "1")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tiny_scenarios(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_scenario_is_compared_with_what_the_change_makes_of_it(place: Path, command: Any) -> None:
    code, out, err = command("compare", ONE, "--set", MORE, *QUICK)
    assert code == 0, err
    assert f"{CHANGED} is better in" in out
    assert f"ccsim compare {ONE} --set {MORE} --replications 4 --seed 1" in out
    assert len(list(Path("runs").glob("one_agent-*"))) == 2


def test_it_is_the_same_as_two_files_that_say_so(place: Path, command: Any) -> None:
    """one_agent and two_agents differ in that one agent."""
    changed = json.loads(command("compare", ONE, "--set", MORE, *QUICK, "--json").out)
    written = json.loads(command("compare", ONE, "scenarios/two_agents.yaml", *QUICK, "--json").out)
    assert [one["scenario"] for one in changed["scenarios"]] == ["one_agent", CHANGED]
    told = [
        [(one["metric"], one["mean"], one["verdict"]) for one in found["differences"]]
        for found in (changed, written)
    ]
    assert told[0] == told[1]


def test_a_scenario_beside_itself_is_told_as_such(place: Path, command: Any) -> None:
    code, out, err = command("compare", ONE, ONE, "--set", MORE, *QUICK)
    assert code == 0, err
    told = " ".join(out.split())
    assert "one_agent (2) and one_agent have the same facts, so that nothing can differ" in told


def test_a_change_of_two_scenarios_is_made_in_both(place: Path, command: Any) -> None:
    both = command("compare", ONE, "scenarios/two_agents.yaml", "--set", LONGER, *QUICK, "--json")
    labels = [one["scenario"] for one in json.loads(both.out)["scenarios"]]
    assert labels == ["one_agent", "two_agents"]


def test_it_is_told_which_of_several_lacks_what_is_to_be_changed(place: Path, command: Any) -> None:
    text = Path(ONE).read_text(encoding="utf-8")
    Path("other.yaml").write_text(text.replace("desk", "counter"), encoding="utf-8")
    for verb in ("compare", "explain", "robustness"):
        code, out, err = command(verb, ONE, "other.yaml", "--set", MORE)
        assert (code, out) == (2, "")
        assert "--set: teams.desk.headcount: this path matches nothing" in err
        assert "That is so in other.yaml; --set and --weeks change all of them" in err


def test_kept_runs_are_told_apart_by_the_change_as_well(place: Path, command: Any) -> None:
    command("compare", ONE, "--set", MORE, *QUICK, "--quiet")
    kept = sorted(Path("runs").glob("one_agent-*"))
    code, out, err = command("compare", *kept, "--quiet")
    assert code == 0, err
    assert CHANGED in out
    code, _, err = command("report", *kept, "-o", "page.html", "--quiet")
    assert code == 0, err
    assert CHANGED in Path("page.html").read_text(encoding="utf-8")


def test_a_change_that_was_made_before_is_named_again(place: Path, command: Any) -> None:
    command("run", ONE, "--set", MORE, *QUICK, "--quiet")
    (kept,) = Path("runs").glob("one_agent-*")
    found = json.loads(command("compare", kept, "--set", MORE, *QUICK, "--json").out)
    assert [one["scenario"] for one in found["scenarios"]] == ["one_agent", CHANGED]


def test_each_of_several_changes_is_a_lever(place: Path, command: Any) -> None:
    code, out, err = command("explain", ONE, "--set", MORE, "--set", LONGER, *QUICK)
    assert code == 0, err
    assert err.startswith("2 levers, turned in all orders")
    assert "team desk: headcount: 1 → 2" in out
    assert "queue line: talk: exponential" in out
    assert f"ccsim explain {ONE} --set {MORE} --set {LONGER} --metric" in out


def test_doubts_are_drawn_beside_a_change(place: Path, command: Any) -> None:
    doubt = ("--doubt", "queues.line.patience=1m..4m", "--worlds", "8", "--workers", "1")
    code, out, err = command("robustness", ONE, "--set", MORE, *doubt, "--metric", "abandon_rate")
    assert code == 0, err
    assert f"{CHANGED} is better in all worlds" in out
    assert f"ccsim robustness {ONE} --set {MORE} " in out


@pytest.mark.parametrize("verb", ["compare", "explain", "robustness"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "give --set PATH=VALUE, or another scenario"),
        (("--set", "teams.desk.headcount=1"), "says teams.desk.headcount=1 already"),
        (("--set", "teams.dsk.headcount=1"), "did you mean 'desk'?"),
    ],
)
def test_without_a_change_there_is_nothing_to_hold_it_against(
    place: Path, command: Any, verb: str, words: tuple[str, ...], told: str
) -> None:
    code, out, err = command(verb, ONE, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert not Path("runs").exists()


def test_the_functions_take_one_scenario_and_changes_too(place: Path) -> None:
    found = ccsim.compare([ONE], sets=[MORE], replications=2, workers=1)
    assert [run.label for run in found.runs] == ["one_agent", CHANGED]
    why = ccsim.explain(ONE, sets=[MORE, LONGER], replications=4, workers=1)
    assert [lever.name for lever in why.levers] == [
        "teams.desk.headcount",
        "queues.line.talk",
    ]
    with pytest.raises(UsageError, match="give --set"):
        ccsim.compare([ONE])


def test_many_changes_are_counted_in_the_label(place: Path) -> None:
    sets = [MORE, LONGER, "queues.line.patience.exponential=x2", "calendar.days=3"]
    found = ccsim.compare([ONE], sets=sets, replications=2, workers=1)
    assert found.runs[1].label == f"{CHANGED}, talk.exponential=+10% and 2 more changes"
