"""Tiers in a row: a call that a tier cannot settle moves up (Burke 1956, Jackson 1957)."""

from dataclasses import dataclass

from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.theory import QueueTheory, TheoryError, check_share


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: its agents, their mean handle time, and the share of calls that moves up."""

    handle_s: float
    servers: int
    escalated_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TandemTheory:
    """What happens at each tier, and to a call from first ring to last word."""

    tiers: tuple[QueueTheory, ...]
    arrival_rates: tuple[float, ...]
    mean_wait_s: float
    """All waits of a call together."""
    mean_total_time_s: float
    """All waits and talks of a call together."""


def tandem(arrival_rate: float, tiers: tuple[Tier, ...], threshold_s: float = 20.0) -> TandemTheory:
    """Return tiers of patient callers; each is an Erlang C by itself, at its thinned rate.

    >>> theory = tandem(10 / 60, (Tier(60.0, 12, 0.3), Tier(120.0, 8, 0.2), Tier(240.0, 4)))
    >>> round(theory.mean_total_time_s, 3)
    132.891
    """
    if not tiers:
        raise TheoryError("tiers is empty; there must be at least one tier")
    theories = []
    rates = []
    wait = total = 0.0
    share = 1.0
    for tier in tiers:
        check_share("escalated_share", tier.escalated_share)
        theory = erlang_c(arrival_rate * share, tier.handle_s, tier.servers, threshold_s)
        theories.append(theory)
        rates.append(arrival_rate * share)
        here = theory.mean_wait_s or 0.0
        wait += share * here
        total += share * (here + tier.handle_s)
        share *= tier.escalated_share
    return TandemTheory(
        tiers=tuple(theories),
        arrival_rates=tuple(rates),
        mean_wait_s=wait,
        mean_total_time_s=total,
    )
