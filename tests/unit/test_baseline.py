"""What Erlang's theories leave out of a scenario, and how much that is worth there."""

from pathlib import Path

import pytest

from ccsim.experiments.baseline import baseline
from ccsim.experiments.left_out import left_out, without_all
from ccsim.report.baseline import sentences
from ccsim.report.terminal import show_baseline
from ccsim.spec.loading import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
DESK = """
name: Busy desk
why: One desk at which many hang up and dial again.
calendar: {days: 3}
queues:
  calls: {teams: [front], talk: {exponential: 3m}, patience: {exponential: 2m},
          forecast: {rate: 1.5/min, redials: 0.6, redial_delay: {exponential: 10m}}}
teams:
  front: {headcount: 4}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.yaml"
    path.write_text(DESK)
    return path


def test_redials_are_what_theory_lacks_here_and_without_them_it_is_right(desk: Path) -> None:
    found = baseline(desk, simulate=True, replications=10, workers=1)
    assert found.worth is not None
    (queue,) = found.worth.queues
    (redials,) = queue.omissions
    assert redials.name == "redials"
    for metric, sign in (("mean_wait_s", 1), ("abandon_rate", 1), ("service_level", -1)):
        worth = redials.worth[metric]
        assert worth.low is not None
        assert worth.high is not None
        assert min(sign * worth.low, sign * worth.high) > 0
        says, bare = queue.theory[metric], queue.bare[metric]
        assert says is not None
        assert bare.mean is not None
        assert bare.low is not None
        assert abs(bare.mean - says) < 3 * (bare.mean - bare.low)
    first, *_ = sentences(queue)
    assert first.startswith("Mean wait: Erlang A says ")
    assert "a gap of +" in first
    assert "Worth most here: redials +" in first


def test_theory_alone_simulates_nothing_and_keeps_its_document(desk: Path) -> None:
    document = baseline(desk).to_json()
    assert "worth" not in document
    assert set(document) == {"scenario", "fingerprint", "queues", "quiet", "leaves_out"}
    assert set(document["queues"][0]) >= {"queue", "busiest", "load_erl", "agents", "theories"}


def test_where_nothing_is_left_out_there_is_nothing_to_be_worth() -> None:
    found = baseline(SCENARIOS / "theory" / "erlang_a.yaml")
    assert found.leaves_out == ()


@pytest.mark.parametrize(
    "name", ["scripted_call_center", "social_first", "theory/tiers", "theory/priorities"]
)
def test_what_is_taken_away_is_gone(name: str) -> None:
    facts = load(SCENARIOS / f"{name}.yaml").scenario
    found = list(left_out(facts))
    assert found
    left = {one.name for one in left_out(without_all(facts, found))}
    # A lever of its own is still there, such as cases; but nobody calls again for them.
    kept = {one.name for one in found if one.neutral is None} | {"repeats", "chasing"}
    assert left <= kept


def test_priorities_are_left_out_and_what_theories_suppose_is_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = baseline(SCENARIOS / "theory" / "priorities.yaml")
    assert any("Some queues go before others" in one for one in found.leaves_out)
    show_baseline(found)
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("Nobody ever gives up, and handle times are exponential.") == 1
    assert said.count("All of them know one queue") == 1
    assert "Nobody's first call goes to middle" in said
    assert "on average" not in said  # the load is the same at all times
