"""Callbacks: who wants one, and the agent who dials."""

from ccsim.codes import AgentState, Outcome, Rank, Reason
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.world import (
    agents_of,
    cases_of,
    compiled,
    lines_of,
    on_every_call,
    queues_of,
    registers_of,
)
from ccsim.rules.callbacks import callback_offered, callback_words

_TALKING, _TALK_ENDS = int(AgentState.TALKING), int(Rank.TALK_ENDS) << 56
_CALLBACK, _UNANSWERED = int(Reason.CALLBACK), int(Outcome.UNANSWERED)
OFFERED, ACCEPTED = 1, 1
"""Reasons of a row: an offer is made on entering a line; a caller leaves it to be called back."""


@on_every_call
def callback(world: int, c: int) -> bool:
    """Whether the customer is not on the line yet."""
    case = cases_of(world)[c]
    called_back: bool = case.reason == _CALLBACK and case.leg == 0
    return called_back


@on_every_call
def marked(world: int, c: int) -> int:
    """The reason of a row about waiting: that it is a callback, or none."""
    return _CALLBACK if callback(world, c) else 0


@on_every_call
def offers_callback(world: int, c: int, q: int) -> bool:
    """Whether a caller who is about to wait is offered a callback."""
    case = cases_of(world)[c]
    return callback_offered(
        queues_of(world)[q].callback_beyond, lines_of(world)[q].waiting, case.reason, case.leg
    )


@compiled
def _words(world: int, c: int) -> tuple[int, int]:
    case, registers = cases_of(world)[c], registers_of(world)
    return callback_words(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact
    )


@compiled
def accepts(world: int, c: int, q: int) -> bool:
    """Whether a caller takes the offer."""
    word, _ = _words(world, c)
    takes: bool = word < queues_of(world)[q].callback_accepts
    return takes


@compiled
def dials_in_vain(world: int, c: int, a: int) -> bool:
    """The agent dials; whether the customer does not answer, and the agent lets it ring."""
    case, agent, registers = cases_of(world)[c], agents_of(world)[a], registers_of(world)
    queue = queues_of(world)[case.queue]
    case.arrived = registers[NOW]  # on the line from now on
    _, word = _words(world, c)
    if word >= queue.callback_unanswered:
        return False
    agent.state = _TALKING
    agent.case = c
    case.stamp += 1
    case.talk, case.wrap_up = queue.callback_rings, 0
    case.outcome, case.next_queue = _UNANSWERED, -1
    push(world, registers[NOW] + case.talk, _TALK_ENDS | agent.who, 0, a)
    return True
