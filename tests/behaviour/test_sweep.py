"""A sweep of a small desk: the numbers are those of runs, and the luck is common to all points."""

from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.replicate import run
from ccsim.experiments.sweep import sweep
from ccsim.experiments.sweep_result import Sweep
from ccsim.spec.loading import load

DESK = """
name: Small desk
calendar: {days: 2}
queues:
  calls: {teams: [front], talk: {exponential: 3m}, patience: {exponential: 5m},
          forecast: {rate: 1/min}}
teams:
  front: {headcount: 3, pay: 20 EUR/h}
"""
AGENTS = "teams.front.headcount"
QUICK = {"replications": 5, "workers": 1}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.yaml"
    path.write_text(DESK, encoding="utf-8")
    return path


def of_agents(desk: Path, values: str = "2:5:4", **settings: object) -> Sweep:
    asked = {"metrics": ["mean_wait_s", "abandon_rate"], "frontier": "total_cost,service_level"}
    return sweep(desk, f"{AGENTS}={values}", **{**QUICK, **asked, **settings})


def test_each_point_has_the_numbers_of_its_run(desk: Path) -> None:
    found = of_agents(desk)
    for agents, point in zip((2, 3, 4, 5), found.points, strict=True):
        alone = run(desk, sets=[f"{AGENTS}={agents}"], replications=5, workers=1)
        assert point.fingerprint == alone.fingerprint
        assert point.estimates == {key: alone.estimates[key] for key in point.estimates}


def test_more_agents_wait_less_and_that_is_established(desk: Path) -> None:
    found = of_agents(desk)
    waits = [point.estimates["mean_wait_s"].mean or 0.0 for point in found.points]
    assert waits == sorted(waits, reverse=True)
    assert [point.own for point in found.points] == [False, True, False, False]
    assert found.reference == 1
    verdicts = [point.differences["mean_wait_s"].verdict for point in found.points if not point.own]
    assert verdicts == ["worse", "better", "better"]
    assert not found.at_reference.differences


def test_a_metric_has_its_unit_whether_or_not_the_first_point_has_it(desk: Path) -> None:
    found = sweep(desk, "teams.front.pay=null,20 EUR/h,24 EUR/h", metrics=["total_cost"], **QUICK)
    first, own, dearer = found.points
    assert (first.estimates["total_cost"].mean, own.own) == (None, True)
    assert dearer.differences["total_cost"].unit == own.estimates["total_cost"].unit == "EUR"


def test_without_the_own_value_the_first_point_is_the_reference(desk: Path) -> None:
    found = of_agents(desk, "5,4")
    assert found.reference == 0
    assert not any(point.own for point in found.points)
    assert found.points[1].differences["mean_wait_s"].reference == "5"


def test_service_costs_money_and_whoever_pays_more_for_the_same_is_dominated(desk: Path) -> None:
    vary = [f"{AGENTS}=2:4:3", "teams.front.pay=20 EUR/h,24 EUR/h"]
    found = sweep(desk, vary, frontier="total_cost,service_level", replications=5, workers=1)
    assert [point.label for point in found.points[:2]] == ["2, 20 EUR/h", "2, 24 EUR/h"]
    assert found.frontier is not None
    assert found.frontier.efficient == [0, 2, 4]
    dear = [place for place in found.frontier.places if not place.efficient]
    assert all(place.established for place in dear)
    assert all(place.point - 1 in place.beside for place in dear)


def test_a_value_without_effect_gives_the_same(desk: Path) -> None:
    found = sweep(
        desk,
        "teams.front.pay=20 EUR/h,24 EUR/h",
        metrics=["service_level"],
        replications=3,
        workers=1,
    )
    assert found.points[1].differences["service_level"].verdict == "the same"
    assert found.frontier is None  # nobody here has a case to be solved


def test_one_replication_establishes_nothing(desk: Path) -> None:
    found = of_agents(desk, replications=1)
    assert found.tests == 0
    assert found.points[0].differences["mean_wait_s"].verdict == "not established"
    assert found.frontier is not None
    assert not any(place.established for place in found.frontier.places)


def test_what_was_played_is_not_played_again(desk: Path, tmp_path: Path) -> None:
    root = tmp_path / "runs"
    first = of_agents(desk, root=root)
    wider = of_agents(desk, "2:6:5", root=root)
    assert (first.kept, wider.kept) == (0, 4)
    for before, after in zip(first.points, wider.points, strict=False):
        assert before.estimates == after.estimates


def test_a_stop_keeps_the_points_that_are_done(desk: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done == 11:  # the third point is not done
            raise KeyboardInterrupt

    found = of_agents(desk, progress=stop)
    assert found.stopped
    assert [point.label for point in found.points] == ["2", "3"]
    with pytest.raises(KeyboardInterrupt):
        of_agents(desk, progress=lambda *_: stop(11, 0))


def test_the_numbers_do_not_depend_on_the_engine(desk: Path) -> None:
    compiled, simpy = (of_agents(desk, engine=engine) for engine in ("compiled", "simpy"))
    assert compiled.points == simpy.points


def test_facts_that_are_already_loaded_keep_their_changes(desk: Path) -> None:
    found = of_agents(load(desk, [f"{AGENTS}=4"]))
    assert found.at_reference.label == "4"
    with pytest.raises(UsageError, match="pass its path"):
        of_agents(load(desk).scenario)
