"""Departments: tickets in their hours, promises, and who calls about them."""

import pytest

from by_hand import told
from ccsim.replication import EngineName
from faults import ASKS, NEEDS_POWER, NO_POWER, call, world

Book = list[str]


def test_a_ticket_is_worked_on_in_opening_hours_only(engine: EngineName, book: Book) -> None:
    """An hour of work: half of it before five, the rest from nine on the next day.

    16:25 homes 1 dials
    16:25 agents 0 answers homes 1 after 0s
    16:30 agents 0 ends with homes 1 after 5m: ticket
    16:30 network gets a ticket for homes 1, by 1d 16:30
    1d 09:30 network is done with homes 1 after 17h: cured
    1d 09:30 network keeps its promise to homes 1
    1d 09:30 homes 1 is helped after 17h5m
    """
    facts = world(department={"hours": "09:00-17:00", "promise": {"says": "1d"}}, days=2)
    assert told(facts, call("16:25", back_office=True), engine) == book


def test_a_ticket_opened_at_night_waits_for_opening_hours(engine: EngineName, book: Book) -> None:
    """Two tickets and a staff of one: the second begins when the first is done.

    06:00 homes 1 dials
    06:00 agents 0 answers homes 1 after 0s
    06:05 agents 0 ends with homes 1 after 5m: ticket
    06:05 network gets a ticket for homes 1, no date
    06:10 homes 2 dials
    06:10 agents 0 answers homes 2 after 0s
    06:15 agents 0 ends with homes 2 after 5m: ticket
    06:15 network gets a ticket for homes 2, no date
    10:00 network is done with homes 1 after 3h55m: cured
    10:00 homes 1 is helped after 4h
    11:00 network is done with homes 2 after 4h45m: cured
    11:00 homes 2 is helped after 4h50m
    """
    facts = world(department={"hours": "09:00-17:00"})
    calls = call("06:00", back_office=True) + call("06:10", 2, back_office=True)
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S002-19")
def test_a_missed_promise_brings_a_chasing_call_and_a_new_promise(
    engine: EngineName, book: Book
) -> None:
    """Promised within two hours, done after four: the customer asks ten minutes after that.

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
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}},
    )
    assert told(facts, call(back_office=True), engine) == book


@pytest.mark.mechanism("S001-11")
def test_a_promise_that_is_never_given_brings_a_chasing_call_too(
    engine: EngineName, book: Book
) -> None:
    """A note without a date: after an hour the customer asks, and again after every answer.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: note
    09:05 network gets a note for homes 1, no date
    10:05 homes 1 dials (chase)
    10:05 agents 0 answers homes 1 after 0s
    10:08 agents 0 ends with homes 1 after 3m: status given
    11:05 network is done with homes 1 after 2h: cured
    11:05 homes 1 is helped after 2h5m
    """
    facts = world(
        NEEDS_POWER,
        {"chases": 1.0, "chase_without_promise": {"constant": "1h"}},
        department={"work": {"constant": "2h"}},
        team=NO_POWER,
    )
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S002-08")
def test_an_owner_calls_instead_of_being_chased(engine: EngineName, book: Book) -> None:
    """The promise is missed; the owner says so, and promises two more hours, which are kept.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:05 the owner calls homes 1
    12:05 network is done with homes 1 after 3h: cured
    12:05 network keeps its promise to homes 1
    12:05 homes 1 is helped after 3h5m
    """
    facts = world(
        segment=ASKS,
        department={"work": {"constant": "3h"}, "promise": {"says": "2h"}},
        ownership=1.0,
    )
    assert told(facts, call(back_office=True), engine) == book


@pytest.mark.mechanism("S004-09")
def test_following_a_ticket_is_after_call_work_of_its_owner(engine: EngineName, book: Book) -> None:
    """Six minutes of follow-up.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    09:11 agents 0 has written up homes 1 in 6m
    10:05 network is done with homes 1 after 1h: cured
    10:05 homes 1 is helped after 1h5m
    """
    facts = world(department={}, ownership=1.0, follow_up_time="6m")
    assert told(facts, call(back_office=True), engine) == book


def test_a_ticket_that_cures_nothing_brings_the_customer_back(
    engine: EngineName, book: Book
) -> None:
    """Done is not cured: three hours later the customer calls again.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    10:05 network is done with homes 1 after 1h: not cured
    13:05 homes 1 dials (repeat)
    13:05 agents 0 answers homes 1 after 0s
    13:10 agents 0 ends with homes 1 after 5m: ticket
    13:10 network gets a ticket for homes 1, no date
    14:10 network is done with homes 1 after 1h: not cured
    """
    facts = world(
        segment={"repeat_delay": {"constant": "3h"}}, department={"right_first_time": 0.0}
    )
    assert told(facts, call(back_office=True), engine)[:10] == book


def test_a_customer_who_waits_for_a_colleague_is_told_that_it_is_done(
    engine: EngineName, book: Book
) -> None:
    """The ticket is finished while its customer, who chases it, waits in the queue.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 09:35
    09:35 network breaks its promise to homes 1
    10:04 homes 2 dials
    10:04 agents 0 answers homes 2 after 0s
    10:04:30 homes 1 dials (chase)
    10:05 network is done with homes 1 after 1h: cured
    10:05 homes 1 is helped after 1h5m
    10:09 agents 0 ends with homes 2 after 5m: resolved
    10:09 homes 2 is helped after 5m
    10:09 agents 0 answers homes 1 after 4m30s
    10:12 agents 0 ends with homes 1 after 3m: status given
    """
    facts = world(
        segment={"chases": 1.0, "chase_delay": {"constant": "29m30s"}},
        department={"promise": {"says": "30m"}},
    )
    calls = call(back_office=True) + call("10:04", 2)
    assert told(facts, calls, engine) == book


def test_who_hangs_up_before_asking_is_promised_nothing(engine: EngineName, book: Book) -> None:
    """The only agent is gone at eleven: the chaser gives up and asks again ten minutes later.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:15 homes 1 dials (chase)
    11:16 homes 1 hangs up after 1m
    11:26 homes 1 dials (chase)
    11:27 homes 1 hangs up after 1m
    11:30 network is done with homes 1 after 2h25m: cured
    11:30 homes 1 is helped after 2h30m
    """
    facts = world(
        segment={
            "chases": 1.0,
            "chase_delay": {"constant": "10m"},
            "chase_without_promise": {"constant": "10m"},
            "patience": {"constant": "1m"},
        },
        department={"work": {"constant": "2h25m"}, "promise": {"says": "2h"}},
    )
    facts["teams"]["agents"]["hours"] = "08:00-11:00"
    assert told(facts, call(back_office=True), engine) == book
