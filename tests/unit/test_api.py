"""The functions as a library: short in a notebook, tables on demand, one for many, errors."""

from pathlib import Path

import pytest

import ccsim
from ccsim.errors import UsageError
from made_up import tiny_scenarios

MORE = "teams.desk.headcount=+1"


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return tiny_scenarios(tmp_path) / "one_agent.yaml"


def test_what_comes_back_is_told_in_a_line(one: Path) -> None:
    assert repr(ccsim.load(one, [MORE])) == f"Loaded({str(one)!r}, sets=[{MORE!r}])"
    assert repr(ccsim.check(one)) == f"[CheckResult({str(one)!r}, 0 faults)]"
    found = ccsim.compare(one, sets=[MORE], replications=2, workers=1)
    changed = "'one_agent with desk.headcount=+1'"
    assert repr(found) == f"Comparison('one_agent', {changed}; 2 replications, seed 1)"
    many = len(found.reference.estimates)
    assert repr(found.reference) == (
        f"RunResult('one_agent', 2 replications, seed 1, compiled, {many:,} estimates)"
    )
    why = ccsim.explain(one, sets=[MORE], replications=2, workers=1)
    assert repr(why).startswith(f"Explanation({changed} against 'one_agent', 1 lever, ")


def test_numbers_come_as_a_table_with_intervals_and_counts(one: Path) -> None:
    found = ccsim.compare([one], sets=[MORE], replications=2, workers=1)
    table = found.reference.to_frame()
    wait = table[(table["metric"] == "mean_wait_s") & (table["slice"] == "")]
    estimate = found.reference.estimates["mean_wait_s"]
    assert wait[["mean", "low", "high", "n", "unit"]].values.tolist() == [
        [estimate.mean, estimate.low, estimate.high, 2, "s"]
    ]
    differences = found.to_frame()
    assert len(differences) == len(found.differences)
    assert {"metric", "mean", "low", "high", "n", "verdict"} <= set(differences.columns)


def test_one_text_is_one_setting(one: Path) -> None:
    assert ccsim.load(one, MORE).scenario == ccsim.load(one, [MORE]).scenario
    run = ccsim.run(one, sets=MORE, weeks=1, replications=1, workers=1)
    assert run.scenario.teams["desk"].people == 2


def test_mistakes_are_exceptions(one: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        ccsim.compare(one.with_name("none.yaml"), sets=MORE)
    with pytest.raises(UsageError, match="give --set"):
        ccsim.compare(one)
