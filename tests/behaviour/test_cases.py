"""Cases: what agents see, may do and hand on, and what customers do when nothing is solved."""

from typing import Any

from by_hand import Call, told
from ccsim.replication import EngineName

Book = list[str]
FULL_TALK = {"constant": "5m"}


def world(
    need: dict[str, Any] | None = None,
    segment: dict[str, Any] | None = None,
    days: int = 1,
    department: dict[str, Any] | None = None,
    team: dict[str, Any] | None = None,
    **levers: Any,
) -> dict[str, Any]:
    """Ten homes with faults that take five minutes on the phone, and a team of one."""
    facts: dict[str, Any] = {
        "calendar": {"days": days},
        "customers": {"homes": {"count": 10} | (segment or {})},
        "needs": {
            "fault": {"per_customer_year": 0, "queue": "calls", "talk": FULL_TALK} | (need or {})
        },
        "queues": {"calls": {}, "experts": {"teams": ["experts"]}},
        "teams": {"agents": {"headcount": 1} | (team or {}), "experts": {"headcount": 1}},
        "operating_model": levers,
    }
    if department is not None:
        facts["departments"] = {"network": {"staff": 1, "work": {"constant": "1h"}} | department}
        facts["needs"]["fault"]["owner"] = "network"
    return facts


def call(at: str = "09:00", number: int = 1, **truth: bool) -> list[Call]:
    return [Call(at, number, segment="homes", **truth)]


UNKNOWN = {"knowledge": 0.0}
SPECIAL = {"specialists": "experts"}
NO_POWER = {"authority": "inform"}
NEEDS_POWER = {"authority": "adjust"}


def test_who_knows_the_matter_and_may_act_solves_it(engine: EngineName, book: Book) -> None:
    """All levers are neutral.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    """
    assert told(world(), call(), engine) == book


def test_who_lacks_the_knowledge_gives_an_answer_that_fits_another_problem(
    engine: EngineName, book: Book
) -> None:
    """Both believe that it is solved; the customer finds out, calls again, and then gives up.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: thought resolved
    1d 09:05 homes 1 dials (repeat)
    1d 09:05 agents 0 answers homes 1 after 0s
    1d 09:10 agents 0 ends with homes 1 after 5m: thought resolved
    """
    facts = world(segment={"repeat_delay": {"constant": "1d"}}, days=2, team=UNKNOWN)
    assert told(facts, call(), engine) == book


def test_a_customer_may_stop_trying(engine: EngineName, book: Book) -> None:
    """The answer did not fit, and this customer never calls twice.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: thought resolved
    09:05 homes 1 gives up after 5m
    """
    facts = world(segment={"gives_up": 1.0}, team=UNKNOWN)
    assert told(facts, call(), engine) == book


def test_a_cause_that_the_script_does_not_cover_is_invisible_to_who_reads_it(
    engine: EngineName, book: Book
) -> None:
    """The agent knows the matter, and puts the customer off; there is no department to write to.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    """
    facts = world(segment={"gives_up": 1.0}, script_adherence=1.0)
    assert told(facts, call(off_script=True), engine) == book


def test_who_leaves_the_script_takes_longer_and_solves_it(engine: EngineName, book: Book) -> None:
    """Ninety seconds of discretion are added to the five minutes.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:06:30 agents 0 ends with homes 1 after 6m30s: resolved
    09:06:30 homes 1 is helped after 6m30s
    """
    facts = world(script_adherence=0.0, discretion_time="90s")
    assert told(facts, call(off_script=True), engine) == book


def test_a_cold_transfer_costs_the_receiver_time(engine: EngineName, book: Book) -> None:
    """The expert asks what it is about: a minute more; notes tell nothing of the first leg.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: transferred
    09:05 homes 1 is passed on to experts
    09:05 experts 0 answers homes 1 after 0s
    09:13 experts 0 ends with homes 1 after 8m: resolved
    09:13 homes 1 is helped after 13m
    """
    facts = world(
        SPECIAL, team=UNKNOWN, transfers="cold", transfer_time="1m", re_explaining="2m",
        shared_notes=0.0,
    )  # fmt: skip
    assert told(facts, call(), engine) == book


def test_a_warm_transfer_costs_the_giver_time_and_nothing_is_explained_twice(
    engine: EngineName, book: Book
) -> None:
    """The first agent stays for a minute to hand over; the expert is informed.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:06 agents 0 ends with homes 1 after 6m: transferred
    09:06 homes 1 is passed on to experts
    09:06 experts 0 answers homes 1 after 0s
    09:11 experts 0 ends with homes 1 after 5m: resolved
    09:11 homes 1 is helped after 11m
    """
    facts = world(
        SPECIAL, team=UNKNOWN, transfers="warm", transfer_time="1m", re_explaining="2m",
        shared_notes=0.0,
    )  # fmt: skip
    assert told(facts, call(), engine) == book


