"""What the night reads of yesterday's work, however the log of the day is cut."""

import numpy as np
import pytest

from by_hand import with_defaults
from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog.chunk import from_rows
from ccsim.overnight.work import Work
from ccsim.plan.plan import make_plan
from ccsim.units import HOUR
from faults import world
from playing import scenario_of

Row = tuple[int, ...]
BROKEN = (Event.PROMISE_BROKEN, -1, 0)
TICKET = (Event.LEG_ENDED, 0, int(Outcome.TICKET))
TOLD_AGAIN = (Event.PROMISE_GIVEN, 0, 0)


def a_day(*events: tuple[Event, int, int]) -> list[Row]:
    """Rows an hour after each other: event, agent, reason; about faults, and the department."""
    return [
        (i * HOUR, int(event), -1, 0, 0, 0, -1, 0, agent, 0, reason, 0)
        for i, (event, agent, reason) in enumerate(events)
    ]


def work() -> Work:
    facts = world(department={"promise": {"says": "1h"}}, team={"headcount": 2})
    plan = make_plan(scenario_of(with_defaults(facts)))
    return Work(plan)


@pytest.mark.mechanism("S001-33")
@pytest.mark.parametrize("cuts", [(), (1,), (2,), (1, 2, 3)])
def test_whose_promises_are_hollow_is_known_at_midnight_however_the_log_is_cut(
    cuts: tuple[int, ...],
) -> None:
    """A promise broken in the morning makes nobody a liar that day; the next day it does."""
    read = work()
    told, day = [], a_day(TICKET, BROKEN, TICKET, TOLD_AGAIN)
    for _ in range(2):
        for part in np.split(np.arange(len(day)), list(cuts)):
            read.add(from_rows([day[i] for i in part]))
        told.append((read.false_promises.tolist(), int(read.lies[0])))
        read.clear()
    assert told == [([0], 0), ([3], 3)]


def test_hours_before_midnight_are_those_of_who_was_there_before_midnight() -> None:
    """From ten in the evening to six: two hours of one guest, and then six of the next."""
    read, on, off = work(), (Event.SHIFT_STARTED, 1, 0), (Event.SHIFT_ENDED, 1, 0)
    guest, other = np.array([0]), np.array([2])
    read.add(from_rows([(22 * HOUR, *a_day(on)[0][1:])]))
    read.close(24 * HOUR)
    read.move(np.array([1]), guest)
    assert (read.worked // HOUR).tolist() == [2, 0, 0]
    read.clear()
    read.add(from_rows([(30 * HOUR, *a_day(off)[0][1:])]))
    read.close(48 * HOUR)
    read.move(np.array([1]), other)
    assert (read.worked // HOUR).tolist() == [0, 0, 6]


def test_calls_of_a_company_are_known_for_as_long_as_their_case_lives() -> None:
    """The customer's first attempt, a status call, the second attempt: nobody is angry yet."""
    who, case, over = 7, 5, 6

    def talk(about: int) -> Row:
        return (HOUR, int(Event.LEG_ENDED), who, about, 2, 0, -1, 0, 0, 0, 0, 0)

    def status_call(about: int) -> Row:
        called, why = int(Event.CONTACT_ARRIVED), int(Reason.STATUS_CALL)
        return (0, called, who, about, 1, 0, -1, 0, 0, 0, why, 0)

    read = work()
    read.add(from_rows([status_call(case), status_call(over), talk(case), talk(over)]))
    assert read.angry[0] == 0
    read.keep_only({(who, case)})
    read.add(from_rows([talk(case)]))
    assert read.angry[0] == 0
    read.add(from_rows([talk(over)]))
    assert read.angry[0] == 1
