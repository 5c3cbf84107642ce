"""The end of a talk: the contact goes on or ends, then the agent does."""

from ccsim.codes import AgentState, Event, Outcome, Rank
from ccsim.kernel.agents import become_free
from ccsim.kernel.cases import cure
from ccsim.kernel.contacts import end_contact, enter
from ccsim.kernel.departments import open_ticket
from ccsim.kernel.floor import NOW
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_contact
from ccsim.kernel.steering import lies_by_rules
from ccsim.kernel.superiors import goes_back
from ccsim.kernel.transfers import stays_on_the_line
from ccsim.kernel.world import (
    agents_of,
    cases_of,
    on_every_call,
    registers_of,
)

_WRAPPING_UP = int(AgentState.WRAPPING_UP)
_ROW_LEG_ENDED = int(Event.LEG_ENDED)
_RESOLVED, _UNANSWERED = int(Outcome.RESOLVED), int(Outcome.UNANSWERED)
_ROW_RANG_IN_VAIN = int(Event.CALLBACK_UNANSWERED)
_TICKET, _NOTE = int(Outcome.TICKET), int(Outcome.NOTE)
_WRAP_UP_ENDS = int(Rank.WRAP_UP_ENDS) << 56


@on_every_call
def _remember_served(world: int, c: int, a: int) -> None:
    """After-call work belongs to this leg, even when the case has long moved on."""
    case, agent = cases_of(world)[c], agents_of(world)[a]
    agent.who_served, agent.word_served = case.who, case.word
    agent.contact_served, agent.leg_served = case.contact, case.leg
    agent.queue_served, agent.kind_served = case.queue, case.kind
    agent.wrap_up = case.wrap_up


@on_every_call
def _contact_goes_on(world: int, c: int, a: int) -> None:
    """What the outcome of a leg means for the contact."""
    case = cases_of(world)[c]
    next_queue = case.next_queue
    if next_queue >= 0:
        if case.customer < 0 or stays_on_the_line(world, c):
            case.leg += 1
            enter(world, c, next_queue)
        else:
            end_contact(world, c, case.outcome)
        return
    if case.cured != 0:
        pass  # an incident was repaired while they talked
    elif case.outcome == _RESOLVED:
        cure(world, c)
    elif case.outcome in (_TICKET, _NOTE):
        case.waived = 0 if lies_by_rules(world, c, a) else 1
        open_ticket(world, c)
    end_contact(world, c, case.outcome)


@on_every_call
def talk_ends(world: int, a: int) -> None:
    """A leg is over."""
    agent, registers = agents_of(world)[a], registers_of(world)
    c = agent.case
    case = cases_of(world)[c]
    wrap_up = case.wrap_up
    if case.outcome == _UNANSWERED:
        case.arrived = registers[NOW]  # the customer was never on the line
        write_contact(world, _ROW_RANG_IN_VAIN, c, a, 0, case.talk)
    else:
        write_contact(world, _ROW_LEG_ENDED, c, a, case.outcome, case.talk)
    agent.case = -1
    if agent.floor_walker != 0:
        goes_back(world, a)
    if wrap_up > 0:
        _remember_served(world, c, a)
    _contact_goes_on(world, c, a)
    if wrap_up > 0:
        agent.state = _WRAPPING_UP
        push(world, registers[NOW] + wrap_up, _WRAP_UP_ENDS | agent.who, 0, a)
    else:
        become_free(world, a)
