"""Visits at the premises: booked into a slot with room, made or not, and booked again."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Update
from ccsim.model.cases import rank_of
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.estimates import free_slot, truth_of_visit
from ccsim.model.promises import asks_later, break_promise, has_no_question, send_update
from ccsim.model.record import write_case
from ccsim.rules.visits import appointment, visit_times


def book(centre: Centre, c: int) -> None:
    """The next slot with room: from now on that is what the customer was promised."""
    cases, d = centre.cases, centre.cases.department[c]
    visits = centre.visits[d]
    slot = free_slot(centre, d, centre.clock.time)
    if slot == visits.hours_last:
        return  # beyond the known calendar
    centre.slots[d][slot - visits.hours_first] += 1
    begins, ends = int(centre.opens[slot]), int(centre.closes[slot])
    if 0 <= cases.promise[c] < ends:
        break_promise(centre, c)
    cases.visits[c] += 1
    cases.promises[c] += 1
    cases.promise[c] = ends
    cases.ticket_stamp[c] += 1  # an earlier date has no meaning any more
    has_no_question(centre, c)
    write_case(centre, int(Event.VISIT_BOOKED), c, d, value=begins)
    send_update(centre, c, Update.SCHEDULED, centre.promises[d].scheduled)
    centre.clock.journey(visit(centre, c, begins, cases.ticket_stamp[c]))


def visit(centre: Centre, c: int, begins: int, stamp: int) -> Steps:
    """An appointment, until it is known what became of it; none is kept once the cause is gone."""
    cases = centre.cases
    yield Moment(centre.clock, begins, rank_of(centre, Rank.VISIT_BEGINS, c))
    if cases.ticket_stamp[c] != stamp:
        return
    if is_void(centre, c):
        centre.finishes(c)
        return
    visit_begins(centre, c)
    if cases.late[c]:
        yield Moment(centre.clock, cases.promise[c], rank_of(centre, Rank.VISIT_ENDS, c))
        if cases.ticket_stamp[c] != stamp:
            return
        if is_void(centre, c):
            centre.finishes(c)
            return
        is_late(centre, c)
    yield Moment(centre.clock, cases.visit_ends[c], rank_of(centre, Rank.VISIT_ENDS, c))
    if cases.ticket_stamp[c] == stamp and (is_void(centre, c) or visit_over(centre, c)):
        centre.finishes(c)


def is_void(centre: Centre, c: int) -> bool:
    """Whether there is nothing left to do at the door, since an incident has been repaired."""
    if not centre.cases.cured[c]:
        return False
    write_case(centre, int(Event.VISIT_MADE), c, centre.cases.department[c], Outcome.VISIT_VOID)
    return True


def visit_begins(centre: Centre, c: int) -> None:
    """The slot begins: the technician sets out, or is nowhere to be seen."""
    cases, now = centre.cases, centre.clock.time
    d = cases.department[c]
    visits, slot, fate = centre.visits[d], cases.promise[c] - now, _fate(centre, c)
    comes, works = visit_times(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.visits[c], visits.late,
        slot, centre.shapes, visits.lateness_shape, visits.lateness_scale, visits.on_site_shape,
        visits.on_site_scale,
    )  # fmt: skip
    if fate == Outcome.VISIT_MISSED:
        comes = slot  # known when it is over
    else:
        send_update(centre, c, Update.EN_ROUTE, centre.promises[d].en_route)
    if fate != Outcome.VISIT_DONE:
        works = 0
    cases.fate[c] = fate
    cases.late[c] = max(comes - slot, 0)
    cases.visit_ends[c] = now + comes + works


def _fate(centre: Centre, c: int) -> int:
    """What becomes of the visit; nobody opens where the customer has left."""
    cases = centre.cases
    visits = centre.visits[cases.department[c]]
    _, chosen = truth_of_visit(centre, c)
    no_access = visits.no_access_chosen if chosen else visits.no_access
    if cases.left[c]:
        no_access = 1 << 32
    return appointment(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.visits[c],
        visits.missed, no_access,
    )  # fmt: skip


def is_late(centre: Centre, c: int) -> None:
    """The slot is over, and the technician is still to come."""
    break_promise(centre, c)
    _may_ask(centre, c)


def _may_ask(centre: Centre, c: int) -> None:
    """A customer who waited in vain may call; who books by himself has no need to."""
    cases = centre.cases
    _, chosen = truth_of_visit(centre, c)
    waits = cases.status[c] == CaseStatus.WITH_DEPARTMENT and not cases.left[c]
    if waits and not chosen and not cases.owned[c]:
        segment = centre.segments[cases.segment[c]]
        asks_later(centre, c, segment.chase_delay_shape, segment.chase_delay_scale)


def visit_over(centre: Centre, c: int) -> bool:
    """What became of a visit; whether the ticket is done with it."""
    cases = centre.cases
    d, fate = cases.department[c], cases.fate[c]
    write_case(centre, int(Event.VISIT_MADE), c, d, fate, cases.late[c])
    if fate == Outcome.VISIT_DONE:
        return True
    if fate == Outcome.VISIT_MISSED:
        break_promise(centre, c)
    cases.promise[c] = -1
    if cases.left[c]:
        return True
    book(centre, c)
    if fate == Outcome.VISIT_MISSED:
        _may_ask(centre, c)
    return False
