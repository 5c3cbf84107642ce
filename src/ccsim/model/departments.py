"""A department's desk: tickets wait, are worked on in its hours, and promises fall due."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank
from ccsim.model.cases import asks_later, cure, fails, make_promise, rank_of
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.record import write_case
from ccsim.rules.calendar import add_open_time
from ccsim.rules.departments import ticket
from ccsim.units import NEVER


def open_ticket(centre: Centre, c: int) -> None:
    """A case is handed to the department that owns it: with a promise, or as a note without."""
    cases = centre.cases
    d = cases.department[c] = centre.kinds[cases.kind[c]].owner
    department, desk = centre.departments[d], centre.desks[d]
    cases.ticket[c] = 1
    cases.ticket_stamp[c] += 1
    cases.ticket_opened[c], cases.ticket_contact[c] = centre.clock.time, cases.contact[c]
    cases.promise[c] = -1
    if cases.outcome[c] == Outcome.TICKET and department.promise >= 0:
        make_promise(centre, c, centre.clock.time + department.promise)
    write_case(centre, int(Event.TICKET_OPENED), c, d, cases.outcome[c], cases.promise[c])
    if desk.busy < department.staff:
        desk.busy += 1
        centre.clock.journey(works_on(centre, c))
    else:
        desk.waiting.append(c)


def works_on(centre: Centre, c: int) -> Steps:
    """Somebody takes a ticket up; it is done when enough open hours have passed."""
    department = centre.departments[centre.cases.department[c]]
    work, _ = _luck(centre, c)
    if centre.cases.cured[c]:
        work = 0  # an incident has been repaired: there is nothing left to do
    done = add_open_time(
        centre.opens, centre.closes, department.hours_first, department.hours_last,
        centre.clock.time, work,
    )  # fmt: skip
    if done < NEVER:
        yield Moment(centre.clock, done, rank_of(centre, Rank.TICKET_DONE, c))
        ticket_done(centre, c)


def _luck(centre: Centre, c: int) -> tuple[int, int]:
    """The working time of a ticket, and whether it cures the cause."""
    cases = centre.cases
    department = centre.departments[cases.department[c]]
    return ticket(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.ticket_contact[c],
        centre.shapes, department.work_shape, department.work_scale, department.right_first_time,
    )  # fmt: skip


def ticket_done(centre: Centre, c: int) -> None:
    """A ticket is finished: the cause is gone, or the customer will find out that it is not."""
    cases = centre.cases
    d = cases.department[c]
    desk = centre.desks[d]
    if desk.waiting:
        centre.clock.journey(works_on(centre, desk.waiting.pop(0)))
    else:
        desk.busy -= 1
    already = cases.cured[c]
    cures = already or _luck(centre, c)[1]
    cases.ticket[c] = 0
    cases.ticket_stamp[c] += 1
    lasted = centre.clock.time - cases.ticket_opened[c]
    write_case(centre, int(Event.TICKET_DONE), c, d, cures, lasted)
    if cases.promise[c] >= 0:
        cases.promise[c] = -1
        write_case(centre, int(Event.PROMISE_KEPT), c, d)
    if cases.left[c] or already:
        return
    if cures:
        cure(centre, c)
        if cases.status[c] != CaseStatus.IN_CONTACT:
            cases.status[c] = int(CaseStatus.RESOLVED)
            cases.stamp[c] += 1
            cases.due[c] = NEVER
    elif cases.status[c] == CaseStatus.WITH_DEPARTMENT:
        fails(centre, c)


def promised(centre: Centre, c: int, due: int, stamp: int) -> Steps:
    """A promise: kept if the ticket is done by then, else the customer may ask about it."""
    yield Moment(centre.clock, due, rank_of(centre, Rank.PROMISE_DUE, c))
    cases = centre.cases
    if cases.ticket_stamp[c] != stamp or cases.cured[c]:
        return
    d = cases.department[c]
    cases.promise[c] = -1
    write_case(centre, int(Event.PROMISE_BROKEN), c, d)
    if cases.left[c]:
        return
    if cases.owned[c]:
        due = centre.clock.time + centre.departments[d].promise
        write_case(centre, int(Event.OWNER_CALLED), c, d, value=due)
        make_promise(centre, c, due)
    elif cases.status[c] == CaseStatus.WITH_DEPARTMENT:
        segment = centre.segments[cases.segment[c]]
        asks_later(centre, c, segment.chase_delay_shape, segment.chase_delay_scale)
