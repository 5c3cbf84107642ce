"""The menu before the queue, and the agent to whom it sent somebody by mistake."""

from ccsim.codes import Event, Outcome, Rank
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_contact
from ccsim.kernel.world import (
    cases_of,
    compiled,
    lines_of,
    queues_of,
    registers_of,
    shapes_of,
)
from ccsim.rules.ivr import menu

_ROW_IVR_ENTERED, _IVR_ENDS = int(Event.IVR_ENTERED), int(Rank.IVR_ENDS) << 56
_MISROUTED, _PUT_OFF = int(Outcome.MISROUTED), int(Outcome.PUT_OFF)


@compiled
def way_out(world: int, c: int) -> tuple[int, int]:
    """How a caller leaves the menu, and after what time."""
    case, registers = cases_of(world)[c], registers_of(world)
    queue = queues_of(world)[case.queue]
    return menu(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        shapes_of(world), queue.ivr_time_shape, queue.ivr_time_scale, queue.ivr_opts_out,
        queue.ivr_hangs_up, queue.ivr_contains, queue.ivr_misroutes,
    )  # fmt: skip


@compiled
def hears_menu(world: int, c: int) -> None:
    """A caller listens to the menu; sets the instant at which it is left."""
    case, registers = cases_of(world)[c], registers_of(world)
    write_contact(world, _ROW_IVR_ENTERED, c, -1, 0, 0)
    case.stamp += 1
    _, time = way_out(world, c)
    what = c | (case.stamp << 32)
    push(world, registers[NOW] + time, _IVR_ENDS | case.who, case.word, what)


@compiled
def finds_wrong_queue(world: int, c: int) -> None:
    """An agent of the wrong queue cannot help, and passes the caller on where it is open."""
    case = cases_of(world)[c]
    case.misrouted = 0
    entry = case.entry_queue
    case.talk, case.wrap_up = queues_of(world)[entry].wrong_queue_time, 0
    if lines_of(world)[entry].open != 0:
        case.outcome, case.next_queue = _MISROUTED, entry
    else:
        case.outcome, case.next_queue = _PUT_OFF, -1
