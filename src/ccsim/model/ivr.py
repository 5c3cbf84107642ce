"""The menu before the queue, and the agent to whom it sent somebody by mistake."""

from ccsim.codes import Event, Outcome, Rank
from ccsim.model.cases import rank_of
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.record import write_contact
from ccsim.rules.ivr import menu


def hears_menu(centre: Centre, c: int) -> None:
    """A caller reaches the menu."""
    write_contact(centre, int(Event.IVR_ENTERED), c)
    centre.cases.stamp[c] += 1
    centre.clock.journey(listens(centre, c, centre.cases.stamp[c]))


def listens(centre: Centre, c: int, stamp: int) -> Steps:
    """A caller listens to the menu, and leaves it in one of its ways."""
    clock = centre.clock
    _, time = way_out(centre, c)
    yield Moment(clock, clock.time + time, rank_of(centre, Rank.IVR_ENDS, c))
    if centre.cases.stamp[c] == stamp:
        centre.leaves_ivr(c)


def way_out(centre: Centre, c: int) -> tuple[int, int]:
    """How a caller leaves the menu, and after what time."""
    cases = centre.cases
    queue = centre.queues[cases.queue[c]]
    return menu(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        centre.shapes, queue.ivr_time_shape, queue.ivr_time_scale, queue.ivr_opts_out,
        queue.ivr_hangs_up, queue.ivr_contains, queue.ivr_misroutes,
    )  # fmt: skip


def finds_wrong_queue(centre: Centre, c: int) -> None:
    """An agent of the wrong queue cannot help, and passes the caller on where it is open."""
    cases = centre.cases
    cases.misrouted[c] = 0
    entry = cases.entry_queue[c]
    cases.talk[c], cases.wrap_up[c] = centre.queues[entry].wrong_queue_time, 0
    if centre.lines[entry].open:
        cases.outcome[c], cases.next_queue[c] = int(Outcome.MISROUTED), entry
    else:
        cases.outcome[c], cases.next_queue[c] = int(Outcome.PUT_OFF), -1
