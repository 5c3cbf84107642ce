"""Agents as people: they learn, wear out, leave, and are replaced."""

from typing import Any

import numpy as np
import pytest

from by_hand import told
from ccsim.codes import Away
from ccsim.plan.state import State
from ccsim.replication import EngineName
from faults import SPECIAL, UNKNOWN, call, world

Book = list[str]
ANGRY = {"angry": 1.0, "memory": "0s"}
SURE = {"yearly": 1.0, "by_stress": 4000.0}
"""Who has a bad day goes the next night; of the others one in 365."""


GOES_EVERY_NIGHT = {
    "turnover": {"yearly": 20.0, "by_underuse": 100.0},
    "script_adherence": 1.0,
    "talents": {"education": 1.0},
}
"""Somebody educated who hates the script: at once followed by another one like that."""


def bad_day(days: int, **team: Any) -> dict[str, Any]:
    """Nobody knows the matter, so the customer calls three times."""
    return world(
        segment={"repeat_delay": {"constant": "1h"}},
        team=UNKNOWN | {"hours": "Mo-Su 08:00-20:00"} | {"stress": ANGRY, "turnover": SURE} | team,
        days=days,
    )


@pytest.mark.mechanism("S001-32")
@pytest.mark.mechanism("S004-11")
def test_who_has_a_bad_day_goes_and_the_place_is_empty_until_somebody_has_learned(
    engine: EngineName, book: Book
) -> None:
    """A day to find somebody, two days to learn; the third call of a customer is an angry one.

    1d 00:00 agents 0 quits
    2d 00:00 agents 0 is found after 1 days
    2d 00:00 agents 0 learns for 12h
    3d 00:00 agents 0 learns for 12h
    4d 00:00 agents 0 is new, after 3 days
    """
    facts = bad_day(5, hiring={"lead": "1d", "training": "2d"})
    lines = told(facts, call(), engine)
    words = ("quits", "found", "learns", "new")
    assert [line for line in lines if any(word in line for word in words)] == book


@pytest.mark.mechanism("S004-11")
def test_a_place_that_needs_no_time_to_be_filled_is_filled_in_the_same_night(
    engine: EngineName, book: Book
) -> None:
    """Whoever goes is followed at once, and who begins does not go before the first day.

    1d 00:00 agents 0 quits
    1d 00:00 agents 0 is found after 0 days
    1d 00:00 agents 0 is new, after 0 days
    2d 00:00 agents 0 quits
    2d 00:00 agents 0 is found after 0 days
    2d 00:00 agents 0 is new, after 0 days
    """
    facts = bad_day(3, **GOES_EVERY_NIGHT)
    lines = told(facts, [], engine)
    words = ("quits", "found", "new")
    assert [line for line in lines if any(word in line for word in words)] == book


@pytest.mark.mechanism("S004-11")
def test_a_newcomer_does_not_know_whom_the_one_before_has_talked_with(
    engine: EngineName, book: Book
) -> None:
    """Explaining it all takes two minutes, but to the agent of the last time.

    09:05 agents 0 ends with homes 1 after 5m: thought resolved
    10:10 agents 0 ends with homes 1 after 5m: thought resolved
    2d 08:07 agents 0 ends with homes 1 after 7m: thought resolved
    2d 09:12 agents 0 ends with homes 1 after 5m: thought resolved
    """
    facts = bad_day(3)
    facts["teams"]["agents"]["turnover"] |= {"yearly": 1e-9, "by_stress": 1e13}
    facts["teams"]["agents"]["hiring"] = {"lead": "1d"}
    facts["operating_model"] = {
        "agent_affinity": 1.0, "shared_notes": 0.0, "re_explaining": "2m",
    }  # fmt: skip
    lines = [line for line in told(facts, call(), engine) if "ends with" in line]
    after = [line for line in lines if line.startswith("2d")]
    assert lines[:2] + after[:2] == book


@pytest.mark.mechanism("S004-11")
def test_a_newcomer_talks_slower_and_gets_quicker_with_time(engine: EngineName, book: Book) -> None:
    """Talks of old hands take five minutes; after the twelve weeks a third of the rest is left.

    09:05 agents 0 ends with homes 1 after 5m: thought resolved
    2d 08:08:11 agents 0 ends with homes 1 after 8m11s: thought resolved
    """
    facts = bad_day(3, learning={"slower": 0.64, "time": "12w"})
    facts["teams"]["agents"]["turnover"] |= {"yearly": 1e-9, "by_stress": 1e13}
    facts["teams"]["agents"]["hiring"] = {"lead": "1d"}
    lines = [line for line in told(facts, call(), engine) if "ends with" in line]
    late = next(line for line in lines if line.startswith("2d"))
    assert [lines[0], late] == book


