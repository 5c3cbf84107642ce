"""Some callers go before others, without cutting off talks (M/M/c and M/G/1, Cobham 1954).

Given that all agents are busy, the calls ahead take an exponential time, stretched by the busy
periods of more urgent calls that come meanwhile (Kella and Yechiali 1985).
"""

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from ccsim.analytic.erlang_c import delay_probability, erlang_c
from ccsim.analytic.theory import (
    QueueTheory,
    TheoryError,
    check_not_negative,
    check_queue,
    check_stable,
    quiet_queue,
)
from ccsim.analytic.waits import quantile


@dataclass(frozen=True, slots=True)
class PriorityTheory:
    """What callers of each class meet, the most urgent first, and all of them together."""

    classes: tuple[QueueTheory, ...]
    together: QueueTheory
    """Means only: the spread depends on the mix."""


@dataclass(frozen=True, slots=True)
class _ClassWait:
    """The wait of one class, given that it waits at all."""

    clearing_rate: float
    """How fast calls of this class and above are cleared away, all agents on them."""
    urgent_rate: float
    """How often more urgent calls come."""
    service_rate: float

    def mean(self) -> float:
        """Return the mean."""
        return 1 / self.clearing_rate / (1 - self.urgent_rate / self.service_rate)

    def mean_square(self) -> float:
        """Return the mean square of a busy period that starts with the calls ahead."""
        free = 1 - self.urgent_rate / self.service_rate
        start = 2 / self.clearing_rate**2 / free**2
        return start + 2 * self.urgent_rate / (self.clearing_rate * self.service_rate**2 * free**3)

    def longer_than(self, time_s: float) -> float:
        """Return the chance of a longer wait."""
        if time_s == 0:
            return 1.0
        if self.urgent_rate == 0:
            return math.exp(-self.clearing_rate * time_s)
        return min(max(_invert(lambda s: (1 - self._transform(s)) / s, time_s), 0.0), 1.0)

    def _transform(self, s: complex) -> complex:
        """Return the Laplace-Stieltjes transform of the wait."""
        total = self.urgent_rate + self.service_rate + s
        root = cmath.sqrt(total * total - 4 * self.urgent_rate * self.service_rate)
        busy_period = 2 * self.service_rate / (total + root)
        return self.clearing_rate / (self.clearing_rate + s + self.urgent_rate * (1 - busy_period))


def priority_queue(
    arrival_rates: tuple[float, ...], handle_s: float, servers: int, threshold_s: float = 20.0
) -> PriorityTheory:
    """Return M/M/c with classes in the order given, the first the most urgent; all must be stable.

    >>> theory = priority_queue((2 / 60, 2.5 / 60), 60.0, 5)
    >>> [round(one.mean_wait_s, 4) for one in theory.classes]
    [15.2499, 152.4986]
    """
    if not arrival_rates:
        raise TheoryError("arrival_rates is empty; it must name at least one class")
    for rate in arrival_rates:
        check_queue(rate, handle_s, servers, threshold_s)
    total_rate = sum(arrival_rates)
    check_stable(total_rate * handle_s, servers)
    delayed = delay_probability(total_rate * handle_s, servers)
    service_rate = servers / handle_s
    classes = []
    urgent = 0.0
    for rate in arrival_rates:
        wait = _ClassWait(service_rate - urgent - rate, urgent, service_rate)
        classes.append(_theory_of(wait, rate, handle_s, servers, delayed, threshold_s))
        urgent += rate
    # Work is done as in Erlang C whoever goes first: the mean wait stays, its spread does not.
    together = replace(
        erlang_c(total_rate, handle_s, servers, threshold_s),
        wait_sd_s=None,
        service_level=None,
        wait_p90_s=None,
    )
    return PriorityTheory(tuple(classes), together)


