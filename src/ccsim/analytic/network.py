"""Queues that pass calls on to each other, in circles too (Jackson 1957)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.theory import QueueTheory, TheoryError, check_not_negative, check_share

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Desk:
    """One queue of a network with agents of its own, and to whom its calls move on."""

    fresh_rate: float
    """First calls a second, from outside."""
    handle_s: float
    servers: int
    onward: tuple[float, ...] = ()
    """Share of its served calls that move on to each desk, in their order; none where empty."""


@dataclass(frozen=True, slots=True)
class NetworkTheory:
    """What callers meet at each desk, at each of their visits there."""

    desks: tuple[QueueTheory, ...]
    arrival_rates: tuple[float, ...]
    """Calls a second at each desk, first calls and those passed on."""


def network(desks: tuple[Desk, ...], threshold_s: float = 20.0) -> NetworkTheory:
    """Return a network of patient callers; each desk is an Erlang C at the rate that reaches it.

    Where calls go round, arrivals at a desk are no Poisson stream; what they find is as if they
    were (Sevcik and Mitrani, J. ACM 28, 1981), and so are their waits.

    >>> theory = network((Desk(0.1, 60.0, 12, (0.0, 0.3)), Desk(0.0, 120.0, 8, (0.2, 0.0))))
    >>> [round(rate, 6) for rate in theory.arrival_rates]
    [0.106383, 0.031915]
    """
    rates = _rates(desks)
    theories = [
        erlang_c(rate, desk.handle_s, desk.servers, threshold_s)
        for desk, rate in zip(desks, rates, strict=True)
    ]
    return NetworkTheory(tuple(theories), rates)


def _rates(desks: tuple[Desk, ...]) -> tuple[float, ...]:
    """Return how many calls a second reach each desk: what comes in balances what goes out."""
    if not desks:
        raise TheoryError("desks is empty; there must be at least one")
    moves = np.zeros((len(desks), len(desks)))
    for number, desk in enumerate(desks):
        check_not_negative("fresh_rate", desk.fresh_rate)
        if len(desk.onward) not in (0, len(desks)):
            raise TheoryError(f"onward has {len(desk.onward)} shares for {len(desks)} desks")
        check_share("the sum of onward", round(sum(desk.onward), 12))
        for target, share in enumerate(desk.onward):
            check_share("a share of onward", share)
            moves[number, target] = share
    fresh = np.array([desk.fresh_rate for desk in desks])
    balance: Floats = np.eye(len(desks)) - moves.T
    if abs(np.linalg.det(balance)) < 1e-12:
        raise TheoryError("calls go round for ever: somewhere a share of them must come to an end")
    return tuple(np.linalg.solve(balance, fresh).tolist())
