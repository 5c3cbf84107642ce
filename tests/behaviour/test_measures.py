"""What is measured: calls, handling, repeats, odysseys, and the two views of one run."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.views import VIEWS, view_of
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName, replicate
from faults import ASKS, NEEDS_POWER, NO_POWER, SPECIAL, UNKNOWN, call, world
from measured import Numbers, measured
from playing import scenario_of

Book = list[str]
A_DAY: dict[str, Any] = {"follow_up": "1d", "repeat_window": "30m", "long_repeat_window": "1d"}


def odyssey(**team: Any) -> dict[str, Any]:
    """Nobody knows the matter: five minutes on the phone, an hour's hope, and again."""
    return world(segment={"repeat_delay": {"constant": "1h"}}, days=2, team={**UNKNOWN, **team}) | {
        "measures": A_DAY
    }


@pytest.mark.mechanism("S001-03")
def test_calls_are_counted_by_customer_and_month(engine: EngineName) -> None:
    """A call every 65 minutes from nine on, for 39 hours: 36 calls of ten customers in two days."""
    numbers, _ = measured(odyssey(), call(), engine)
    assert numbers["arrivals"] == 36
    assert numbers["calls_per_customer_month"] == pytest.approx(36 / 10 / (2 * 12 / 365.2425))
    assert numbers["calls_per_customer_month[segment=homes]"] == numbers["calls_per_customer_month"]


@pytest.mark.mechanism("S001-05")
def test_repeats_are_counted_by_case_within_two_windows(engine: EngineName) -> None:
    """Each call comes an hour after the one before: beyond half an hour, and within a day."""
    numbers, _ = measured(odyssey(), call(), engine)
    assert numbers["contacts_per_case"] == 23  # the 22nd repeat begins after 23 h 50 min
    assert numbers["repeat_rate_7d"] == 0
    assert numbers["repeat_rate_30d"] == 22 / 23


@pytest.mark.mechanism("S002-14")
@pytest.mark.mechanism("S002-15")
@pytest.mark.mechanism("S002-16")
def test_an_odyssey_shows_in_the_tail_of_contacts_time_and_days(engine: EngineName) -> None:
    """One of two cases is solved at once (a way round is found on the second line)."""
    facts = odyssey()
    facts["queues"]["experts"]["teams"] = ["experts"]
    calls = [*call(), Call("09:00", 2, queue="experts", segment="homes")]
    numbers, _ = measured(facts, calls, engine)
    assert numbers["contacts_per_case_max"] == 23
    assert numbers["contacts_per_case_p99"] == 23
    assert numbers["contacts_per_case"] == (23 + 1) / 2
    assert numbers["cases_with_many_contacts"] == 1
    assert numbers["many_contacts_rate"] == 0.5
    assert numbers["customer_time_per_case_max_s"] == 23 * 300
    assert numbers["customer_time_per_case_s"] == (23 + 1) * 300 / 2
    assert numbers["open_time_per_case_max_s"] == 86_400
    assert numbers["open_hours_per_case[kind=fault]"] == pytest.approx((24 + 300 / 3600) / 2)


@pytest.mark.mechanism("S002-15")
def test_how_many_contacts_are_many_is_said_in_the_measures(engine: EngineName) -> None:
    facts = odyssey()
    for many, share in ((23, 1), (24, 0)):
        facts["measures"] = {**A_DAY, "many_contacts": many}
        assert measured(facts, call(), engine)[0]["many_contacts_rate"] == share


@pytest.mark.mechanism("S002-17")
def test_agents_are_counted_by_case_and_by_contact(engine: EngineName) -> None:
    """Five agents in turn, each of whom passes the caller on to the one expert."""
    facts = odyssey(headcount=5)
    facts["needs"]["fault"] |= SPECIAL
    facts["teams"]["experts"] |= UNKNOWN
    facts["operating_model"] = {"transfers": "cold"}
    numbers, _ = measured(facts, call(), engine)
    assert numbers["distinct_agents_per_case"] == 6
    assert numbers["distinct_agents_per_case_max"] == 6
    assert numbers["agents_per_contact"] == 2


@pytest.mark.mechanism("S001-04")
def test_handle_time_is_told_by_kind(engine: EngineName) -> None:
    """Five minutes for a fault, ten for a bill and two of after-call work."""
    facts = world(team={"headcount": 2})
    facts["needs"]["bill"] = facts["needs"]["fault"] | {
        "talk": {"constant": "10m"}, "wrap_up": {"constant": "2m"},
    }  # fmt: skip
    calls = [*call(), Call("09:00", 2, segment="homes", kind="bill")]
    numbers, _ = measured(facts, calls, engine)
    assert numbers["aht_s[kind=fault]"] == 300
    assert numbers["aht_s[kind=bill]"] == 720
    assert numbers["aht_s"] == 510


