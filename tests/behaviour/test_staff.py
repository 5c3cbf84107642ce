"""The search for staff on small worlds, held against trying out everything."""

import itertools
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ccsim.errors import UsageError
from ccsim.experiments import staff_rounds
from ccsim.experiments.staff import staff
from ccsim.experiments.staff_items import Per, holds, one_sided_t, verdict_of
from ccsim.experiments.staff_result import Staffing
from ccsim.experiments.staff_saving import save_scenario
from ccsim.experiments.staff_shifts import Pattern
from ccsim.spec.loading import load
from ccsim.units import HOUR
from playing import scenario_of

SMALL: dict[str, Any] = {
    "calendar": {"days": 1},
    "measures": {"interval": "1h"},
    "queues": {
        "calls": {
            "teams": ["agents"],
            "hours": "00:00-03:00",
            "talk": {"exponential": "4m"},
            "patience": {"exponential": "3m"},
            "forecast": {"interval": "1h", "calls": [20, 60, 30]},
        }
    },
    "teams": {"agents": {"headcount": 8}},
}
PAIR: dict[str, Any] = {
    "calendar": {"days": 1},
    "queues": {
        "plain": {"teams": ["narrow", "wide"], "talk": {"exponential": "1m"},
                  "patience": {"exponential": "2m"}, "forecast": {"rate": "4/min"}},
        "hard": {"teams": ["wide"], "talk": {"exponential": "1m"},
                 "patience": {"exponential": "2m"}, "forecast": {"rate": "3/min"}},
    },
    "teams": {"narrow": {"headcount": 4, "pay": "20 EUR/h"},
              "wide": {"headcount": 4, "pay": "30 EUR/h"}},
}  # fmt: skip
OFTEN = 50


def ask(document: dict[str, Any], *targets: str, **more: Any) -> Staffing:
    wishes = targets or ("service_level>=0.8",)
    more = {"replications": OFTEN, "workers": 1, **more}
    return staff(scenario_of(document), wishes, **more)


def is_enough(found: Staffing, heads: dict[str, list[int]], per: Per) -> bool:
    """Whether a staffing meets the targets under the luck and the rule of the search."""
    question = found.question
    arrays = {name: np.array(agents, np.int64) for name, agents in heads.items()}
    played = question.player.play(arrays, question.replications)
    errors = one_sided_t(question.replications - 1) if per == "interval" else 2.5
    verdicts = [verdict_of(item, played, question.period) for item in question.items]
    return not any(one.is_short(errors).any() for one in verdicts)


def all_of(total: int, least: list[int]) -> Iterator[list[int]]:
    """Every staffing of three hours with so many agents, nowhere below what is needed."""
    for three in itertools.product(*(range(low, total + 1) for low in least)):
        if sum(three) == total:
            yield [*three, *([0] * 21)]


def test_no_staffing_with_fewer_agents_is_enough_in_each_interval() -> None:
    """All staffings with one agent less are tried; more of them taken away is no better."""
    found = ask(SMALL)
    heads = found.teams[0].heads.tolist()
    assert is_enough(found, {"agents": heads}, "interval")
    least = []  # what is needed though all other hours have plenty
    for hour in range(3):
        plenty = [20, 20, 20, *([0] * 21)]
        plenty[hour] = heads[hour]
        while is_enough(found, {"agents": plenty}, "interval"):
            plenty[hour] -= 1
        least.append(plenty[hour] + 1)
    tried = list(all_of(sum(heads) - 1, least))
    assert not [each for each in tried if is_enough(found, {"agents": each}, "interval")]


@pytest.mark.parametrize(
    ("calls", "share", "per"),
    [
        ([8, 8, 8], 0.8, "day"),
        pytest.param([20, 60, 30], 0.8, "day", marks=pytest.mark.slow),
        pytest.param([5, 15, 10], 0.8, "day", marks=pytest.mark.slow),
        pytest.param([22, 13, 15], 0.8, "day", marks=pytest.mark.slow),
        pytest.param([14, 6, 21], 0.7, "week", marks=pytest.mark.slow),
    ],
)
def test_a_day_needs_no_agent_more_than_the_least(calls: list[int], share: float, per: Per) -> None:
    """Of all ways to place one agent less, wherever somebody calls one at least, none is enough.

    Eight calls an hour have three placings of five agents that theory likes alike; fresh luck,
    played a hundred times, leaves each of them in doubt.
    """
    calling = {**SMALL["queues"]["calls"], "forecast": {"interval": "1h", "calls": calls}}
    found = ask({**SMALL, "queues": {"calls": calling}}, f"service_level>={share}", per=per)
    assert found.met
    fewer = list(all_of(int(found.teams[0].heads.sum()) - 1, [1, 1, 1]))
    assert fewer
    assert not [each for each in fewer if is_enough(found, {"agents": each}, per)]


