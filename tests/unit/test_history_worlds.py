"""Plausible worlds of a back-test: drawn from a scenario's own ranges, each estimate once."""

import numpy as np
import pytest

from ccsim.errors import UsageError
from ccsim.experiments.history_worlds import plausible_worlds
from ccsim.experiments.prediction import DailyErrors, daily_errors, predicted
from ccsim.spec.scenario import Scenario

FACTS = {
    "name": "Two queues",
    "calendar": {"weeks": 1},
    "demand": {"busy_day_cv": 0.1},
    "queues": {
        name: {
            "teams": ["agents"],
            "talk": {"lognormal": {"mean": "3m", "sigma": 1.0}},
            "wrap_up": {"exponential": "30s"},
            "patience": {"exponential": "5m"},
            "forecast": {"rate": "20/h", "redials": 0.5},
        }
        for name in ("one", "two")
    },
    "teams": {"agents": {"headcount": 5}},
}
SURE = {"source": "counted", "grade": "B"}
EVIDENCE = {
    "queues.one.forecast.scale": {"low": 0.9, "high": 1.1, **SURE},
    "queues.two.forecast.scale": {"low": 0.8, "high": 1.2, **SURE},
    "queues.one.wrap_up": {"low": "20s", "high": "40s", "source": "pauses", "grade": "B"},
    "queues.two.wrap_up": {"low": "20s", "high": "40s", "source": "pauses", "grade": "B"},
    "queues.one.talk": {"low": "170s", "high": "190s", **SURE},
}


def scenario(evidence: dict[str, object]) -> Scenario:
    return Scenario.model_validate({**FACTS, "evidence": evidence})


def test_what_the_scenario_itself_says_nothing_of_stays_as_it_stands() -> None:
    facts = scenario({})
    assert plausible_worlds(facts, 20, seed=1) == ((facts,), ())


def test_one_world_is_the_scenario_as_it_stands() -> None:
    facts = scenario(EVIDENCE)
    assert plausible_worlds(facts, 1, seed=1).scenarios == (facts,)


def test_an_estimate_whose_ends_are_the_same_is_not_drawn() -> None:
    facts = scenario({"demand.busy_day_cv": {"low": 0.1, "high": 0.1, **SURE}})
    assert plausible_worlds(facts, 20, seed=1).doubts == ()


def test_worlds_fill_the_ranges_and_facts_of_one_estimate_are_drawn_together() -> None:
    found = plausible_worlds(scenario(EVIDENCE), 20, seed=1)
    assert set(found.doubts) == set(EVIDENCE)
    levels = np.array(
        [[one.queues[q].forecast.scale for q in ("one", "two")] for one in found.scenarios]
    )
    assert levels.min(axis=0) == pytest.approx([0.9, 0.8], abs=0.02)
    assert levels.max(axis=0) == pytest.approx([1.1, 1.2], abs=0.02)
    # Each of the twenty layers of a range holds one world.
    assert sorted((np.floor((levels[:, 0] - 0.9) / 0.01)).tolist()) == list(range(20))
    assert levels[:, 1] - 1 == pytest.approx(2 * (levels[:, 0] - 1), abs=1e-4)
    pauses = [[one.queues[q].wrap_up.mean_ms for q in ("one", "two")] for one in found.scenarios]
    assert all(one == two for one, two in pauses)
    talks = [one.queues["one"].talk.mean_ms for one in found.scenarios]
    assert abs(np.corrcoef(talks, levels[:, 0])[0, 1]) < 0.6
    assert all(one.queues["two"].talk.mean_ms == 180_000 for one in found.scenarios)


@pytest.mark.parametrize("count", [0, 1001])
def test_so_many_worlds_cannot_be(count: int) -> None:
    with pytest.raises(UsageError, match=f"--worlds {count}: it must lie from 1 to 1,000"):
        plausible_worlds(scenario(EVIDENCE), count, seed=1)


def errors(draws: np.ndarray, outside: int) -> DailyErrors:
    """Those of a history with so many days far outside."""
    history = np.full(draws.shape[1], draws.mean())
    history[:outside] = draws.max() + 10
    return daily_errors(predicted(history, draws))


def test_days_outside_together_are_likelier_where_a_world_moves_them_all() -> None:
    """Ten days: by themselves, or all the same in a draw, as in worlds that differ in one level."""
    even = (np.arange(1990) * 0.618034) % 1
    apart, alike = even.reshape(199, 10), np.repeat(even[:199, None], 10, axis=1)
    single, together = errors(apart, 3), errors(alike, 3)
    assert single.inside == together.inside == 7
    assert single.chance == pytest.approx(0.0115, abs=0.002)  # binomial, 3 or more of 10 at 5 %
    assert together.chance == pytest.approx(0.05, abs=0.01)  # one draw in twenty has all outside
