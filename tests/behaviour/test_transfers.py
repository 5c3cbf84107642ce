"""Passed around: wrong guesses, buck-passing, closed doors, sites, and the same agent again."""

from typing import Any

import numpy as np
import pytest

from by_hand import Call, told
from ccsim.codes import Event
from ccsim.replication import EngineName
from ccsim.rules.transfers import passing_chance
from faults import FULL_TALK, NEEDS_POWER, NO_POWER, SPECIAL, UNKNOWN, call, world
from playing import play_document

Book = list[str]
Facts = dict[str, Any]


def world_of_two(mistaken: float, **levers: Any) -> Facts:
    """Faults are taken for bills: agents send them to the clerks, who know nothing of faults."""
    facts = world(SPECIAL | {"mistaken_for": {"bill": mistaken}}, team=UNKNOWN, **levers)
    bill = {"per_customer_year": 0, "queue": "calls", "specialists": "clerks", "talk": FULL_TALK}
    facts["needs"]["bill"] = bill
    facts["queues"]["clerks"] = {"teams": ["clerks"]}
    facts["teams"]["clerks"] = {"headcount": 1, "knowledge": {"fault": 0.0}}
    return facts


@pytest.mark.mechanism("S002-26")
def test_a_fault_that_is_taken_for_a_bill_goes_to_the_wrong_department_first(
    engine: EngineName, book: Book
) -> None:
    """The clerks find out, and pass the caller on to those who know.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: misdirected
    09:05 homes 1 is passed on to clerks
    09:05 clerks 0 answers homes 1 after 0s
    09:10 clerks 0 ends with homes 1 after 5m: transferred
    09:10 homes 1 is passed on to experts
    09:10 experts 0 answers homes 1 after 0s
    09:15 experts 0 ends with homes 1 after 5m: resolved
    09:15 homes 1 is helped after 15m
    """
    assert told(world_of_two(1.0, transfers="cold"), call(), engine) == book


@pytest.mark.mechanism("S002-26", "S001-35")
def test_who_finds_out_that_it_is_not_theirs_passes_it_back(engine: EngineName, book: Book) -> None:
    """There are no specialists of faults: the caller goes round in a loop.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: misdirected
    09:05 homes 1 is passed on to clerks
    09:05 clerks 0 answers homes 1 after 0s
    09:10 clerks 0 ends with homes 1 after 5m: transferred
    09:10 homes 1 is passed on to calls
    09:10 agents 0 answers homes 1 after 0s
    09:15 agents 0 ends with homes 1 after 5m: misdirected
    09:15 homes 1 is passed on to clerks
    """
    facts = world_of_two(1.0, transfers="warm")
    del facts["needs"]["fault"]["specialists"]
    assert told(facts, call(), engine)[:10] == book


@pytest.mark.mechanism("S002-07")
def test_who_is_no_owner_passes_on_a_caller_whom_they_could_have_helped(
    engine: EngineName, book: Book
) -> None:
    """The agent knows the matter and may act; the experts have nobody to pass it on to.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: passed on
    09:05 homes 1 is passed on to experts
    09:05 experts 0 answers homes 1 after 0s
    09:12 experts 0 ends with homes 1 after 7m: resolved
    09:12 homes 1 is helped after 12m
    """
    facts = world(SPECIAL, transfers="warm", transfer_time="2m", passes_on=1.0)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S002-07")
def test_an_owner_does_not_pass_the_buck(engine: EngineName, book: Book) -> None:
    """Whoever takes the call keeps it.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    """
    facts = world(SPECIAL, transfers="cold", passes_on=1.0, ownership=1.0)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S002-07", "S001-35")
def test_a_circle_of_people_who_pass_the_buck_has_an_end(engine: EngineName) -> None:
    """After a thousand legs the address of luck is full, and whoever has the caller keeps it."""
    need = {"passed_to": ["calls", "experts"], "talk": {"constant": "1s"}}
    log = told(world(need, transfers="cold", passes_on=1.0), call(), engine)
    assert sum(": passed on" in line for line in log) == 1000
    assert log[-1] == "09:16:41 homes 1 is helped after 16m41s"


