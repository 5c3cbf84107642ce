"""Out of the menu: into a queue, or off the line."""

from ccsim.codes import Event, Outcome
from ccsim.kernel.cases import cure
from ccsim.kernel.contacts import end_contact, enter, find_closed
from ccsim.kernel.floor import REPLICATION, SEED
from ccsim.kernel.ivr import way_out
from ccsim.kernel.record import write_contact
from ccsim.kernel.world import (
    cases_of,
    compiled,
    kinds_of,
    lines_of,
    queues_of,
    registers_of,
)
from ccsim.rules.ivr import served_by_machine

_ROW_IVR_LEFT = int(Event.IVR_LEFT)
_ONWARD, _MISROUTED = int(Outcome.ONWARD), int(Outcome.MISROUTED)
_CONTAINED, _ABANDONED = int(Outcome.CONTAINED), int(Outcome.ABANDONED)
_SERVED, _RESOLVED = int(Outcome.SERVED), int(Outcome.RESOLVED)


@compiled
def _truth(world: int, c: int) -> int:
    """Whether the machine has served whom it kept from the agents."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.customer < 0:
        return _SERVED
    served = served_by_machine(
        registers[SEED], registers[REPLICATION], case.who, case.word,
        kinds_of(world)[case.kind].self_service,
    )  # fmt: skip
    if served and case.cured == 0 and case.ticket == 0:
        return _RESOLVED
    return _CONTAINED


@compiled
def leave_ivr(world: int, c: int) -> None:
    """What the way out of the menu means: contained is not the same as resolved."""
    case = cases_of(world)[c]
    how, time = way_out(world, c)
    wrong = queues_of(world)[case.queue].wrong_queue
    if how == _MISROUTED and lines_of(world)[wrong].open == 0:
        how = _ONWARD
    ends = how if how in (_CONTAINED, _ABANDONED) else -1
    if how == _CONTAINED:
        how = _truth(world, c)
    write_contact(world, _ROW_IVR_LEFT, c, -1, how, time)
    if ends >= 0:
        if how == _RESOLVED:
            cure(world, c)
        end_contact(world, c, ends)
        return
    if how == _MISROUTED:
        case.misrouted, case.queue = 1, wrong
    if lines_of(world)[case.queue].open != 0:
        enter(world, c, case.queue)
    else:  # it has closed meanwhile
        find_closed(world, c)
