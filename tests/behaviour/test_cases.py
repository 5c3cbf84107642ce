"""Cases: what agents see, may do and pass on, and what customers do when nothing is solved."""

import pytest

from by_hand import told
from ccsim.replication import EngineName
from faults import NEEDS_POWER, NO_POWER, SPECIAL, UNKNOWN, call, world

Book = list[str]


@pytest.mark.mechanism("S001-16")
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


@pytest.mark.mechanism("S002-30")
def test_a_customer_may_stop_trying(engine: EngineName, book: Book) -> None:
    """The answer did not fit, and this customer never calls twice.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: thought resolved
    09:05 homes 1 gives up after 5m
    """
    facts = world(segment={"gives_up": 1.0}, team=UNKNOWN)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S003-09")
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


@pytest.mark.mechanism("S004-08")
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


@pytest.mark.mechanism("S001-19")
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


@pytest.mark.mechanism("S001-19")
@pytest.mark.mechanism("S001-36")
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


@pytest.mark.mechanism("S003-05")
def test_a_way_around_leaves_the_burden_with_the_customer(engine: EngineName, book: Book) -> None:
    """The case is closed in the books, and open in truth.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: worked around
    09:05 homes 1 gives up after 5m
    """
    facts = world(NEEDS_POWER, {"gives_up": 1.0}, team=NO_POWER, workarounds=1.0)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S002-25")
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