@pytest.mark.mechanism("S002-26")
def test_a_circle_of_wrong_guesses_has_an_end(engine: EngineName) -> None:
    facts = world_of_two(1.0, transfers="cold")
    facts["customers"]["homes"]["gives_up"] = 1.0
    facts["needs"]["fault"] |= {"specialists": "calls", "talk": {"constant": "1s"}}
    log = told(facts, call(), engine)
    assert sum(": misdirected" in line for line in log) == 500
    assert sum(": transferred" in line for line in log) == 500
    assert log[-1] == "09:16:41 homes 1 gives up after 16m41s"


@pytest.mark.mechanism("S001-34")
def test_a_customer_who_is_passed_on_throws_in_the_towel(engine: EngineName, book: Book) -> None:
    """One pass is enough for this customer; the call log shows one contact, and no repeat.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: passed on
    09:05 homes 1 is off the line after 5m
    09:05 homes 1 gives up after 5m
    """
    facts = world(SPECIAL, {"gives_up_per_pass": 1.0}, transfers="cold", passes_on=1.0)
    log = told(facts, call(), engine, frozenset({Event.CONTACT_ENDED}))
    assert log == book


def closed_experts(**levers: Any) -> Facts:
    facts = world(
        SPECIAL, {"repeat_delay": {"constant": "14h"}}, days=2, team=UNKNOWN, transfers="cold",
        **levers,
    )  # fmt: skip
    facts["queues"]["experts"]["hours"] = "08:00-17:00"
    return facts


@pytest.mark.mechanism("S002-27", "E-TRF-06")
def test_a_caller_who_is_put_through_to_a_closed_department_is_lost(
    engine: EngineName, book: Book
) -> None:
    """The experts went home at five; the customer calls again when they are there.

    18:00 homes 1 dials
    18:00 agents 0 answers homes 1 after 0s
    18:05 agents 0 ends with homes 1 after 5m: transferred
    18:05 homes 1 is put through to experts, where nobody is
    18:05 homes 1 is off the line after 5m
    1d 08:05 homes 1 dials (repeat)
    1d 08:05 agents 0 answers homes 1 after 0s
    1d 08:10 agents 0 ends with homes 1 after 5m: transferred
    1d 08:10 homes 1 is passed on to experts
    1d 08:10 experts 0 answers homes 1 after 0s
    1d 08:15 experts 0 ends with homes 1 after 5m: resolved
    1d 08:15 homes 1 is helped after 14h15m
    1d 08:15 homes 1 is off the line after 10m
    """
    facts = closed_experts(blind_transfers=1.0)
    log = told(facts, call("18:00"), engine, frozenset({Event.CONTACT_ENDED}))
    assert log == book


@pytest.mark.mechanism("S002-27")
def test_a_telephone_with_a_guard_puts_nobody_through_to_a_closed_queue(
    engine: EngineName, book: Book
) -> None:
    """The agent has to give an answer, right or wrong.

    18:00 homes 1 dials
    18:00 agents 0 answers homes 1 after 0s
    18:05 agents 0 ends with homes 1 after 5m: thought resolved
    """
    facts = closed_experts(blind_transfers=1.0, closed_transfer_guard="refuses")
    assert told(facts, call("18:00"), engine)[:3] == book


@pytest.mark.mechanism("S002-28")
def test_an_agent_who_is_caught_does_not_dump_the_next_caller(
    engine: EngineName, book: Book
) -> None:
    """For an hour the agent keeps callers, then passes them on again.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: passed on
    09:05 agents 0 is caught, and behaves for 1h
    09:05 homes 1 is passed on to experts
    09:05 experts 0 answers homes 1 after 0s
    09:10 experts 0 ends with homes 1 after 5m: resolved
    09:10 homes 1 is helped after 10m
    09:10 homes 2 dials
    09:10 agents 0 answers homes 2 after 0s
    09:15 agents 0 ends with homes 2 after 5m: resolved
    09:15 homes 2 is helped after 5m
    10:05 homes 3 dials
    10:05 agents 0 answers homes 3 after 0s
    10:10 agents 0 ends with homes 3 after 5m: passed on
    """
    facts = world(
        SPECIAL, transfers="cold", passes_on=1.0, dumping_detected=1.0, dumping_consequence="1h"
    )
    calls = call() + call("09:10", 2) + call("10:05", 3)
    assert told(facts, calls, engine)[:15] == book


