"""Visits: booked into slots with room, made, missed or in vain, and booked again."""

from typing import Any

import pytest

from by_hand import told
from ccsim.replication import EngineName
from faults import ASKS, call, world

Book = list[str]

SLOTS = "10:00-12:00,14:00-16:00"


def visits(**facts: Any) -> dict[str, Any]:
    """A department whose tickets all need a visit of half an hour, after an hour at the desk."""
    return {
        "visits": {
            "share": 1.0, "slots": SLOTS, "technicians": 1, "on_site": {"constant": "30m"},
        }
        | facts
    }  # fmt: skip


def of(lines: list[str], *words: str) -> list[str]:
    """The lines in which one of some words stands."""
    return [line for line in lines if any(word in line for word in words)]


def test_a_visit_takes_the_first_slot_after_its_lead_that_has_room(
    engine: EngineName, book: Book
) -> None:
    """One technician: the second customer waits for the next slot, and the third for tomorrow.

    10:05 network will visit homes 1 at 14:00
    11:05 network will visit homes 2 at 1d 10:00
    12:05 network will visit homes 3 at 1d 14:00
    """
    facts = world(department=visits(lead="1h"), days=2)
    calls = [one for n in (1, 2, 3) for one in call("09:00", n, back_office=True)]
    lines = told(facts, calls, engine)
    assert of(lines, "will visit") == book


@pytest.mark.mechanism("S000-10")
def test_the_slot_is_the_promise_and_the_work_ends_at_the_door(
    engine: EngineName, book: Book
) -> None:
    """The date of the ticket, three hours, would be broken by the visit: the customer is told so.

    08:00 homes 1 dials
    08:00 agents 0 answers homes 1 after 0s
    08:05 agents 0 ends with homes 1 after 5m: ticket
    08:05 network gets a ticket for homes 1, by 11:05
    09:05 network breaks its promise to homes 1
    09:05 network will visit homes 1 at 10:00
    """
    facts = world(department=visits() | {"promise": {"says": "3h"}})
    lines = told(facts, call("08:00", back_office=True), engine)
    assert lines[:6] == book
    door, done, kept, helped = lines[6:]
    assert door.endswith("network at the door of homes 1: visit done")
    assert "10:30" <= door[:5] <= "12:30"
    assert done.startswith(door[:5])
    assert "network is done with homes 1" in done
    assert kept.endswith("network keeps its promise to homes 1")
    assert "homes 1 is helped" in helped


def test_who_waits_in_vain_for_a_technician_was_promised_and_asks(
    engine: EngineName, book: Book
) -> None:
    """Nobody comes: at the end of the slot the promise is broken, and the next slot is told.

    09:05 network will visit homes 1 at 10:00
    12:00 network at the door of homes 1: visit missed
    12:00 network breaks its promise to homes 1
    12:00 network will visit homes 1 at 14:00
    12:10 homes 1 dials (chase)
    """
    facts = world(segment=ASKS, department=visits(missed=1.0))
    lines = told(facts, call("08:00", back_office=True), engine)
    assert lines[4:9] == book


@pytest.mark.mechanism("S000-10")
def test_who_chose_the_slot_is_there_and_does_not_call_about_it(engine: EngineName) -> None:
    """Given slots do not suit, chosen ones do: no visit in vain.

    Who was not at home did not wait, and does not ask; who waited in vain does.
    """
    calls = call("08:00", back_office=True)
    given = told(world(segment=ASKS, department=visits(no_access=1.0)), calls, engine)
    assert len(of(given, "no access")) == 2
    assert not of(given, "(chase)")
    vain = told(world(segment=ASKS, department=visits(missed=1.0)), calls, engine)
    assert len(of(vain, "(chase)")) == 2
    chosen = told(
        world(segment=ASKS, department=visits(no_access=1.0, self_book=1.0)), calls, engine
    )
    assert not of(chosen, "no access", "(chase)")
    assert len(of(chosen, "visit done")) == 1


@pytest.mark.mechanism("S000-12")
@pytest.mark.parametrize("technicians", [1, 2, 3])
def test_visits_of_a_week_are_an_input(engine: EngineName, technicians: int) -> None:
    """Two slots a day, seven days: the field force makes so many visits, however many wait."""
    facts = world(
        segment={"count": 60},
        department=visits(technicians=technicians) | {"staff": 60, "work": {"constant": "1m"}},
        days=7,
    )
    facts["teams"]["agents"]["headcount"] = 60
    calls = [one for n in range(60) for one in call("08:00", n, back_office=True)]
    lines = told(facts, calls, engine)
    assert len(of(lines, "visit done")) == min(60, 2 * 7 * technicians)


def test_a_technician_on_the_way_says_so(engine: EngineName, book: Book) -> None:
    """Messages when it is booked and when the technician sets out.

    08:05 network sends homes 1 a message: scheduled
    09:05 network sends homes 1 a message: scheduled
    10:00 network sends homes 1 a message: en route
    """
    tells = {"updates": {"scheduled": 1.0, "en_route": 1.0}}
    facts = world(department=visits() | tells)
    lines = told(facts, call("08:00", back_office=True), engine)
    assert of(lines, "message") == book


def test_a_department_without_visits_sends_nobody(engine: EngineName) -> None:
    """A share of nought: the same log as without any visits."""
    calls = call("08:00", back_office=True)
    with_none = told(world(department=visits(share=0.0)), calls, engine)
    assert with_none == told(world(department={}), calls, engine)


def test_a_late_technician_breaks_the_promise_and_may_be_asked_for(
    engine: EngineName, book: Book
) -> None:
    """An hour after the slot: the customer has called by then.

    09:05 network will visit homes 1 at 10:00
    12:00 network breaks its promise to homes 1
    12:10 homes 1 dials (chase)
    12:10 agents 0 answers homes 1 after 0s
    12:13 agents 0 ends with homes 1 after 3m: status given
    13:30 network at the door of homes 1: visit done
    13:30 network is done with homes 1 after 5h25m: cured
    13:30 homes 1 is helped after 5h30m
    """
    facts = world(segment=ASKS, department=visits(late=1.0))
    lines = told(facts, call("08:00", back_office=True), engine)
    assert lines[4:] == book
