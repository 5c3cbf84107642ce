"""What the regulator has passed on: its desk takes the case up, whatever else was pending."""

from ccsim.codes import CaseStatus, Rank, Reason
from ccsim.model.cases import rank_of, schedule
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.deadlines import expire, is_open
from ccsim.model.desks import expedite
from ccsim.rules.calendar import next_open
from ccsim.rules.regulator import IS_FORCED, IS_OVER


def desk_opens(centre: Centre, c: int) -> Steps:
    """The desk for complaints opens; changes of the day come first, this has a rank of its own."""
    yield Moment(centre.clock, centre.clock.time, rank_of(centre, Rank.CASE_FORCED, c))
    force(centre, c)


def force(centre: Centre, c: int) -> None:
    """The desk for complaints opens a case: first at every desk, and its customer is called."""
    cases = centre.cases
    if not is_open(centre, c):
        return
    expedite(centre, c)
    if cases.status[c] == CaseStatus.IN_CONTACT:
        cases.overtaken[c] = max(cases.overtaken[c], IS_FORCED)
    else:
        take_up(centre, c)


def take_up(centre: Centre, c: int) -> None:
    """The desk calls at once, or when it opens; from now on the customer calls that desk."""
    cases, q = centre.cases, centre.levers.regulator_queue
    cases.overtaken[c] = 0
    if cases.status[c] == CaseStatus.SCHEDULED:
        cases.contact[c] -= 1  # this call takes the place and the number of the pending one
    cases.entry_queue[c], cases.asked_at[c] = q, -1
    queue, now = centre.queues[q], centre.clock.time
    due = next_open(centre.opens, centre.closes, queue.hours_first, queue.hours_last, now)
    schedule(centre, c, due, Reason.FORCED)


def is_overtaken(centre: Centre, c: int) -> None:
    """What came up during a contact that did not solve the case decides what comes next."""
    if centre.cases.overtaken[c] == IS_OVER:
        expire(centre, c)
    else:
        take_up(centre, c)
