"""Other doors: which one a customer tries next, and who leaves a chat without telling."""

from ccsim.codes import Event, Outcome
from ccsim.model.centre import Centre
from ccsim.model.record import write_contact
from ccsim.rules.channels import leaves_silently, takes_door


def try_door(centre: Centre, c: int) -> None:
    """Before the next attempt a customer may think of another door, further down the list."""
    cases = centre.cases
    if cases.customer[c] < 0:
        return
    doors = centre.doors[cases.segment[c]]
    for i in range(cases.door[c], len(doors)):
        q, chance, after = doors[i]
        if takes_door(
            centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c], i,
            cases.attempts[c], after, chance,
        ):  # fmt: skip
            cases.entry_queue[c], cases.door[c] = q, i + 1
            return


def slips_away(centre: Centre, c: int) -> bool:
    """Whether somebody out of patience leaves the chat and keeps the place; if so, it is told."""
    cases = centre.cases
    gone = leaves_silently(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c], centre.queues[cases.queue[c]].leaves_silently,
    )  # fmt: skip
    if gone:
        cases.silent[c] = 1
        waited = centre.clock.time - cases.entered[c]
        write_contact(centre, int(Event.CONTACT_LEFT_SILENTLY), c, value=waited)
    return bool(gone)


def finds_nobody(centre: Centre, c: int) -> None:
    """The agent waits for an answer that does not come, and closes the chat."""
    cases = centre.cases
    cases.talk[c], cases.wrap_up[c] = centre.queues[cases.queue[c]].silent_time, 0
    cases.outcome[c], cases.next_queue[c] = int(Outcome.NOBODY_THERE), -1
