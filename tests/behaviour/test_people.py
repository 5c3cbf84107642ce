"""Agents as people: they learn, wear out, leave, and are replaced."""

from typing import Any

import numpy as np
import pytest

from by_hand import told
from ccsim.plan.state import State
from ccsim.replication import EngineName
from faults import UNKNOWN, call, world

Book = list[str]
ANGRY = {"angry": 1.0, "memory": "0s"}
SURE = {"yearly": 1.0, "by_stress": 4000.0}
"""Who has a bad day goes the next night; of the others one in 365."""


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