def test_where_agents_are_many_only_the_ladder_is_climbed() -> None:
    """A round for each placing would take long, and one agent of hundreds is no matter."""
    said: list[str] = []
    calls = {**SMALL["queues"]["calls"], "forecast": {"interval": "1h", "calls": [500, 900, 500]}}
    world = {**SMALL, "queues": {"calls": calls}}
    assert ask(world, per="day", replications=5, tell=said.append).rounds < 30
    assert not [words for words in said if "placed" in words]


def test_agents_who_can_do_everything_are_few_and_the_others_fill_up() -> None:
    """Of two teams together, no pair with one agent less is enough, however it is split."""
    found = ask(PAIR, replications=10)
    narrow, wide = (int(team.heads[0]) for team in found.teams)
    assert found.met
    assert narrow > 0  # though all could be of the other team, the plain calls need them not
    together = narrow + wide - 1
    for fewer in range(together + 1):
        heads = {"narrow": [fewer], "wide": [together - fewer]}
        assert not is_enough(found, heads, "interval"), heads


def test_the_cheapest_has_at_most_the_price_of_the_fewest() -> None:
    def price(found: Staffing) -> float:
        return sum(float(team.heads[0]) * (team.price_per_h or 0.0) for team in found.teams)

    fewest, cheapest = (ask(PAIR, replications=10, cheapest=each) for each in (False, True))
    assert price(cheapest) <= price(fewest)
    unpaid = {**PAIR, "teams": {"narrow": {"headcount": 4}, "wide": {"headcount": 4}}}
    with pytest.raises(UsageError, match=r"teams\.narrow\.pay"):
        ask(unpaid, cheapest=True)


def test_what_no_number_of_agents_can_meet_is_refused() -> None:
    """Whoever may help takes a call only after a minute: nobody is answered within 20 s."""
    calls = {**SMALL["queues"]["calls"], "overflow": {"to": "helpers", "after": "1m"}}
    teams = {"agents": {"headcount": 0}, "helpers": {"headcount": 5}}
    world = {**SMALL, "queues": {"calls": calls}, "teams": teams}
    with pytest.raises(UsageError, match=r"cannot be met: with .* is 0 \(00:00, n = "):
        ask(world, teams=["helpers"], replications=10)


def test_an_interval_in_which_nobody_calls_needs_nobody() -> None:
    found = ask(SMALL, replications=10)
    assert found.teams[0].heads[3:].sum() == 0
    assert found.teams[0].heads[:3].min() > 0


def test_each_queue_has_the_target_and_one_may_have_its_own() -> None:
    found = ask(PAIR, "service_level>=0.7", "service_level[queue=hard]>=0.95", replications=10)
    wished = {one.of: one.target for one in found.reached()}
    assert wished == {"plain": "service_level>=0.7", "hard": "service_level[queue=hard]>=0.95"}
    assert found.met


def test_the_scenario_that_carries_the_staff_gives_its_numbers(tmp_path: Path) -> None:
    """It is a base and a patch, with what the command line set, and plays to the same numbers."""
    from ruamel.yaml import YAML

    base = tmp_path / "small.yaml"
    with base.open("w") as file:
        YAML(typ="safe").dump({"name": "Small", **SMALL}, file)
    sets = ["queues.calls.forecast.calls=[25, 45, 25]", "queues.calls.forecast.calls=+5"]
    found = staff(base, ["service_level>=0.8"], sets=sets, replications=30, workers=1)
    saved = tmp_path / "staffed.yaml"
    save_scenario(found, saved)
    again = load(saved)
    assert again.base == base
    assert again.scenario.queues["calls"].forecast == found.scenario.queues["calls"].forecast
    played = found.question.player.play_scenario(
        again.scenario, found.verdicts[0].n, found.fresh_seed
    )
    for one in found.verdicts:
        np.testing.assert_array_equal(
            verdict_of(one.item, played, found.question.period).mean, one.mean
        )
    assert sorted(file.name for file in tmp_path.iterdir()) == ["small.yaml", "staffed.yaml"]


def test_shifts_with_breaks_and_shrinkage_are_judged_when_they_are_what_is_saved(
    tmp_path: Path,
) -> None:
    away = {"agents": {"headcount": 8, "shrinkage": {"planned": 0.25}}}
    found = ask(
        {**SMALL, "teams": away}, shifts=[Pattern(3 * HOUR)], with_shifts=True, replications=20
    )
    team = found.teams[0]
    assert found.judged == "shifts"
    assert (team.scheduled[:3] == np.ceil(team.heads[:3] / 0.75)).all()
    save_scenario(found, tmp_path / "shifts.yaml", "shifts")
    facts = load(tmp_path / "shifts.yaml").scenario.teams["agents"]
    assert facts.headcount is None
    assert facts.shrinkage.planned == 0.25
    assert sum(shift.agents for shift in facts.shifts or []) == team.scheduled.max()