@pytest.mark.mechanism("S004-10")
def test_practice_makes_knowledge_kind_by_kind(engine: EngineName) -> None:
    """A newcomer knows nothing of a matter, and a third is missing after ten talks about it."""
    facts = bad_day(4, learning={"lacks": 1.0, "practice": 10}, knowledge=1.0)
    facts["teams"]["agents"]["turnover"] |= {"yearly": 1e-9, "by_stress": 0.0}
    known: list[int] = []

    def between(_player: object, day: int, state: State) -> None:
        known.append(int(state.skills[0, 0]))
        if day == 0:  # as if somebody new had come
            state.practice[0] = 0
        if day == 1:
            state.practice[0] = 10

    told(facts, [], engine, between=between)
    assert known[0] == 1 << 32
    assert known[1] == 0
    assert known[2] / (1 << 32) == pytest.approx(1 - np.exp(-1), abs=1e-4)


@pytest.mark.mechanism("S001-33")
def test_who_promises_for_a_department_that_breaks_its_promises_is_made_to_lie(
    engine: EngineName, book: Book
) -> None:
    """Tickets take four hours and are promised in one: after the first, nobody believes it.

    2d 00:00 dates of network that agents did not believe: 1
    3d 00:00 dates of network that agents did not believe: 1
    """
    late = {"promise": {"says": "1h"}, "work": {"constant": "4h"}, "right_first_time": 0}
    facts = world(
        need={"back_office": 1.0},
        segment={"repeat_delay": {"constant": "1d"}},
        department=late,
        team={"stress": {"lies": 1.0}},
        days=4,
    )
    lines = told(facts, call(back_office=True), engine)
    assert [line for line in lines if "did not believe" in line] == book


@pytest.mark.mechanism("S001-33")
def test_a_date_told_to_who_asks_again_is_a_lie_too_where_nobody_believes_it(
    engine: EngineName, book: Book
) -> None:
    """The work takes nine days; the customer asks each time that a date is missed.

    10:05 network breaks its promise to homes 1
    20:05 network promises homes 1 again, by 21:05
    21:05 network breaks its promise to homes 1
    1d 07:05 network promises homes 1 again, by 1d 08:05
    1d 08:05 network breaks its promise to homes 1
    1d 18:05 network promises homes 1 again, by 1d 19:05
    1d 19:05 network breaks its promise to homes 1
    2d 00:00 dates of network that agents did not believe: 2
    """
    facts = world(
        need={"back_office": 1.0},
        segment={"chases": 1.0, "chase_delay": {"constant": "9h55m"}},
        department={
            "promise": {"says": "1h"}, "work": {"constant": "9d"},
            "status_talk": {"constant": "5m"},
        },
        team={"stress": {"lies": 1.0}},
        days=3,
    )  # fmt: skip
    lines = told(facts, call(back_office=True), engine)
    words = ("promise", "did not believe")
    lines = [line for line in lines if any(word in line for word in words)]
    assert [line for line in lines if line < "2d 00:01"] == book


def test_a_team_that_knows_next_to_nothing_is_told_of_as_any_other(
    engine: EngineName, book: Book
) -> None:
    """One agent, one matter, known once in ten thousand times.

    1d 00:00 the team of agents 0 knows of the trade: 1.00
    """
    facts = bad_day(2, knowledge=0.0001, learning={"lacks": 0.2}, stress={}, turnover={})
    assert [line for line in told(facts, [], engine) if "agents 0 knows of" in line] == book


@pytest.mark.mechanism("S004-11")
def test_what_a_team_knows_is_what_those_know_who_are_at_work(
    engine: EngineName, book: Book
) -> None:
    """Of two, the one who knows less has gone.

    1d 00:00 the team of agents 0 knows of the trade: 0.50
    8d 00:00 the team of agents 0 knows of the trade: 1.00
    """

    def between(_player: object, day: int, state: State) -> None:
        if day == 0:
            state.practice[0] = 0
        if day == 1:
            state.people["away"][0], state.people["until"][0] = Away.VACANT, 100

    team = {"headcount": 2, "knowledge": 1.0, "learning": {"lacks": 1.0}}
    facts = bad_day(9, **team, stress={}, turnover={"yearly": 1e-9})
    lines = told(facts, [], engine, between=between)
    assert [line for line in lines if "agents 0 knows of" in line] == book


