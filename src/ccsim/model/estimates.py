"""When a ticket will be done: what its department knows for certain, before it names a date."""

from ccsim.model.centre import Centre
from ccsim.model.desks import tickets_ahead
from ccsim.rules.calendar import add_open_time
from ccsim.rules.promises import desk_wait
from ccsim.rules.visits import first_slot, visit_truth
from ccsim.units import NEVER


def truth_of_visit(centre: Centre, c: int) -> tuple[int, int]:
    """Whether a case needs a visit, and whether its customer books by himself."""
    cases = centre.cases
    visits = centre.visits[cases.department[c]]
    return visit_truth(
        centre.seed, centre.replication, cases.who[c], cases.word[c], visits.share, visits.self_book
    )


def needs_visit(centre: Centre, c: int) -> bool:
    """Whether a ticket whose work at the desk is done goes on at the customer's door."""
    needed, _ = truth_of_visit(centre, c)
    return needed != 0 and not centre.cases.left[c]


def free_slot(centre: Centre, d: int, at: int) -> int:
    """The next slot with room after the lead time; the last one's successor where there is none."""
    visits, taken = centre.visits[d], centre.slots[d]
    first, last = visits.hours_first, visits.hours_last
    slot = first_slot(centre.opens, first, last, at + visits.lead)
    while slot < last and taken[slot - first] >= visits.technicians:
        slot += 1
    return slot


def estimate(centre: Centre, c: int) -> int:
    """When the ticket will be done in truth, as far as is certain; NEVER: beyond the run."""
    cases, now = centre.cases, centre.clock.time
    if cases.visit_ends[c] > now:
        return cases.visit_ends[c]  # the technician is under way
    done = cases.finishes[c] if cases.finishes[c] > now else _leaves_desk(centre, c)
    if done < NEVER and needs_visit(centre, c):
        d = cases.department[c]
        slot = free_slot(centre, d, done)
        return int(centre.closes[slot]) if slot < centre.visits[d].hours_last else NEVER
    return done


def _leaves_desk(centre: Centre, c: int) -> int:
    """When the work at the desk ends of a ticket that is still to be taken up."""
    cases, now = centre.cases, centre.clock.time
    d = cases.department[c]
    department, desk = centre.departments[d], centre.desks[d]
    opens, closes = centre.opens, centre.closes
    first, last = department.hours_first, department.hours_last
    begins = max(cases.at_desk[c], now)
    if desk.busy >= department.staff:
        mean_work = centre.promises[d].mean_work
        wait = desk_wait(tickets_ahead(centre, c), mean_work, department.staff)
        begins = max(begins, add_open_time(opens, closes, first, last, now, wait))
    return add_open_time(opens, closes, first, last, begins, cases.work[c])
