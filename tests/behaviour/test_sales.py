"""Sales that come of solved cases, and of nothing else."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import NEEDS_POWER, NO_POWER, UNKNOWN, call, world
from measured import measured

Book = list[str]

BUYS: dict[str, Any] = {"cross_sell": {"chance": 1.0, "revenue": "60 EUR"}}


@pytest.mark.mechanism("S003-17")
def test_a_customer_buys_more_in_the_night_after_the_case_is_solved(
    engine: EngineName, book: Book
) -> None:
    """Two call; one is solved at once, the other is put off and gives up.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    10:00 homes 2 dials
    10:00 agents 0 answers homes 2 after 0s
    10:05 agents 0 ends with homes 2 after 5m: put off
    10:05 homes 2 gives up after 5m
    1d 00:00 homes 1 buys more
    """
    facts = world(segment=BUYS | {"gives_up": 1.0}, days=2, team=NO_POWER)
    facts["needs"]["fault"]["authority"] = "inform"
    facts["needs"]["puzzle"] = facts["needs"]["fault"] | NEEDS_POWER
    calls = [*call(), Call("10:00", 2, segment="homes", kind="puzzle")]
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S003-18")
def test_what_such_sales_bring_is_a_line_of_money(engine: EngineName) -> None:
    """Three of ten homes have a case solved, and one of the firms, who pay more."""
    facts = world(segment=BUYS, days=2)
    facts["customers"]["firms"] = {"count": 5} | {
        "cross_sell": {"chance": 1.0, "revenue": "250.50 EUR"}
    }
    calls = [one for n in (1, 2, 3) for one in call(f"{8 + n:02}:00", n)]
    numbers, _ = measured(facts, [*calls, Call("13:00", 1, segment="firms")], engine)
    assert numbers["cross_sales"] == numbers["cross_sales[kind=fault]"] == 4
    assert numbers["cross_sales_per_resolution"] == 1
    assert numbers["cross_sell_revenue[segment=homes]"] == 180
    assert numbers["cross_sell_revenue[segment=firms]"] == 250.5
    assert numbers["cross_sell_revenue"] == 430.5


@pytest.mark.mechanism("S003-17")
def test_what_took_several_contacts_sells_less(engine: EngineName) -> None:
    """Solved by the second line at the second call: all of the chance is lost, or none."""
    lines = {}
    for lost in (0.0, 1.0):
        segment = {"cross_sell": {"chance": 1.0, "lost_per_contact": lost}}
        facts = world(segment=segment | {"repeat_delay": {"constant": "1h"}}, days=2)
        facts["customers"]["homes"]["returns_to_door"] = 0.0
        facts["queues"]["calls"]["hours"] = "08:00-12:00"
        facts["teams"]["agents"] |= UNKNOWN | {"hours": "08:00-09:30"}
        facts["teams"]["experts"]["hours"] = "09:30-12:00"
        facts["queues"]["calls"]["teams"] = ["agents", "experts"]
        lines[lost] = told(facts, call(), engine)
    assert "1d 00:00 homes 1 buys more" in lines[0.0]
    assert lines[1.0] == [line for line in lines[0.0] if "buys" not in line]
