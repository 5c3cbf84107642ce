"""A question handed on: the provider asks the company behind how its customer's ticket stands."""

from ccsim.codes import Outcome, Reason
from ccsim.model.cases import fails, schedule, when_open
from ccsim.model.centre import Centre
from ccsim.rules.enquiries import asks_behind

_ASKING = (int(Reason.ENQUIRY), int(Reason.STATUS_CALL))


def hands_question_on(centre: Centre, c: int, outcome: int) -> bool:
    """Whether whoever was asked how it stands asks in turn; if so, the time is set."""
    cases, clock = centre.cases, centre.clock
    here = cases.entry_queue[c]
    queue = centre.queues[here]
    if outcome != Outcome.STATUS_GIVEN or queue.enquires_at < 0:
        return False
    if not asks_behind(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        queue.enquires,
    ):  # fmt: skip
        return False
    if cases.asked_at[c] < 0:
        cases.asked_at[c] = here
    cases.entry_queue[c] = queue.enquires_at
    due = when_open(centre, queue.enquires_at, clock.time + queue.enquires_after, 0)
    schedule(centre, c, due, Reason.ENQUIRY)
    return True


def back_to_the_customer(centre: Centre, c: int) -> None:
    """The question is answered, or idle: from now on the customer calls where they did before."""
    cases = centre.cases
    if cases.asked_at[c] >= 0:
        cases.entry_queue[c], cases.asked_at[c] = cases.asked_at[c], -1


def question_is_idle(centre: Centre, c: int) -> bool:
    """Whether the ticket was done before anybody asked, or told, how it stands."""
    cases = centre.cases
    if cases.reason[c] not in _ASKING or cases.ticket[c]:
        return False
    back_to_the_customer(centre, c)
    cases.contact[c] -= 1  # this attempt was never made
    fails(centre, c)
    return True
