"""What nights keep from day to day is forgotten when it is over: a year needs no more memory."""

from typing import Any

import numpy as np

from by_hand import with_defaults
from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import from_rows
from ccsim.overnight.incidents import Incidents
from ccsim.overnight.memory import DayReader
from ccsim.overnight.night import Nights
from ccsim.overnight.openings import openings
from ccsim.plan.plan import Plan, make_plan
from ccsim.units import DAY, HOUR
from faults import NO_POWER, world
from playing import scenario_of

WHO, CASE, OVER = 0, 5, 6


def reporting() -> Plan:
    """The second quarter begins on the fifth day."""
    facts = world(days=6, team=NO_POWER)
    facts["calendar"]["start"] = "2026-03-28"
    target = {"needs": ["fault"], "within": 1, "share": 0.9}
    facts["regulator"] = {"targets": {"in_time": target}, "reporting": {}}
    return make_plan(scenario_of(with_defaults(facts)))


def call(event: Event, case: int, reason: int = 0) -> tuple[int, ...]:
    return (HOUR, int(event), WHO, case, 1, 0, 0, -1, 0, 0, reason, 0)


def test_a_call_that_nobody_has_answered_is_forgotten_with_its_case() -> None:
    """A status call counts neither as a call nor as an answered one, for as long as it is known."""
    reports = DayReader(reporting()).reports
    called, answered = Event.CONTACT_ARRIVED, Event.CONTACT_ANSWERED
    calls = [call(called, case, int(Reason.STATUS_CALL)) for case in (CASE, OVER)]
    reports.add(from_rows([*calls, *(call(called, case) for case in (1, 2))]))
    reports.keep_only({(WHO, CASE)})
    reports.add(from_rows([call(answered, case) for case in (CASE, OVER)]))
    share = next(row[-1] for row in reports.publish(4))
    assert share == 500_000  # of two calls one was answered: the one whose case is over


def test_an_incident_is_forgotten_in_the_night_after_its_repair() -> None:
    facts: dict[str, Any] = world(days=6)
    facts["customers"]["homes"]["count"] = 10
    cable = {"need": "fault", "at": "2026-01-05 09:00", "strikes": {"homes": 1.0}}
    facts["incidents"] = {"cable": cable | {"repair": {"constant": "36h"}}}
    plan = make_plan(scenario_of(with_defaults(facts)))
    incidents, state = Incidents(plan, 1, 0), Nights(plan, 1, 0).first_state()
    state, _ = incidents.strike(0, state)
    hit = [len(incidents.struck(day, state)) for day in (1, 2, 3)]
    assert hit == [10, 10, 0]


def test_every_opening_of_a_year_comes_on_its_day_and_no_other() -> None:
    """Whatever is left out when a day looks for its own hours would be missed by this sum."""
    facts = world(days=60)
    facts["queues"]["calls"] = facts["queues"].get("calls", {}) | {"hours": "Mo-Fr 08:00-02:00"}
    plan = make_plan(scenario_of(with_defaults(facts)))
    tables, found = plan.tables, [openings(plan, day) for day in range(60)]
    assert all(
        day * DAY <= time - plan.day_starts[0] < (day + 1) * DAY
        for day, changes in enumerate(found)
        for time, *_ in changes
    )
    ends = plan.day_starts[-1]
    opens = np.maximum(tables.opens[tables.closes > 0], 0)
    instants = np.concatenate([opens, tables.closes[tables.closes >= 0]])
    assert sum(map(len, found)) == np.sum(instants < ends)
