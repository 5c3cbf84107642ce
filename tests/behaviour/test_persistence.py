"""Persistence: customers differ in how soon they stop trying."""

from typing import Any

import numpy as np
import pytest

from by_hand import Call, played
from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.chances import threshold
from ccsim.plan.plan import Plan
from ccsim.replication import EngineName
from ccsim.rules.customers import stops_trying
from faults import world

GIVES_UP = 0.2
HOMES = 400


def stubborn(knowledge: float, days: int, **persistence: float) -> dict[str, Any]:
    """Every customer calls again an hour after an answer that did not fit."""
    segment = {
        "count": HOMES,
        "gives_up": GIVES_UP,
        "repeat_delay": {"constant": "1h"},
        "persistence": persistence,
    }
    need = {"talk": {"constant": "1m"}}
    facts = world(need, segment, days, team={"knowledge": knowledge, "headcount": HOMES})
    return facts | {"measures": {"follow_up": "1d"}}


def each_home(facts: dict[str, Any], engine: EngineName) -> tuple[Plan, Chunk]:
    calls = [Call("09:00", n, segment="homes") for n in range(HOMES)]
    return played(facts, calls, engine)


def contacts_per_case(log: Chunk) -> np.ndarray:
    return np.bincount(log.who[log.event == Event.CONTACT_ARRIVED] & 0xFFFF, minlength=HOMES)


def share_beyond(log: Chunk, multiple: float) -> tuple[float, float]:
    """Share of cases with more contacts than a multiple of the mean, and of a geometric law."""
    contacts = contacts_per_case(log)
    beyond = int(multiple * contacts.mean())
    return float(np.mean(contacts > beyond)), float((1 - 1 / contacts.mean()) ** beyond)


@pytest.mark.mechanism("S002-30")
def test_where_customers_differ_contacts_per_case_have_a_heavier_tail_than_geometric(
    engine: EngineName,
) -> None:
    """Nothing is ever solved: a customer calls until he gives up."""
    _, log = each_home(stubborn(0.0, 8), engine)
    alike, geometric = share_beyond(log, 4.5)
    assert alike < 3 * geometric
    _, log = each_home(stubborn(0.0, 8, spread=0.8), engine)
    differing, geometric = share_beyond(log, 4.5)
    assert differing > 2 * geometric
    assert differing > 2 * alike


@pytest.mark.mechanism("S002-30")
def test_persistent_customers_resolve_more_and_the_others_stop_in_silence(
    engine: EngineName,
) -> None:
    """An agent knows the matter once in ten calls; customers know how long they will try."""
    plan, log = each_home(stubborn(0.1, 8, spread=1.0), engine)
    segment, shapes = plan.tables.segments[0], plan.tables.shapes
    code = int(segment["code"]) << 32
    chance = np.array(
        [
            stops_trying(
                1, 0, code | n, int(segment["gives_up"]), shapes, int(segment["temper_shape"]), 0, 0
            )
            for n in range(HOMES)
        ]
    )
    assert abs(chance.mean() / threshold(GIVES_UP) - 1) < 0.15
    solved = np.isin(np.arange(HOMES), log.who[log.event == Event.CASE_RESOLVED] & 0xFFFF)
    persistent = chance < np.median(chance)
    assert solved[persistent].mean() > solved[~persistent].mean() + 0.25
    ledger = Ledger(plan)
    ledger.add(log)
    gave_up = values(ledger.finish())["gave_up_rate"]
    assert gave_up is not None
    assert 0.2 < gave_up < 0.7


def test_who_tires_stops_earlier(engine: EngineName) -> None:
    """With each attempt the chance to stop grows by half: the tail is gone."""
    _, log = each_home(stubborn(0.0, 3), engine)
    _, tired = each_home(stubborn(0.0, 3, tires=0.5), engine)
    assert contacts_per_case(tired).max() < contacts_per_case(log).max() / 2
    assert np.all(contacts_per_case(tired) <= contacts_per_case(log))
