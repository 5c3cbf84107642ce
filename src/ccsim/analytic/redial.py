"""Callers who give up and dial again later, and served callers who call once more.

Two orbits beside the queue: those who will redial after giving up, and those who will reconnect
after service, each for an exponential time (Ding, Remerova, van der Mei and Zwart,
arXiv:1311.6248). Patience is drawn anew at each attempt.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from ccsim.analytic.chain import steady_state
from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.theory import (
    QueueTheory,
    TheoryError,
    check_positive,
    check_queue,
    check_share,
    check_stable,
)

_EDGE = 1e-10  # the chance that may lie at the edge of the states kept

State = tuple[int, int, int]
"""Callers present, in the redial orbit, in the reconnect orbit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedialFacts:
    """A queue with redials and reconnects; a share of 0 switches either off."""

    fresh_rate: float
    handle_s: float
    servers: int
    patience_s: float | None
    redial_share: float = 0.0
    redial_delay_s: float | None = None
    reconnect_share: float = 0.0
    reconnect_delay_s: float | None = None

    def __post_init__(self) -> None:
        check_queue(self.fresh_rate, self.handle_s, self.servers, patience_s=self.patience_s)
        check_positive("fresh_rate", self.fresh_rate)
        check_positive("servers", self.servers)
        check_share("redial_share", self.redial_share)
        check_share("reconnect_share", self.reconnect_share)
        if self.redial_share > 0 and self.patience_s is not None:
            check_positive("redial_delay_s", self.redial_delay_s or 0.0)
        if self.reconnect_share > 0:
            check_positive("reconnect_delay_s", self.reconnect_delay_s or 0.0)
        if self.reconnect_share == 1:
            raise TheoryError("reconnect_share is 1: every caller calls for ever")
        if self.patience_s is None or self.redial_share == 1:
            check_stable(self.fresh_rate * self.handle_s / (1 - self.reconnect_share), self.servers)

    @property
    def redial_rate(self) -> float:
        """How fast one caller leaves the redial orbit."""
        return 1 / self.redial_delay_s if self.redial_delay_s else 0.0

    @property
    def reconnect_rate(self) -> float:
        """How fast one caller leaves the reconnect orbit."""
        return 1 / self.reconnect_delay_s if self.reconnect_delay_s else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RedialTheory:
    """What becomes of fresh callers when some dial again; rates per second."""

    queue: QueueTheory
    """Per attempt, fresh or not."""
    attempt_rate: float
    redial_rate: float
    reconnect_rate: float
    lost_rate: float
    served_rate: float
    mean_redial_orbit: float
    mean_reconnect_orbit: float
    finally_lost_share: float
    """Callers lost for good, per fresh caller."""


def redial_queue(facts: RedialFacts, most_states: int = 150_000) -> RedialTheory:
    """Return the exact steady state, on so many states that the edges hold no chance to speak of.

    A queue that needs more than `most_states` raises `TheoryError`.

    >>> facts = RedialFacts(fresh_rate=0.05, handle_s=60.0, servers=4, patience_s=120.0,
    ...                     redial_share=0.5, redial_delay_s=300.0)
    >>> round(redial_queue(facts).finally_lost_share, 4)
    0.0491
    """
    caps = _first_caps(facts)
    while True:
        chances = steady_state((0, 0, 0), partial(_moves, facts=facts, caps=caps), most=most_states)
        edges = [
            sum(chance for state, chance in chances.items() if state[axis] == cap)
            for axis, cap in enumerate(caps)
        ]
        grown = tuple(
            cap + cap // 3 + 2 if cap > 0 and edge > _EDGE else cap
            for cap, edge in zip(caps, edges, strict=True)
        )
        if grown == caps:
            return _theory_of(chances, facts)
        caps = (grown[0], grown[1], grown[2])


