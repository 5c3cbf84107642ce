"""Callbacks: offered in a long line, a place kept, an agent who dials, a customer who answers."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.codes import Event
from ccsim.experiments.replicate import run
from ccsim.replication import EngineName
from playing import scenario_of

Book = list[str]
ENDS = frozenset({Event.CONTACT_ENDED})
THREE = [Call("09:00", 1), Call("09:00:10", 2), Call("09:00:20", 3)]


def offer(**facts: Any) -> dict[str, Any]:
    """One-minute calls; who finds anybody waiting is offered a callback, and accepts."""
    return {"queues": {"calls": {"callback": {"accepts": 1.0} | facts}}}


def test_a_callback_keeps_the_place_and_the_wait_is_no_effort(
    engine: EngineName, book: Book
) -> None:
    """Caller 2 finds nobody waiting; callers 3 and 4 hang up, and are called back in order.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:00:20 calls 3 asks to be called back
    09:00:20 calls 3 is off the line after 0s
    09:00:20 calls 3 is to be called back
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 calls 1 is off the line after 1m
    09:01 agents 0 answers calls 2 after 50s
    09:01:30 calls 4 dials
    09:01:30 calls 4 asks to be called back
    09:01:30 calls 4 is off the line after 0s
    09:01:30 calls 4 is to be called back
    09:02 agents 0 ends with calls 2 after 1m: served
    09:02 calls 2 is off the line after 1m50s
    09:02 agents 0 calls calls 3 back after 1m40s
    09:03 agents 0 ends with calls 3 after 1m: served
    09:03 calls 3 is off the line after 1m
    09:03 agents 0 calls calls 4 back after 1m30s
    09:04 agents 0 ends with calls 4 after 1m: served
    09:04 calls 4 is off the line after 1m
    """
    assert told(offer(), [*THREE, Call("09:01:30", 4)], engine, ENDS) == book


def test_nobody_is_offered_a_callback_who_finds_too_few_waiting(
    engine: EngineName, book: Book
) -> None:
    """It is offered beyond one who waits; there is only one.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 50s
    09:02 agents 0 ends with calls 2 after 1m: served
    09:02 agents 0 answers calls 3 after 1m40s
    09:03 agents 0 ends with calls 3 after 1m: served
    """
    assert told(offer(beyond=1), THREE, engine) == book


def test_a_callback_has_no_patience_and_no_longest_wait(engine: EngineName, book: Book) -> None:
    """On the line caller 3 would hang up after 30 seconds, as caller 2 does.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:00:20 calls 3 asks to be called back
    09:00:20 calls 3 is to be called back
    09:00:40 calls 2 hangs up after 30s
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 calls calls 3 back after 40s
    09:02 agents 0 ends with calls 3 after 1m: served
    """
    document = offer()
    document["queues"]["calls"] |= {"patience": {"constant": "30s"}, "longest_wait": "35s"}
    assert told(document, THREE, engine) == book


def test_a_callback_that_nobody_answers_costs_the_agent_its_ringing(
    engine: EngineName, book: Book
) -> None:
    """The agent is free for caller 4 only when it has rung; caller 3 dials by the redial's rule.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:00:20 calls 3 asks to be called back
    09:00:20 calls 3 is off the line after 0s
    09:00:20 calls 3 is to be called back
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 calls 1 is off the line after 1m
    09:01 agents 0 answers calls 2 after 50s
    09:02 agents 0 ends with calls 2 after 1m: served
    09:02 calls 2 is off the line after 1m50s
    09:02:10 calls 4 dials
    09:02:30 agents 0 rings calls 3 in vain for 30s
    09:02:30 calls 3 is off the line after 0s
    09:02:30 agents 0 answers calls 4 after 20s
    09:03:30 agents 0 ends with calls 4 after 1m: served
    09:03:30 calls 4 is off the line after 1m20s
    10:02:30 calls 3 dials (redial)
    10:02:30 agents 0 answers calls 3 after 0s
    10:03:30 agents 0 ends with calls 3 after 1m: served
    10:03:30 calls 3 is off the line after 1m
    """
    document = offer(unanswered=1.0)
    document["queues"]["calls"]["forecast"] = {
        "redials_when_blocked": 1.0,
        "redial_delay": {"constant": "1h"},
    }
    assert told(document, [*THREE, Call("09:02:10", 4)], engine, ENDS) == book


def test_a_callback_at_a_time_stands_in_the_line_then(engine: EngineName, book: Book) -> None:
    """An hour after the offer it is caller 4 who is on the line; the callback comes next.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:00:20 calls 3 asks to be called back
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 50s
    09:02 agents 0 ends with calls 2 after 1m: served
    10:00 calls 4 dials
    10:00 agents 0 answers calls 4 after 0s
    10:00:20 calls 3 is to be called back
    10:01 agents 0 ends with calls 4 after 1m: served
    10:01 agents 0 calls calls 3 back after 40s
    10:02 agents 0 ends with calls 3 after 1m: served
    """
    document = offer(keeps="time", delay="1h")
    assert told(document, [*THREE, Call("10:00", 4)], engine) == book


def test_a_callback_is_never_made_into_a_closed_line(engine: EngineName, book: Book) -> None:
    """The hour ends after closing; the callback is made in the morning.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:00:20 calls 3 asks to be called back
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 50s
    09:02 agents 0 ends with calls 2 after 1m: served
    1d 08:00 calls 3 is to be called back
    1d 08:00 agents 0 calls calls 3 back after 0s
    1d 08:01 agents 0 ends with calls 3 after 1m: served
    """
    document = offer(keeps="time", delay="1h") | {"calendar": {"days": 2}}
    document["queues"]["calls"]["hours"] = "08:00-09:30"
    assert told(document, THREE, engine) == book


def test_a_line_that_is_cleared_forgets_its_callbacks(engine: EngineName, book: Book) -> None:
    """
    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:20 calls 3 dials
    09:00:20 calls 3 asks to be called back
    09:00:20 calls 3 is off the line after 0s
    09:00:20 calls 3 is to be called back
    09:01 calls 2 is cut off after 50s
    09:01 calls 2 is off the line after 50s
    09:01 calls 3 is forgotten after 40s
    09:01 calls 3 is off the line after 0s
    09:02 agents 0 ends with calls 1 after 2m: served
    09:02 calls 1 is off the line after 2m
    """
    document = offer()
    document["queues"]["calls"] |= {
        "hours": "08:00-09:01",
        "at_closing": "cleared",
        "talk": {"constant": "2m"},
    }
    assert told(document, THREE, engine, ENDS) == book


def in_numbers(engine: EngineName, **facts: Any) -> dict[str, float | None]:
    """A busy line of a day: 22 calls an hour of 5 minutes for two agents."""
    document: dict[str, Any] = {
        "calendar": {"days": 6},
        "teams": {"agents": {"headcount": 2}},
        "queues": {
            "calls": {
                "teams": ["agents"],
                "talk": {"exponential": "5m"},
                "patience": {"exponential": "10m"},
                "forecast": {"rate": "22/h"},
            }
            | facts
        },
    }
    result = run(scenario_of(document), replications=2, workers=1, engine=engine)
    return {key: one.mean for key, one in result.estimates.items()}


def test_callbacks_are_counted_by_themselves(engine: EngineName) -> None:
    """Shares as the evidence has them; the line is shorter for those who stay on it."""
    without = in_numbers(engine)
    offered = in_numbers(engine, callback={"accepts": 0.37, "unanswered": 0.07})
    assert "callback_wait_s" not in without
    assert offered["callback_accepted_rate"] == pytest.approx(0.37, abs=0.05)
    assert offered["callback_unanswered_rate"] == pytest.approx(0.07, abs=0.035)
    assert (offered["callback_wait_s"] or 0) > 60
    assert offered["callback_rings_s"] == pytest.approx(
        30 * (offered["callback_unanswered_rate"] or 0)
    )
    assert offered["offered"] == offered["arrivals"]
    assert (offered["abandon_rate"] or 0) < (without["abandon_rate"] or 0)
    everybody = sum(
        offered[name] or 0
        for name in ("answered", "abandoned", "flowed_out", "disconnected", "still_waiting")
    )
    assert everybody == pytest.approx(offered["offered"] or 0)
