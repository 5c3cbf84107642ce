"""Dates that are estimated: what an estimate knows, and what comes of one that says too little."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import ASKS, call, world

Book = list[str]


@pytest.mark.mechanism("S001-18")
def test_an_estimate_knows_the_work_and_the_queue_at_the_desk(
    engine: EngineName, book: Book
) -> None:
    """An hour of work each for a staff of one: the second is told the wait of a mean ticket too.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 10:05
    09:10 homes 2 dials
    09:10 agents 0 answers homes 2 after 0s
    09:15 agents 0 ends with homes 2 after 5m: ticket
    09:15 network gets a ticket for homes 2, by 11:15
    10:05 network is done with homes 1 after 1h: cured
    10:05 network keeps its promise to homes 1
    10:05 homes 1 is helped after 1h5m
    11:05 network is done with homes 2 after 1h50m: cured
    11:05 network keeps its promise to homes 2
    11:05 homes 2 is helped after 1h55m
    """
    facts = world(segment=ASKS, department={"promise": {"date": "estimated"}})
    calls = call(back_office=True) + call("09:10", 2, back_office=True)
    assert told(facts, calls, engine) == book


ESTIMATED = {"promise": {"date": "estimated"}}


def dates(facts: dict[str, Any], engine: EngineName, *calls: Call) -> list[str]:
    """What the log says of dates: told, broken, kept."""
    wanted = ("gets a", "passes", "come back", "breaks", "new date", "will visit", "keeps", "done")
    lines = told(facts, list(calls) or call(back_office=True), engine)
    return [line for line in lines if any(word in line for word in wanted)]


@pytest.mark.mechanism("S001-18")
@pytest.mark.parametrize("padding", ["12h", "2h"])
def test_an_estimate_knows_that_a_ticket_must_lie(engine: EngineName, padding: str) -> None:
    """An hour of work after twelve hours, or two, of lying by the rules."""
    due = {"12h": "22:05", "2h": "12:05"}[padding]
    lines = dates(world(department=ESTIMATED | {"padding": padding}), engine)
    assert lines[0] == f"09:05 network gets a ticket for homes 1, by {due}"
    assert lines[-1] == f"{due} network keeps its promise to homes 1"


@pytest.mark.mechanism("S001-18")
def test_an_estimate_knows_the_way_to_another_site(engine: EngineName, book: Book) -> None:
    """Two hours on the way, one of lying, one of work.

    09:05 network gets a ticket for homes 1, by 13:05
    13:05 network is done with homes 1 after 4h: cured
    13:05 network keeps its promise to homes 1
    """
    abroad = ESTIMATED | {"site": "abroad", "padding": "1h"}
    assert dates(world(department=abroad, inter_site_delay="2h"), engine) == book


@pytest.mark.mechanism("S001-18")
def test_an_estimate_counts_those_who_wait_before_and_no_others(
    engine: EngineName, book: Book
) -> None:
    """An hour each, a quarter of the truth is told. At 09:45 homes 2 still waits, at the head.

    There is one ticket at work before it, reckoned as an hour, and its own hour: two, told as half
    an hour. Those of homes 3 and 4, behind it, do not count.

    09:15 network gets a ticket for homes 2, by 09:45
    09:45 network breaks its promise to homes 2
    09:45 network tells homes 2 a new date, by 10:15
    """
    quarter = {"follows_up": 1.0, "promise": {"date": "estimated", "bias": 0.25}}
    calls = [one for n in (1, 2, 3, 4) for one in call(f"09:{10 * n - 10:02}", n, back_office=True)]
    lines = dates(world(department=quarter), engine, *calls)
    assert [line for line in lines if "homes 2" in line][:3] == book


@pytest.mark.mechanism("S001-18")
def test_an_estimate_knows_the_work_of_the_desk_that_a_ticket_was_passed_on_to(
    engine: EngineName, book: Book
) -> None:
    """The network can know of its own hour only; billing knows that it takes two.

    09:05 network gets a ticket for homes 1, by 10:05
    10:05 network passes the ticket of homes 1 on to billing
    10:05 billing breaks its promise to homes 1
    10:05 billing tells homes 1 a new date, by 12:05
    12:05 billing is done with homes 1 after 3h: cured
    12:05 billing keeps its promise to homes 1
    """
    facts = world(department=ESTIMATED | {"passes_to": "billing", "passes_on": [1.0, 0.0]})
    desk = {"staff": 1, "work": {"constant": "2h"}, "follows_up": 1.0}
    facts["departments"]["billing"] = desk | ESTIMATED
    assert dates(facts, engine) == book


@pytest.mark.mechanism("S001-18")
def test_an_estimate_knows_when_the_department_will_come_back(
    engine: EngineName, book: Book
) -> None:
    """What took an hour is a bit wrong: in two hours somebody comes back, for another hour.

    09:05 network gets a ticket for homes 1, by 10:05
    10:05 network breaks its promise to homes 1
    10:05 network will come back to homes 1, by 13:05
    13:05 network is done with homes 1 after 4h: recovered
    13:05 network keeps its promise to homes 1
    """
    again = {"right_first_time": 0.0, "recovers": 1.0, "recovery_delay": {"constant": "2h"}}
    assert dates(world(department=ESTIMATED | again), engine) == book


@pytest.mark.mechanism("S001-18")
def test_an_estimate_knows_that_somebody_must_come_to_the_door(
    engine: EngineName, book: Book
) -> None:
    """An hour of work, a day of lead, and the next slot: its end is told from the beginning.

    09:05 network gets a ticket for homes 1, by 1d 18:00
    10:05 network will visit homes 1 at 1d 13:00
    """
    visits = {
        "share": 1.0, "technicians": 1, "lead": "1d", "slots": "13:00-18:00",
        "on_site": {"constant": "30m"},
    }  # fmt: skip
    lines = dates(world(department=ESTIMATED | {"visits": visits}, days=2), engine)
    assert lines[:2] == book
    assert lines[-1].endswith("network keeps its promise to homes 1")
    assert not [line for line in lines if "breaks" in line]


@pytest.mark.mechanism("S001-18")
def test_a_date_that_promises_too_much_is_chased_though_the_repair_is_the_same(
    engine: EngineName, book: Book
) -> None:
    """Half of the truth is told, of four hours of work, and half of what is left after two.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:15 homes 1 dials (chase)
    11:15 agents 0 answers homes 1 after 0s
    11:18 agents 0 ends with homes 1 after 3m: status given
    11:18 network promises homes 1 again, by 12:11:30
    12:11:30 network breaks its promise to homes 1
    12:21:30 homes 1 dials (chase)
    12:21:30 agents 0 answers homes 1 after 0s
    12:24:30 agents 0 ends with homes 1 after 3m: status given
    12:24:30 network promises homes 1 again, by 12:44:45
    12:44:45 network breaks its promise to homes 1
    12:54:45 homes 1 dials (chase)
    12:54:45 agents 0 answers homes 1 after 0s
    12:57:45 agents 0 ends with homes 1 after 3m: status given
    12:57:45 network promises homes 1 again, by 13:01:22
    13:01:22 network breaks its promise to homes 1
    13:05 network is done with homes 1 after 4h: cured
    13:05 homes 1 is helped after 4h5m
    """
    half = {"work": {"constant": "4h"}, "promise": {"date": "estimated", "bias": 0.5}}
    assert told(world(segment=ASKS, department=half), call(back_office=True), engine) == book
    true = {"work": {"constant": "4h"}, "promise": {"date": "estimated"}}
    lines = told(world(segment=ASKS, department=true), call(back_office=True), engine)
    assert not [line for line in lines if "(chase)" in line]
    assert lines[-1] == book[-1]
