"""Urgent and other callers at one team, both of whom may hang up (M/M/c+M with two classes)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ccsim.analytic.chain import steady_state
from ccsim.analytic.theory import QueueTheory, TheoryError, check_queue

State = tuple[int, int, int]
"""Agents talking, urgent callers waiting, other callers waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFacts:
    """Two classes of caller, the urgent first; talks are not cut off, and take as long for both."""

    arrival_rates: tuple[float, float]
    handle_s: float
    servers: int
    patience_s: tuple[float, float]

    def __post_init__(self) -> None:
        for rate, patience_s in zip(self.arrival_rates, self.patience_s, strict=True):
            check_queue(rate, self.handle_s, self.servers, patience_s=patience_s)
            if rate == 0 or self.servers == 0:
                raise TheoryError("two classes need callers of each, and somebody who answers")


def impatient_classes(
    facts: ClassFacts, most_states: int = 150_000
) -> tuple[QueueTheory, QueueTheory]:
    """Return what callers of each class meet, by the exact steady state.

    One that needs more than `most_states` raises `TheoryError`.

    >>> facts = ClassFacts(arrival_rates=(1 / 60, 1.2 / 60), handle_s=75.0, servers=3,
    ...                    patience_s=(60.0, 120.0))
    >>> [round(one.mean_wait_s, 4) for one in impatient_classes(facts)]
    [11.1028, 21.9245]
    """
    urgent, others = (
        _as_good_as_endless(rate * patience_s)
        for rate, patience_s in zip(facts.arrival_rates, facts.patience_s, strict=True)
    )
    chances = steady_state(
        (0, 0, 0), lambda state: _moves(state, facts, (urgent, others)), most_states
    )
    delayed = sum(chance for state, chance in chances.items() if state[0] == facts.servers)
    waiting = [
        sum(chance * state[1 + kind] for state, chance in chances.items()) for kind in (0, 1)
    ]
    return _theory_of(facts, 0, waiting[0], delayed), _theory_of(facts, 1, waiting[1], delayed)


def _as_good_as_endless(deserted: float) -> int:
    """Return a line that hardly ever fills: as if nobody of the class were ever answered."""
    return math.ceil(deserted + 8 * math.sqrt(deserted) + 8)


def _moves(
    state: State, facts: ClassFacts, longest: tuple[int, int]
) -> Iterable[tuple[float, State]]:
    """Tell the moves out of a state."""
    busy, urgent, others = state
    if busy < facts.servers:
        yield sum(facts.arrival_rates), (busy + 1, 0, 0)
    else:
        if urgent < longest[0]:
            yield facts.arrival_rates[0], (busy, urgent + 1, others)
        if others < longest[1]:
            yield facts.arrival_rates[1], (busy, urgent, others + 1)
    if busy:
        yield busy / facts.handle_s, _after_a_talk(state)
    if urgent:
        yield urgent / facts.patience_s[0], (busy, urgent - 1, others)
    if others:
        yield others / facts.patience_s[1], (busy, urgent, others - 1)


def _after_a_talk(state: State) -> State:
    """Return the state after an agent is freed: the urgent first, then the others."""
    busy, urgent, others = state
    if urgent:
        return busy, urgent - 1, others
    return (busy, 0, others - 1) if others else (busy - 1, 0, 0)


def _theory_of(facts: ClassFacts, kind: int, queue: float, delayed: float) -> QueueTheory:
    """Return what callers of one class meet from how many of it wait; agents are shared by both."""
    rate = facts.arrival_rates[kind]
    abandoned = queue / facts.patience_s[kind] / rate
    busy = rate * (1 - abandoned) * facts.handle_s
    return QueueTheory(
        delayed_rate=delayed,
        abandon_rate=abandoned,
        blocked_rate=0.0,
        mean_wait_s=queue / rate,
        occupancy=busy / facts.servers,
        mean_queue=queue,
        mean_busy=busy,
        mean_in_system=queue + busy,
    )