def test_an_interrupt_leaves_what_was_found_so_far() -> None:
    def interrupt(words: str) -> None:
        if words.startswith("round 4"):
            raise KeyboardInterrupt

    found = ask(SMALL, tell=interrupt)
    assert (found.stopped, found.met, found.rounds) == (True, False, 4)
    assert found.teams[0].heads[:3].min() > 0
    assert list(found.reached()) == []
    assert found.to_json()["stopped"] is True


def test_the_same_question_has_the_same_answer_however_many_work() -> None:
    one, two = (ask(SMALL, replications=20, workers=each) for each in (1, 2))
    document = one.to_json()
    assert document == two.to_json()
    assert document == staff(
        scenario_of(SMALL), ["service_level>=0.8"], replications=20, engine="simpy", workers=1
    ).to_json() | {"engine": "compiled"}


def test_a_day_is_met_by_the_worse_end_of_its_interval() -> None:
    for found in (ask(SMALL, per="day", replications=20), ask(SMALL, per="week", replications=20)):
        assert found.met
        assert holds(found.verdicts, found.question.per)
        one = next(found.reached())
        assert one.one_sided is not None
        assert one.mean is not None
        assert one.mean > one.one_sided >= 0.8


@pytest.mark.parametrize(("per", "often"), [("interval", 50), ("day", 12)])
def test_the_last_word_sees_each_interval_often_however_seldom_the_search_did(
    per: Per, often: int
) -> None:
    """Six replications of one day: of an interval that is too little to tell noise from a miss.

    Of a day it is twice as many, or twice what a closer look at few agents took.
    """
    said: list[str] = []
    found = ask(SMALL, per=per, replications=6, tell=said.append)
    closer = re.findall(r"(?:is enough in|which) (\d+) replications", " ".join(said))
    (last,) = {verdict.n for verdict in found.verdicts}
    assert last == max([often, *(2 * int(n) for n in closer)])


def test_a_weekday_that_is_only_there_to_warm_up_is_told() -> None:
    calls = {
        **SMALL["queues"]["calls"],
        "forecast": {"interval": "12h", "calls": [9, 9] * 3 + [5] * 8},
    }
    world = {**SMALL, "queues": {"calls": {**calls, "hours": "24/7"}}}
    with pytest.raises(UsageError, match="measure a week at least"):
        ask({**world, "calendar": {"days": 6, "warm_up_days": 2}})


@pytest.mark.parametrize("target", ["asa_s<=20", "service_level>=0.8", "mean_wait_s<=15"])
def test_nobody_on_the_phones_is_never_enough_where_callers_wait_for_ever(target: str) -> None:
    """Without agents nobody is answered and nobody hangs up: unknown is not met."""
    calls = {**SMALL["queues"]["calls"], "patience": {"constant": "never"}}
    found = ask({**SMALL, "queues": {"calls": calls}}, target, replications=10)
    heads = {"agents": np.array([0] * 24)}
    played = found.question.player.play(heads, 10)
    verdict = verdict_of(found.question.items[0], played, found.question.period)
    assert verdict.is_short(0.0)[:3].all()
    assert verdict.is_short(2.0)[:3].all()
    assert found.teams[0].heads[:3].min() > 0


def test_any_executor_plays_the_rounds_and_finds_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The work of a round is sent out as soon as it is worth it: here, always."""
    world = scenario_of(SMALL)
    quick = {"per": "day", "replications": 12, "workers": 1}
    alone = staff(world, ["service_level>=0.8"], **quick)
    monkeypatch.setattr(staff_rounds, "SMALL_WORK_S", 0.0)
    sent: list[int] = []

    class Pool(ThreadPoolExecutor):
        def submit(self, *args: Any, **kwargs: Any) -> Any:
            sent.append(1)
            return super().submit(*args, **kwargs)

    with Pool(1) as pool:
        found = staff(world, ["service_level>=0.8"], executor=pool, **quick)
    assert sent
    assert found.to_json() == alone.to_json()


def test_a_search_that_was_stopped_goes_on_from_the_rounds_that_were_played(tmp_path: Path) -> None:
    def interrupt(words: str) -> None:
        if words.startswith("round 4"):
            raise KeyboardInterrupt

    quick = {"replications": 20, "root": tmp_path}
    undisturbed = ask(SMALL, replications=20)
    assert ask(SMALL, tell=interrupt, **quick).stopped
    resumed, again, fresh = (ask(SMALL, **quick, fresh=each) for each in (False, False, True))
    assert (resumed.kept, fresh.kept) == (4, 0)
    assert again.kept == again.rounds > 4
    for found in (resumed, again, fresh):
        assert found.to_json() == undisturbed.to_json()