def test_nobody_is_passed_on_to_a_queue_that_is_closed(engine: EngineName, book: Book) -> None:
    """Experts go home at five.

    18:00 homes 1 dials
    18:00 agents 0 answers homes 1 after 0s
    18:05 agents 0 ends with homes 1 after 5m: thought resolved
    18:05 homes 1 gives up after 5m
    """
    facts = world(SPECIAL, {"gives_up": 1.0}, team=UNKNOWN, transfers="warm")
    facts["queues"]["experts"]["hours"] = "08:00-17:00"
    assert told(facts, call("18:00"), engine) == book


def test_real_escalation_reaches_someone_with_wider_authority(
    engine: EngineName, book: Book
) -> None:
    """The agent sees the cause and may not act; the expert may.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: escalated
    09:05 homes 1 is passed on to experts
    09:05 experts 0 answers homes 1 after 0s
    09:10 experts 0 ends with homes 1 after 5m: resolved
    09:10 homes 1 is helped after 10m
    """
    facts = world(NEEDS_POWER, team=NO_POWER, escalation="real", escalation_queue="experts")
    assert told(facts, call(), engine) == book


def test_a_fake_supervisor_is_never_free(engine: EngineName, book: Book) -> None:
    """Asking in vain takes two minutes, and the customer is put off.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:07 agents 0 ends with homes 1 after 7m: put off
    09:07 homes 1 gives up after 7m
    """
    facts = world(
        NEEDS_POWER, {"gives_up": 1.0}, team=NO_POWER, escalation="fake_supervisor",
        fake_supervisor_time="2m",
    )  # fmt: skip
    assert told(facts, call(), engine) == book


def test_a_way_around_leaves_the_burden_with_the_customer(engine: EngineName, book: Book) -> None:
    """The case is closed in the books, and open in truth.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: worked around
    09:05 homes 1 gives up after 5m
    """
    facts = world(NEEDS_POWER, {"gives_up": 1.0}, team=NO_POWER, workarounds=1.0)
    assert told(facts, call(), engine) == book


def test_who_calls_again_explains_again_where_notes_are_not_shared(
    engine: EngineName, book: Book
) -> None:
    """The second contact takes two minutes more than the first.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    11:05 homes 1 dials (repeat)
    11:05 agents 0 answers homes 1 after 0s
    11:12 agents 0 ends with homes 1 after 7m: put off
    """
    facts = world(
        NEEDS_POWER, {"repeat_delay": {"constant": "2h"}}, team=NO_POWER, shared_notes=0.0,
        re_explaining="2m",
    )  # fmt: skip
    assert told(facts, call(), engine)[:6] == book


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
    13:05 network is done with homes 1 after 4h: cured
    13:05 network keeps its promise to homes 1
    13:05 homes 1 is helped after 4h5m
    """
    facts = world(
        segment={"chases": 1.0, "chase_delay": {"constant": "10m"}},
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}},
    )
    assert told(facts, call(back_office=True), engine) == book


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
        segment={"chases": 1.0, "chase_delay": {"constant": "10m"}},
        department={"work": {"constant": "3h"}, "promise": {"says": "2h"}},
        ownership=1.0,
    )
    assert told(facts, call(back_office=True), engine) == book


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


def test_a_customer_who_leaves_at_night_does_not_call(engine: EngineName, book: Book) -> None:
    """Homes leave at the first midnight with the case open, and take the next attempt along.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: thought resolved
    1d 00:00 homes 1 leaves
    1d 00:00 homes 1 takes the case along after 15h
    """
    segment = {
        "count": 2,
        "repeat_delay": {"constant": "1d"},
        "leaving": {"monthly": 0.9, "open_case": 100.0, "open_case_after": "1h"},
    }
    facts = world(segment=segment, days=2, team=UNKNOWN)
    log = told(facts, call(), engine)
    assert [line for line in log if "homes 1" in line] == book


def test_a_customer_on_the_phone_at_midnight_stays_for_that_night(
    engine: EngineName, book: Book
) -> None:
    """Everybody would leave at once; this one is talking, and leaves a night later.

    23:58 homes 1 dials
    23:58 agents 0 answers homes 1 after 0s
    1d 00:03 agents 0 ends with homes 1 after 5m: resolved
    1d 00:03 homes 1 is helped after 5m
    2d 00:00 homes 1 leaves
    """
    facts = world(segment={"leaving": {"monthly": 1.0}}, days=3)
    log = told(facts, call("23:58"), engine)
    assert [line for line in log if "homes 1" in line] == book
