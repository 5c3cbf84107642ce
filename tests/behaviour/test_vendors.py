"""Vendors: what their contracts count, what they are owed for it, and how near they are."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import DUTY, NEEDS_POWER, NO_POWER, UNKNOWN, call, world
from measured import measured


def outsourced(vendor: dict[str, Any], team: dict[str, Any] | None = None) -> dict[str, Any]:
    """Homes that bring 31 EUR a month each, and a vendor whose only agent takes their calls."""
    facts = world({}, {"margin": "31 EUR/month"}, team=DUTY | (team or {}))
    facts["vendors"] = {"partner": vendor}
    return facts


FEES: dict[str, tuple[dict[str, Any], dict[str, float]]] = {
    "per_hour": ({"amount": "20 EUR/h"}, {"vendor_fees": 8 * 20}),
    "per_minute": ({"amount": "2 EUR/min"}, {"vendor_fees": 2 * 5 * 2}),
    "per_call": ({"amount": "3 EUR"}, {"vendor_fees": 2 * 3}),
    "per_resolution": ({"amount": "7 EUR"}, {"vendor_fees": 2 * 7}),
    "fixed": ({"amount": "3100 EUR/month"}, {"vendor_fees": 100}),
}


@pytest.mark.mechanism("S001-28")
@pytest.mark.parametrize("fee", FEES)
def test_a_vendor_is_paid_by_its_contract_and_its_people_are_not_our_cost(
    engine: EngineName, fee: str
) -> None:
    """Two calls of five minutes are answered at once and solved, in a shift of eight hours."""
    terms, lines = FEES[fee]
    facts = outsourced({"fee": fee} | terms)
    found, _ = measured(facts, call() + call("10:00", 2), engine)
    assert {name: found[name] for name in lines} == pytest.approx(lines)
    assert found["own_pay"] == 0
    assert found["cost"] == found["cost[team=agents]"] == pytest.approx(lines["vendor_fees"])
    assert found["cost_to_serve"] == pytest.approx(lines["vendor_fees"])
    assert found["cost_per_resolution"] == pytest.approx(lines["vendor_fees"] / 2)
    facts["teams"]["agents"]["employer"] = "in_house"
    del facts["vendors"]
    own, _ = measured(facts, call() + call("10:00", 2), engine)
    assert own["cost"] == own["own_pay"] == pytest.approx(8 * 25)


def test_an_employer_without_a_contract_is_paid_by_the_hour_like_own_people(
    engine: EngineName,
) -> None:
    facts = outsourced({"fee": "per_hour", "amount": "20 EUR/h"})
    del facts["vendors"]
    found, _ = measured(facts, call(), engine)
    assert found["cost"] == pytest.approx(8 * 25)
    assert "vendor_fees" not in found


@pytest.mark.mechanism("S001-28")
def test_what_is_committed_is_paid_though_it_is_not_used(engine: EngineName) -> None:
    """310 hours a month are ten on this day; eight are worked. Minutes: 62 a month, two a day."""
    hours = {"fee": "per_hour", "amount": "20 EUR/h", "commitment": 310}
    found, _ = measured(outsourced(hours), call(), engine)
    assert found["vendor_fees"] == pytest.approx(8 * 20)
    assert found["vendor_shortfall"] == pytest.approx(2 * 20)
    assert found["cost"] == pytest.approx(10 * 20)
    minutes = {"fee": "per_minute", "amount": "1 EUR", "commitment": 62}
    found, _ = measured(outsourced(minutes), call(), engine)
    assert (found["vendor_fees"], found["vendor_shortfall"]) == (pytest.approx(5), 0)


@pytest.mark.mechanism("S001-28")
def test_a_bonus_rewards_and_a_malus_punishes_the_months_of_a_contract(engine: EngineName) -> None:
    """Of two calls one is answered within 20 s: 0.5 against 0.8 and against 0.2."""
    terms = {"fee": "per_call", "amount": "10 EUR"}
    target = {"measure": "service_level", "bonus": "31 EUR", "malus": "31 EUR"}
    calls = call() + call("09:00", 2)
    strict = outsourced(terms | {"targets": [target | {"share": 0.8}]})
    found, _ = measured(strict, calls, engine)
    assert (found["vendor_bonus"], found["vendor_malus"]) == (0, pytest.approx(30))
    assert found["cost"] == pytest.approx(20 - 30)
    mild = outsourced(terms | {"targets": [target | {"share": 0.2}]})
    found, _ = measured(mild, calls, engine)
    assert (found["vendor_bonus"], found["vendor_malus"]) == (pytest.approx(30), 0)
    assert found["cost"] == pytest.approx(20 + 30)


def test_callers_lost_in_a_vendors_own_queue_count_against_its_service_level(
    engine: EngineName,
) -> None:
    """The second caller hangs up after a minute: one of two is served in time."""
    target = {"measure": "service_level", "share": 1.0, "malus": "31 EUR"}
    facts = outsourced({"fee": "per_call", "amount": "10 EUR", "targets": [target]})
    facts["customers"]["homes"] |= {"patience": {"constant": "1m"}}
    found, _ = measured(facts, call() + call("09:01", 2), engine)
    assert found["vendor_malus"] == pytest.approx(50)
    facts["teams"]["others"] = {"headcount": 0}
    facts["queues"]["calls"] = {"teams": ["agents", "others"]}
    found, _ = measured(facts, call() + call("09:01", 2), engine)
    assert found["vendor_malus"] == 0


PUNCTUAL = {"measure": "service_level", "share": 1.0, "malus": "31 EUR"}


@pytest.mark.mechanism("S001-28")
def test_a_callback_is_paid_and_is_nobodys_wait(engine: EngineName) -> None:
    """At once, after four minutes, and back after nine: one of the two who wait waits too long."""
    facts = outsourced({"fee": "per_call", "amount": "10 EUR", "targets": [PUNCTUAL]})
    facts["queues"]["calls"] = {"callback": {"accepts": 1.0}}
    calls = [*call(), *call("09:01", 2), *call("09:02", 3)]
    found, _ = measured(facts, calls, engine)
    assert found["vendor_fees"] == pytest.approx(3 * 10)
    assert found["vendor_malus"] == pytest.approx(50)


@pytest.mark.mechanism("S001-28")
def test_a_call_that_the_vendor_makes_is_paid_and_is_nobodys_wait(engine: EngineName) -> None:
    """Calls 1 and 2 at once, a status call from 11:05 on at 11:09, and call 3 after six minutes."""
    facts = world(
        segment={"margin": "31 EUR/month"},
        department={"work": {"constant": "3h"}, "promise": {"says": "2h"}, "follows_up": 1.0},
        team=DUTY,
        status_calls="outbound",
        outbound_queue="status",
        follow_up_time="6m",
    )
    facts["queues"]["status"] = {"teams": ["agents"]}
    facts["vendors"] = {"partner": {"fee": "per_call", "amount": "10 EUR", "targets": [PUNCTUAL]}}
    calls = call(back_office=True) + call("11:04", 2) + call("11:06", 3)
    found, _ = measured(facts, calls, engine)
    assert found["vendor_fees"] == pytest.approx(4 * 10)
    assert found["vendor_malus"] == pytest.approx(100 / 3)


@pytest.mark.mechanism("S001-28")
def test_a_vendor_paid_by_the_log_is_paid_for_what_only_seems_solved(engine: EngineName) -> None:
    """The agent does not see what is wrong: the log says closed, in truth nothing is solved."""
    by_log = {"fee": "per_resolution", "amount": "7 EUR"}
    found, _ = measured(outsourced(by_log, UNKNOWN), call(), engine)
    assert (found["resolutions"], found["vendor_fees"]) == (0, pytest.approx(7))
    by_truth = by_log | {"counts_resolved": "truth"}
    found, _ = measured(outsourced(by_truth, UNKNOWN), call(), engine)
    assert found["vendor_fees"] == 0


@pytest.mark.mechanism("S001-28", "S001-11")
def test_a_vendor_paid_by_the_log_is_paid_for_a_note_to_somebody_else(engine: EngineName) -> None:
    """The agent may not touch the fault and writes it down: the log says closed."""
    facts = world(NEEDS_POWER, {"margin": "31 EUR/month"}, department={}, team=DUTY | NO_POWER)
    facts["vendors"] = {"partner": {"fee": "per_resolution", "amount": "7 EUR"}}
    found, _ = measured(facts, call(), engine)
    assert found["vendor_fees"] == pytest.approx(7)
    facts["vendors"]["partner"]["counts_resolved"] = "truth"
    found, _ = measured(facts, call(), engine)
    assert found["vendor_fees"] == 0


def square(near: bool, way_up: bool) -> dict[str, Any]:
    """A vendor's agents: in the company's own house, and with a way up, or not.

    Faults take more power than they have. Bills they do not know; who sits near the department
    feels it to be their own case, and asks there.
    """
    up = {"escalation": "real", "escalation_queue": "experts"}
    escalation = up if way_up else {"escalation": "none"}
    facts = world(
        NEEDS_POWER, {"complains": {"monthly": 1.0}, "repeat_delay": {"constant": "30d"}}, 4,
        {"hours": "09:00-17:00"}, {"knowledge": {"fault": 1.0, "bill": 0.0}} | NO_POWER,
        superiors={}, ownership=1.0 if near else 0.0, **escalation,
    )  # fmt: skip
    del facts["needs"]["fault"]["owner"]
    facts["needs"]["bill"] = facts["needs"]["fault"] | {"authority": "inform", "owner": "network"}
    facts["queues"]["desk"] = {"teams": ["experts"], "hours": "09:00-17:00"}
    return facts | {"regulator": {"queue": "desk"}, "measures": {"follow_up": "1d"}}


@pytest.mark.mechanism("S001-28", "S001-29", "S001-30")
def test_near_and_with_a_way_up_are_two_levers_that_both_move_content_and_complaints(
    engine: EngineName,
) -> None:
    """Each spares one of two customers the complaint to the regulator, and both spare both."""
    calls = [*call(), Call("10:00", 2, segment="homes", kind="bill")]
    complaints, content = {}, {}
    for cell in ((False, False), (True, False), (False, True), (True, True)):
        facts = square(*cell)
        lines = [line for line in told(facts, calls, engine) if "complains to" in line]
        complaints[cell] = [line.split()[2:4] for line in lines]
        satisfied = measured(facts, calls, engine)[0]["satisfaction"]
        assert satisfied is not None
        content[cell] = satisfied
    fault, bill = ["homes", "1"], ["homes", "2"]
    assert complaints == {
        (False, False): [fault, bill], (True, False): [fault], (False, True): [bill],
        (True, True): [],
    }  # fmt: skip
    assert content[False, False] < min(content[True, False], content[False, True])
    assert content[True, True] > max(content[True, False], content[False, True])