@pytest.mark.mechanism("E-RMP-02")
def test_a_newcomer_among_old_hands_learns_sooner_however_many_places_are_empty(
    engine: EngineName,
) -> None:
    """One old hand is at work, two places are empty: half of the time is spared."""
    pace: list[float] = []

    def between(_player: object, day: int, state: State) -> None:
        pace.append(state.agents["talk_factor"][0] / (1 << 16))
        if day == 0:
            state.people["since"][0] = 0
            state.people["away"][2:4], state.people["until"][2:4] = Away.VACANT, 100

    learning = {"slower": 1.0, "time": "10d", "mentored": 0.5}
    facts = bad_day(6, headcount=4, learning=learning, stress={}, turnover={"yearly": 1e-9})
    told(facts, [], engine, between=between)
    spared = 0.5 * 1 / 2  # of the two at work one is an old hand
    assert pace[5] == pytest.approx(1 + np.exp(-5 / (10 * (1 - spared))), abs=0.01)


def test_a_new_team_begins_as_newcomers(engine: EngineName) -> None:
    """However long its turnover lets people stay: the first talk takes 1.64 times five minutes."""
    team = {
        "hours": "Mo-Su 08:00-20:00", "turnover": {"yearly": 0.01},
        "learning": {"slower": 0.64, "time": "12w"},
    }  # fmt: skip
    facts = world(days=3, team=team)
    facts["calendar"]["warm_up_days"] = 1
    facts["teams"]["fresh"] = {"headcount": 1} | team
    facts["queues"]["calls"] = {"teams": ["agents", "fresh"]}
    facts["transition"] = {"old_teams": ["agents"], "new_teams": ["fresh"]}
    lines = told(facts, call("1d 09:00"), engine)
    assert "1d 09:08:11 fresh 0 ends with homes 1 after 8m11s: resolved" in lines


@pytest.mark.mechanism("S004-11")
def test_who_leaves_at_night_ends_the_talk_that_is_under_way(
    engine: EngineName, book: Book
) -> None:
    """Somebody new has the place at midnight; the case is explained to them anew.

    23:58 homes 1 dials
    23:58 agents 0 answers homes 1 after 0s
    1d 00:00 agents 0 quits
    1d 00:00 agents 0 is found after 0 days
    1d 00:00 agents 0 is new, after 0 days
    1d 00:03 agents 0 ends with homes 1 after 5m: thought resolved
    1d 01:03 homes 1 dials (repeat)
    1d 01:03 agents 0 answers homes 1 after 0s
    1d 01:10 agents 0 ends with homes 1 after 7m: thought resolved
    1d 02:10 homes 1 dials (repeat)
    1d 02:10 agents 0 answers homes 1 after 0s
    1d 02:15 agents 0 ends with homes 1 after 5m: thought resolved
    """
    facts = bad_day(2, hours="Mo-Su 20:00-06:00", **GOES_EVERY_NIGHT)
    facts["operating_model"] = {"agent_affinity": 1.0, "shared_notes": 0.0, "re_explaining": "2m"}
    lines = [line for line in told(facts, call("23:58"), engine) if "stress" not in line]
    assert lines[: len(book)] == book


@pytest.mark.mechanism("S004-11", "S002-28")
def test_who_comes_is_not_watched_for_what_the_one_before_was_caught_at(
    engine: EngineName, book: Book
) -> None:
    """Each of them passes one caller on, is caught, and keeps the next.

    09:05 agents 0 ends with homes 1 after 5m: passed on
    09:05 agents 0 is caught, and behaves for 720h
    10:05 agents 0 ends with homes 2 after 5m: resolved
    1d 00:00 agents 0 is new, after 0 days
    1d 09:05 agents 0 ends with homes 3 after 5m: passed on
    1d 09:05 agents 0 is caught, and behaves for 720h
    1d 10:05 agents 0 ends with homes 4 after 5m: resolved
    """
    team = {"hours": "Mo-Su 08:00-20:00"} | GOES_EVERY_NIGHT
    levers = {"transfers": "cold", "passes_on": 1.0, "dumping_detected": 1.0}
    facts = world(SPECIAL, team=team, days=2, **levers)
    calls = call() + call("10:00", 2) + call("1d 09:00", 3) + call("1d 10:00", 4)
    words = ("agents 0 ends", "caught", "new")
    lines = [line for line in told(facts, calls, engine) if any(word in line for word in words)]
    assert lines == book
