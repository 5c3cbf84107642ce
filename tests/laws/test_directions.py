"""Which way things go: more agents, shorter talks, more patience, more lines, more demand.

Caller by caller only where theory says so: in one queue, first come first served, in which nobody
hangs up. Elsewhere in the mean, with common luck: no paired difference may be established (its
95 % interval wholly on one side) in the wrong direction.
"""

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import Loaded, load
from directions import SMALL, Way, assert_goes
from playing import play
from shipped import SCENARIOS

THEORY_DAY = ("calendar.days=1", "calendar.warm_up_days=0")
STAFF = ("billing", "network", "provisioning", "retention")


def waits(*sets: str) -> dict[tuple[int, int], int]:
    """The wait of every caller of Erlang C who is answered, by who and case."""
    scenario = load(SCENARIOS / "theory" / "erlang_c.yaml", [*THEORY_DAY, *sets]).scenario
    log = play(make_plan(scenario)).log
    answered = log.event == Event.CONTACT_ANSWERED
    callers = zip(log.who[answered].tolist(), log.case[answered].tolist(), strict=True)
    return dict(zip(callers, log.value[answered].tolist(), strict=True))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["teams.agents.headcount=11"], ["teams.agents.headcount=12"]),
        (["teams.agents.headcount=12"], ["teams.agents.headcount=13"]),
        (
            ["teams.agents.headcount=11"],
            ["teams.agents.headcount=11", "queues.calls.talk.exponential=2m50s"],
        ),
    ],
    ids=["a twelfth agent", "a thirteenth agent", "shorter talks"],
)
def test_nobody_waits_longer_in_one_queue_without_hanging_up(
    before: list[str], after: list[str]
) -> None:
    longer, shorter = waits(*before), waits(*after)
    assert len(longer) > 4_000
    assert longer.keys() <= shorter.keys()
    differences = np.array([shorter[caller] - wait for caller, wait in longer.items()])
    assert differences.max() == 0
    assert differences.min() < 0


def theory(name: str, *sets: str) -> Loaded:
    return load(SCENARIOS / "theory" / f"{name}.yaml", sets)


def scripted(*sets: str) -> Loaded:
    return load(SCENARIOS / "scripted_call_center.yaml", [*SMALL, *sets])


def test_more_agents_shorten_the_wait_and_lose_fewer_callers() -> None:
    fewer, more = (
        theory("erlang_a", "calendar.days=2", f"teams.agents.headcount={n}") for n in (10, 11)
    )
    ways: dict[str, Way] = {"mean_wait_s": "down", "abandon_rate": "down", "service_level": "up"}
    assert_goes(fewer, more, ways, 5)


def test_patient_callers_hang_up_less() -> None:
    patience = "queues.calls.patience.exponential="
    ways: dict[str, Way] = {"abandon_rate": "down", "mean_wait_s": "up"}
    short, long = (
        theory("erlang_a", "calendar.days=2", "teams.agents.headcount=9", patience + mean)
        for mean in ("2m", "4m")
    )
    assert_goes(short, long, ways, 5)


def test_more_lines_turn_fewer_callers_away() -> None:
    few, many = (theory("erlang_b", "calendar.days=2", f"queues.calls.lines={n}") for n in (12, 14))
    assert_goes(few, many, {"blocked": "down", "blocked_rate": "down"}, 5)


def test_more_demand_lengthens_the_wait() -> None:
    quiet, loud = (
        theory("erlang_c", "calendar.days=2", f"queues.calls.forecast.rate={rate}/min")
        for rate in ("3.3", "3.9")
    )
    assert_goes(quiet, loud, {"arrivals": "up", "mean_wait_s": "up", "occupancy": "up"}, 5)


def test_those_who_dial_again_add_to_the_calls() -> None:
    seldom, often = (
        theory(
            "redial",
            "calendar.days=2",
            "teams.agents.headcount=8",
            f"queues.calls.forecast.redials={chance}",
        )
        for chance in (0.3, 0.7)
    )
    assert_goes(seldom, often, {"arrivals": "up", "redials": "up", "mean_wait_s": "up"}, 5)


def test_more_staff_in_the_departments_resolves_sooner_and_keeps_more_promises() -> None:
    more = [f"departments.{name}.staff={n}" for name, n in zip(STAFF, (6, 40, 5, 3), strict=True)]
    ways: dict[str, Way] = {
        "promises_kept": "up",
        "time_to_resolve_s": "down",
        "resolution_rate": "up",
    }
    assert_goes(scripted(), scripted(*more), ways, 4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "ways"),
    [
        (
            "teams.front.headcount=3",
            "teams.front.headcount=5",
            {"mean_wait_s": "down", "abandon_rate": "down", "contacts_per_case": "down"},
        ),
        (
            "customers.consumer.patience.weibull.mean=8m",
            "customers.consumer.patience.weibull.mean=20m",
            {"abandon_rate": "down"},
        ),
        ("queues.front.lines=4", "queues.front.lines=8", {"blocked": "down"}),
        (
            "customers.consumer.count=20000",
            "customers.consumer.count=26000",
            {"arrivals": "up", "mean_wait_s": "up", "abandon_rate": "up"},
        ),
        (
            "customers.consumer.redials=0.2",
            "customers.consumer.redials=0.9",
            {"redials": "up", "arrivals": "up", "mean_wait_s": "up"},
        ),
        (
            "departments.network.staff=13",
            "departments.network.staff=40",
            {"promises_kept": "up", "time_to_resolve_s": "down", "churn_rate": "down"},
        ),
    ],
    ids=["agents", "patience", "lines", "demand", "redials", "department staff"],
)
def test_the_scripted_call_centre_goes_the_way_it_must(
    before: str, after: str, ways: dict[str, Way]
) -> None:
    assert_goes(scripted(before), scripted(after), ways, 10)
