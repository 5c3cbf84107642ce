"""A department's line of tickets: who comes before whom, and who is moved to its head."""

from ccsim.model.centre import Centre
from ccsim.rules.departments import EXPEDITED


def rank_at_desk(centre: Centre, c: int) -> int:
    """How high a case stands at the desk where its ticket is."""
    cases = centre.cases
    if not centre.departments[cases.department[c]].rank_counts:
        return cases.rank[c]
    return int(centre.segments[cases.segment[c]].rank + cases.rank[c])


def joins(centre: Centre, c: int) -> None:
    """A ticket waits at its desk: behind those of its rank, before those of a lower one."""
    waiting = centre.desks[centre.cases.department[c]].waiting
    waiting.insert(tickets_ahead(centre, c), c)
    centre.cases.waits[c] = 1


def tickets_ahead(centre: Centre, c: int) -> int:
    """How many of those who wait are taken up before a ticket: one that waits, or would now."""
    waiting = centre.desks[centre.cases.department[c]].waiting
    if centre.cases.waits[c]:
        return waiting.index(c)
    mine = rank_at_desk(centre, c)
    if not waiting or rank_at_desk(centre, waiting[-1]) >= mine:
        return len(waiting)
    return next(i for i, one in enumerate(waiting) if rank_at_desk(centre, one) < mine)


def expedite(centre: Centre, c: int) -> None:
    """From now on a case comes first at every desk, behind others like it."""
    cases = centre.cases
    cases.rank[c] = EXPEDITED
    if cases.waits[c]:
        centre.desks[cases.department[c]].waiting.remove(c)
        cases.waits[c] = 0
        joins(centre, c)
