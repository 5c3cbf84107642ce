"""What the regulator has passed on: its desk takes the case up, whatever else was pending."""

from ccsim.codes import CaseStatus, Rank, Reason
from ccsim.kernel.cases import schedule
from ccsim.kernel.deadlines import expire, is_open
from ccsim.kernel.desks import expedite
from ccsim.kernel.floor import NOW
from ccsim.kernel.heap import push
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    levers_of,
    opens_of,
    queues_of,
    registers_of,
)
from ccsim.rules.calendar import next_open
from ccsim.rules.regulator import IS_FORCED, IS_OVER

_IN_CONTACT, _SCHEDULED = int(CaseStatus.IN_CONTACT), int(CaseStatus.SCHEDULED)
_FORCED = int(Reason.FORCED)
_CASE_FORCED = int(Rank.CASE_FORCED) << 56


@compiled
def desk_opens(world: int, c: int) -> None:
    """The desk for complaints opens; changes of the day come first, this has a rank of its own."""
    case = cases_of(world)[c]
    push(world, registers_of(world)[NOW], _CASE_FORCED | case.who, case.word, c)


@compiled
def take_up(world: int, c: int) -> None:
    """The desk calls at once, or when it opens; from now on the customer calls that desk."""
    case, q = cases_of(world)[c], levers_of(world)[0].regulator_queue
    case.overtaken = 0
    if case.status == _SCHEDULED:
        case.contact -= 1  # this call takes the place and the number of the pending one
    case.entry_queue, case.asked_at = q, -1
    queue, now = queues_of(world)[q], registers_of(world)[NOW]
    due = next_open(opens_of(world), closes_of(world), queue.hours_first, queue.hours_last, now)
    schedule(world, c, due, _FORCED)


@compiled
def force(world: int, c: int) -> None:
    """The desk for complaints opens a case: first at every desk, and its customer is called."""
    case = cases_of(world)[c]
    if not is_open(world, c):
        return
    expedite(world, c)
    if case.status == _IN_CONTACT:
        case.overtaken = max(case.overtaken, IS_FORCED)
    else:
        take_up(world, c)


@compiled
def is_overtaken(world: int, c: int) -> None:
    """What came up during a contact that did not solve the case decides what comes next."""
    if cases_of(world)[c].overtaken == IS_OVER:
        expire(world, c)
    else:
        take_up(world, c)
