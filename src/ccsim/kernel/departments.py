"""A department's desk: tickets wait, are worked on in its hours, and may need a visit."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, TicketResult, Update
from ccsim.kernel.cases import cure, fails
from ccsim.kernel.desks import joins
from ccsim.kernel.estimates import needs_visit
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.promises import break_promise, make_promise, promised_date, send_update
from ccsim.kernel.record import write_case, write_ticket_done
from ccsim.kernel.transfers import travels
from ccsim.kernel.visits import book, is_void, visit_begins, visit_over
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    departments_of,
    desks_of,
    kinds_of,
    opens_of,
    passes_on_of,
    promises_of,
    regions_of,
    registers_of,
    shapes_of,
)
from ccsim.rules.calendar import add_open_time
from ccsim.rules.departments import MOST_SEVERE, passes_on, recovery_delay, ticket
from ccsim.units import NEVER

_ROW_OPENED = int(Event.TICKET_OPENED)
_ROW_ARRIVED = int(Event.TICKET_ARRIVED)
_ROW_KEPT, _TICKET = int(Event.PROMISE_KEPT), int(Outcome.TICKET)
_ACCEPTED, _SCHEDULED = int(Update.ACCEPTED), int(Update.SCHEDULED)
_DONE = int(Update.DONE)
_IN_CONTACT, _RESOLVED = int(CaseStatus.IN_CONTACT), int(CaseStatus.RESOLVED)
_WITH_DEPARTMENT = int(CaseStatus.WITH_DEPARTMENT)
_TICKET_DONE, _TICKET_COMES = int(Rank.TICKET_DONE) << 56, int(Rank.TICKET_COMES) << 56
_ROW_PASSED, _ROW_RETRIED = int(Event.TICKET_PASSED), int(Event.TICKET_RETRIED)
_CURED, _RECOVERED = int(TicketResult.CURED), int(TicketResult.RECOVERED)
_COMPOUNDED = int(TicketResult.COMPOUNDED)
_EXPIRED = int(CaseStatus.EXPIRED)


@compiled
def _luck(world: int, c: int) -> tuple[int, int]:
    """The working time of a ticket, and what comes of it; a second attempt succeeds."""
    case, registers = cases_of(world)[c], registers_of(world)
    department = departments_of(world)[case.department]
    region = regions_of(world)[department.first_region + case.segment]
    right = region.right_first_time
    if case.severity > 0 and department.right_after_compounding >= 0:
        right = department.right_after_compounding
    work, result = ticket(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.ticket_contact,
        case.ticket_step, shapes_of(world), department.work_shape, department.work_scale,
        region.work_factor, right, department.recovers, department.compounds,
    )  # fmt: skip
    if case.recovering != 0:
        result = _RECOVERED
    return work, result


@compiled
def _start(world: int, c: int) -> None:
    """Somebody takes a ticket up; it is done when enough open hours have passed."""
    case, registers = cases_of(world)[c], registers_of(world)
    case.waits = 0
    work, _ = _luck(world, c)
    if case.cured != 0:
        work = 0  # an incident has been repaired: there is nothing left to do
    department = departments_of(world)[case.department]
    done = add_open_time(
        opens_of(world), closes_of(world), department.hours_first, department.hours_last,
        registers[NOW], work,
    )  # fmt: skip
    case.finishes = done
    send_update(world, c, _SCHEDULED, promises_of(world)[case.department].scheduled)
    if done < NEVER:
        what = c | (case.ticket_stamp << 32)
        push(world, done, _TICKET_DONE | case.who, case.word, what)


@compiled
def reaches_desk(world: int, c: int) -> None:
    """A ticket may be taken up: at once, or when its turn has come."""
    d = cases_of(world)[c].department
    desk = desks_of(world)[d]
    if desk.busy < departments_of(world)[d].staff:
        desk.busy += 1
        _start(world, c)
    else:
        joins(world, c)


@compiled
def lies(world: int, c: int, until: int) -> None:
    """A ticket rests; nobody looks at it before that time."""
    case = cases_of(world)[c]
    if until < NEVER:
        push(world, until, _TICKET_COMES | case.who, case.word, c | (case.ticket_stamp << 32))


@compiled
def _lying_time(world: int, c: int) -> int:
    """How long a ticket must lie by the rules of its department, unless that is waived."""
    case = cases_of(world)[c]
    padding: int = departments_of(world)[case.department].padding
    return padding if case.waived == 0 else 0


@compiled
def comes_in(world: int, c: int) -> None:
    """A ticket comes to a department; it may have to lie for a while by the rules."""
    padding = _lying_time(world, c)
    at_desk = registers_of(world)[NOW] + padding
    cases_of(world)[c].at_desk = at_desk
    if padding > 0:
        lies(world, c, at_desk)
    else:
        reaches_desk(world, c)


@compiled
def _arrives(world: int, c: int) -> None:
    """A ticket gets to another site."""
    case, registers = cases_of(world)[c], registers_of(world)
    case.on_the_way = 0
    on_its_way = registers[NOW] - case.ticket_opened
    write_case(world, _ROW_ARRIVED, c, case.department, 0, on_its_way)
    comes_in(world, c)


@compiled
def open_ticket(world: int, c: int) -> None:
    """A case is handed to the department that owns it: with a promise, or as a note without."""
    case, registers = cases_of(world)[c], registers_of(world)
    d = case.department = kinds_of(world)[case.kind].owner
    case.ticket = 1
    case.ticket_step, case.ticket_passes, case.recovering = 0, 0, 0
    case.ticket_stamp += 1
    case.ticket_opened, case.ticket_contact = registers[NOW], case.contact
    case.promise = -1
    case.work, _ = _luck(world, c)
    delay = travels(world, c)
    case.at_desk = registers[NOW] + delay + _lying_time(world, c)
    if case.outcome == _TICKET and departments_of(world)[d].promise >= 0:
        make_promise(world, c, promised_date(world, c, registers[NOW]))
    write_case(world, _ROW_OPENED, c, d, case.outcome, case.promise)
    send_update(world, c, _ACCEPTED, promises_of(world)[d].accepted)
    if delay > 0:
        case.on_the_way = 1
        what = c | (case.ticket_stamp << 32)
        push(world, registers[NOW] + delay, _TICKET_DONE | case.who, case.word, what)
    else:
        comes_in(world, c)


@compiled
def next_ticket(world: int, d: int) -> None:
    """The desk takes the ticket that has waited longest, or is free."""
    desk = desks_of(world)[d]
    head = desk.head
    if head < 0:
        desk.busy -= 1
        return
    desk.waiting -= 1
    desk.head = cases_of(world)[head].next_ticket
    if desk.head < 0:
        desk.tail = -1
    _start(world, head)


@compiled
def slot_begins(world: int, c: int) -> None:
    """A technician is expected, unless the cause is gone by now: then the ticket is finished."""
    if is_void(world, c):
        ticket_done(world, c)
    else:
        visit_begins(world, c)


@compiled
def visit_ends(world: int, c: int) -> None:
    """The technician leaves, or nobody came: the ticket is finished if the work is done."""
    if is_void(world, c) or visit_over(world, c):
        ticket_done(world, c)


@compiled
def ticket_done(world: int, c: int) -> None:
    """A ticket is finished: the cause is gone, or the customer will find out that it is not."""
    case = cases_of(world)[c]
    d = case.department
    already = case.cured != 0
    result = _CURED if already else _luck(world, c)[1]
    cures = result in (_CURED, _RECOVERED)
    case.ticket = 0
    case.ticket_stamp += 1
    write_ticket_done(world, c, result)
    if result == _COMPOUNDED and case.severity < MOST_SEVERE:
        case.severity += 1
    if case.promise >= 0:
        case.promise = -1
        case.kept_here += 1
        write_case(world, _ROW_KEPT, c, d, 0, 0)
    send_update(world, c, _DONE, promises_of(world)[d].done)
    if case.left != 0 or already or case.status == _EXPIRED:
        return
    if cures:
        cure(world, c)
        if case.status != _IN_CONTACT:
            case.status = _RESOLVED
            case.stamp += 1
            case.due = NEVER
    elif case.status == _WITH_DEPARTMENT:
        fails(world, c)


@compiled
def _is_passed_on(world: int, c: int) -> bool:
    case, registers = cases_of(world)[c], registers_of(world)
    return passes_on(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.ticket_contact,
        case.ticket_step, passes_on_of(world)[case.department, case.ticket_passes],
        departments_of(world)[case.department].fixes_on_spot,
    )  # fmt: skip


@compiled
def pass_on(world: int, c: int) -> None:
    """A ticket is handed on to another department, where it waits anew."""
    case = cases_of(world)[c]
    d = case.department
    to = departments_of(world)[d].passes_to
    case.department = to
    case.ticket_passes += 1
    case.ticket_step += 1
    case.work, _ = _luck(world, c)
    write_case(world, _ROW_PASSED, c, d, case.ticket_passes, to)
    comes_in(world, c)


@compiled
def comes_back(world: int, c: int) -> None:
    """What was done is a bit wrong, and known: the department says so, and does it again later."""
    case, registers = cases_of(world)[c], registers_of(world)
    d = case.department
    department = departments_of(world)[d]
    delay = recovery_delay(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.ticket_contact,
        case.ticket_step, shapes_of(world), department.recovery_delay_shape,
        department.recovery_delay_scale,
    )  # fmt: skip
    case.recovering = 1
    case.ticket_step += 1
    case.work, _ = _luck(world, c)
    again, due = registers[NOW] + delay, -1
    case.at_desk = again
    if department.promise >= 0 and case.left == 0:
        case.ticket_stamp += 1  # an earlier date has no meaning any more
        due = promised_date(world, c, again)
        if 0 <= case.promise < due:
            break_promise(world, c)
        make_promise(world, c, due)
    write_case(world, _ROW_RETRIED, c, d, 0, due)
    lies(world, c, again)


@compiled
def work_ends(world: int, c: int) -> None:
    """The work at a desk is over: the ticket goes to another one, comes back, or is done."""
    case = cases_of(world)[c]
    if case.on_the_way != 0:
        _arrives(world, c)
        return
    next_ticket(world, case.department)
    goes_on = case.recovering == 0 and case.cured == 0
    if goes_on and _is_passed_on(world, c):
        pass_on(world, c)
    elif goes_on and _luck(world, c)[1] == _RECOVERED:
        comes_back(world, c)
    elif case.cured == 0 and needs_visit(world, c):
        book(world, c)
    else:
        ticket_done(world, c)
