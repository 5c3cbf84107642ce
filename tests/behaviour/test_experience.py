"""What customers remember of their contacts, and what they have come to expect."""

from typing import Any

import pytest

from by_hand import Call
from ccsim.replication import EngineName
from faults import world
from measured import measured

SOLVED = "fault"
PUT_OFF = "puzzle"


def centre(days: int = 2, **segment: Any) -> dict[str, Any]:
    """Faults are solved at once; puzzles need powers that nobody has, and are given up."""
    facts = world(segment={"gives_up": 1.0} | segment, days=days, team={"authority": "inform"})
    facts["needs"]["fault"]["authority"] = "inform"
    facts["needs"]["puzzle"] = facts["needs"]["fault"] | {"authority": "full"}
    facts["measures"] = {"follow_up": "1d", "repeat_window": "1d"}
    return facts


def calls(*kinds: str) -> list[Call]:
    """A call of the same customer every hour."""
    return [Call(f"{9 + i:02}:00", 1, segment="homes", kind=kind) for i, kind in enumerate(kinds)]


@pytest.mark.mechanism("S003-13")
def test_the_worst_and_the_last_contact_are_remembered(engine: EngineName) -> None:
    """90 points where it is solved, 10 where not: the same contacts in another order."""
    found = {}
    for kinds in ((SOLVED, PUT_OFF), (PUT_OFF, SOLVED), (PUT_OFF, SOLVED, SOLVED), (SOLVED,)):
        numbers, _ = measured(centre(), calls(*kinds), engine)
        found[kinds] = (
            numbers["remembered_satisfaction"], numbers["nps"], numbers["contact_satisfaction"],
        )  # fmt: skip
    assert found[SOLVED, PUT_OFF] == (10, -100, 50)
    assert found[PUT_OFF, SOLVED] == (50, -100, 50)
    assert found[PUT_OFF, SOLVED, SOLVED] == (50, -100, pytest.approx(190 / 3))
    assert found[SOLVED,] == (90, 100, 90)


@pytest.mark.mechanism("S003-13")
def test_who_is_neither_glad_nor_angry_counts_for_neither(engine: EngineName) -> None:
    """Four customers: a promoter, a detractor, one in between, and one who never called."""
    facts = centre()
    facts["departments"] = {"network": {"staff": 1, "work": {"constant": "30d"}}}
    facts["needs"]["work"] = facts["needs"]["fault"] | {"owner": "network", "back_office": 1.0}
    made = [
        Call("09:00", 1, segment="homes", kind=SOLVED),
        Call("10:00", 2, segment="homes", kind=PUT_OFF),
    ]
    numbers, _ = measured(facts, made, engine)
    assert numbers["nps"] == 0
    assert numbers["remembered_satisfaction"] == numbers["contact_satisfaction"] == 50
    third = Call("11:00", 3, segment="homes", kind="work", back_office=True)
    numbers, _ = measured(facts, [*made, third], engine)
    assert numbers["contact_satisfaction"] == 50  # a ticket is half of it
    assert numbers["nps"] == pytest.approx(-100 / 3)


@pytest.mark.mechanism("S003-14")
def test_the_same_service_satisfies_less_every_year(engine: EngineName) -> None:
    """Half a year between the calls; what is missing to 100 weighs more by half in a year."""
    facts = centre(days=200)
    facts["calendar"]["start"] = "2026-01-05"
    made = [
        Call("9d 09:00", 1, segment="homes", kind=SOLVED),
        Call("190d 09:00", 2, segment="homes", kind=SOLVED),
    ]
    steady, before = measured(facts, made, engine)
    facts["customers"]["homes"]["expectation_drift"] = 0.5
    drifts, after = measured(facts, made, engine)
    assert before == after
    quarters = [f"contact_satisfaction[quarter=2026-Q{n}]" for n in (1, 2, 3)]
    assert [steady[quarter] for quarter in quarters] == [90, None, 90]
    assert [drifts[quarter] for quarter in quarters] == [89.88, None, 87.4]
    assert steady["satisfaction"] == pytest.approx(90, abs=0.02)
    assert drifts["satisfaction"] == pytest.approx((89.88 + 87.4) / 2, abs=0.02)


@pytest.mark.mechanism("S001-40")
def test_who_gives_up_vanishes_from_what_the_company_believes(engine: EngineName) -> None:
    """One is solved, one gives up in silence: the call log has no open case."""
    numbers, _ = measured(centre(), calls(SOLVED, PUT_OFF), engine)
    assert numbers["resolution_rate"] == 0.5
    assert numbers["log_resolution_rate"] == 1.0
    assert numbers["perceived_resolution_gap"] == 0.5
    assert numbers["vanished_rate"] == 0.5
    assert numbers["survivor_resolution_rate"] == 1.0
    found, _ = measured(
        centre(gives_up=0.0, repeat_delay={"constant": "9d"}), calls(PUT_OFF), engine
    )
    assert (found["vanished_rate"], found["perceived_resolution_gap"]) == (0, 0)
    assert found["survivor_resolution_rate"] == 0
