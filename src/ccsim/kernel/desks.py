"""A department's line of tickets: who comes before whom, and who is moved to its head."""

from ccsim.kernel.world import cases_of, compiled, departments_of, desks_of, segments_of
from ccsim.rules.departments import EXPEDITED


@compiled
def rank_at_desk(world: int, c: int) -> int:
    """How high a case stands at the desk where its ticket is."""
    case = cases_of(world)[c]
    rank: int = case.rank
    if departments_of(world)[case.department].rank_counts != 0:
        rank += segments_of(world)[case.segment].rank
    return rank


@compiled
def joins(world: int, c: int) -> None:
    """A ticket waits at its desk: behind those of its rank, before those of a lower one."""
    cases = cases_of(world)
    case, desk = cases[c], desks_of(world)[cases[c].department]
    case.waits = 1
    desk.waiting += 1
    mine, before, behind = rank_at_desk(world, c), desk.tail, -1
    if before >= 0 and rank_at_desk(world, before) < mine:
        before, behind = -1, desk.head
        while rank_at_desk(world, behind) >= mine:
            before, behind = behind, cases[behind].next_ticket
    case.next_ticket = behind
    if before >= 0:
        cases[before].next_ticket = c
    else:
        desk.head = c
    if behind < 0:
        desk.tail = c


@compiled
def tickets_ahead(world: int, c: int) -> int:
    """How many of those who wait are taken up before a ticket: one that waits, or would now."""
    cases = cases_of(world)
    desk, mine = desks_of(world)[cases[c].department], rank_at_desk(world, c)
    if cases[c].waits == 0 and (desk.tail < 0 or rank_at_desk(world, desk.tail) >= mine):
        everybody: int = desk.waiting
        return everybody
    ahead, here = 0, desk.head
    while here >= 0 and here != c and rank_at_desk(world, here) >= mine:
        ahead, here = ahead + 1, cases[here].next_ticket
    return ahead


@compiled
def _steps_out(world: int, c: int) -> None:
    """A ticket is taken out of those that wait at its desk."""
    cases = cases_of(world)
    desk, before, here = desks_of(world)[cases[c].department], -1, c
    here = desk.head
    while here != c:
        before, here = here, cases[here].next_ticket
    desk.waiting -= 1
    if before >= 0:
        cases[before].next_ticket = cases[c].next_ticket
    else:
        desk.head = cases[c].next_ticket
    if desk.tail == c:
        desk.tail = before


@compiled
def expedite(world: int, c: int) -> None:
    """From now on a case comes first at every desk, behind others like it."""
    case = cases_of(world)[c]
    if case.waits != 0:
        _steps_out(world, c)
    case.rank = EXPEDITED
    if case.waits != 0:
        joins(world, c)
