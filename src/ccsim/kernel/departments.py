"""A department's desk: tickets wait, are worked on in its hours, and promises fall due."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank
from ccsim.kernel.cases import asks_later, cure, fails, make_promise
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_case
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    departments_of,
    desks_of,
    kinds_of,
    opens_of,
    registers_of,
    segments_of,
    shapes_of,
)
from ccsim.rules.calendar import add_open_time
from ccsim.rules.departments import ticket
from ccsim.units import NEVER

_ROW_OPENED, _ROW_DONE = int(Event.TICKET_OPENED), int(Event.TICKET_DONE)
_ROW_KEPT, _ROW_BROKEN = int(Event.PROMISE_KEPT), int(Event.PROMISE_BROKEN)
_ROW_OWNER_CALLED = int(Event.OWNER_CALLED)
_TICKET = int(Outcome.TICKET)
_IN_CONTACT, _RESOLVED = int(CaseStatus.IN_CONTACT), int(CaseStatus.RESOLVED)
_WITH_DEPARTMENT = int(CaseStatus.WITH_DEPARTMENT)
_TICKET_DONE = int(Rank.TICKET_DONE) << 56


@compiled
def _luck(world: int, c: int) -> tuple[int, int]:
    """The working time of a ticket, and whether it cures the cause."""
    case, registers = cases_of(world)[c], registers_of(world)
    department = departments_of(world)[case.department]
    return ticket(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.ticket_contact,
        shapes_of(world), department.work_shape, department.work_scale, department.right_first_time,
    )  # fmt: skip


@compiled
def _start(world: int, c: int) -> None:
    """Somebody takes a ticket up; it is done when enough open hours have passed."""
    case, registers = cases_of(world)[c], registers_of(world)
    work, _ = _luck(world, c)
    if case.cured != 0:
        work = 0  # an incident has been repaired: there is nothing left to do
    department = departments_of(world)[case.department]
    done = add_open_time(
        opens_of(world), closes_of(world), department.hours_first, department.hours_last,
        registers[NOW], work,
    )  # fmt: skip
    if done < NEVER:
        what = c | (case.ticket_stamp << 32)
        push(world, done, _TICKET_DONE | case.who, case.word, what)


@compiled
def open_ticket(world: int, c: int) -> None:
    """A case is handed to the department that owns it: with a promise, or as a note without."""
    case, registers = cases_of(world)[c], registers_of(world)
    d = case.department = kinds_of(world)[case.kind].owner
    case.ticket = 1
    case.ticket_stamp += 1
    case.ticket_opened, case.ticket_contact = registers[NOW], case.contact
    case.promise = -1
    if case.outcome == _TICKET and departments_of(world)[d].promise >= 0:
        make_promise(world, c, registers[NOW] + departments_of(world)[d].promise)
    write_case(world, _ROW_OPENED, c, d, case.outcome, case.promise)
    desk = desks_of(world)[d]
    if desk.busy < departments_of(world)[d].staff:
        desk.busy += 1
        _start(world, c)
        return
    case.next_ticket = -1
    if desk.tail >= 0:
        cases_of(world)[desk.tail].next_ticket = c
    else:
        desk.head = c
    desk.tail = c


@compiled
def _next_ticket(world: int, d: int) -> None:
    """The desk takes the ticket that has waited longest, or is free."""
    desk = desks_of(world)[d]
    head = desk.head
    if head < 0:
        desk.busy -= 1
        return
    desk.head = cases_of(world)[head].next_ticket
    if desk.head < 0:
        desk.tail = -1
    _start(world, head)


@compiled
def ticket_done(world: int, c: int) -> None:
    """A ticket is finished: the cause is gone, or the customer will find out that it is not."""
    case, registers = cases_of(world)[c], registers_of(world)
    d = case.department
    _next_ticket(world, d)
    _, cures = _luck(world, c)
    already = case.cured != 0
    if already:
        cures = 1
    case.ticket = 0
    case.ticket_stamp += 1
    write_case(world, _ROW_DONE, c, d, cures, registers[NOW] - case.ticket_opened)
    if case.promise >= 0:
        case.promise = -1
        write_case(world, _ROW_KEPT, c, d, 0, 0)
    if case.left != 0 or already:
        return
    if cures != 0:
        cure(world, c)
        if case.status != _IN_CONTACT:
            case.status = _RESOLVED
            case.stamp += 1
            case.due = NEVER
    elif case.status == _WITH_DEPARTMENT:
        fails(world, c)


@compiled
def promise_due(world: int, c: int) -> None:
    """The promised time has come and the ticket is not done."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.cured != 0:
        return
    d = case.department
    case.promise = -1
    write_case(world, _ROW_BROKEN, c, d, 0, 0)
    if case.left != 0:
        return
    if case.owned != 0:
        due = registers[NOW] + departments_of(world)[d].promise
        write_case(world, _ROW_OWNER_CALLED, c, d, 0, due)
        make_promise(world, c, due)
    elif case.status == _WITH_DEPARTMENT:
        segment = segments_of(world)[case.segment]
        asks_later(world, c, segment.chase_delay_shape, segment.chase_delay_scale)
