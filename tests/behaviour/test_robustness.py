"""A verdict held against its doubts: a small desk whose outcome hangs on one of them."""

from pathlib import Path

import pytest

from ccsim.experiments.robustness import robustness
from ccsim.experiments.robustness_result import Robustness
from ccsim.report.robustness_page import robustness_page

DESK = """
why: A small desk.
calendar: {{days: 1}}
queues:
  calls:
    teams: [front]
    hours: "08:00-18:00"
    patience: {{exponential: 5m}}
    talk: {{exponential: 4m}}
    forecast: {{rate: 30/h}}
teams:
  front: {{headcount: {agents}, hours: "08:00-18:00"}}
"""


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Path, Path]:
    """Three agents, and two who do the same."""
    paths = tmp_path / "three.yaml", tmp_path / "two.yaml"
    for path, agents in zip(paths, (3, 2), strict=True):
        path.write_text(DESK.format(agents=agents))
    return paths


def ask(desks: tuple[Path, Path], **more: object) -> Robustness:
    """How many hang up, where the pace of all agents and the patience of callers are in doubt."""
    wishes = ["teams.front.talk_factor=0.5..1.5", "queues.calls.patience=3m..8m"]
    options = {"worlds": 40, "metrics": ["abandon_rate"], "doubts": wishes, "workers": 1, **more}
    return robustness(*desks, **options)


def test_fewer_agents_are_worse_in_every_world_and_pace_matters_most(
    desks: tuple[Path, Path],
) -> None:
    found = ask(desks)
    (verdict,) = found.verdicts
    assert (verdict.wins.count, verdict.n, verdict.agreed) == (0, 40, True)
    assert verdict.verdict == "worse"
    assert verdict.as_they_stand.n == 10
    first = verdict.matters[0]
    assert first.doubt.name == "teams.front.talk_factor"
    assert first.effect.established
    assert first.effect.swing.mean > 0
    assert verdict.luck is not None
    assert verdict.luck.mean < 1


def test_the_same_question_has_the_same_answer_and_is_known_from_the_store(
    desks: tuple[Path, Path], tmp_path: Path
) -> None:
    first = ask(desks, worlds=12, root=tmp_path / "runs")
    again = ask(desks, worlds=12, root=tmp_path / "runs")
    assert first.to_json() == again.to_json()
    assert (first.kept, again.kept) == (0, 44)
    other = ask(desks, worlds=12, seed=2)
    assert other.to_json()["verdicts"] != first.to_json()["verdicts"]


def test_an_interrupt_keeps_the_worlds_that_are_done(desks: tuple[Path, Path]) -> None:
    def stop(done: int, _: int) -> None:
        if done == 20 + 2 * 9:
            raise KeyboardInterrupt

    found = ask(desks, progress=stop)
    assert (found.stopped, found.worlds, found.asked) == (True, 8, 40)
    assert found.verdicts[0].n == 8

    def stop_early(done: int, _: int) -> None:
        if done == 22:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(desks, progress=stop_early)


def test_a_doubt_that_turns_the_verdict_is_found_with_its_value(
    desks: tuple[Path, Path],
) -> None:
    """The two are another team, whose own pace decides whether they do better than the three."""
    _, two = desks
    two.write_text(two.read_text().replace("front:", "quick:").replace("[front]", "[quick]"))
    found = robustness(
        *desks,
        worlds=40,
        metrics=["abandon_rate"],
        doubts=["teams.quick.talk_factor=0.3..1.2", "queues.calls.patience=4m..6m"],
        workers=1,
    )
    (verdict,) = found.verdicts
    first = verdict.matters[0]
    assert 0 < verdict.wins.count < 40
    assert first.doubt.name == "teams.quick.talk_factor"
    assert first.effect.flip.word == "flips"
    at, low, high = (float(text) for text in first.flips_at or ())
    assert 0.5 < low <= at <= high < 0.9
    assert "figure-flip-0" in robustness_page(found)
