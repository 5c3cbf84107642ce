"""The chain of companies: customers chase their provider, who chases the company behind."""

from typing import Any

import numpy as np
import pytest

from by_hand import played, told
from ccsim.codes import Event, Reason
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName
from doors import numbers
from faults import ASKS, call, world
from measured import measured
from playing import Played, play, scenario_of

Book = list[str]


def chain(**segment: Any) -> dict[str, Any]:
    """Homes ask their provider, who asks the infrastructure company, which asks its field."""
    facts = world(
        segment=ASKS | segment,
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}},
    )
    facts["queues"] |= {
        "calls": {"teams": ["agents"], "enquires": {"at": "infrastructure", "after": "5m"}},
        "infrastructure": {
            "teams": ["desk"], "channel": "wholesale", "enquires": {"at": "field"},
        },
        "field": {"teams": ["control"], "channel": "wholesale"},
    }  # fmt: skip
    facts["teams"] |= {"desk": {"headcount": 1}, "control": {"headcount": 1}}
    return facts


@pytest.mark.mechanism("S000-08")
def test_one_chasing_call_is_handed_on_through_the_chain(engine: EngineName, book: Book) -> None:
    """Promised within two hours, done after four: everybody asks the next one behind.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:15 homes 1 dials (chase)
    11:15 agents 0 answers homes 1 after 0s
    11:18 agents 0 ends with homes 1 after 3m: status given
    11:23 homes 1 dials (enquiry)
    11:23 desk 0 answers homes 1 after 0s
    11:26 desk 0 ends with homes 1 after 3m: status given
    11:26 homes 1 dials (enquiry)
    11:26 control 0 answers homes 1 after 0s
    11:29 control 0 ends with homes 1 after 3m: status given
    11:29 network promises homes 1 again, by 13:29
    13:05 network is done with homes 1 after 4h: cured
    13:05 network keeps its promise to homes 1
    13:05 homes 1 is helped after 4h5m
    """
    assert told(chain(), call(back_office=True), engine) == book


@pytest.mark.mechanism("S000-08")
def test_the_contacts_that_one_need_causes_are_counted_along_the_chain(engine: EngineName) -> None:
    """The log above: the first call, one to chase, and a question at each company behind."""
    found, _ = measured(chain(), call(back_office=True), engine)
    by_queue = {"calls": 2, "infrastructure": 1, "field": 1}
    assert {name: found[f"chain_contacts[queue={name}]"] for name in by_queue} == by_queue
    assert found["chain_contacts"] == found["chain_amplification"] == 4
    assert found["chain_amplification[kind=fault]"] == 4
    quiet, _ = measured(chain(chases=0.0), call(back_office=True), engine)
    assert quiet["chain_amplification"] == 1


@pytest.mark.mechanism("S000-08")
def test_a_question_is_idle_when_the_ticket_is_done_before(engine: EngineName, book: Book) -> None:
    """The answer would come after two hours; by then the repair has been tried, in vain.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:15 homes 1 dials (chase)
    11:15 agents 0 answers homes 1 after 0s
    11:18 agents 0 ends with homes 1 after 3m: status given
    13:05 network is done with homes 1 after 4h: not cured
    14:18 homes 1 dials (repeat)
    14:18 agents 0 answers homes 1 after 0s
    14:23 agents 0 ends with homes 1 after 5m: ticket
    14:23 network gets a ticket for homes 1, by 16:23
    16:23 network breaks its promise to homes 1
    16:33 homes 1 dials (chase)
    16:33 agents 0 answers homes 1 after 0s
    16:36 agents 0 ends with homes 1 after 3m: status given
    18:23 network is done with homes 1 after 4h: not cured
    """
    facts = chain(repeat_delay={"constant": "1h"})
    facts["queues"]["calls"]["enquires"]["after"] = "2h"
    facts["departments"]["network"]["right_first_time"] = 0.0
    lines = told(facts, call(back_office=True), engine)
    assert lines[: len(book)] == book


