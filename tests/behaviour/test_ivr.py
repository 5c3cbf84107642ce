"""The menu before the queue: who gets through it, who is kept, lost, or sent to the wrong place."""

from typing import Any

import pytest

from by_hand import Call, told, with_defaults
from ccsim.codes import Event
from ccsim.experiments.replicate import run
from ccsim.replication import EngineName
from faults import call, world
from playing import scenario_of

Book = list[str]
CALLS = [Call("09:00", 1)]


def menu(**facts: Any) -> dict[str, Any]:
    """One queue of one-minute calls behind a menu of 45 seconds."""
    return {"queues": {"calls": {"ivr": {"time": {"constant": "45s"}} | facts}}}


def homes(need: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """Customers with faults of five minutes who hear that menu first."""
    document = world(need, {"repeat_delay": {"constant": "2h"}})
    document["queues"]["calls"] = menu(**facts)["queues"]["calls"]
    return document


@pytest.mark.mechanism("S001-20")
def test_the_menu_takes_the_callers_time_and_no_agents(engine: EngineName, book: Book) -> None:
    """The whole contact lasts for the menu and the talk; the agent talks for a minute.

    09:00 calls 1 dials
    09:00 calls 1 hears the menu
    09:00:45 calls 1 leaves the menu after 45s: onward
    09:00:45 agents 0 answers calls 1 after 0s
    09:01:45 agents 0 ends with calls 1 after 1m: served
    09:01:45 calls 1 is off the line after 1m45s
    """
    assert told(menu(), CALLS, engine, frozenset({Event.CONTACT_ENDED})) == book


@pytest.mark.mechanism("S001-20")
def test_who_opts_out_goes_straight_to_the_queue(engine: EngineName, book: Book) -> None:
    """
    09:00 calls 1 dials
    09:00 calls 1 hears the menu
    09:00 calls 1 leaves the menu after 0s: none
    09:00 agents 0 answers calls 1 after 0s
    09:01 agents 0 ends with calls 1 after 1m: served
    """
    assert told(menu(opts_out=1.0, hangs_up=1.0), CALLS, engine) == book


@pytest.mark.mechanism("S001-20")
def test_who_hangs_up_in_the_menu_has_not_got_through_and_dials_again(
    engine: EngineName, book: Book
) -> None:
    """The line closes at 09:15, and with it the story ends.

    09:00 calls 1 dials
    09:00 calls 1 hears the menu
    09:00:45 calls 1 leaves the menu after 45s: abandoned
    09:00:45 calls 1 is off the line after 45s
    09:10:45 calls 1 dials (redial)
    09:10:45 calls 1 hears the menu
    09:11:30 calls 1 leaves the menu after 45s: abandoned
    09:11:30 calls 1 is off the line after 45s
    """
    document = menu(hangs_up=1.0)
    document["queues"]["calls"] |= {
        "hours": "09:00-09:15",
        "forecast": {
            "redials": 1.0,
            "redial_delay": {"constant": "10m"},
            "after_closing": "lost",
        },
    }
    assert told(document, CALLS, engine, frozenset({Event.CONTACT_ENDED})) == book


@pytest.mark.mechanism("S001-20")
def test_contained_is_resolved_where_a_machine_can_serve_the_need(
    engine: EngineName, book: Book
) -> None:
    """No agent has heard of it.

    09:00 homes 1 dials
    09:00 homes 1 hears the menu
    09:00:45 homes 1 leaves the menu after 45s: resolved
    09:00:45 homes 1 is helped after 45s
    """
    document = homes({"self_service": 1.0}, contains=1.0)
    assert told(document, call(), engine) == book


@pytest.mark.mechanism("S001-20")
def test_contained_is_not_resolved_where_no_machine_can(engine: EngineName, book: Book) -> None:
    """The operator counts a contained call at nine, at eleven and so on; nobody is helped.

    09:00 homes 1 dials
    09:00 homes 1 hears the menu
    09:00:45 homes 1 leaves the menu after 45s: contained
    11:00:45 homes 1 dials (repeat)
    11:00:45 homes 1 hears the menu
    11:01:30 homes 1 leaves the menu after 45s: contained
    """
    document = homes({"self_service": 0.0}, contains=1.0)
    assert told(document, call(), engine)[: len(book)] == book


@pytest.mark.mechanism("S001-20")
def test_an_agent_of_the_wrong_queue_cannot_help_and_passes_the_caller_on(
    engine: EngineName, book: Book
) -> None:
    """The experts find out in 90 seconds; then the customer is where the dialling should have led.

    09:00 homes 1 dials
    09:00 homes 1 hears the menu
    09:00:45 homes 1 leaves the menu after 45s: misrouted
    09:00:45 experts 0 answers homes 1 after 0s
    09:02:15 experts 0 ends with homes 1 after 1m30s: misrouted
    09:02:15 homes 1 is passed on to calls
    09:02:15 agents 0 answers homes 1 after 0s
    09:07:15 agents 0 ends with homes 1 after 5m: resolved
    09:07:15 homes 1 is helped after 7m15s
    """
    document = homes(misroutes={"to": "experts", "chance": 1.0})
    assert told(document, call(), engine) == book


def test_nobody_is_sent_to_a_wrong_queue_that_is_closed(engine: EngineName, book: Book) -> None:
    """
    09:00 homes 1 dials
    09:00 homes 1 hears the menu
    09:00:45 homes 1 leaves the menu after 45s: onward
    09:00:45 agents 0 answers homes 1 after 0s
    09:05:45 agents 0 ends with homes 1 after 5m: resolved
    09:05:45 homes 1 is helped after 5m45s
    """
    document = homes(misroutes={"to": "experts", "chance": 1.0})
    document["queues"]["experts"] |= {"hours": "10:00-18:00"}
    assert told(document, call(), engine) == book


def test_the_queue_may_close_while_the_menu_talks(engine: EngineName, book: Book) -> None:
    """
    08:59:30 calls 1 dials
    08:59:30 calls 1 hears the menu
    09:00:15 calls 1 leaves the menu after 45s: onward
    09:00:15 calls 1 finds it closed
    """
    document = menu()
    document["queues"]["calls"]["hours"] = "08:00-09:00"
    assert told(document, [Call("08:59:30", 1)], engine) == book


@pytest.mark.mechanism("S001-20")
def test_a_caller_in_the_menu_holds_a_line(engine: EngineName, book: Book) -> None:
    """
    09:00 calls 1 dials
    09:00 calls 1 hears the menu
    09:00:30 calls 2 dials
    09:00:30 calls 2 hears a busy signal
    09:00:45 calls 1 leaves the menu after 45s: served
    09:01 calls 3 dials
    09:01 calls 3 hears the menu
    09:01:45 calls 3 leaves the menu after 45s: served
    """
    document = menu(contains=1.0)
    document["queues"]["calls"]["lines"] = 1
    calls = [Call("09:00", 1), Call("09:00:30", 2), Call("09:01", 3)]
    assert told(document, calls, engine) == book


def in_numbers(engine: EngineName, ivr: dict[str, Any] | None) -> dict[str, float | None]:
    """Four days of a thousand homes, most of whose needs a machine cannot serve."""
    document = homes({"self_service": 0.25, "per_customer_year": 40})
    document |= {"calendar": {"days": 4}, "measures": {"follow_up": "1d"}}
    document["customers"]["homes"] |= {"count": 1000, "gives_up": 0.3}
    document["queues"]["calls"]["ivr"] = ivr
    document["teams"]["agents"] = {"headcount": 30}
    result = run(scenario_of(with_defaults(document)), replications=1, workers=1, engine=engine)
    return {key: one.mean or 0.0 for key, one in result.estimates.items()}


@pytest.mark.mechanism("S001-20")
def test_containment_flatters_the_operator_and_costs_the_customer(engine: EngineName) -> None:
    """Agents answer less and a third of the calls is contained; fewer cases are solved."""
    time = {"constant": "45s"}
    none, off = in_numbers(engine, None), in_numbers(engine, {"time": time})
    on = in_numbers(engine, {"time": time, "contains": 0.4, "hangs_up": 0.1})
    assert "ivr_time_s" not in none
    assert off["customer_time_per_case_s"] == pytest.approx(none["customer_time_per_case_s"] + 45)
    assert off["resolution_rate"] == none["resolution_rate"]
    # A tenth hangs up; of the rest four tenths are contained. Of first attempts a quarter of the
    # contained are served; who comes back has a need that no machine can serve.
    assert on["ivr_hang_up_rate"] == pytest.approx(0.1, abs=0.03)
    assert on["ivr_containment_rate"] == pytest.approx(0.36, abs=0.03)
    assert 0 < on["ivr_true_containment_rate"] < 0.25 * on["ivr_containment_rate"]
    assert on["answered"] < off["answered"]
    assert on["contacts_per_case"] > off["contacts_per_case"]
    assert on["gave_up_rate"] > off["gave_up_rate"]
    assert on["resolution_rate"] < off["resolution_rate"]
