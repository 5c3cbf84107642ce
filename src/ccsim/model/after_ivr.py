"""Out of the menu: into a queue, or off the line."""

from ccsim.codes import Event, Outcome
from ccsim.model.cases import cure
from ccsim.model.centre import Centre
from ccsim.model.contacts import end_contact, enter, find_closed
from ccsim.model.ivr import way_out
from ccsim.model.record import write_contact
from ccsim.rules.ivr import served_by_machine


def leave_ivr(centre: Centre, c: int) -> None:
    """What the way out of the menu means: contained is not the same as resolved."""
    cases = centre.cases
    how, time = way_out(centre, c)
    wrong = centre.queues[cases.queue[c]].wrong_queue
    if how == Outcome.MISROUTED and not centre.lines[wrong].open:
        how = int(Outcome.ONWARD)
    contained = how == Outcome.CONTAINED
    if contained:
        how = int(_truth(centre, c))
    write_contact(centre, int(Event.IVR_LEFT), c, -1, how, time)
    if contained:
        if how == Outcome.RESOLVED:
            cure(centre, c)
        end_contact(centre, c, Outcome.CONTAINED)
    elif how == Outcome.ABANDONED:
        end_contact(centre, c, Outcome.ABANDONED)
    else:
        if how == Outcome.MISROUTED:
            cases.misrouted[c], cases.queue[c] = 1, wrong
        if centre.lines[cases.queue[c]].open:
            enter(centre, c, cases.queue[c])
        else:  # it has closed meanwhile
            find_closed(centre, c)


def _truth(centre: Centre, c: int) -> Outcome:
    """Whether the machine has served whom it kept from the agents."""
    cases = centre.cases
    if cases.customer[c] < 0:
        return Outcome.SERVED
    served = served_by_machine(
        centre.seed, centre.replication, cases.who[c], cases.word[c],
        centre.kinds[cases.kind[c]].self_service,
    )  # fmt: skip
    if served and not cases.cured[c] and not cases.ticket[c]:
        return Outcome.RESOLVED
    return Outcome.CONTAINED
