"""The end of a talk: the contact goes on or ends, then the agent does."""

from ccsim.codes import AgentState, Event, Outcome
from ccsim.model.agents import become_free
from ccsim.model.cases import cure
from ccsim.model.centre import Centre
from ccsim.model.contacts import end_contact, enter
from ccsim.model.departments import open_ticket
from ccsim.model.record import write_contact
from ccsim.model.steering import lies_by_rules
from ccsim.model.superiors import goes_back
from ccsim.model.transfers import stays_on_the_line

_WRAPPING_UP = int(AgentState.WRAPPING_UP)
_LEG_ENDED = int(Event.LEG_ENDED)
_RESOLVED, _UNANSWERED = int(Outcome.RESOLVED), int(Outcome.UNANSWERED)
_RANG_IN_VAIN = int(Event.CALLBACK_UNANSWERED)
_HANDED_OVER = (int(Outcome.TICKET), int(Outcome.NOTE))


def talk_ends(centre: Centre, a: int) -> int:
    """A leg is over; says how much after-call work there is."""
    cases, agents = centre.cases, centre.agents
    c = agents.case[a]
    wrap_up: int = cases.wrap_up[c]
    if cases.outcome[c] == _UNANSWERED:
        cases.arrived[c] = centre.clock.time  # the customer was never on the line
        write_contact(centre, _RANG_IN_VAIN, c, a, 0, cases.talk[c])
    else:
        write_contact(centre, _LEG_ENDED, c, a, cases.outcome[c], cases.talk[c])
    agents.case[a] = -1
    if agents.floor_walker[a]:
        goes_back(centre, a)
    if wrap_up > 0:
        _remember_served(centre, c, a)
    contact_goes_on(centre, c, a)
    if wrap_up > 0:
        agents.state[a] = _WRAPPING_UP
    else:
        become_free(centre, a)
    return wrap_up


def _remember_served(centre: Centre, c: int, a: int) -> None:
    """After-call work belongs to this leg, even when the case has long moved on."""
    cases, agents = centre.cases, centre.agents
    agents.who_served[a], agents.word_served[a] = cases.who[c], cases.word[c]
    agents.contact_served[a], agents.leg_served[a] = cases.contact[c], cases.leg[c]
    agents.queue_served[a], agents.kind_served[a] = cases.queue[c], cases.kind[c]
    agents.wrap_up[a] = cases.wrap_up[c]


def contact_goes_on(centre: Centre, c: int, a: int) -> None:
    """What the outcome of a leg means for the contact."""
    cases = centre.cases
    result, next_queue = cases.outcome[c], cases.next_queue[c]
    if next_queue >= 0:
        if cases.customer[c] < 0 or stays_on_the_line(centre, c):
            cases.leg[c] += 1
            enter(centre, c, next_queue)
        else:
            end_contact(centre, c, cases.outcome[c])
        return
    if cases.cured[c]:
        pass  # an incident was repaired while they talked
    elif result == _RESOLVED:
        cure(centre, c)
    elif result in _HANDED_OVER:
        cases.waived[c] = int(not lies_by_rules(centre, c, a))
        open_ticket(centre, c)
    end_contact(centre, c, result)