@pytest.mark.mechanism("S002-28", "S002-27")
def test_putting_a_caller_through_to_a_closed_queue_may_be_noticed(
    engine: EngineName, book: Book
) -> None:
    """The next caller gets an answer, right or wrong.

    18:00 homes 1 dials
    18:00 agents 0 answers homes 1 after 0s
    18:05 agents 0 ends with homes 1 after 5m: transferred
    18:05 homes 1 is put through to experts, where nobody is
    18:05 agents 0 is caught, and behaves for 720h
    18:10 homes 2 dials
    18:10 agents 0 answers homes 2 after 0s
    18:15 agents 0 ends with homes 2 after 5m: thought resolved
    """
    facts = closed_experts(blind_transfers=1.0, dumping_detected=1.0)
    assert told(facts, call("18:00") + call("18:10", 2), engine)[:8] == book


@pytest.mark.mechanism("S002-05")
def test_systems_that_fall_apart_cost_time_and_spoil_what_is_entered(
    engine: EngineName, book: Book
) -> None:
    """Half apart: half of two minutes more. What was entered is wrong; notes are not found.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:06 agents 0 ends with homes 1 after 6m: thought resolved
    12:06 homes 1 dials (repeat)
    12:06 agents 0 answers homes 1 after 0s
    12:15 agents 0 ends with homes 1 after 9m: thought resolved
    """
    apart = {"system_fragmentation": 1.0, "fragmentation_time": "1m", "fragmentation_errors": 1.0}
    segment = {"repeat_delay": {"constant": "3h"}}
    facts = world(segment=segment, re_explaining="3m", **apart)
    assert told(facts, call(), engine)[:6] == book


def two_sites(**levers: Any) -> Facts:
    facts = world(department={"site": "abroad", "promise": {"says": "1d"}}, **levers)
    facts["teams"]["experts"]["site"] = "abroad"
    return facts


@pytest.mark.mechanism("S002-06")
def test_a_ticket_takes_its_time_to_another_site(engine: EngineName, book: Book) -> None:
    """Four hours on the way, then an hour of work.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 1d 09:05
    13:05 network has the ticket of homes 1 after 4h
    14:05 network is done with homes 1 after 5h: cured
    14:05 network keeps its promise to homes 1
    14:05 homes 1 is helped after 5h5m
    """
    assert told(two_sites(inter_site_delay="4h"), call(back_office=True), engine) == book


@pytest.mark.mechanism("S002-06")
def test_a_department_works_on_others_while_a_ticket_is_on_its_way(
    engine: EngineName, book: Book
) -> None:
    """The second ticket was opened by a colleague at the department's own site.

    09:05 network gets a ticket for homes 1, by 1d 09:05
    10:05 network gets a ticket for homes 2, by 1d 10:05
    11:05 network is done with homes 2 after 1h: cured
    13:05 network has the ticket of homes 1 after 4h
    14:05 network is done with homes 1 after 5h: cured
    """
    facts = two_sites(inter_site_delay="4h")
    calls = [*call(back_office=True), Call("10:00", 2, "experts", "homes", back_office=True)]
    log = told(facts, calls, engine)
    assert [line for line in log if " network " in line and "promise" not in line] == book


@pytest.mark.mechanism("S002-06")
def test_notes_get_lost_between_two_sites_and_not_within_one(
    engine: EngineName, book: Book
) -> None:
    """The experts abroad ask again: three minutes more, where notes do not reach them.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: transferred
    09:05 homes 1 is passed on to experts
    09:05 experts 0 answers homes 1 after 0s
    09:13 experts 0 ends with homes 1 after 8m: resolved
    09:13 homes 1 is helped after 13m
    """
    facts = world(SPECIAL, team=UNKNOWN, transfers="cold", re_explaining="3m",
                  inter_site_note_loss=1.0)  # fmt: skip
    at_one = told(facts, call(), engine)
    facts["teams"]["experts"]["site"] = "abroad"
    assert told(facts, call(), engine) == book
    assert at_one[:-2] == book[:-2]
    assert "after 5m: resolved" in at_one[-2]


