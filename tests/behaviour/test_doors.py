"""Doors: where customers turn to when the line leads nowhere, or when they have an adviser."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from doors import HELPS_OUTSIDE, first_contacts, numbers, town, with_door
from faults import NEEDS_POWER, NO_POWER, call, world
from playing import play_document

Book = list[str]


@pytest.mark.mechanism("S001-22")
@pytest.mark.mechanism("E-CHN-01")
def test_the_same_case_is_solved_in_public_and_not_on_the_phone(
    engine: EngineName, book: Book
) -> None:
    """Who is put off twice complains in public, where they may do more.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    10:05 homes 1 dials (repeat)
    10:05 agents 0 answers homes 1 after 0s
    10:10 agents 0 ends with homes 1 after 5m: put off
    11:10 homes 1 dials (repeat)
    11:10 social 0 answers homes 1 after 0s
    11:15 social 0 ends with homes 1 after 5m: resolved
    11:15 homes 1 is helped after 2h15m
    """
    habits = {
        "repeat_delay": {"constant": "1h"},
        "doors": [{"queue": "social", "chance": 1.0, "after": 2}],
    }
    facts = with_door(world(NEEDS_POWER, habits, team=NO_POWER), "social", HELPS_OUTSIDE)
    assert told(facts, call(), engine) == book


def test_further_doors_stand_further_down_the_list(engine: EngineName, book: Book) -> None:
    """In public they can do no more; the fourth attempt goes to the president's office.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    10:05 homes 1 dials (repeat)
    10:05 social 0 answers homes 1 after 0s
    10:10 social 0 ends with homes 1 after 5m: put off
    11:10 homes 1 dials (repeat)
    11:10 social 0 answers homes 1 after 0s
    11:15 social 0 ends with homes 1 after 5m: put off
    12:15 homes 1 dials (repeat)
    12:15 executive_office 0 answers homes 1 after 0s
    12:20 executive_office 0 ends with homes 1 after 5m: resolved
    12:20 homes 1 is helped after 3h20m
    """
    habits = {
        "repeat_delay": {"constant": "1h"},
        "doors": [
            {"queue": "social", "chance": 1.0},
            {"queue": "executive_office", "chance": 1.0, "after": 3},
        ],
    }
    facts = with_door(world(NEEDS_POWER, habits, team=NO_POWER), "social", NO_POWER)
    with_door(facts, "executive_office", HELPS_OUTSIDE)
    assert told(facts, call(), engine) == book


def test_who_hangs_up_or_chases_may_try_another_door_too(engine: EngineName, book: Book) -> None:
    """Out of patience after a minute: the redial goes to social, and so does the chase.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:01 homes 2 dials
    09:02 homes 2 hangs up after 1m
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 09:35
    09:17 homes 2 dials (redial)
    09:17 social 0 answers homes 2 after 0s
    09:22 social 0 ends with homes 2 after 5m: resolved
    09:22 homes 2 is helped after 21m
    09:35 network breaks its promise to homes 1
    09:45 homes 1 dials (chase)
    09:45 social 0 answers homes 1 after 0s
    09:48 social 0 ends with homes 1 after 3m: status given
    09:48 network promises homes 1 again, by 10:18
    10:05 network is done with homes 1 after 1h: cured
    10:05 network keeps its promise to homes 1
    10:05 homes 1 is helped after 1h5m
    """
    habits = {
        "patience": {"constant": "1m"},
        "redials": 1.0,
        "redial_delay": {"constant": "15m"},
        "chases": 1.0,
        "chase_delay": {"constant": "10m"},
        "doors": [{"queue": "social", "chance": 1.0}],
    }
    facts = world(segment=habits, department={"promise": {"says": "30m"}})
    calls = call(back_office=True) + call("09:01", 2)
    assert told(with_door(facts, "social"), calls, engine) == book


@pytest.mark.mechanism("S001-22")
def test_other_answers_at_another_door_show_as_inconsistency(engine: EngineName) -> None:
    def found(authority: str) -> dict[str, float | None]:
        facts = town(authority="inform")
        facts["needs"]["fault"] |= NEEDS_POWER | {"channels": [{"queue": "social", "chance": 0.5}]}
        return numbers(
            play_document(
                with_door(facts, "social", {"authority": authority, "headcount": 9}), engine
            )
        )

    apart, alike = found("full"), found("inform")
    assert apart["door_resolution_rate[queue=social]"] == 1.0
    assert apart["door_resolution_rate[queue=calls]"] == 0.0
    assert apart["channel_inconsistency"] == 1.0
    assert alike["channel_inconsistency"] == 0.0


def public_and_phone() -> tuple[dict[str, Any], list[Call]]:
    """One agent for both; the phone call came a minute before the public complaint."""
    facts = world()
    with_door(facts, "social")
    facts["queues"]["social"]["teams"] = ["agents"]
    calls = [
        *call("09:00", 1),
        *call("09:01", 2),
        Call("09:02", 3, queue="social", segment="homes"),
    ]
    return facts, calls


@pytest.mark.mechanism("S001-23")
def test_with_publicity_a_public_complaint_goes_first(engine: EngineName, book: Book) -> None:
    """Others are watching.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:01 homes 2 dials
    09:02 homes 3 dials
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    09:05 agents 0 answers homes 3 after 3m
    09:10 agents 0 ends with homes 3 after 5m: resolved
    09:10 homes 3 is helped after 8m
    09:10 agents 0 answers homes 2 after 9m
    09:15 agents 0 ends with homes 2 after 5m: resolved
    09:15 homes 2 is helped after 14m
    """
    facts, calls = public_and_phone()
    facts["operating_model"]["publicity"] = 0.6
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S001-23")
def test_without_publicity_a_public_complaint_has_no_priority(
    engine: EngineName, book: Book
) -> None:
    """Nobody minds who is watching.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:01 homes 2 dials
    09:02 homes 3 dials
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    09:05 agents 0 answers homes 2 after 4m
    09:10 agents 0 ends with homes 2 after 5m: resolved
    09:10 homes 2 is helped after 9m
    09:10 agents 0 answers homes 3 after 8m
    09:15 agents 0 ends with homes 3 after 5m: resolved
    09:15 homes 3 is helped after 13m
    """
    facts, calls = public_and_phone()
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S001-24")
@pytest.mark.mechanism("E-CHN-01")
def test_the_more_help_in_public_the_more_complaints_in_public(engine: EngineName) -> None:
    """The squeaky wheel: who was helped there goes there first with the next problem."""

    def complaints(authority: str, returns: float) -> int:
        facts = town(days=15, authority="inform")
        facts["needs"]["fault"] |= NEEDS_POWER
        for segment in facts["customers"].values():
            segment |= {
                "doors": [{"queue": "social", "chance": 0.5}],
                "returns_to_door": returns,
            }
        with_door(facts, "social", {"authority": authority, "headcount": 9})
        return first_contacts(play_document(facts, engine), "social")

    assert complaints("full", 0.8) > complaints("full", 0.3) > 0
    assert complaints("inform", 0.8) == 0
    assert complaints("full", 0.0) == 0


@pytest.mark.mechanism("S002-23")
def test_the_presidents_office_is_rarely_asked_and_helps(engine: EngineName) -> None:
    """Its use and its success stand in the log and in the metrics."""
    facts = town(days=20, authority="inform")
    facts["needs"]["fault"] |= NEEDS_POWER
    for segment in facts["customers"].values():
        segment["doors"] = [{"queue": "executive_office", "chance": 0.1, "after": 3}]
    played = play_document(with_door(facts, "executive_office", HELPS_OUTSIDE), engine)
    found = numbers(played)
    used, arrivals = found["executive_contacts"], found["arrivals"]
    assert used is not None
    assert arrivals is not None
    assert 0 < used < 0.1 * arrivals
    assert found["executive_resolution_rate"] == 1.0
    assert found["door_contacts[queue=executive_office]"] == used
    assert found["door_resolution_rate[queue=calls]"] == 0.0


def corporate(own_line: bool, authority: str) -> tuple[dict[str, Any], list[Call]]:
    """A home calls a minute before a firm does, on one line or on two."""
    facts = world(NEEDS_POWER, authority="inform")
    facts["customers"] |= {"firms": {"count": 10, "gives_up": 1.0}}
    facts["customers"]["homes"]["gives_up"] = 1.0
    facts["teams"]["firms_desk"] = {"headcount": 1, "authority": authority}
    facts["queues"]["firms_line"] = {"teams": ["firms_desk"]}
    line = "firms_line" if own_line else "calls"
    return facts, [*call("09:00"), Call("09:01", 1, queue=line, segment="firms")]


@pytest.mark.mechanism("S003-01")
def test_one_line_for_all_makes_firms_wait_and_puts_them_off(
    engine: EngineName, book: Book
) -> None:
    """A firm is treated as a home is.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:01 firms 1 dials
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    09:05 agents 0 answers firms 1 after 4m
    09:10 agents 0 ends with firms 1 after 5m: put off
    09:10 firms 1 gives up after 9m
    """
    assert told(*corporate(own_line=False, authority="inform"), engine) == book


@pytest.mark.mechanism("S003-01")
def test_a_number_of_its_own_shortens_the_wait_and_solves_nothing(
    engine: EngineName, book: Book
) -> None:
    """A dedicated number with a consumer's authority: no wait, and put off just the same.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:01 firms 1 dials
    09:01 firms_desk 0 answers firms 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    09:06 firms_desk 0 ends with firms 1 after 5m: put off
    09:06 firms 1 gives up after 5m
    """
    assert told(*corporate(own_line=True, authority="inform"), engine) == book


@pytest.mark.mechanism("S003-07")
@pytest.mark.mechanism("S003-08")
def test_the_account_manager_finds_the_cause_that_an_agent_cannot_see(
    engine: EngineName, book: Book
) -> None:
    """The agent reads the script, which does not cover it; the adviser has access, and solves it.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    09:10 homes 2 dials
    09:10 account_manager 0 answers homes 2 after 0s
    09:20 account_manager 0 ends with homes 2 after 10m: resolved
    09:20 homes 2 is helped after 10m
    """
    facts = world(
        NEEDS_POWER, {"gives_up": 1.0}, authority="inform", script_adherence=1.0,
        discretion_time="5m",
    )  # fmt: skip
    with_door(facts, "account_manager", HELPS_OUTSIDE)
    adviser = Call("09:10", 2, queue="account_manager", segment="homes", off_script=True)
    assert told(facts, [*call(off_script=True), adviser], engine) == book


def side_channel(own_advisers: bool, firms: int = 40) -> dict[str, Any]:
    """Firms have advisers of their own, or call the line as everybody does."""
    facts = town(days=20, authority="inform")
    facts["customers"]["firms"]["count"] = firms
    facts["needs"]["fault"] |= NEEDS_POWER | {"talk": {"exponential": "20m"}}
    facts["teams"]["agents"] = {"headcount": 1}
    if own_advisers:
        facts["customers"]["firms"]["first_door"] = [{"queue": "account_manager", "chance": 1.0}]
    return with_door(facts, "account_manager", HELPS_OUTSIDE | {"headcount": 2})


@pytest.mark.mechanism("S003-07")
@pytest.mark.mechanism("S003-20")
def test_a_firm_with_an_adviser_is_helped_within_an_hour(engine: EngineName) -> None:
    bypass, line = (
        numbers(play_document(side_channel(own), engine))["time_to_resolve_s[segment=firms]"]
        for own in (True, False)
    )
    assert bypass is not None
    assert line is not None
    assert bypass <= 3600 < line


@pytest.mark.mechanism("S003-20")
def test_the_load_of_advisers_is_seen_and_is_not_in_the_call_figures(engine: EngineName) -> None:
    """The line looks just as if the firms did not exist; their advisers are busy all the same."""
    bypass = numbers(play_document(side_channel(own_advisers=True), engine))
    without = numbers(play_document(side_channel(own_advisers=True, firms=0), engine))
    in_line = numbers(play_document(side_channel(own_advisers=False), engine))
    calls = (
        "offered", "answered", "abandon_rate", "service_level", "asa_s", "mean_wait_s",
        "wait_p90_s", "max_wait_s", "wait_sd_s", "aht_s", "mean_queue", "mean_busy", "empty_rate",
        "contact_time_s", "offered[segment=homes]",
    )  # fmt: skip
    for name in calls:
        assert bypass[name] == without[name], name
    assert bypass["asa_s"] != in_line["asa_s"]
    assert bypass["offered[segment=firms]"] == 0
    busy = bypass["busy_s[team=account_manager]"]
    assert busy is not None
    assert busy > 0
    assert without["busy_s[team=account_manager]"] == 0
    assert bypass["offered[queue=account_manager]"] == first_contacts(
        play_document(side_channel(own_advisers=True), engine), "account_manager"
    )


@pytest.mark.mechanism("S003-21")
def test_the_adviser_commits_to_a_time_and_keeps_it(engine: EngineName, book: Book) -> None:
    """The agent writes a note without a date; the adviser gives one, and it is kept.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: note
    09:05 network gets a note for homes 1, no date
    09:10 homes 2 dials
    09:10 account_manager 0 answers homes 2 after 0s
    09:15 account_manager 0 ends with homes 2 after 5m: ticket
    09:15 network gets a ticket for homes 2, by 11:15
    10:05 network is done with homes 1 after 1h: cured
    10:05 homes 1 is helped after 1h5m
    11:05 network is done with homes 2 after 1h50m: cured
    11:05 network keeps its promise to homes 2
    11:05 homes 2 is helped after 1h55m
    """
    facts = world(NEEDS_POWER, authority="inform", department={"promise": {"says": "2h"}})
    with_door(facts, "account_manager", HELPS_OUTSIDE)
    adviser = Call("09:10", 2, queue="account_manager", segment="homes", back_office=True)
    assert told(facts, [*call(back_office=True), adviser], engine) == book
