"""Two groups for one queue: in-house agents first, outsourced ones when the line grows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ccsim.analytic.chain import steady_state
from ccsim.analytic.finite import enough_lines
from ccsim.analytic.theory import QueueTheory, TheoryError, check_queue, check_stable
from ccsim.analytic.waits import waits_in_line

State = tuple[int, int, int]
"""In-house agents talking, outsourced agents talking, callers waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverflowFacts:
    """A queue, its two groups (in-house first), and when the second one helps.

    A new call takes a free in-house agent; else, when at least `queue_threshold` calls wait, a free
    outsourced one; else it waits. A freed in-house agent takes the head of the line, a freed
    outsourced one only when more than `queue_threshold` calls wait.
    """

    arrival_rate: float
    handle_s: tuple[float, float]
    servers: tuple[int, int]
    patience_s: float | None
    queue_threshold: int = 0
    threshold_s: float = 20.0

    def __post_init__(self) -> None:
        for handle_s, servers in zip(self.handle_s, self.servers, strict=True):
            check_queue(self.arrival_rate, handle_s, servers, self.threshold_s, self.patience_s)
        if self.arrival_rate == 0 or sum(self.servers) == 0:
            raise TheoryError("two groups share nothing when nobody calls or nobody answers")
        if self.queue_threshold < 0:
            raise TheoryError(f"queue_threshold is {self.queue_threshold}; it must be 0 or more")
        if self.patience_s is None:
            check_stable(self.arrival_rate / self.service_rate, 1)

    @property
    def service_rate(self) -> float:
        """How many calls a second all agents finish together."""
        return self.servers[0] / self.handle_s[0] + self.servers[1] / self.handle_s[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverflowTheory:
    """What the callers meet, and what each group does; in-house first."""

    queue: QueueTheory
    """Spread and service level only for threshold 0: else the line is no simple one."""
    occupancy_by_group: tuple[float | None, float | None]
    mean_busy_by_group: tuple[float, float]
    share_served_outside: float


def overflow_queue(facts: OverflowFacts, most_states: int = 150_000) -> OverflowTheory:
    """Return the exact steady state of the two groups.

    One that needs more than `most_states` raises `TheoryError`.

    >>> facts = OverflowFacts(arrival_rate=0.2, handle_s=(60.0, 60.0), servers=(8, 4),
    ...                       patience_s=120.0)
    >>> round(overflow_queue(facts).share_served_outside, 6)
    0.310585
    """
    longest = _longest_line(facts)
    chances = steady_state((0, 0, 0), lambda state: _moves(state, facts, longest), most_states)
    inside = sum(chance * state[0] for state, chance in chances.items())
    outside = sum(chance * state[1] for state, chance in chances.items())
    queue = sum(chance * state[2] for state, chance in chances.items())
    served = (inside / facts.handle_s[0], outside / facts.handle_s[1])
    inside_c, outside_c = facts.servers
    return OverflowTheory(
        queue=_theory_of(chances, facts, queue, inside + outside),
        occupancy_by_group=(
            inside / inside_c if inside_c else None,
            outside / outside_c if outside_c else None,
        ),
        mean_busy_by_group=(inside, outside),
        share_served_outside=served[1] / sum(served),
    )


def _longest_line(facts: OverflowFacts) -> int:
    """Return how many may wait before the chance of more is nothing to speak of."""
    total = sum(facts.servers)
    if facts.patience_s is not None:
        pooled = total / facts.service_rate
        lines = enough_lines(facts.arrival_rate, pooled, total, facts.patience_s)
        return facts.queue_threshold + lines - total
    decay = math.log(facts.service_rate / facts.arrival_rate)
    return facts.queue_threshold + math.ceil(40 / decay) + 20


def _moves(state: State, facts: OverflowFacts, longest: int) -> Iterable[tuple[float, State]]:
    """Tell the moves out of a state."""
    inside, outside, waiting = state
    if inside < facts.servers[0]:
        yield facts.arrival_rate, (inside + 1, outside, waiting)
    elif waiting >= facts.queue_threshold and outside < facts.servers[1]:
        yield facts.arrival_rate, (inside, outside + 1, waiting)
    elif waiting < longest:
        yield facts.arrival_rate, (inside, outside, waiting + 1)
    if inside > 0:
        after = (inside, outside, waiting - 1) if waiting else (inside - 1, outside, 0)
        yield inside / facts.handle_s[0], after
    if outside > 0:
        takes = waiting > facts.queue_threshold
        after = (inside, outside, waiting - 1) if takes else (inside, outside - 1, waiting)
        yield outside / facts.handle_s[1], after
    if waiting > 0 and facts.patience_s is not None:
        yield waiting / facts.patience_s, (inside, outside, waiting - 1)


def _must_wait(state: State, facts: OverflowFacts) -> bool:
    """Say whether a call that finds this state joins the line."""
    inside, outside, waiting = state
    taken_outside = waiting < facts.queue_threshold or outside == facts.servers[1]
    return inside == facts.servers[0] and taken_outside


def _theory_of(
    chances: dict[State, float], facts: OverflowFacts, queue: float, busy: float
) -> QueueTheory:
    """Return the metrics of the common queue."""
    wait = queue / facts.arrival_rate
    leave_rate = 0.0 if facts.patience_s is None else 1 / facts.patience_s
    theory = QueueTheory(
        delayed_rate=sum(chance for state, chance in chances.items() if _must_wait(state, facts)),
        abandon_rate=wait * leave_rate,
        blocked_rate=0.0,
        mean_wait_s=wait,
        occupancy=busy / sum(facts.servers),
        mean_queue=queue,
        mean_busy=busy,
        mean_in_system=queue + busy,
        threshold_s=facts.threshold_s,
    )
    if facts.queue_threshold > 0:
        return theory
    seen = np.zeros(1 + max(state[2] for state in chances))
    for state, chance in chances.items():
        if _must_wait(state, facts):
            seen[state[2]] += chance
    return waits_in_line(seen, facts.service_rate, leave_rate, facts.threshold_s).added_to(theory)
