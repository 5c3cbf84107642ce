"""Agents as people: they learn, wear out, leave, and are replaced."""

from typing import Any

import pytest

from by_hand import told
from ccsim.replication import EngineName
from faults import UNKNOWN, call, world

Book = list[str]
ANGRY = {"angry": 1.0, "memory": "0s"}
SURE = {"yearly": 1.0, "by_stress": 4000.0}
"""Who has a bad day goes the next night; of the others one in 365."""


def bad_day(days: int, **team: Any) -> dict[str, Any]:
    """Nobody knows the matter, so the customer calls three times."""
    facts = world(
        segment={"repeat_delay": {"constant": "1h"}},
        team=UNKNOWN | {"hours": "Mo-Su 08:00-20:00"} | {"stress": ANGRY, "turnover": SURE} | team,
        days=days,
    )
    return facts


@pytest.mark.mechanism("S001-32")
@pytest.mark.mechanism("S004-11")
def test_who_has_a_bad_day_goes_and_the_place_is_empty_until_somebody_has_learned(
    engine: EngineName, book: Book
) -> None:
    """A day to find somebody, two days to learn; the third call of a customer is an angry one.

    1d 00:00 agents 0 quits
    2d 00:00 agents 0 is found after 1 days
    2d 00:00 agents 0 learns for 24h
    3d 00:00 agents 0 learns for 24h
    4d 00:00 agents 0 is new, after 3 days
    """
    facts = bad_day(5, hiring={"lead": "1d", "training": "2d"})
    lines = told(facts, call(), engine)
    assert [line for line in lines if line.startswith(tuple("1234")) and "agents 0" in line
            and "homes" not in line] == book  # fmt: skip
