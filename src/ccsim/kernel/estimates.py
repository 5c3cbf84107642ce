"""When a ticket will be done: what its department knows for certain, before it names a date."""

from ccsim.kernel.desks import tickets_ahead
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    departments_of,
    desks_of,
    opens_of,
    promises_of,
    registers_of,
    slots_of,
    visits_of,
)
from ccsim.rules.calendar import add_open_time
from ccsim.rules.promises import desk_wait
from ccsim.rules.visits import first_slot, visit_truth
from ccsim.units import NEVER


@compiled
def truth_of_visit(world: int, c: int) -> tuple[int, int]:
    """Whether a case needs a visit, and whether its customer books by himself."""
    case, registers = cases_of(world)[c], registers_of(world)
    visits = visits_of(world)[case.department]
    return visit_truth(
        registers[SEED], registers[REPLICATION], case.who, case.word, visits.share,
        visits.self_book,
    )  # fmt: skip


@compiled
def needs_visit(world: int, c: int) -> bool:
    """Whether a ticket whose work at the desk is done goes on at the customer's door."""
    needed, _ = truth_of_visit(world, c)
    return needed != 0 and cases_of(world)[c].left == 0


@compiled
def free_slot(world: int, d: int, at: int) -> int:
    """The next slot with room after the lead time; the last one's successor where there is none."""
    visits, taken = visits_of(world)[d], slots_of(world)
    first, last = visits.hours_first, visits.hours_last
    slot = first_slot(opens_of(world), first, last, at + visits.lead)
    while slot < last and taken[visits.first_counter + slot - first] >= visits.technicians:
        slot += 1
    return slot


@compiled
def estimate(world: int, c: int) -> int:
    """When the ticket will be done in truth, as far as is certain; NEVER: beyond the run."""
    case, now = cases_of(world)[c], registers_of(world)[NOW]
    done: int = case.visit_ends
    if done > now:
        return done  # the technician is under way
    done = case.finishes
    if done <= now:
        done = _leaves_desk(world, c)
    if done < NEVER and needs_visit(world, c):
        slot = free_slot(world, case.department, done)
        if slot >= visits_of(world)[case.department].hours_last:
            return NEVER
        ends: int = closes_of(world)[slot]
        return ends
    return done


@compiled
def _leaves_desk(world: int, c: int) -> int:
    """When the work at the desk ends of a ticket that is still to be taken up."""
    case, now = cases_of(world)[c], registers_of(world)[NOW]
    department, desk = departments_of(world)[case.department], desks_of(world)[case.department]
    opens, closes = opens_of(world), closes_of(world)
    first, last = department.hours_first, department.hours_last
    begins = max(case.at_desk, now)
    if desk.busy >= department.staff:
        mean_work = promises_of(world)[case.department].mean_work
        wait = desk_wait(tickets_ahead(world, c), mean_work, department.staff)
        begins = max(begins, add_open_time(opens, closes, first, last, now, wait))
    return add_open_time(opens, closes, first, last, begins, case.work)
