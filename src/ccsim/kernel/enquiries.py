"""A question handed on: the provider asks the company behind how its customer's ticket stands."""

from ccsim.codes import Outcome, Reason
from ccsim.kernel.cases import fails, schedule, when_open
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.world import cases_of, compiled, queues_of, registers_of
from ccsim.rules.enquiries import asks_behind

_STATUS_GIVEN, _ENQUIRY = int(Outcome.STATUS_GIVEN), int(Reason.ENQUIRY)
_STATUS_CALL = int(Reason.STATUS_CALL)


@compiled
def hands_question_on(world: int, c: int, outcome: int) -> bool:
    """Whether whoever was asked how it stands asks in turn; if so, the time is set."""
    case, registers = cases_of(world)[c], registers_of(world)
    here = case.entry_queue
    queue = queues_of(world)[here]
    if outcome != _STATUS_GIVEN or queue.enquires_at < 0:
        return False
    if not asks_behind(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, queue.enquires
    ):
        return False
    if case.asked_at < 0:
        case.asked_at = here
    case.entry_queue = queue.enquires_at
    due = when_open(world, queue.enquires_at, registers[NOW] + queue.enquires_after, 0)
    schedule(world, c, due, _ENQUIRY)
    return True


@compiled
def back_to_the_customer(world: int, c: int) -> None:
    """The question is answered, or idle: from now on the customer calls where they did before."""
    case = cases_of(world)[c]
    if case.asked_at >= 0:
        case.entry_queue = case.asked_at
        case.asked_at = -1


@compiled
def question_is_idle(world: int, c: int) -> bool:
    """Whether the ticket was done before anybody asked, or told, how it stands."""
    case = cases_of(world)[c]
    if case.reason not in (_ENQUIRY, _STATUS_CALL) or case.ticket != 0:
        return False
    back_to_the_customer(world, c)
    case.contact -= 1  # this attempt was never made
    fails(world, c)
    return True