@pytest.mark.mechanism("S001-07")
@pytest.mark.mechanism("S003-05")
def test_the_same_run_looks_good_to_the_operator_and_bad_to_the_customer(
    engine: EngineName,
) -> None:
    """All are answered at once and shown a way around; nobody's problem is solved."""
    facts = world(need=NEEDS_POWER, segment={"gives_up": 1.0}, days=2, team=NO_POWER)
    facts |= {"measures": A_DAY, "operating_model": {"workarounds": 1.0}}
    calls = [*call("09:00"), *call("10:00", 2), *call("11:00", 3)]
    numbers, _ = measured(facts, calls, engine)
    for good in ("service_level", "fcr", "log_fcr", "log_resolution_rate"):
        assert numbers[good] == 1, good
    assert numbers["asa_s"] == 0
    for bad in ("resolution_rate", "true_fcr"):
        assert numbers[bad] == 0, bad
    assert numbers["satisfaction"] == 10
    assert numbers["open_hours_per_case"] == 24


@pytest.mark.mechanism("S001-07")
def test_each_view_has_metrics_of_its_own() -> None:
    """Two dashboards: the log's numbers are the operator's, what is true is the customer's."""
    operator, customer = VIEWS["operator"], VIEWS["customer"]
    assert {*operator, *customer} <= CATALOGUE.keys()
    assert not set(operator) & set(customer)
    assert {view_of("log_fcr"), view_of("true_fcr")} == {"operator", "customer"}


@pytest.mark.mechanism("S001-39")
def test_a_case_outlives_its_calls_and_no_call_need_be_the_one_that_solves_it(
    engine: EngineName, book: Book
) -> None:
    """Two calls, one case; it is solved between calls, by nobody on the phone.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:15 homes 1 dials (chase)
    11:15 agents 0 answers homes 1 after 0s
    11:18 agents 0 ends with homes 1 after 3m: status given
    11:18 network promises homes 1 again, by 13:18
    13:05 network is done with homes 1 after 4h: cured
    13:05 network keeps its promise to homes 1
    13:05 homes 1 is helped after 4h5m
    """
    facts = world(
        segment=ASKS,
        days=2,
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}},
    ) | {"measures": A_DAY}
    calls = call(back_office=True)
    assert told(facts, calls, engine) == book
    numbers, _ = measured(facts, calls, engine)
    assert (numbers["cases"], numbers["arrivals"], numbers["resolutions"]) == (1, 2, 1)
    assert (numbers["resolution_rate"], numbers["true_fcr"], numbers["log_fcr"]) == (1, 0, 0)


def played(document: dict[str, Any], engine: EngineName) -> Numbers:
    """The metrics of a document as it is, with the luck of the first replication."""
    plan = make_plan(scenario_of(document))
    ledger = Ledger(plan)
    replicate(plan, seed=1, replication=0, engine=engine, listeners=[ledger])
    return values(ledger.finish())


@pytest.mark.mechanism("S002-10")
def test_too_few_agents_at_the_weekend_make_callers_wait_for_an_hour(engine: EngineName) -> None:
    """Twenty calls an hour of six minutes are two agents' work; one alone has a queue of hours."""
    callers = {
        "rate": "20/h", "redials": 0.6, "redial_delay": {"exponential": "20m"},
    }  # fmt: skip
    waits = {}
    for name, start in (("week", "2026-01-05"), ("weekend", "2026-01-10")):
        document = {
            "calendar": {"start": start, "days": 2},
            "queues": {
                "calls": {
                    "teams": ["week", "weekend"],
                    "forecast": callers,
                    "patience": {"exponential": "3h"},
                    "talk": {"exponential": "6m"},
                }
            },
            "teams": {
                "week": {"headcount": 5, "hours": "Mo-Fr 00:00-24:00"},
                "weekend": {"headcount": 1, "hours": "Sa-Su 00:00-24:00"},
            },
        }
        numbers = played(document, engine)
        waits[name] = numbers["wait_p90_s"]
        if name == "weekend":
            assert numbers["redial_rate"] > 0.1
            assert numbers["abandon_rate"] > 0.1
    assert waits["weekend"] >= 3600
    assert waits["week"] < 600
