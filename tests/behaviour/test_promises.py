"""Promises: who follows them up, who believes them, and news without asking."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from by_hand import Call, told
from ccsim.codes import Event
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName
from crowds import crowd
from faults import ASKS, call, world
from playing import play, scenario_of

Book = list[str]


@pytest.mark.mechanism("S002-08")
def test_a_missed_promise_that_is_followed_up_spares_the_call_about_it(
    engine: EngineName, book: Book
) -> None:
    """Promised within two hours, done after three: the department tells the new date by itself.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:05 network tells homes 1 a new date, by 13:05
    12:05 network is done with homes 1 after 3h: cured
    12:05 network keeps its promise to homes 1
    12:05 homes 1 is helped after 3h5m
    """
    late = {"work": {"constant": "3h"}, "promise": {"says": "2h"}}
    facts = world(segment=ASKS, department=late | {"follows_up": 1.0})
    assert told(facts, call(back_office=True), engine) == book
    without = told(world(segment=ASKS, department=late), call(back_office=True), engine)
    assert [line for line in without if "(chase)" in line]


def calling_out(department: dict[str, Any], **levers: Any) -> dict[str, Any]:
    """Agents who answer and who call customers from a queue of its own."""
    facts = world(
        segment=ASKS,
        department=department,
        status_calls="outbound",
        outbound_queue="status",
        **levers,
    )
    facts["queues"]["status"] = {"teams": ["agents"]}
    return facts


@pytest.mark.mechanism("S001-17", "S002-08", "S004-09")
@pytest.mark.parametrize("owner", [True, False])
def test_a_status_call_takes_the_time_of_an_agent(
    engine: EngineName, book: Book, owner: bool
) -> None:
    """The only agent is on the phone when the promise is missed: the call is made after that.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:04 homes 2 dials
    11:04 agents 0 answers homes 2 after 0s
    11:05 network breaks its promise to homes 1
    11:05 homes 1 dials (status_call)
    11:06 homes 3 dials
    11:09 agents 0 ends with homes 2 after 5m: resolved
    11:09 homes 2 is helped after 5m
    11:09 agents 0 answers homes 1 after 4m
    11:12 agents 0 ends with homes 1 after 3m: status given
    11:12 network promises homes 1 again, by 13:12
    11:12 agents 0 answers homes 3 after 6m
    11:17 agents 0 ends with homes 3 after 5m: resolved
    11:17 homes 3 is helped after 11m
    12:05 network is done with homes 1 after 3h: cured
    12:05 network keeps its promise to homes 1
    12:05 homes 1 is helped after 3h5m
    """
    late = {"work": {"constant": "3h"}, "promise": {"says": "2h"}}
    facts = calling_out(
        late | {"follows_up": 0.0 if owner else 1.0},
        ownership=1.0 if owner else 0.0,
        follow_up_time="6m",
    )
    calls = call(back_office=True) + call("11:04", 2) + call("11:06", 3)
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S002-08")
def test_a_call_is_off_when_the_ticket_is_done_in_vain_before_it(
    engine: EngineName, book: Book
) -> None:
    """Nobody calls out before ten: by then the customer finds out, and calls an hour later.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 09:35
    09:35 network breaks its promise to homes 1
    09:55 network is done with homes 1 after 50m: not cured
    11:00 homes 1 dials (repeat)
    11:00 agents 0 answers homes 1 after 0s
    11:05 agents 0 ends with homes 1 after 5m: ticket
    """
    facts = calling_out(
        {
            "work": {"constant": "50m"},
            "promise": {"says": "30m"},
            "right_first_time": 0.0,
            "follows_up": 1.0,
        }
    )
    facts["customers"]["homes"]["repeat_delay"] = {"constant": "1h"}
    facts["queues"]["status"]["hours"] = "10:00-20:00"
    assert told(facts, call(back_office=True), engine)[:9] == book


@pytest.mark.mechanism("S002-19")
def test_three_deadlines_are_missed_and_nobody_follows_up(engine: EngineName) -> None:
    """Two hours are promised three times for a work of seven: each miss brings a call."""
    late = {"work": {"constant": "7h"}, "promise": {"says": "2h"}}
    lines = told(world(segment=ASKS, department=late), call(back_office=True), engine)
    about = [line for line in lines if "breaks its promise" in line or "(chase)" in line]
    assert [line.split(" ", 1)[0] for line in about] == [
        "11:05", "11:15", "13:18", "13:28", "15:31", "15:41",
    ]  # fmt: skip
    assert sum("breaks its promise" in line for line in about) == 3
    assert sum("(chase)" in line for line in about) == 3


@pytest.mark.mechanism("S002-19")
def test_who_was_let_down_does_not_wait_for_the_next_date(engine: EngineName, book: Book) -> None:
    """After one broken promise the next one is not believed: the chaser asks before it is due.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    11:05 network breaks its promise to homes 1
    11:15 homes 1 dials (chase)
    11:15 agents 0 answers homes 1 after 0s
    11:18 agents 0 ends with homes 1 after 3m: status given
    11:18 network promises homes 1 again, by 13:18
    """
    late = {"work": {"constant": "12h"}, "promise": {"says": "2h"}}
    facts = world(segment=ASKS | {"trust": {"broken": 1.0}}, department=late)
    lines = told(facts, call(back_office=True), engine)
    assert lines[:9] == book
    after = next(line for line in lines[9:] if "homes 1" in line)
    assert after.endswith("dials (chase)")
    assert after < "13:18"
    faithful = told(world(segment=ASKS, department=late), call(back_office=True), engine)
    assert faithful[9] == "13:18 network breaks its promise to homes 1"


@pytest.mark.mechanism("S002-19")
def test_a_broken_promise_is_remembered_at_the_next_case(engine: EngineName) -> None:
    """A promise was broken on Monday: on Tuesday another one is not waited for."""
    late = {"work": {"constant": "3h"}, "promise": {"says": "2h"}}
    segment = {"chases": 0.0, "trust": {"broken": 1.0}}
    facts = world(segment=segment, department=late, days=2)
    facts["needs"]["other"] = facts["needs"]["fault"]
    calls = call(back_office=True)
    calls += [replace(calls[0], at="1d 09:00", kind="other")]
    lines = told(facts, calls, engine)
    assert "11:05 network breaks its promise to homes 1" in lines
    second = lines.index("1d 09:05 network gets a ticket for homes 1, by 1d 11:05")
    assert lines[second + 1].endswith("homes 1 dials (chase)")


@pytest.mark.mechanism("S003-21")
def test_kept_promises_win_back_the_trust_that_a_broken_one_cost(engine: EngineName) -> None:
    """A kept promise weighs as much as a broken one here: on Wednesday the date is believed."""
    facts = world(
        segment={"chases": 0.0, "trust": {"broken": 1.0, "kept": 1.0}},
        department={"work": {"constant": "3h"}, "promise": {"says": "2h"}},
        days=3,
    )
    facts["departments"]["quick"] = {
        "staff": 1,
        "work": {"constant": "1h"},
        "promise": {"says": "2h"},
    }
    facts["needs"]["other"] = facts["needs"]["fault"] | {"owner": "quick"}
    facts["needs"]["third"] = facts["needs"]["fault"] | {"owner": "quick"}
    first = Call("09:00", 1, segment="homes", back_office=True)
    calls = [first, replace(first, at="1d 14:00", kind="other")]
    calls += [replace(first, at="2d 09:00", kind="third")]
    lines = told(facts, calls, engine)
    doubting = [line for line in lines if "(chase)" in line]
    assert len(doubting) == 1  # who has heard the same date again waits for it
    assert doubting[0].startswith("1d")
    assert "2d 10:05 quick keeps its promise to homes 1" in lines


@pytest.mark.mechanism("S000-09")
def test_messages_calm_and_change_nothing_about_the_repair(engine: EngineName, book: Book) -> None:
    """Told that it is taken in and that somebody works on it, nobody asks when it is late.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    09:05 network sends homes 1 a message: accepted
    09:05 network sends homes 1 a message: scheduled
    11:05 network breaks its promise to homes 1
    12:05 network is done with homes 1 after 3h: cured
    12:05 network sends homes 1 a message: done
    12:05 homes 1 is helped after 3h5m
    """
    late = {"work": {"constant": "3h"}, "promise": {"says": "2h"}}
    tells = {"updates": {"accepted": 1.0, "scheduled": 1.0, "done": 1.0}}
    facts = world(segment=ASKS | {"update_calms": 1.0}, department=late | tells)
    lines = told(facts, call(back_office=True), engine)
    assert lines == book
    without = told(world(segment=ASKS, department=late), call(back_office=True), engine)
    assert [line for line in without if "(chase)" in line]
    assert without[-1] == lines[-1]


@pytest.mark.mechanism("S000-09")
def test_each_desk_of_a_ticket_has_luck_of_its_own_for_its_messages(engine: EngineName) -> None:
    """Half of the time a desk tells that it has begun; of two desks one may, and the other not."""
    facts = crowd({"passes_to": "billing", "passes_on": [1.0, 0.0], "updates": {"scheduled": 0.5}})
    facts["departments"]["billing"] = {
        "staff": 100, "work": {"constant": "1h"}, "updates": {"scheduled": 0.5},
    }  # fmt: skip
    plan = make_plan(scenario_of(facts))
    log = play(plan, engine).log
    cases = log.who * (1 << 32) + log.case
    sent, tickets = log.event == Event.UPDATE_SENT, log.event == Event.TICKET_DONE
    told_by = [np.isin(cases[tickets], cases[sent & (log.department == d)]) for d in (0, 1)]
    assert len(told_by[0]) > 300
    assert 0.15 < (told_by[0] & told_by[1]).mean() < 0.35  # a quarter, and not a half
