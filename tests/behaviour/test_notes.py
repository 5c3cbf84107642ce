"""Notes: "I wrote it down for the department, and cannot say how long it will take"."""

from typing import Any

import numpy as np
import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from crowds import BACK, Facts, measured
from faults import NEEDS_POWER, NO_POWER, call, world

Book = list[str]


@pytest.mark.mechanism("S001-11")
def test_a_note_without_a_date_ends_the_call_and_brings_the_customer_back(
    engine: EngineName, book: Book
) -> None:
    """Homes 1 is told a date and waits for it; homes 2, whose fault the agent may not touch, asks.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 17:05
    09:10 homes 2 dials
    09:10 agents 0 answers homes 2 after 0s
    09:15 agents 0 ends with homes 2 after 5m: note
    09:15 network gets a note for homes 2, no date
    11:15 homes 2 dials (chase)
    11:15 agents 0 answers homes 2 after 0s
    11:18 agents 0 ends with homes 2 after 3m: status given
    11:18 network promises homes 2 again, by 19:18
    12:05 network is done with homes 1 after 3h: cured
    12:05 network keeps its promise to homes 1
    12:05 homes 1 is helped after 3h5m
    15:05 network is done with homes 2 after 5h50m: cured
    15:05 network keeps its promise to homes 2
    15:05 homes 2 is helped after 5h55m
    """
    facts = no_date(0, rate=0)
    facts["departments"]["network"] |= {"staff": 1, "work": {"constant": "3h"}}
    calls = [
        *call(back_office=True),
        Call("09:10", 2, segment="homes", kind="other"),
    ]
    assert told(facts, calls, engine) == book


def no_date(share: float, rate: float = 24, **others: Any) -> Facts:
    """Faults that are handed over with a date, and others, such a share, without one."""
    facts = world(
        segment={
            "chases": 1.0,
            "chase_delay": {"constant": "2h"},
            "chase_without_promise": {"constant": "2h"},
            **others,
        },
        department={"promise": {"says": "8h"}, "work": {"constant": "4h"}, "staff": 100},
        team=NO_POWER,
    )
    facts["needs"]["fault"] |= {"per_customer_year": rate * (1 - share), **BACK}
    facts["needs"]["other"] = facts["needs"]["fault"] | NEEDS_POWER
    facts["needs"]["other"] |= {"per_customer_year": rate * share, "back_office": 0.0}
    return facts


@pytest.mark.mechanism("S001-11")
def test_call_backs_rise_with_the_share_of_notes_without_a_date(engine: EngineName) -> None:
    shares = []
    for share in (0.0, 0.25, 0.5, 1.0):
        facts = no_date(share, count=600)
        facts["calendar"] = {"days": 10}
        facts["queues"] = {name: {"teams": ["agents"]} for name in ("calls", "experts")}
        facts["teams"]["agents"]["headcount"] = 30
        metrics = measured(facts, engine)
        chases, fresh = metrics["chases"], metrics["fresh"]
        assert chases is not None
        assert fresh
        shares.append(chases / fresh)
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert np.allclose(shares, (0, 0.25, 0.5, 1), atol=0.06)
