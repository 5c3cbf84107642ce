"""Hours as advertised: customers believe them, and find the line closed in the gap."""

from typing import Any

import pytest

from by_hand import told, with_defaults
from ccsim.experiments.replicate import run
from ccsim.overnight.memory import PROMISE
from ccsim.replication import EngineName
from faults import call, world
from playing import play_document, scenario_of

Book = list[str]


def homes(advertised: str | None = "24/7", days: int = 1, **segment: Any) -> dict[str, Any]:
    """Customers of a line that is open from eight to six."""
    habits = {"redials_when_blocked": 1.0, "redial_delay": {"constant": "30m"}}
    document = world(None, habits | segment, days)
    document["queues"]["calls"] = {"hours": "08:00-18:00", "advertised_hours": advertised}
    return document


@pytest.mark.mechanism("S002-21")
def test_who_dials_in_the_gap_finds_it_closed_though_it_is_said_to_be_open(
    engine: EngineName, book: Book
) -> None:
    """The customer believes that it is open before eight, and dials again into the same gap.

    07:10 homes 1 dials
    07:10 homes 1 finds it closed, though it is said to be open
    07:40 homes 1 dials (redial)
    07:40 homes 1 finds it closed, though it is said to be open
    08:10 homes 1 dials (redial)
    08:10 agents 0 answers homes 1 after 0s
    08:15 agents 0 ends with homes 1 after 5m: resolved
    08:15 homes 1 is helped after 1h5m
    """
    assert told(homes(), call("07:10"), engine) == book


@pytest.mark.mechanism("S002-21")
def test_with_true_hours_nobody_dials_in_vain_but_once(engine: EngineName, book: Book) -> None:
    """The call at 07:10 is set by hand; who redials knows the hours, and waits for the opening.

    07:10 homes 1 dials
    07:10 homes 1 finds it closed
    08:00 homes 1 dials (redial)
    08:00 agents 0 answers homes 1 after 0s
    08:05 agents 0 ends with homes 1 after 5m: resolved
    08:05 homes 1 is helped after 55m
    """
    assert told(homes(None), call("07:10"), engine) == book


def test_hours_beyond_those_that_are_advertised_are_not_used(
    engine: EngineName, book: Book
) -> None:
    """It is open from eight, and said to be open from ten: who redials waits until then.

    07:10 homes 1 dials
    07:10 homes 1 finds it closed
    10:00 homes 1 dials (redial)
    10:00 agents 0 answers homes 1 after 0s
    10:05 agents 0 ends with homes 1 after 5m: resolved
    10:05 homes 1 is helped after 2h55m
    """
    assert told(homes("10:00-18:00"), call("07:10"), engine) == book


def many(advertised: str | None) -> dict[str, Any]:
    document = homes(advertised, 3, count=400, leaving={"memory": "90d"})
    document["needs"]["fault"]["per_customer_year"] = 100
    document["teams"]["agents"] = {"headcount": 10}
    return with_defaults(document)


@pytest.mark.mechanism("S002-21")
def test_a_call_in_the_gap_counts_as_a_broken_promise(engine: EngineName) -> None:
    """Nothing else is promised here; the last night's memories are of the days before."""
    believed = play_document(many("24/7"), engine)
    gaps = (believed.log.event == 3) & (believed.log.reason == 1)
    before = gaps & (believed.log.time < believed.plan.day_starts[2])
    remembered = believed.state.customers["broken"]
    in_vain = {int(who) & 0xFFFFFFFF for who in believed.log.who[before]}
    assert set(remembered.nonzero()[0].tolist()) == in_vain
    assert remembered.max() > PROMISE / 2
    known = play_document(many(None), engine)
    assert not known.state.customers["broken"].any()
    assert not (known.log.event == 3).any()


@pytest.mark.mechanism("S002-21")
def test_the_gap_has_a_metric_of_its_own(engine: EngineName) -> None:
    """Fourteen hours of a day are a gap; redials keep falling into it."""
    found = run(scenario_of(many("24/7")), replications=1, workers=1, engine=engine).estimates
    rate, closed = found["advertised_but_closed_rate"].mean, found["closed_out"].mean
    arrivals = found["arrivals"].mean
    assert rate is not None
    assert closed is not None
    assert arrivals is not None
    assert rate == pytest.approx(closed / arrivals)
    assert rate > 0.5
    plain = run(scenario_of(many(None)), replications=1, workers=1, engine=engine).estimates
    assert "advertised_but_closed_rate" not in plain
    assert plain["closed_out"].mean == 0
