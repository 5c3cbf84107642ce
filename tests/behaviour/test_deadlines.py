"""Deadlines: cases that are of use until some instant only."""

from typing import Any

import pytest

from by_hand import played, told, with_defaults
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName
from faults import ASKS, NEEDS_POWER, NO_POWER, call, world
from playing import play, scenario_of

Book = list[str]

UNTIL_ELEVEN = {"deadline": {"after": {"constant": "2h"}}}


def urgent(
    need: dict[str, Any] | None = None, segment: dict[str, Any] | None = None, **facts: Any
) -> dict[str, Any]:
    """Faults that the only agent may not mend, and that must be mended within two hours."""
    patient = {"repeat_delay": {"constant": "1d"}}
    return world(
        NEEDS_POWER | UNTIL_ELEVEN | (need or {}), patient | (segment or {}), team=NO_POWER, **facts
    )


def numbers(facts: dict[str, Any], calls: Any, engine: EngineName) -> dict[str, float | None]:
    plan, log = played(facts, calls, engine)
    ledger = Ledger(plan)
    ledger.add(log)
    return values(ledger.finish())


@pytest.mark.mechanism("S003-03")
@pytest.mark.mechanism("S003-22")
def test_a_case_ends_with_its_deadline(engine: EngineName, book: Book) -> None:
    """Put off, and would call again tomorrow: at eleven there is nothing left to solve.

    09:00 homes 1 needs it by 11:00
    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    11:00 the deadline of homes 1 passes
    11:00 homes 1 stops: too late after 2h
    """
    assert told(urgent(days=2), call(), engine) == book
    found = numbers(urgent(days=2), call(), engine)
    assert found["deadline_missed_rate"] == found["deadline_missed_rate[kind=fault]"] == 1.0
    assert found["resolutions"] == 0


def test_a_case_that_is_solved_in_time_has_met_its_deadline(engine: EngineName, book: Book) -> None:
    """Solved at 09:05.

    09:00 homes 1 needs it by 11:00
    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    """
    facts = urgent({"authority": "inform"})
    assert told(facts, call(), engine) == book
    assert numbers(facts, call(), engine)["deadline_missed_rate"] == 0.0


@pytest.mark.mechanism("S003-03")
def test_a_case_costs_its_customer_more_until_the_deadline_and_nothing_after_it(
    engine: EngineName,
) -> None:
    """24 EUR a day: two hours until the deadline, or fifteen until midnight without one."""
    day = {"cost_per_day": "24 EUR/day"}
    for hours, deadline in ((2, "2h"), (4, "4h"), (15, "30h")):
        facts = urgent(day | {"deadline": {"after": {"constant": deadline}}})
        found = numbers(facts, call(), engine)
        assert found["customer_cost"] == found["customer_cost[kind=fault]"] == pytest.approx(hours)


def test_who_is_on_the_phone_at_the_deadline_stops_afterwards(
    engine: EngineName, book: Book
) -> None:
    """The second call, at 10:58, ends at 11:03.

    09:00 homes 1 needs it by 11:00
    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    10:58 homes 1 dials (repeat)
    10:58 agents 0 answers homes 1 after 0s
    11:00 the deadline of homes 1 passes
    11:03 agents 0 ends with homes 1 after 5m: put off
    11:03 homes 1 stops: too late after 2h3m
    """
    facts = urgent(segment={"repeat_delay": {"constant": "1h53m"}})
    assert told(facts, call(), engine) == book


def test_a_deadline_that_does_not_end_the_case_is_missed_all_the_same(
    engine: EngineName, book: Book
) -> None:
    """Calls again after the deadline.

    09:00 homes 1 needs it by 11:00
    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    11:00 the deadline of homes 1 passes
    21:05 homes 1 dials (repeat)
    21:05 agents 0 answers homes 1 after 0s
    21:10 agents 0 ends with homes 1 after 5m: put off
    """
    late = {"deadline": {"after": {"constant": "2h"}, "expires": False}}
    facts = urgent(late, {"repeat_delay": {"constant": "12h"}})
    assert told(facts, call(), engine) == book


def test_a_ticket_is_worked_on_for_nobody_when_the_deadline_has_passed(
    engine: EngineName, book: Book
) -> None:
    """Three hours of work for what is needed within two; nobody asks, and nobody is helped.

    09:00 homes 1 needs it by 11:00
    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:35
    11:00 the deadline of homes 1 passes
    11:00 homes 1 stops: too late after 2h
    11:35 network breaks its promise to homes 1
    12:05 network is done with homes 1 after 3h: cured
    """
    facts = urgent(
        {"authority": "inform"},
        ASKS,
        department={"work": {"constant": "3h"}, "promise": {"says": "2h30m"}},
    )
    assert told(facts, call(back_office=True), engine) == book


@pytest.mark.mechanism("S003-22")
def test_the_more_urgent_cases_are_the_more_deadlines_are_missed(engine: EngineName) -> None:
    """Every case takes five minutes and four hours; deadlines lie 2 or 12 hours ahead on average.

    Of exponential times, a share of 0.87 or 0.29 is shorter than that.
    """
    missed = []
    for mean in ("2h", "12h"):
        urgency = {"per_customer_year": 100, "deadline": {"after": {"exponential": mean}}}
        facts = world(
            urgency | {"back_office": 1.0},
            {"count": 400, "patience": {"constant": "1s"}},
            4,
            {"staff": 400, "work": {"constant": "4h"}},
            {"headcount": 100},
        )
        plan = make_plan(scenario_of(with_defaults(facts)))
        ledger = Ledger(plan)
        ledger.add(play(plan, engine).log)
        missed.append(values(ledger.finish())["deadline_missed_rate"])
    assert missed == [pytest.approx(0.87, abs=0.05), pytest.approx(0.29, abs=0.07)]
