"""A department's desk: tickets wait, are worked on in its hours, and may need a visit."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, TicketResult, Update
from ccsim.model.cases import cure, fails, rank_of
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.desks import joins
from ccsim.model.estimates import needs_visit
from ccsim.model.promises import break_promise, make_promise, promised_date, send_update
from ccsim.model.record import write_case, write_ticket_done
from ccsim.model.transfers import travels
from ccsim.model.visits import book
from ccsim.rules.calendar import add_open_time
from ccsim.rules.departments import MOST_SEVERE, passes_on, recovery_delay, ticket
from ccsim.units import NEVER

_RECOVERED, _COMPOUNDED = int(TicketResult.RECOVERED), int(TicketResult.COMPOUNDED)
_CURED = (int(TicketResult.CURED), _RECOVERED)


def open_ticket(centre: Centre, c: int) -> None:
    """A case is handed to the department that owns it: with a promise, or as a note without."""
    cases = centre.cases
    d = cases.department[c] = centre.kinds[cases.kind[c]].owner
    department = centre.departments[d]
    cases.ticket[c] = 1
    cases.ticket_step[c] = cases.ticket_passes[c] = cases.recovering[c] = 0
    cases.ticket_stamp[c] += 1
    cases.ticket_opened[c], cases.ticket_contact[c] = centre.clock.time, cases.contact[c]
    cases.promise[c] = -1
    cases.work[c], _ = _luck(centre, c)
    delay = travels(centre, c)
    cases.at_desk[c] = centre.clock.time + delay + _lying_time(centre, c)
    if cases.outcome[c] == Outcome.TICKET and department.promise >= 0:
        make_promise(centre, c, promised_date(centre, c, centre.clock.time))
    write_case(centre, int(Event.TICKET_OPENED), c, d, cases.outcome[c], cases.promise[c])
    send_update(centre, c, Update.ACCEPTED, centre.promises[d].accepted)
    if delay > 0:
        centre.clock.journey(on_its_way(centre, c, delay))
    else:
        comes_in(centre, c)


def on_its_way(centre: Centre, c: int, delay: int) -> Steps:
    """A ticket goes to another site, and gets there."""
    cases = centre.cases
    cases.on_the_way[c] = 1
    due = centre.clock.time + delay
    yield Moment(centre.clock, due, rank_of(centre, Rank.TICKET_DONE, c))
    cases.on_the_way[c] = 0
    write_case(centre, int(Event.TICKET_ARRIVED), c, cases.department[c], value=delay)
    comes_in(centre, c)


def comes_in(centre: Centre, c: int) -> None:
    """A ticket comes to a department; it may have to lie for a while by the rules."""
    padding = _lying_time(centre, c)
    centre.cases.at_desk[c] = centre.clock.time + padding
    if padding > 0:
        lies(centre, c, centre.clock.time + padding)
    else:
        reaches_desk(centre, c)


def _lying_time(centre: Centre, c: int) -> int:
    """How long a ticket must lie by the rules of its department, unless that is waived."""
    padding: int = centre.departments[centre.cases.department[c]].padding
    return 0 if centre.cases.waived[c] else padding


def lies(centre: Centre, c: int, until: int) -> None:
    """A ticket rests; nobody looks at it before that time."""
    if until < NEVER:
        centre.clock.journey(_lies(centre, c, until, centre.cases.ticket_stamp[c]))


def _lies(centre: Centre, c: int, until: int, stamp: int) -> Steps:
    yield Moment(centre.clock, until, rank_of(centre, Rank.TICKET_COMES, c))
    if centre.cases.ticket_stamp[c] == stamp:
        reaches_desk(centre, c)


def reaches_desk(centre: Centre, c: int) -> None:
    """A ticket may be taken up: at once, or when its turn has come."""
    d = centre.cases.department[c]
    desk = centre.desks[d]
    if desk.busy < centre.departments[d].staff:
        desk.busy += 1
        centre.clock.journey(works_on(centre, c))
    else:
        joins(centre, c)


def works_on(centre: Centre, c: int) -> Steps:
    """Somebody takes a ticket up; it is done when enough open hours have passed."""
    centre.cases.waits[c] = 0
    department = centre.departments[centre.cases.department[c]]
    work, _ = _luck(centre, c)
    if centre.cases.cured[c]:
        work = 0  # an incident has been repaired: there is nothing left to do
    done = add_open_time(
        centre.opens, centre.closes, department.hours_first, department.hours_last,
        centre.clock.time, work,
    )  # fmt: skip
    centre.cases.finishes[c] = done
    send_update(centre, c, Update.SCHEDULED, centre.promises[centre.cases.department[c]].scheduled)
    if done < NEVER:
        yield Moment(centre.clock, done, rank_of(centre, Rank.TICKET_DONE, c))
        work_ends(centre, c)


def _luck(centre: Centre, c: int) -> tuple[int, int]:
    """The working time of a ticket, and what comes of it; a second attempt succeeds."""
    cases = centre.cases
    department = centre.departments[cases.department[c]]
    region = centre.regions[department.first_region + cases.segment[c]]
    right = region.right_first_time
    if cases.severity[c] > 0 and department.right_after_compounding >= 0:
        right = department.right_after_compounding
    work, result = ticket(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.ticket_contact[c],
        cases.ticket_step[c], centre.shapes, department.work_shape, department.work_scale,
        region.work_factor, right, department.recovers, department.compounds,
    )  # fmt: skip
    return work, _RECOVERED if cases.recovering[c] else result


def work_ends(centre: Centre, c: int) -> None:
    """The work at a desk is over: the ticket goes to another one, comes back, or is done."""
    cases = centre.cases
    next_ticket(centre, cases.department[c])
    goes_on = not cases.recovering[c] and not cases.cured[c]
    if goes_on and _is_passed_on(centre, c):
        pass_on(centre, c)
    elif goes_on and _luck(centre, c)[1] == _RECOVERED:
        comes_back(centre, c)
    elif not cases.cured[c] and needs_visit(centre, c):
        book(centre, c)
    else:
        ticket_done(centre, c)


def _is_passed_on(centre: Centre, c: int) -> bool:
    cases = centre.cases
    d = cases.department[c]
    return passes_on(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.ticket_contact[c],
        cases.ticket_step[c], centre.passes_on[d][cases.ticket_passes[c]],
        centre.departments[d].fixes_on_spot,
    )  # fmt: skip


def pass_on(centre: Centre, c: int) -> None:
    """A ticket is handed on to another department, where it waits anew."""
    cases = centre.cases
    d = cases.department[c]
    to = cases.department[c] = centre.departments[d].passes_to
    cases.ticket_passes[c] += 1
    cases.ticket_step[c] += 1
    cases.work[c], _ = _luck(centre, c)
    write_case(centre, int(Event.TICKET_PASSED), c, d, cases.ticket_passes[c], to)
    comes_in(centre, c)


def comes_back(centre: Centre, c: int) -> None:
    """What was done is a bit wrong, and known: the department says so, and does it again later."""
    cases = centre.cases
    d = cases.department[c]
    department = centre.departments[d]
    delay = recovery_delay(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.ticket_contact[c],
        cases.ticket_step[c], centre.shapes, department.recovery_delay_shape,
        department.recovery_delay_scale,
    )  # fmt: skip
    cases.recovering[c] = 1
    cases.ticket_step[c] += 1
    cases.work[c], _ = _luck(centre, c)
    again = cases.at_desk[c] = centre.clock.time + delay
    due = -1
    if department.promise >= 0 and not cases.left[c]:
        cases.ticket_stamp[c] += 1  # an earlier date has no meaning any more
        due = promised_date(centre, c, again)
        if 0 <= cases.promise[c] < due:
            break_promise(centre, c)
        make_promise(centre, c, due)
    write_case(centre, int(Event.TICKET_RETRIED), c, d, 0, due)
    lies(centre, c, again)


def next_ticket(centre: Centre, d: int) -> None:
    """The desk takes the ticket that has waited longest, or is free."""
    desk = centre.desks[d]
    if desk.waiting:
        centre.clock.journey(works_on(centre, desk.waiting.pop(0)))
    else:
        desk.busy -= 1


def ticket_done(centre: Centre, c: int) -> None:
    """A ticket is finished: the cause is gone, or the customer will find out that it is not."""
    cases = centre.cases
    d = cases.department[c]
    already = cases.cured[c]
    result = int(TicketResult.CURED) if already else _luck(centre, c)[1]
    cures = result in _CURED
    cases.ticket[c] = 0
    cases.ticket_stamp[c] += 1
    write_ticket_done(centre, c, result)
    if result == _COMPOUNDED:
        cases.severity[c] = min(cases.severity[c] + 1, MOST_SEVERE)
    if cases.promise[c] >= 0:
        cases.promise[c] = -1
        cases.kept_here[c] += 1
        write_case(centre, int(Event.PROMISE_KEPT), c, d)
    send_update(centre, c, Update.DONE, centre.promises[d].done)
    if cases.left[c] or already or cases.status[c] == CaseStatus.EXPIRED:
        return
    if cures:
        cure(centre, c)
        if cases.status[c] != CaseStatus.IN_CONTACT:
            cases.status[c] = int(CaseStatus.RESOLVED)
            cases.stamp[c] += 1
            cases.due[c] = NEVER
    elif cases.status[c] == CaseStatus.WITH_DEPARTMENT:
        fails(centre, c)