@pytest.mark.mechanism("S002-18")
@pytest.mark.parametrize("affinity", [1.0, 0.0])
def test_a_caller_is_led_back_to_the_agent_who_knows_the_case(
    engine: EngineName, affinity: float
) -> None:
    """Otherwise it is the colleague who has been idle for longer, and all is told again."""
    facts = world(
        NEEDS_POWER, {"repeat_delay": {"constant": "2h"}}, team=NO_POWER | {"headcount": 2},
        shared_notes=0.0, re_explaining="2m", agent_affinity=affinity,
    )  # fmt: skip
    first, again = (
        ("0", "0 ends with homes 1 after 5m") if affinity else ("1", "1 ends with homes 1 after 7m")
    )
    log = told(facts, call(), engine)
    assert log[1] == "09:00 agents 0 answers homes 1 after 0s"
    assert log[4] == f"11:05 agents {first} answers homes 1 after 0s"
    assert f"agents {again}" in log[5]


@pytest.mark.mechanism("S002-18")
def test_a_caller_whose_agent_is_busy_gets_somebody_else(engine: EngineName, book: Book) -> None:
    """Agent 0 talks with homes 2 when homes 1 calls again.

    11:04 homes 2 dials (repeat)
    11:04 agents 0 answers homes 2 after 0s
    11:05 homes 1 dials (repeat)
    11:05 agents 1 answers homes 1 after 0s
    """
    facts = world(
        NEEDS_POWER, {"repeat_delay": {"constant": "1h49m"}}, team=NO_POWER | {"headcount": 2},
        agent_affinity=1.0,
    )  # fmt: skip
    facts["customers"]["homes"]["gives_up"] = 0.0
    log = told(facts, [*call("09:11", 1), *call("09:10", 2)], engine)
    again = [line for line in log if line.startswith(("11:04", "11:05"))]
    assert len(again) == 4
    assert again[1].split()[1:3] != again[3].split()[1:3]


@pytest.mark.mechanism("S002-07")
def test_the_oftener_a_case_was_passed_the_likelier_it_is_passed_again() -> None:
    """As back-office tickets are (E-TRF-03): .56, .52, .49 and .35 of them stop there."""
    chances = [passing_chance(round(0.44 * 2**32), round(0.93 * 2**16), n) for n in range(4)]
    stops = [1 - chance / 2**32 for chance in chances]
    assert stops == pytest.approx([0.56, 0.521, 0.484, 0.450], abs=1e-3)
    assert passing_chance(round(0.44 * 2**32), 2**16, 9) == round(0.44 * 2**32)


@pytest.mark.mechanism("S002-20")
def test_with_four_owners_in_a_hundred_one_sequence_of_fifty_in_eight_has_none(
    engine: EngineName,
) -> None:
    """Who keeps a case follows it up: the after-call work says so. 0.96 ** 50 is 0.13."""
    document = {
        "calendar": {"days": 10},
        "customers": {"homes": {"count": 2000}},
        "needs": {
            "fault": {
                "per_customer_year": 365, "queue": "calls", "owner": "network", "back_office": 1.0,
                "talk": {"constant": "1s"},
            }
        },
        "queues": {"calls": {"teams": ["agents"]}},
        "teams": {"agents": {"headcount": 300}},
        "departments": {"network": {"staff": 9000, "work": {"constant": "1m"}}},
        "operating_model": {"ownership": 0.04, "follow_up_time": "1m"},
    }  # fmt: skip
    log = play_document(document, engine).log
    contacts = int((log.event == Event.CONTACT_ENDED).sum()) // 50 * 50
    ended = np.flatnonzero(log.event == Event.LEG_ENDED)[:contacts]
    wrapped = log.event == Event.WRAP_UP_ENDED
    owned = np.isin(_leg(log)[ended], _leg(log)[wrapped])
    without = float((~owned.reshape(-1, 50).any(axis=1)).mean())
    expected, sequences = 0.96**50, contacts // 50
    error = (expected * (1 - expected) / sequences) ** 0.5
    assert sequences > 300
    assert abs(without - expected) < 3 * error


def _leg(log: Any) -> np.ndarray:
    """Each row's case as one number (each case here has one contact)."""
    return (log.who & 0xFFFFFF) << 32 | log.case
