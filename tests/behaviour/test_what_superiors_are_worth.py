"""What help, authority and the way up are worth, measured: the same customers, the same luck."""

from copy import deepcopy
from typing import Any

import pytest

from ccsim.experiments.replicate import run
from ccsim.experiments.telling import Teller
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName
from playing import play, scenario_of

Numbers = dict[str, float | None]

WEEKS: dict[str, Any] = {
    "calendar": {"start": "2026-01-05", "weeks": 4},
    "customers": {
        "homes": {
            "count": 3_000,
            "gives_up": 0.2,
            "repeat_delay": {"exponential": "1d"},
            "leaving": {"monthly": 0.02, "broken_promise": 2.0},
        }
    },
    "needs": {
        "bill": {
            "per_customer_year": 5,
            "queue": "calls",
            "authority": "adjust",
            "talk": {"exponential": "5m"},
        }
    },
    "queues": {
        "calls": {"teams": ["agents"], "hours": "08:00-20:00"},
        "managers": {"teams": ["managers"], "hours": "08:00-20:00"},
    },
    "teams": {
        "agents": {
            "headcount": 30, "authority": "inform", "knowledge": 0.8, "pay": "20 EUR/h",
        },
        "managers": {"headcount": 10, "pay": "40 EUR/h"},
    },
    "operating_model": {"escalation_queue": "managers", "fake_supervisor_time": "2m"},
}  # fmt: skip
"""Ample staff; agents may inform, managers may do anything."""


def numbers(engine: EngineName, **groups: dict[str, Any]) -> Numbers:
    """The metrics of these weeks with other facts, given by group and path."""
    document = deepcopy(WEEKS)
    for group, facts in groups.items():
        for path, value in facts.items():
            *parents, last = path.split(".")
            place = document[group]
            for parent in parents:
                place = place[parent]
            place[last] = value
    found = run(scenario_of(document), replications=1, workers=1, engine=engine).estimates
    return {name: one.mean for name, one in found.items()}


def number(found: Numbers, name: str) -> float:
    value = found[name]
    assert value is not None, name
    return value


@pytest.mark.mechanism("S001-19")
@pytest.mark.mechanism("S001-29")
@pytest.mark.mechanism("S001-36")
@pytest.mark.mechanism("E-TRF-04")
def test_a_real_way_up_resolves_and_a_fake_one_only_takes_time(engine: EngineName) -> None:
    """The three settings of one lever; where nobody may act, a fake adds nothing but time."""
    none, fake, real = (
        numbers(engine, operating_model={"escalation": way, "superiors": {"discovered": 0.5}})
        for way in ("none", "fake_supervisor", "real")
    )
    assert number(none, "resolution_rate") == number(fake, "resolution_rate") == 0
    assert number(real, "resolution_rate") > 0.9
    assert number(fake, "aht_s") > number(none, "aht_s") + 60
    assert number(real, "escalation_rate") > 0.3
    assert number(real, "superior_reached_rate") == 1
    assert number(fake, "superior_reached_rate") == 0
    # Half of the fakes are found out, are remembered as broken promises, and drive people away.
    assert number(fake, "fakes_discovered") / number(fake, "superiors_asked") == pytest.approx(
        0.5, abs=0.05
    )
    assert number(fake, "churn_rate") > number(none, "churn_rate") > 0


@pytest.mark.mechanism("S003-06")
@pytest.mark.mechanism("E-TRF-05")
def test_whether_a_superior_is_there_and_what_one_may_do_are_two_levers(
    engine: EngineName,
) -> None:
    """A third are there when asked: the lever and the answer in the log agree."""
    real: dict[str, Any] = {"escalation": "real"}
    seldom = numbers(engine, operating_model=real | {"superiors": {"available": 0.35}})
    idle = numbers(
        engine,
        operating_model=real | {"superiors": {}},
        teams={"managers.authority": "inform"},
    )
    assert number(seldom, "superior_reached_rate") == pytest.approx(0.35, abs=0.03)
    assert 0 < number(seldom, "true_fcr") < 0.5
    assert number(idle, "superior_reached_rate") == 1
    assert number(idle, "resolution_rate") == 0


@pytest.mark.mechanism("S002-24")
def test_few_managers_at_the_weekend_make_saturdays_wait_long(engine: EngineName) -> None:
    """Five managers on weekdays, one at weekends: the wait by the hour of the week tells them."""
    found = numbers(
        engine,
        operating_model={"escalation": "real"},
        needs={"bill.per_customer_year": 36},
        teams={
            "managers": {
                "shifts": [
                    {"agents": 5, "hours": "Mo-Fr 08:00-20:00"},
                    {"agents": 1, "hours": "Sa,Su 08:00-20:00"},
                ]
            }
        },
    )
    saturday = number(found, "escalation_wait_s[hour_of_week=Sa 15]")
    assert saturday > 3_600
    assert saturday > 50 * number(found, "escalation_wait_s[hour_of_week=We 15]")
    assert number(found, "escalation_wait_s") > 0


