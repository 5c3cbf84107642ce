"""A verdict held against its doubts: a small desk whose outcome hangs on one of them."""

from pathlib import Path

import pytest

from ccsim.experiments.compare import compare
from ccsim.experiments.robustness import robustness
from ccsim.experiments.robustness_result import Robustness
from ccsim.report.robustness import notes
from ccsim.report.robustness_page import robustness_page
from made_up import made_up_scenario

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


@pytest.mark.parametrize("metric", ["abandon_rate", "wait_sd_s"])
def test_as_they_stand_is_the_difference_that_a_comparison_finds(
    desks: tuple[Path, Path], metric: str
) -> None:
    """With the same luck; also where a metric is no ratio of totals, as a standard deviation."""
    (verdict,) = ask(desks, worlds=8, metrics=[metric]).verdicts
    compared = compare(desks, replications=10, workers=1)
    wanted = next(one for one in compared.differences if one.metric == metric)
    found = verdict.as_they_stand
    assert (found.mean, found.low, found.high, found.n) == pytest.approx(
        (wanted.mean, wanted.low, wanted.high, wanted.n)
    )


def test_net_values_are_not_compared_where_only_one_names_margins() -> None:
    """One of them would seem to be worth all that its customers bring in."""
    named, other = made_up_scenario(), made_up_scenario(1)
    consumer = other.customers["consumer"].model_copy(update={"margin": None})
    bare = other.model_copy(update={"customers": {"consumer": consumer}})
    asked = {"worlds": 8, "doubts": ["customers.consumer.redials=0.3..0.6"], "workers": 1}
    found = robustness(named, bare, metrics=["net_value", "mean_wait_s"], **asked)
    assert found.undefined == ("net_value",)
    assert [one.metric for one in found.verdicts] == ["mean_wait_s"]
    assert "names margins of its customers" in " ".join(notes(found))


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