@dataclass(frozen=True, slots=True)
class Stream:
    """Calls of one kind, with handle times of any law of their own."""

    arrival_rate: float
    handle_s: float
    handle_sd_s: float
    rank: int
    """Lower is answered first; equals are answered in order of arrival."""


def one_agent_priorities(streams: tuple[Stream, ...]) -> tuple[QueueTheory, ...]:
    """Return M/G/1 with an order among the calls.

    Means only: they need no more of a handle time than its mean and spread.

    >>> urgent, usual = Stream(0.005, 60.0, 60.0, rank=1), Stream(0.005, 60.0, 60.0, rank=2)
    >>> [round(one.mean_wait_s, 4) for one in one_agent_priorities((urgent, usual))]
    [51.4286, 128.5714]
    """
    if not streams:
        raise TheoryError("streams is empty; it must name at least one")
    for one in streams:
        check_queue(one.arrival_rate, one.handle_s, 1)
        check_not_negative("handle_sd_s", one.handle_sd_s)
    load = sum(one.arrival_rate * one.handle_s for one in streams)
    check_stable(load, 1)
    # Who arrives meets half of the mean square of the talk that is going on.
    going_on = sum(one.arrival_rate * (one.handle_s**2 + one.handle_sd_s**2) for one in streams) / 2
    theories = []
    for one in streams:
        before, upto = (
            sum(each.arrival_rate * each.handle_s for each in streams if each.rank < limit)
            for limit in (one.rank, one.rank + 1)
        )
        wait = going_on / (1 - before) / (1 - upto)
        theories.append(_means_of(one.arrival_rate, one.handle_s, wait, load))
    return tuple(theories)


def _means_of(rate: float, handle_s: float, wait_s: float, delayed: float) -> QueueTheory:
    """Return what callers of one class meet at a single agent, as far as means tell it."""
    if rate == 0:
        return quiet_queue(1)
    busy = rate * handle_s
    return QueueTheory(
        delayed_rate=delayed,
        abandon_rate=0.0,
        blocked_rate=0.0,
        mean_wait_s=wait_s,
        asa_s=wait_s,
        occupancy=busy,
        mean_queue=rate * wait_s,
        mean_busy=busy,
        mean_in_system=rate * wait_s + busy,
    )


def _theory_of(
    wait: _ClassWait,
    rate: float,
    handle_s: float,
    servers: int,
    delayed: float,
    threshold_s: float,
) -> QueueTheory:
    """Return what callers of one class meet; its occupancy is the part of the agents' it takes."""
    mean = delayed * wait.mean()
    busy = rate * handle_s
    if rate == 0:
        return quiet_queue(servers, threshold_s)
    return QueueTheory(
        delayed_rate=delayed,
        abandon_rate=0.0,
        blocked_rate=0.0,
        mean_wait_s=mean,
        wait_sd_s=math.sqrt(delayed * wait.mean_square() - mean**2),
        asa_s=mean,
        service_level=1 - delayed * wait.longer_than(threshold_s),
        wait_p90_s=quantile(lambda x: delayed * wait.longer_than(x), 0.9, wait.mean()),
        occupancy=busy / servers,
        mean_queue=rate * mean,
        mean_busy=busy,
        mean_in_system=rate * mean + busy,
        threshold_s=threshold_s,
    )


def _invert(
    transform: Callable[[complex], complex], time_s: float, terms: int = 40, averaged: int = 12
) -> float:
    """Return a function of time from its Laplace transform (Abate and Whitt 1995, Euler).

    A Fourier series on a shifted line, its tail summed by binomial averages: about eight digits.
    """
    shift = 18.4
    total = transform(complex(shift / (2 * time_s))).real / 2
    value = 0.0
    for term in range(1, terms + averaged + 1):
        point = complex(shift, 2 * math.pi * term) / (2 * time_s)
        total += (-1) ** term * transform(point).real
        if term >= terms:
            value += math.comb(averaged, term - terms) / 2**averaged * total
    return math.exp(shift / 2) / time_s * value
