"""What a scenario itself knows of its facts: checked, drawn by robustness, shown, and never played.

A centre of two queues says of one that its talks last from 100 s to 140 s.
"""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ccsim.errors import ScenarioError
from ccsim.experiments.doubts import doubts_of
from ccsim.plan.plan import make_plan
from ccsim.replication import replicate
from ccsim.report.facts import all_facts
from ccsim.spec.loading import Loaded, dump, fingerprint, load
from ccsim.spec.paths import annotation_at

OWN = {
    "queues.a.talk": {"low": "100s", "high": "140s", "source": "our records", "grade": "B"},
    "queues.*.forecast.scale": {"low": 0.9, "high": 1.2, "source": "our records", "grade": "B"},
    "queues.*.forecast.redials": {"low": 0.2, "high": 0.4, "source": "a survey", "grade": "C"},
}


def written(folder: Path, evidence: object) -> Path:
    queue = {"teams": ["agents"], "talk": {"exponential": "120s"}}
    forecast = {"rate": "1/min", "redials": 0.3}
    document = {
        "name": "Two queues", "calendar": {"days": 1},
        "queues": {name: {**queue, "forecast": dict(forecast)} for name in "ab"},
        "teams": {"agents": {"headcount": 4}},
        "evidence": evidence,
    }  # fmt: skip
    path = folder / "two.yaml"
    with path.open("w") as file:
        YAML(typ="safe").dump(document, file)
    return path


@pytest.fixture
def centre(tmp_path: Path) -> Loaded:
    return load(written(tmp_path, OWN))


def test_it_is_drawn_and_goes_before_the_evidence_of_the_spec(centre: Loaded) -> None:
    facts = centre.scenario
    found = {one.name: one for one in doubts_of(facts, facts, ["mean_wait_s"]).doubts}
    assert (found["queues.a.talk"].low, found["queues.a.talk"].high) == (100_000, 140_000)
    assert found["queues.*.forecast.redials"].low == 0.2
    assert found["queues.*.forecast.redials"].source == "a survey"
    scale = found["queues.*.forecast.scale"]
    assert scale.settings(0, 1.0) == {f"queues.{name}.forecast.scale": 1.2 for name in "ab"}
    assert "queues.b.talk" not in found


@pytest.mark.parametrize("knows", [0, 1])
def test_what_one_scenario_knows_of_a_fact_holds_for_both(
    tmp_path: Path, centre: Loaded, knows: int
) -> None:
    """Talks that are as long in both are a doubt about both, whichever file says so."""
    silent = load(written(tmp_path, {}), ["teams.agents.headcount=5"]).scenario
    both = [silent, silent]
    both[knows] = centre.scenario
    found = doubts_of(both[0], both[1], ["mean_wait_s"])
    talk = {one.name: one for one in found.doubts}["queues.a.talk"]
    assert talk.source == "our records"
    assert [[place.path for place in each] for each in talk.places] == [["queues.a.talk"]] * 2
    assert not [path for path in found.decisions if path.startswith("queues")]


@pytest.mark.parametrize("turned", [False, True])
def test_of_paths_that_overlap_the_one_that_names_most_of_the_fact_holds(
    tmp_path: Path, turned: bool
) -> None:
    """In what is drawn as in what is shown, and in whatever order the file has them."""
    own = {
        "queues.*.talk": {"low": "100s", "high": "140s", "source": "queues.*.talk"},
        "queues.a.talk": {"low": "110s", "high": "130s", "source": "queues.a.talk"},
    }
    own = dict(reversed(own.items())) if turned else own
    facts = load(written(tmp_path, own)).scenario
    drawn = {one.name: one for one in doubts_of(facts, facts, ["mean_wait_s"]).doubts}
    assert (drawn["queues.a.talk"].low, drawn["queues.a.talk"].high) == (110_000, 130_000)
    assert drawn["queues.b.talk"].source == "queues.*.talk"
    shown = {one.path: one.source for one in all_facts([facts])}
    assert shown["queues.a.talk"] == "queues.a.talk"
    assert shown["queues.b.talk"] == "queues.*.talk"


def test_it_stands_beside_the_fact_in_reports(centre: Loaded) -> None:
    facts = {one.path: one for one in all_facts([centre.scenario])}
    assert (facts["queues.a.talk"].source, facts["queues.a.talk"].grade) == ("our records", "B")
    assert facts["queues.a.talk"].span == "100s to 140s"
    assert facts["queues.b.forecast.redials"].source == "a survey"
    assert not any(path.startswith("evidence") for path in facts)


def test_it_is_no_fact_and_is_written_down_again(tmp_path: Path, centre: Loaded) -> None:
    bare = load(written(tmp_path, {}))
    assert fingerprint(bare.scenario) == fingerprint(centre.scenario)
    again = tmp_path / "again.yaml"
    again.write_text(dump(centre.scenario))
    assert load(again).scenario.evidence == centre.scenario.evidence


@pytest.mark.parametrize(
    ("path", "low", "high", "told"),
    [
        ("queues.a.talks", "1s", "2s", "no fact of a scenario has this path"),
        ("queues.a.talk", "3m", "2m", "low lies above high"),
        ("queues.a.talk", 100, 140, "cannot be a value of queues.a.talk"),
        ("demand.busy_day_cv", "1m", 0.2, "cannot be a value of demand.busy_day_cv"),
    ],
)
def test_a_range_of_nothing_is_refused(
    tmp_path: Path, path: str, low: object, high: object, told: str
) -> None:
    file = written(tmp_path, {path: {"low": low, "high": high, "source": "nobody"}})
    with pytest.raises(ScenarioError, match=told):
        load(file)


def test_a_value_outside_its_range_is_told_and_played(tmp_path: Path) -> None:
    path = written(tmp_path, OWN)
    assert not load(path).notices
    notices = load(path, ["queues.a.talk={exponential: 3m}"]).notices
    assert any("lies outside 100s to 140s" in notice for notice in notices)
    gone = {"queues.c.talk": {"low": "1s", "high": "2s", "source": "nobody"}}
    notices = load(written(tmp_path, gone)).notices
    assert any("the scenario has no such fact" in notice for notice in notices)


def test_a_scale_multiplies_all_calls(tmp_path: Path) -> None:
    """Twice the scale is twice the rate, call by call."""
    assert annotation_at(["queues", "a", "forecast", "scale"]) is float
    path = written(tmp_path, {})
    rows = [
        replicate(make_plan(load(path, sets).scenario), seed=1, replication=0).rows
        for sets in (
            ["queues.a.forecast.scale=2", "queues.b.forecast.scale=0"],
            ["queues.a.forecast.rate=2/min", "queues.b.forecast.rate=0/min"],
            [
                "queues.a.forecast={calls: [60], interval: 1d, scale: 0}",
                "queues.b.forecast.scale=0",
            ],
        )
    ]
    assert rows[0] == rows[1] > rows[2]
