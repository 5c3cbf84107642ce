"""Who may act: superiors who are real, fake or busy, help on the floor, consent, obstacles."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import NEEDS_POWER, NO_POWER, UNKNOWN, call, world

Book = list[str]
SILENT = {"gives_up": 1.0}
REAL = {"escalation": "real", "escalation_queue": "experts"}


@pytest.mark.mechanism("S001-19")
@pytest.mark.mechanism("S001-29")
def test_a_real_superior_resolves_what_the_agent_may_not(engine: EngineName, book: Book) -> None:
    """The expert may adjust a bill.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 asks a superior for homes 1: reached
    09:05 agents 0 ends with homes 1 after 5m: escalated
    09:05 homes 1 is passed on to experts
    09:05 experts 0 answers homes 1 after 0s
    09:10 experts 0 ends with homes 1 after 5m: resolved
    09:10 homes 1 is helped after 10m
    """
    facts = world(NEEDS_POWER, team=NO_POWER, superiors={}, **REAL)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S001-36")
@pytest.mark.mechanism("S001-19")
def test_a_fake_superior_takes_time_and_solves_nothing(engine: EngineName, book: Book) -> None:
    """A colleague plays the part for two minutes, and is found out.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 asks a superior for homes 1: fake
    09:00 homes 1 finds out who the superior was
    09:07 agents 0 ends with homes 1 after 7m: put off
    09:07 homes 1 gives up after 7m
    """
    facts = world(
        NEEDS_POWER, SILENT, team=NO_POWER, escalation="fake_supervisor",
        fake_supervisor_time="2m", superiors={"discovered": 1.0},
    )  # fmt: skip
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S001-29")
def test_without_a_way_up_nobody_is_asked(engine: EngineName, book: Book) -> None:
    """The third setting of the lever: no time is lost, and nothing is solved.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    """
    facts = world(NEEDS_POWER, SILENT, team=NO_POWER, escalation="none", superiors={})
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S003-06")
@pytest.mark.mechanism("E-TRF-05")
def test_busy_with_another_customer_may_be_an_excuse(engine: EngineName, book: Book) -> None:
    """The expert is free, and said to be busy.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 asks a superior for homes 1: excuse
    09:06 agents 0 ends with homes 1 after 6m: put off
    09:06 homes 1 gives up after 6m
    """
    facts = world(
        NEEDS_POWER, SILENT, team=NO_POWER, superiors={"available": 0.0},
        fake_supervisor_time="1m", **REAL,
    )  # fmt: skip
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S003-06")
@pytest.mark.parametrize("when_busy", ["wait", "put_off"])
def test_a_superior_who_is_truly_busy_means_a_wait_or_a_rule_to_put_off(
    engine: EngineName, when_busy: str
) -> None:
    """The only expert talks to the second home when the third is to be escalated."""
    waits = [
        "09:02 agents 1 asks a superior for homes 3: reached",
        "09:03 agents 1 ends with homes 3 after 1m: escalated",
        "09:03 homes 3 is passed on to experts",
        "09:07 experts 0 answers homes 3 after 4m",
        "09:17 experts 0 ends with homes 3 after 10m: resolved",
        "09:17 homes 3 is helped after 15m",
    ]
    put_off = [
        "09:02 agents 1 asks a superior for homes 3: busy",
        "09:03 agents 1 ends with homes 3 after 1m: put off",
        "09:03 homes 3 gives up after 1m",
    ]
    facts = world(
        NEEDS_POWER | {"talk": {"constant": "1m"}}, SILENT, team=NO_POWER | {"headcount": 2},
        superiors={"when_busy": when_busy}, **REAL,
    )  # fmt: skip
    facts["teams"]["experts"]["talk_factor"] = 10
    log = told(facts, call("08:56", 2) + call("09:02", 3), engine)
    assert [line for line in log if "homes 3" in line][2:] == (
        waits if when_busy == "wait" else put_off
    )


@pytest.mark.mechanism("S003-06")
@pytest.mark.mechanism("S002-09")
@pytest.mark.parametrize(
    ("superior", "result"),
    [
        ({"authority": "inform"}, "put off"),
        ({"authority": "full", "knowledge": 0.0}, "thought resolved"),
        ({"authority": "full", "knowledge": 1.0}, "resolved"),
    ],
)
def test_a_superior_may_lack_the_power_or_the_knowledge(
    engine: EngineName, superior: dict[str, Any], result: str
) -> None:
    """Being there, having authority and knowing the matter are three different things."""
    facts = world(NEEDS_POWER, SILENT, team=NO_POWER, superiors={}, shared_notes=0.0, **REAL)
    facts["teams"]["experts"] |= superior
    log = told(facts, call(), engine)
    assert f"09:10 experts 0 ends with homes 1 after 5m: {result}" in log
    assert (log[-1] == "09:10 homes 1 is helped after 10m") == (result == "resolved")


@pytest.mark.mechanism("S003-12")
def test_who_is_stuck_asks_a_colleague_on_the_floor(engine: EngineName, book: Book) -> None:
    """One colleague on the floor: the second agent in need does without.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 asks the floor for homes 1: a colleague comes over
    09:01 homes 2 dials
    09:01 agents 1 answers homes 2 after 0s
    09:01 agents 1 asks the floor for homes 2: a colleague is not free
    09:06 agents 1 ends with homes 2 after 5m: thought resolved
    09:06 homes 2 gives up after 5m
    09:08 agents 0 ends with homes 1 after 8m: resolved
    09:08 homes 1 is helped after 8m
    09:10 homes 3 dials
    09:10 agents 1 answers homes 3 after 0s
    09:10 agents 1 asks the floor for homes 3: a colleague comes over
    09:18 agents 1 ends with homes 3 after 8m: resolved
    09:18 homes 3 is helped after 8m
    """
    walkers = {"count": 1, "authority": "full", "knowledge": 1.0, "time": "3m"}
    facts = world(
        NEEDS_POWER, SILENT,
        team=NO_POWER | UNKNOWN | {"headcount": 2, "floor_walkers": walkers},
    )  # fmt: skip
    calls = call("09:00", 1) + call("09:01", 2) + call("09:10", 3)
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S003-12")
def test_floor_walkers_are_there_in_their_hours_only(engine: EngineName, book: Book) -> None:
    """At eight in the evening nobody walks the floor.

    20:00 homes 1 dials
    20:00 agents 0 answers homes 1 after 0s
    20:05 agents 0 ends with homes 1 after 5m: thought resolved
    20:05 homes 1 gives up after 5m
    """
    walkers = {"count": 1, "hours": "09:00-18:00"}
    facts = world(segment=SILENT, team=UNKNOWN | {"floor_walkers": walkers})
    assert told(facts, call("20:00"), engine) == book


@pytest.mark.mechanism("S000-14")
@pytest.mark.parametrize("adherence", [0.0, 1.0])
def test_no_empowerment_shortens_the_steps_of_safety(engine: EngineName, adherence: float) -> None:
    """Two minutes of safety, and a matter of five that a quick team settles in half a minute."""
    facts = world(
        {"mandatory_time": "2m"}, team={"talk_factor": 0.1}, authority="full",
        script_adherence=adherence,
    )  # fmt: skip
    assert told(facts, call(), engine) == [
        "09:00 homes 1 dials",
        "09:00 agents 0 answers homes 1 after 0s",
        "09:02:30 agents 0 ends with homes 1 after 2m30s: resolved",
        "09:02:30 homes 1 is helped after 2m30s",
    ]


@pytest.mark.mechanism("S004-08")
@pytest.mark.parametrize(
    ("off_script", "adherence", "ending"),
    [
        (False, 1.0, "09:05 agents 0 ends with homes 1 after 5m: resolved"),
        (False, 0.0, "09:05 agents 0 ends with homes 1 after 5m: resolved"),
        (True, 0.0, "09:06 agents 0 ends with homes 1 after 6m: resolved"),
        (True, 1.0, "09:05 agents 0 ends with homes 1 after 5m: put off"),
    ],
)
def test_the_script_comes_first_and_discretion_second(
    engine: EngineName, off_script: bool, adherence: float, ending: str
) -> None:
    """What the script covers is solved either way; beyond it only who leaves it solves it."""
    facts = world(segment=SILENT, script_adherence=adherence, discretion_time="1m")
    assert told(facts, call(off_script=off_script), engine)[2] == ending


@pytest.mark.mechanism("S003-02")
@pytest.mark.mechanism("S003-08")
@pytest.mark.parametrize(
    ("team", "result"),
    [
        ({"authority": "adjust"}, "thought resolved"),
        ({"authority": "adjust", "access": "override"}, "resolved"),
        ({"authority": "exception"}, "resolved"),
    ],
)
def test_only_who_may_override_the_system_finds_the_error(
    engine: EngineName, team: dict[str, Any], result: str
) -> None:
    """All know the matter and may do it; what the screen shows is wrong."""
    facts = world(NEEDS_POWER, SILENT, team=team)
    log = told(facts, call(data_error=True), engine)
    assert log[2] == f"09:05 agents 0 ends with homes 1 after 5m: {result}"


@pytest.mark.mechanism("S003-02")
def test_an_error_that_the_notes_tell_of_is_seen_and_still_not_touched(
    engine: EngineName, book: Book
) -> None:
    """Early agents look behind the screen and may adjust nothing; late ones the other way round.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    10:05 homes 1 dials (repeat)
    10:05 late 0 answers homes 1 after 0s
    10:05 late 0 asks a superior for homes 1: reached
    10:10 late 0 ends with homes 1 after 5m: escalated
    10:10 homes 1 is passed on to experts
    10:10 experts 0 answers homes 1 after 0s
    10:15 experts 0 ends with homes 1 after 5m: resolved
    10:15 homes 1 is helped after 1h15m
    """
    facts = world(
        NEEDS_POWER, {"repeat_delay": {"constant": "1h"}},
        team=NO_POWER | {"access": "override", "hours": "08:00-10:00"},
        superiors={}, **REAL,
    )  # fmt: skip
    facts["teams"]["late"] = {"headcount": 1, "authority": "adjust"}
    facts["queues"]["calls"] = {"teams": ["agents", "late"]}
    facts["queues"]["experts"]["hours"] = "10:00-18:00"
    assert told(facts, call(data_error=True), engine) == book


@pytest.mark.mechanism("S003-10")
@pytest.mark.parametrize(
    ("needed", "ending"),
    [
        ("adjust", "09:06 agents 0 ends with homes 1 after 6m: resolved"),
        ("exception", "09:05 agents 0 ends with homes 1 after 5m: put off"),
        ("inform", "09:05 agents 0 ends with homes 1 after 5m: resolved"),
    ],
)
def test_a_recorded_consent_widens_what_the_first_agent_may_do(
    engine: EngineName, needed: str, ending: str
) -> None:
    """Consent reaches to adjustments, and takes a minute where it is needed."""
    facts = world(
        {"authority": needed}, SILENT, team=NO_POWER,
        recorded_consent={"authority": "adjust", "time": "1m"},
    )  # fmt: skip
    assert told(facts, call(), engine)[2] == ending


@pytest.mark.mechanism("S003-10")
@pytest.mark.parametrize(
    ("reaches", "ending"),
    [
        ("adjust", "09:05 agents 0 ends with homes 1 after 5m: thought resolved"),
        ("exception", "09:06 agents 0 ends with homes 1 after 6m: resolved"),
    ],
)
def test_a_word_on_tape_counts_for_more_than_a_wrong_record(
    engine: EngineName, reaches: str, ending: str
) -> None:
    """Agreed as open and recorded as closed: one question, where consent goes that far."""
    facts = world(
        NEEDS_POWER, SILENT, team=NO_POWER, recorded_consent={"authority": reaches, "time": "1m"}
    )
    assert told(facts, call(data_error=True), engine)[2] == ending


@pytest.mark.mechanism("S001-37")
def test_a_cancellation_with_obstacles_takes_three_calls_and_then_the_customer_leaves(
    engine: EngineName, book: Book
) -> None:
    """Put off twice, a day apart; in the night after the third call the customer is gone.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: obstructed
    1d 09:05 homes 1 dials (repeat)
    1d 09:05 agents 0 answers homes 1 after 0s
    1d 09:10 agents 0 ends with homes 1 after 5m: obstructed
    2d 09:10 homes 1 dials (repeat)
    2d 09:10 agents 0 answers homes 1 after 0s
    2d 09:15 agents 0 ends with homes 1 after 5m: resolved
    2d 09:15 homes 1 is helped after 48h15m
    3d 00:00 homes 1 leaves
    """
    facts = world({"cancels": True, "obstacles": 2}, days=5)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S001-37")
def test_a_cancellation_without_obstacles_takes_one_call(engine: EngineName, book: Book) -> None:
    """The same customer leaves two nights earlier.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    1d 00:00 homes 1 leaves
    """
    facts = world({"cancels": True}, days=5)
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S001-37")
def test_who_cancelled_and_is_on_the_phone_at_midnight_leaves_a_night_later(
    engine: EngineName, book: Book
) -> None:
    """The cancellation is done in the morning; a question of the same home spans midnight.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    23:58 homes 1 dials
    23:58 agents 0 answers homes 1 after 0s
    1d 00:03 agents 0 ends with homes 1 after 5m: resolved
    1d 00:03 homes 1 is helped after 5m
    2d 00:00 homes 1 leaves
    """
    facts = world({"cancels": True}, days=3)
    facts["needs"]["question"] = facts["needs"]["fault"] | {"cancels": False}
    calls = [*call(), Call("23:58", 1, segment="homes", kind="question")]
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S003-05")
def test_a_way_around_is_closed_in_the_books_and_open_for_the_customer(
    engine: EngineName, book: Book
) -> None:
    """Recharging every day: the call ends as worked around, and the customer is not helped.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: worked around
    1d 09:05 homes 1 dials (repeat)
    1d 09:05 agents 0 answers homes 1 after 0s
    1d 09:10 agents 0 ends with homes 1 after 5m: worked around
    """
    facts = world(NEEDS_POWER, team=NO_POWER, workarounds=1.0, days=2)
    assert told(facts, call(), engine) == book