def companies(chases: float, faults_of_a: float = 40.0) -> Played:
    """Two providers with customers of their own, and one infrastructure with ten engineers."""
    facts = chain(chases=chases)
    homes = facts["customers"]["homes"] | {"count": 100, "gives_up": 0.1}
    facts["calendar"] = {"days": 21}
    facts["customers"] = {"homes_of_a": homes, "homes_of_b": homes}
    facts["needs"]["fault"] |= {
        "per_customer_year": 40,
        "by_segment": {"homes_of_a": faults_of_a / 40},
        "queue_by_segment": {"homes_of_b": "calls_of_b"},
        "back_office": 1.0,
    }
    facts["departments"]["network"] |= {"staff": 6, "promise": {"says": "4h"}}
    facts["queues"]["calls_of_b"] = facts["queues"]["calls"] | {"teams": ["agents_of_b"]}
    facts["teams"] |= {"agents": {"headcount": 4}, "agents_of_b": {"headcount": 4}}
    return play(make_plan(scenario_of(facts)))


@pytest.mark.mechanism("S000-08")
def test_without_chasing_there_are_fewer_contacts_at_every_tier() -> None:
    chased, quiet = numbers(companies(1.0, 60.0)), numbers(companies(0.0, 60.0))
    for queue in ("calls", "calls_of_b"):
        name = f"chain_contacts[queue={queue}]"
        assert chased[name] > 1.2 * quiet[name]
    for queue in ("infrastructure", "field"):
        name = f"chain_contacts[queue={queue}]"
        assert chased[name] == chased[f"enquiries[queue={queue}]"] > 100
        assert quiet[name] == 0
    assert chased["chain_amplification"] > 1.5 * quiet["chain_amplification"]
    assert chased["chase_amplification"] == pytest.approx(3.0, abs=0.1)  # two companies behind


@pytest.mark.mechanism("S000-20")
def test_the_demand_of_one_provider_lengthens_the_repairs_of_another() -> None:
    """The customers of B have the same faults; those of A have twice as many."""
    name = "time_to_resolve_s[segment=homes_of_b]"
    before, after = numbers(companies(1.0, 40.0)), numbers(companies(1.0, 80.0))
    assert before["cases[segment=homes_of_b]"] == after["cases[segment=homes_of_b]"]
    assert after[name] > 1.5 * before[name]


@pytest.mark.mechanism("S000-08")
def test_an_enquiry_costs_the_customer_no_time_and_is_no_attempt_of_theirs(
    engine: EngineName,
) -> None:
    """Five minutes at first and three to ask: the two enquiries of six minutes are others'."""
    alone = chain()
    del alone["queues"]["calls"]["enquires"]
    for facts, enquiries in ((alone, 0), (chain(), 2)):
        facts["calendar"] = {"days": 16}  # time enough to judge the case
        found, _ = measured(facts, call(back_office=True), engine)
        _, log = played(facts, call(back_office=True), engine)
        assert (log.reason[log.event == Event.CONTACT_ARRIVED] == Reason.ENQUIRY).sum() == enquiries
        assert found["customer_time_per_case_s"] == 8 * 60
        assert found["contacts_per_case"] == 2


@pytest.mark.mechanism("S000-08", "S001-22")
@pytest.mark.parametrize("enquires", [True, False])
def test_an_enquiry_brings_nobody_nearer_to_another_door(
    engine: EngineName, enquires: bool
) -> None:
    """A first call, one to chase, a repair in vain, and a repeat: the third attempt in any case.

    Who has tried three times in vain calls others; two questions of companies count for nothing.
    """
    facts = chain(
        repeat_delay={"constant": "1h"},
        doors=[{"queue": "others", "chance": 1.0, "after": 3}],
    )
    facts["queues"]["others"] = {"teams": ["helpers"]}
    facts["teams"]["helpers"] = {"headcount": 1}
    facts["departments"]["network"] |= {"right_first_time": 0.0, "work": {"constant": "3h"}}
    if not enquires:
        del facts["queues"]["calls"]["enquires"]
    plan, log = played(facts, call(back_office=True), engine)
    arrived = np.flatnonzero((log.event == Event.CONTACT_ARRIVED) & (log.reason != Reason.ENQUIRY))
    queues = [plan.queue_names[q] for q in log.queue[arrived]]
    assert queues[:4] == ["calls", "calls", "calls", "others"]
