"""How many agents theory asks for, on the phones and on the payroll."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.special import ndtr

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.theory import (
    QueueTheory,
    TheoryError,
    UnstableQueueError,
    check_not_negative,
    check_queue,
)

_MOST_SERVERS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the service must reach; None means no such wish."""

    service_level: float | None = None
    threshold_s: float = 20.0
    max_occupancy: float | None = None
    max_asa_s: float | None = None
    max_abandon_rate: float | None = None

    def __post_init__(self) -> None:
        for name in ("service_level", "max_abandon_rate"):
            value = getattr(self, name)
            if value is not None and not 0 <= value < 1:
                raise TheoryError(f"{name} is {value!r}; it must lie between 0 and 1, 1 excluded")
        if self.max_occupancy is not None and not 0 < self.max_occupancy <= 1:
            raise TheoryError(
                f"max_occupancy is {self.max_occupancy!r}; it must be above 0 and at most 1"
            )
        check_not_negative("threshold_s", self.threshold_s)
        if self.max_asa_s is not None and not self.max_asa_s > 0:
            raise TheoryError(f"max_asa_s is {self.max_asa_s!r}; it must be above 0")

    def is_met(self, theory: QueueTheory) -> bool:
        """Say whether a queue reaches every wish; what is undefined is not reached."""
        floors = [(theory.service_level, self.service_level)]
        ceilings = [
            (theory.occupancy, self.max_occupancy),
            (theory.asa_s, self.max_asa_s),
            (theory.abandon_rate, self.max_abandon_rate),
        ]
        high = all(w is None or (v is not None and v >= w) for v, w in floors)
        return high and all(w is None or (v is not None and v <= w) for v, w in ceilings)


def least_servers(is_enough: Callable[[int], bool]) -> int:
    """Return the least number of agents that is enough, when more are never worse.

    >>> least_servers(lambda servers: servers >= 23)
    23
    """
    if is_enough(0):
        return 0
    short, enough = 0, 1
    while not is_enough(enough):
        short, enough = enough, 2 * enough
        if enough > _MOST_SERVERS:
            raise TheoryError("no number of agents is enough; look at the target")
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if is_enough(middle) else (middle, enough)
    return enough


def required_servers(
    arrival_rate: float, handle_s: float, target: Target, patience_s: float | None = None
) -> int:
    """Return the least agents on the phones that reach the target; Erlang A with patience, else C.

    Nobody calling needs nobody. Without patience, agents are at least enough for a steady state.

    >>> required_servers(100 / 1800, 180.0, Target(service_level=0.8, max_occupancy=0.85))
    14
    """
    check_queue(arrival_rate, handle_s, 0, target.threshold_s, patience_s)
    if arrival_rate == 0:
        return 0

    def is_enough(servers: int) -> bool:
        try:
            if patience_s is None:
                theory = erlang_c(arrival_rate, handle_s, servers, target.threshold_s)
            else:
                theory = erlang_a(
                    arrival_rate, handle_s, servers, patience_s,
                    threshold_s=target.threshold_s, with_p90=False,
                )  # fmt: skip
        except UnstableQueueError:
            return False
        return target.is_met(theory)

    return least_servers(is_enough)


def scheduled_servers(required: int, shrinkage: float) -> int:
    """Return the agents to schedule so that the required ones are there: need / (1 - shrinkage).

    >>> scheduled_servers(14, 0.30)
    20
    """
    if not 0 <= shrinkage < 1:
        raise TheoryError(f"shrinkage is {shrinkage!r}; it must lie between 0 and 1, 1 excluded")
    # 7 / (1 - 0.3) is 10.000000000000002 in floating point, which must not become 11 agents.
    return math.ceil(required / (1 - shrinkage) - 1e-9)


def square_root_servers(load_erl: float, delayed_rate: float) -> int:
    """Return the square-root rule: the load, and a margin of so many times its root.

    An approximation of Erlang C for large centres (Halfin and Whitt 1981); the factor solves
    1 / (1 + b N(b) / n(b)) = share delayed, with the normal distribution N and density n.

    >>> square_root_servers(100.0, 0.2)
    111
    """
    check_not_negative("load_erl", load_erl)
    if not 0 < delayed_rate < 1:
        raise TheoryError(f"delayed_rate is {delayed_rate!r}; it must lie between 0 and 1")
    if load_erl == 0:
        return 0
    low, high = 0.0, 38.0
    for _ in range(100):
        margin = (low + high) / 2
        density = math.exp(-(margin**2) / 2) / math.sqrt(2 * math.pi)
        delayed = density / (density + margin * float(ndtr(margin)))
        low, high = (margin, high) if delayed > delayed_rate else (low, margin)
    return math.ceil(load_erl + high * math.sqrt(load_erl))
