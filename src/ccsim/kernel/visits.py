"""Visits at the premises: booked into a slot with room, made or not, and booked again."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Update
from ccsim.kernel.estimates import free_slot, truth_of_visit
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.promises import asks_later, break_promise, has_no_question, send_update
from ccsim.kernel.record import write_case
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    opens_of,
    promises_of,
    registers_of,
    segments_of,
    shapes_of,
    slots_of,
    visits_of,
)
from ccsim.rules.visits import appointment, visit_times

_DONE, _MISSED = int(Outcome.VISIT_DONE), int(Outcome.VISIT_MISSED)
_VOID = int(Outcome.VISIT_VOID)
_ROW_BOOKED, _ROW_MADE = int(Event.VISIT_BOOKED), int(Event.VISIT_MADE)
_SCHEDULED, _EN_ROUTE = int(Update.SCHEDULED), int(Update.EN_ROUTE)
_WITH_DEPARTMENT = int(CaseStatus.WITH_DEPARTMENT)
_VISIT_BEGINS, _VISIT_ENDS = int(Rank.VISIT_BEGINS) << 56, int(Rank.VISIT_ENDS) << 56


@compiled
def book(world: int, c: int) -> None:
    """The next slot with room: from now on that is what the customer was promised."""
    case, registers = cases_of(world)[c], registers_of(world)
    visits, slots = visits_of(world)[case.department], slots_of(world)
    slot = free_slot(world, case.department, registers[NOW])
    if slot == visits.hours_last:
        return  # beyond the known calendar
    slots[visits.first_counter + slot - visits.hours_first] += 1
    begins, ends = opens_of(world)[slot], closes_of(world)[slot]
    if 0 <= case.promise < ends:
        break_promise(world, c)
    case.visits += 1
    case.promises += 1
    case.promise = ends
    case.ticket_stamp += 1  # an earlier date has no meaning any more
    has_no_question(world, c)
    write_case(world, _ROW_BOOKED, c, case.department, 0, begins)
    send_update(world, c, _SCHEDULED, promises_of(world)[case.department].scheduled)
    push(world, begins, _VISIT_BEGINS | case.who, case.word, c | (case.ticket_stamp << 32))


@compiled
def _fate(world: int, c: int) -> int:
    """What becomes of the visit; nobody opens where the customer has left."""
    case, registers = cases_of(world)[c], registers_of(world)
    visits = visits_of(world)[case.department]
    _, chosen = truth_of_visit(world, c)
    no_access = visits.no_access_chosen if chosen != 0 else visits.no_access
    if case.left != 0:
        no_access = 1 << 32
    return appointment(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.visits,
        visits.missed, no_access,
    )  # fmt: skip


@compiled
def is_void(world: int, c: int) -> bool:
    """Whether there is nothing left to do at the door, since an incident has been repaired."""
    case = cases_of(world)[c]
    if case.cured == 0:
        return False
    write_case(world, _ROW_MADE, c, case.department, _VOID, 0)
    return True


@compiled
def visit_begins(world: int, c: int) -> None:
    """The slot begins: the technician sets out, or is nowhere to be seen."""
    case, registers = cases_of(world)[c], registers_of(world)
    visits, now = visits_of(world)[case.department], registers[NOW]
    slot = case.promise - now
    fate = _fate(world, c)
    comes, works = visit_times(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.visits, visits.late,
        slot, shapes_of(world), visits.lateness_shape, visits.lateness_scale,
        visits.on_site_shape, visits.on_site_scale,
    )  # fmt: skip
    if fate == _MISSED:
        comes = slot  # known when it is over
    else:
        send_update(world, c, _EN_ROUTE, promises_of(world)[case.department].en_route)
    if fate != _DONE:
        works = 0
    case.fate = fate
    case.late = max(comes - slot, 0)
    case.visit_ends = now + comes + works
    known = case.promise if case.late > 0 else case.visit_ends
    push(world, known, _VISIT_ENDS | case.who, case.word, c | (case.ticket_stamp << 32))


@compiled
def _may_ask(world: int, c: int) -> None:
    """A customer who waited in vain may call; who books by himself has no need to."""
    case = cases_of(world)[c]
    _, chosen = truth_of_visit(world, c)
    if chosen == 0 and case.owned == 0 and case.left == 0 and case.status == _WITH_DEPARTMENT:
        segment = segments_of(world)[case.segment]
        asks_later(world, c, segment.chase_delay_shape, segment.chase_delay_scale)


@compiled
def is_late(world: int, c: int) -> None:
    """The slot is over, and the technician is still to come."""
    case = cases_of(world)[c]
    break_promise(world, c)
    _may_ask(world, c)
    push(world, case.visit_ends, _VISIT_ENDS | case.who, case.word, c | (case.ticket_stamp << 32))


@compiled
def visit_over(world: int, c: int) -> bool:
    """What became of a visit; whether the ticket is done with it."""
    case = cases_of(world)[c]
    if registers_of(world)[NOW] < case.visit_ends:
        is_late(world, c)
        return False
    write_case(world, _ROW_MADE, c, case.department, case.fate, case.late)
    if case.fate == _DONE:
        return True
    if case.fate == _MISSED:
        break_promise(world, c)
    case.promise = -1
    if case.left != 0:
        return True
    book(world, c)
    if case.fate == _MISSED:
        _may_ask(world, c)
    return False
