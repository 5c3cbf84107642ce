"""Callbacks: who wants one, and the agent who dials."""

from ccsim.codes import AgentState, Outcome, Reason
from ccsim.model.centre import Centre
from ccsim.rules.callbacks import callback_offered, callback_words

_TALKING, _CALLBACK = int(AgentState.TALKING), int(Reason.CALLBACK)
OFFERED, ACCEPTED = 1, 1
"""Reasons of a row: an offer is made on entering a line; a caller leaves it to be called back."""


def callback(centre: Centre, c: int) -> bool:
    """Whether the customer is not on the line yet."""
    return centre.cases.reason[c] == _CALLBACK and centre.cases.leg[c] == 0


def marked(centre: Centre, c: int) -> int:
    """The reason of a row about waiting: that it is a callback, or none."""
    return _CALLBACK if callback(centre, c) else 0


def offers_callback(centre: Centre, c: int, q: int) -> bool:
    """Whether a caller who is about to wait is offered a callback."""
    cases, beyond = centre.cases, centre.queues[q].callback_beyond
    return beyond >= 0 and callback_offered(
        beyond, len(centre.lines[q].waiting), cases.reason[c], cases.leg[c]
    )


def accepts(centre: Centre, c: int, q: int) -> bool:
    """Whether a caller takes the offer."""
    return bool(_words(centre, c)[0] < centre.queues[q].callback_accepts)


def dials_in_vain(centre: Centre, c: int, a: int) -> bool:
    """The agent dials; whether the customer does not answer, and the agent lets it ring."""
    cases, agents = centre.cases, centre.agents
    queue = centre.queues[cases.queue[c]]
    cases.arrived[c] = centre.clock.time  # on the line from now on
    if _words(centre, c)[1] >= queue.callback_unanswered:
        return False
    agents.state[a] = _TALKING
    agents.case[a] = c
    cases.stamp[c] += 1
    cases.talk[c], cases.wrap_up[c] = queue.callback_rings, 0
    cases.outcome[c], cases.next_queue[c] = int(Outcome.UNANSWERED), -1
    centre.talk_is_over[a].set(centre.clock.time + cases.talk[c], centre.rank_of_talk[a])
    return True


def _words(centre: Centre, c: int) -> tuple[int, int]:
    cases = centre.cases
    return callback_words(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c]
    )