@pytest.mark.mechanism("S003-12")
def test_floor_walkers_raise_resolution_and_cost(engine: EngineName) -> None:
    """Three colleagues on the floor: what they cost is their hours, talk or no talk."""
    walkers = {"count": 3, "hours": "08:00-20:00", "authority": "adjust", "pay": "30 EUR/h"}
    without = numbers(engine)
    helped = numbers(engine, teams={"agents.floor_walkers": walkers | {"time": "3m"}})
    assert number(without, "true_fcr") == 0
    assert number(helped, "true_fcr") > 0.5
    assert number(helped, "floor_walkers_asked") > 500
    assert 0.5 < number(helped, "floor_walker_free_rate") < 1
    hours = 28 * 12
    assert number(helped, "floor_walkers_paid_s") == 3 * hours * 3_600
    added = number(helped, "cost") - number(without, "cost")
    assert added == pytest.approx(3 * hours * 30, rel=1e-9)
    by_team = number(helped, "cost[team=agents]") - number(without, "cost[team=agents]")
    assert by_team == pytest.approx(added)
    assert number(helped, "cost[interval=08:00]") > number(without, "cost[interval=08:00]")
    assert number(helped, "cost[interval=03:00]") == number(without, "cost[interval=03:00]")


@pytest.mark.mechanism("S003-09")
def test_under_full_adherence_first_calls_solve_no_more_than_procedures_cover(
    engine: EngineName,
) -> None:
    """Procedures cover 65 % of the causes; who leaves the script solves the rest too."""
    everything = {"agents.authority": "full", "agents.knowledge": 1.0}
    bound, free = (
        numbers(
            engine,
            needs={"bill.off_script": 0.35},
            teams=everything,
            operating_model={"script_adherence": adherence},
        )
        for adherence in (1.0, 0.0)
    )
    assert number(bound, "true_fcr") == pytest.approx(0.65, abs=0.03)
    assert number(free, "true_fcr") == 1


@pytest.mark.mechanism("S003-10")
def test_consent_on_tape_turns_put_off_calls_into_solved_ones(engine: EngineName) -> None:
    """One question and a recorded authorisation: what the agent knows is solved at once."""
    bound = numbers(engine)
    asked = numbers(
        engine, operating_model={"recorded_consent": {"authority": "adjust", "time": "1m"}}
    )
    assert number(bound, "true_fcr") == 0
    assert number(asked, "true_fcr") == pytest.approx(0.8, abs=0.03)


@pytest.mark.mechanism("S001-16")
def test_what_resolves_is_told_from_words_alone(engine: EngineName) -> None:
    """Agents who may only inform inform; with authority four talks in five resolve."""
    informed = numbers(engine)
    empowered = numbers(engine, teams={"agents.authority": "full"})
    assert number(informed, "resolving_share") == 0
    assert number(informed, "information_only_share") == 1
    assert number(empowered, "resolving_share[team=agents]") == pytest.approx(0.8, abs=0.03)
    assert number(empowered, "resolving_share") + number(
        empowered, "information_only_share"
    ) == pytest.approx(1)


@pytest.mark.mechanism("S003-02")
def test_a_wrong_record_hides_in_so_many_cases_as_its_chance_says(engine: EngineName) -> None:
    """One in five: an agent who may adjust and not override denies the problem."""
    facts = {"bill.data_error": 0.2}
    plain, override = (
        numbers(
            engine,
            needs=facts,
            teams={"agents.authority": "adjust", "agents.knowledge": 1.0, "agents.access": access},
        )
        for access in ("shows", "override")
    )
    assert number(plain, "true_fcr") == pytest.approx(0.8, abs=0.03)
    assert number(override, "true_fcr") == 1


@pytest.mark.mechanism("S001-37")
def test_obstacles_delay_those_who_cancel_and_multiply_their_calls(engine: EngineName) -> None:
    """The same people ask to leave; with obstacles fewer have left, after more calls."""
    able = {"agents.authority": "full", "agents.knowledge": 1.0}
    easy, hard = (
        numbers(
            engine,
            needs={"bill.cancels": True, "bill.obstacles": obstacles},
            teams=able,
            customers={"homes.repeat_delay": {"exponential": "4d"}},
        )
        for obstacles in (0, 3)
    )
    assert number(easy, "obstructed") == 0
    assert number(hard, "obstructed") > 500
    assert number(hard, "churn_rate") < 0.7 * number(easy, "churn_rate")
    assert number(hard, "contacts_per_case") > 2 * number(easy, "contacts_per_case")


@pytest.mark.mechanism("S003-05")
def test_a_way_around_looks_solved_in_the_log_and_is_not(engine: EngineName) -> None:
    """Nobody calls again, and nobody was helped: the two rates of resolution are a world apart."""
    found = numbers(
        engine,
        customers={"homes.gives_up": 1.0},
        operating_model={"workarounds": 1.0},
    )
    assert number(found, "fcr") == 1
    assert number(found, "resolution_rate") == number(found, "true_fcr") == 0


def test_a_journey_tells_who_was_asked_and_what_was_true() -> None:
    """The words of a kept run, for rows that only these levers write."""
    document = deepcopy(WEEKS)
    document["teams"]["agents"]["floor_walkers"] = {"count": 1, "time": "3m"}
    document["needs"]["bill"]["obstacles"] = 1
    document["operating_model"] |= {
        "escalation": "fake_supervisor", "superiors": {"discovered": 1.0}, "workarounds": 0.0,
    }  # fmt: skip
    document["customers"]["homes"]["count"] = 300
    document["departments"] = {"desk": {"staff": 1, "work": {"constant": "1h"}}}
    document["needs"]["bill"]["owner"] = "desk"
    plan = make_plan(scenario_of(document))
    words = " ".join(moment.text for moment in Teller(plan).tell(play(plan, "simpy").log))
    for phrase in (
        "in truth a colleague plays the part",
        "finds out that the superior was a colleague",
        "the agent asks a colleague on the floor, who comes over",
        "is put off by one who may do it",
    ):
        assert phrase in words