def _moves(state: State, facts: RedialFacts, caps: State) -> Iterable[tuple[float, State]]:
    """Tell the moves out of a state; a move beyond the caps is not made."""
    present, redial, reconnect = state
    talking = min(present, facts.servers)
    done = talking / facts.handle_s
    waiting = present - talking
    give_up = waiting / facts.patience_s if facts.patience_s is not None else 0.0
    again = facts.redial_share if redial < caps[1] else 0.0
    call_back = facts.reconnect_share if reconnect < caps[2] else 0.0
    if present < caps[0]:
        yield facts.fresh_rate, (present + 1, redial, reconnect)
        if redial > 0:
            yield redial * facts.redial_rate, (present + 1, redial - 1, reconnect)
        if reconnect > 0:
            yield reconnect * facts.reconnect_rate, (present + 1, redial, reconnect - 1)
    gone = done * (1 - call_back) + give_up * (1 - again)
    if gone > 0:
        yield gone, (present - 1, redial, reconnect)
    if give_up * again > 0:
        yield give_up * again, (present - 1, redial + 1, reconnect)
    if done * call_back > 0:
        yield done * call_back, (present - 1, redial, reconnect + 1)


def _first_caps(facts: RedialFacts) -> State:
    """Return how far to count at first: as if attempts came evenly, with room for the spread."""
    attempts = facts.fresh_rate / (1 - facts.reconnect_share)
    if facts.patience_s is None:
        spare = facts.servers - attempts * facts.handle_s
        room = math.ceil(25 * facts.servers / spare)
        return facts.servers + room, 0, _cap_of(facts.reconnect_share * attempts, facts, 2)
    abandon_rate = 0.0
    for _ in range(200):
        theory = erlang_a(attempts, facts.handle_s, facts.servers, facts.patience_s)
        abandon_rate = theory.abandon_rate or 0.0
        answered = 1 - abandon_rate
        again = facts.redial_share * abandon_rate + facts.reconnect_share * answered
        before, attempts = attempts, facts.fresh_rate + attempts * again
        if math.isclose(before, attempts, rel_tol=1e-4):  # it only says how far to count
            break
    present = theory.mean_in_system or 0.0
    spread = math.sqrt(attempts * max(facts.patience_s, facts.handle_s))
    return (
        max(facts.servers + 10, math.ceil(present + 7 * spread + 5)),
        _cap_of(facts.redial_share * abandon_rate * attempts, facts, 1),
        _cap_of(facts.reconnect_share * (1 - abandon_rate) * attempts, facts, 2),
    )


def _cap_of(inflow: float, facts: RedialFacts, axis: int) -> int:
    """Return how far to count an orbit with a given inflow."""
    delay = facts.redial_delay_s if axis == 1 else facts.reconnect_delay_s
    mean = inflow * (delay or 0.0)
    return math.ceil(mean + 8 * math.sqrt(mean) + 8) if mean > 0 else 0


def _theory_of(chances: dict[State, float], facts: RedialFacts) -> RedialTheory:
    """Return the rates and means from the chances of the states."""
    redial = sum(chance * state[1] for state, chance in chances.items())
    reconnect = sum(chance * state[2] for state, chance in chances.items())
    queue = sum(chance * max(state[0] - facts.servers, 0) for state, chance in chances.items())
    busy = sum(chance * min(state[0], facts.servers) for state, chance in chances.items())
    # Redials do not see time averages: attempts come faster while the orbits are full.
    delayed = sum(
        chance * (facts.fresh_rate + state[1] * facts.redial_rate + state[2] * facts.reconnect_rate)
        for state, chance in chances.items()
        if state[0] >= facts.servers
    )
    redials = redial * facts.redial_rate
    reconnects = reconnect * facts.reconnect_rate
    attempts = facts.fresh_rate + redials + reconnects
    abandoned = queue / facts.patience_s if facts.patience_s is not None else 0.0
    lost = abandoned * (1 - facts.redial_share)
    return RedialTheory(
        queue=QueueTheory(
            delayed_rate=delayed / attempts,
            abandon_rate=abandoned / attempts,
            blocked_rate=0.0,
            mean_wait_s=queue / attempts,
            occupancy=busy / facts.servers,
            mean_queue=queue,
            mean_busy=busy,
            mean_in_system=queue + busy,
        ),
        attempt_rate=attempts,
        redial_rate=redials,
        reconnect_rate=reconnects,
        lost_rate=lost,
        served_rate=busy / facts.handle_s,
        mean_redial_orbit=redial,
        mean_reconnect_orbit=reconnect,
        finally_lost_share=lost / facts.fresh_rate,
    )
