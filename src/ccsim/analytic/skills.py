"""Two types of call and two groups, one of which can take both (the N-model)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ccsim.analytic.chain import steady_state
from ccsim.analytic.finite import enough_lines
from ccsim.analytic.theory import QueueTheory, TheoryError, check_queue

State = tuple[int, int, int, int]
"""Specialists talking, generalists talking, calls of type 1 waiting, calls of type 2 waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFacts:
    """Two types of call; specialists take type 1 only, generalists take both.

    Type 1 tries a specialist, then a generalist; type 2 only a generalist. A freed generalist takes
    type 2 first. First come, first served within a type.
    """

    arrival_rates: tuple[float, float]
    handle_s: float
    patience_s: tuple[float, float]
    servers: tuple[int, int]
    """Specialists, generalists."""

    def __post_init__(self) -> None:
        for rate, patience_s, servers in zip(
            self.arrival_rates, self.patience_s, self.servers, strict=True
        ):
            check_queue(rate, self.handle_s, servers, patience_s=patience_s)
            if rate == 0 or servers == 0:
                raise TheoryError("the N-model needs both types of call and both groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillTheory:
    """What callers of each type meet, and how busy each group is."""

    by_type: tuple[QueueTheory, QueueTheory]
    occupancy_by_group: tuple[float, float]


def n_model(facts: SkillFacts, most_states: int = 150_000) -> SkillTheory:
    """Return the exact steady state of the N-model.

    One that needs more than `most_states` raises `TheoryError`.

    >>> facts = SkillFacts(arrival_rates=(5 / 60, 4 / 60), handle_s=60.0, servers=(4, 5),
    ...                    patience_s=(120.0, 200.0))
    >>> round(n_model(facts).occupancy_by_group[1], 6)
    0.909724
    """
    longest = _longest_lines(facts)
    chances = steady_state((0, 0, 0, 0), lambda state: _moves(state, facts, longest), most_states)
    specialists, generalists = facts.servers
    delayed = [0.0, 0.0]
    for state, chance in chances.items():
        if state[1] == generalists:
            delayed[1] += chance
            delayed[0] += chance if state[0] == specialists else 0.0
    means = [sum(chance * state[axis] for state, chance in chances.items()) for axis in range(4)]
    theories = []
    for kind in (0, 1):
        queue, rate = means[2 + kind], facts.arrival_rates[kind]
        theories.append(
            QueueTheory(
                delayed_rate=delayed[kind],
                abandon_rate=queue / facts.patience_s[kind] / rate,
                blocked_rate=0.0,
                mean_wait_s=queue / rate,
                mean_queue=queue,
            )
        )
    return SkillTheory(
        by_type=(theories[0], theories[1]),
        occupancy_by_group=(means[0] / specialists, means[1] / generalists),
    )


def _longest_lines(facts: SkillFacts) -> tuple[int, int]:
    """Return how many of each type may wait before the chance of more is nothing to speak of.

    Type 1 never waits longer than with its specialists alone; type 2 shares its generalists, and at
    worst has none of them.
    """
    alone = enough_lines(
        facts.arrival_rates[0], facts.handle_s, facts.servers[0], facts.patience_s[0]
    )
    deserted = facts.arrival_rates[1] * facts.patience_s[1]
    return alone - facts.servers[0], math.ceil(deserted + 8 * math.sqrt(deserted) + 8)


def _moves(
    state: State, facts: SkillFacts, longest: tuple[int, int]
) -> Iterable[tuple[float, State]]:
    """Tell the moves out of a state."""
    special, general, first, second = state
    one, two = facts.arrival_rates
    done = 1 / facts.handle_s
    general_free = general < facts.servers[1]
    if special < facts.servers[0]:
        yield one, (special + 1, general, first, second)
    elif general_free:
        yield one, (special, general + 1, first, second)
    elif first < longest[0]:
        yield one, (special, general, first + 1, second)
    if general_free:
        yield two, (special, general + 1, first, second)
    elif second < longest[1]:
        yield two, (special, general, first, second + 1)
    if special > 0:
        next_up = (special, general, first - 1, second)
        yield special * done, next_up if first else (special - 1, general, 0, second)
    if general > 0:
        yield general * done, _after_generalist(state)
    if first > 0:
        yield first / facts.patience_s[0], (special, general, first - 1, second)
    if second > 0:
        yield second / facts.patience_s[1], (special, general, first, second - 1)


def _after_generalist(state: State) -> State:
    """Return the state after a generalist is freed: type 2 first, then type 1, else idle."""
    special, general, first, second = state
    if second:
        return special, general, first, second - 1
    if first:
        return special, general, first - 1, second
    return special, general - 1, 0, 0
