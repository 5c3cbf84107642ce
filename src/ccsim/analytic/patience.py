"""Callers whose patience follows any law (M/M/n+G).

The wait that a caller of endless patience would be offered has, beyond zero, a density proportional
to exp(arrivals * E[min(patience, x)] - service * x); everything follows from integrals against it
(Baccelli and Hebuterne 1981; Zeltyn and Mandelbaum, Queueing Systems 51, 2005).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ccsim.analytic.erlang_b import blocking
from ccsim.analytic.patience_laws import Floats, Patience
from ccsim.analytic.theory import QueueTheory, TheoryError, check_queue, quiet_queue
from ccsim.analytic.waits import Waits, quantile

_NEGLIGIBLE = 50.0  # the density is cut where it has fallen by exp(-50)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)


@dataclass(frozen=True, slots=True)
class _OfferedWait:
    """The law of the offered wait: some chance of zero, and a density up to where it vanishes."""

    arrival_rate: float
    service_rate: float
    patience: Patience
    edges: Floats
    peak: float
    scale: float

    def density(self, wait_s: Floats) -> Floats:
        """Return the density at a wait above zero."""
        exponent = _exponent(self.arrival_rate, self.service_rate, self.patience, wait_s)
        return np.asarray(self.scale * np.exp(exponent - self.peak))

    def longer_than(self, wait_s: float) -> float:
        """Return the chance that an offered wait exceeds a time."""
        later = self.edges[self.edges > wait_s]
        nodes, weights = _panels(np.concatenate(([wait_s], later)))
        return float(self.density(nodes) @ weights) if len(later) else 0.0


def _exponent(arrivals: float, service: float, patience: Patience, wait_s: Floats) -> Floats:
    """Return the logarithm of the density of the offered wait, up to a constant; it is concave."""
    return np.asarray(arrivals * patience.waited(wait_s) - service * wait_s)


def _panels(edges: Floats) -> tuple[Floats, Floats]:
    """Return Gauss-Legendre nodes and weights on the panels between the edges."""
    half = np.diff(edges) / 2
    nodes = (edges[:-1] + half)[:, None] + half[:, None] * _NODES
    return nodes.ravel(), (half[:, None] * _WEIGHTS).ravel()


def _peak_s(arrivals: float, service: float, patience: Patience) -> float:
    """Return the most likely offered wait: where as many callers stay as the agents can serve."""
    stay = service / arrivals
    return quantile(lambda x: float(patience.survival(np.array([x]))[0]), 1 - stay, 1.0)


def _reach(arrivals: float, service: float, patience: Patience, peak_s: float) -> list[float]:
    """Return the waits below and above the peak where the density has become negligible."""

    def drop(wait_s: float) -> float:
        both = _exponent(arrivals, service, patience, np.array([peak_s, wait_s]))
        return float(both[0] - both[1])

    high = peak_s + _NEGLIGIBLE / service
    while drop(high) < _NEGLIGIBLE:
        high = peak_s + 2 * (high - peak_s)
    return [_cut(drop, peak_s, end) if drop(end) > _NEGLIGIBLE else end for end in (0.0, high)]


def _cut(drop: Callable[[float], float], near: float, far: float) -> float:
    """Return the wait, between one near the peak and one far from it, at which to cut."""
    for _ in range(60):
        middle = (near + far) / 2
        near, far = (middle, far) if drop(middle) < _NEGLIGIBLE else (near, middle)
    return far


def _offered_wait(
    arrivals: float, handle_s: float, servers: int, patience: Patience, threshold_s: float
) -> _OfferedWait:
    """Return the law of the offered wait, with panels fine near zero and cut at every kink."""
    service = servers / handle_s
    peak_s = _peak_s(arrivals, service, patience) if arrivals > service else 0.0
    low, high = _reach(arrivals, service, patience, peak_s)
    marks = [threshold_s, peak_s, *patience.kinks()]
    edges = np.unique(
        np.concatenate(
            (
                np.linspace(low, high, 201),
                [edge for edge in np.geomspace(high * 1e-14, high, 141) if low < edge < high],
                [mark for mark in marks if low < mark < high],
            )
        )
    )
    peak = float(_exponent(arrivals, service, patience, np.array([peak_s]))[0])
    wait = _OfferedWait(arrivals, service, patience, edges, peak, 1.0)
    nodes, weights = _panels(edges)
    area = arrivals * float(wait.density(nodes) @ weights)
    # Against the states without a queue, whose weight is one over the blocking of one server less.
    all_busy = blocking(arrivals * handle_s, servers - 1)
    scale = arrivals * all_busy / (math.exp(-peak) + area * all_busy)
    return _OfferedWait(arrivals, service, patience, edges, peak, scale)


def impatient_queue(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    patience: Patience,
    threshold_s: float = 20.0,
) -> QueueTheory:
    """Return M/M/n+G, answered in order of arrival, on endless lines.

    >>> from ccsim.analytic.patience_laws import exponential_patience
    >>> theory = impatient_queue(100 / 1800, 180.0, 11, exponential_patience(120.0))
    >>> round(theory.delayed_rate, 7)
    0.3828165
    """
    check_queue(arrival_rate, handle_s, servers, threshold_s)
    if arrival_rate == 0:
        return quiet_queue(servers, threshold_s)
    if servers == 0:
        raise TheoryError("servers is 0: nobody is ever answered")
    offered = _offered_wait(arrival_rate, handle_s, servers, patience, threshold_s)
    waits = _waits(offered, threshold_s)
    queue = arrival_rate * waits.mean_wait_s
    busy = arrival_rate * handle_s * (1 - waits.abandon_rate)
    return waits.added_to(
        QueueTheory(
            blocked_rate=0.0,
            occupancy=busy / servers,
            mean_queue=queue,
            mean_busy=busy,
            mean_in_system=queue + busy,
            threshold_s=threshold_s,
        )
    )


def _waits(offered: _OfferedWait, threshold_s: float) -> Waits:
    """Return the waits of callers who take the offered wait or leave it."""
    patience = offered.patience
    nodes, weights = _panels(offered.edges)
    mass = offered.density(nodes) * weights
    stay = patience.survival(nodes)
    delayed = float(mass.sum())
    wait = float(mass @ patience.waited(nodes))
    square = float(mass @ patience.waited_square(nodes))
    answered_wait = float(mass @ (nodes * stay))
    abandoned = float(mass @ (1 - stay))
    answered = 1 - abandoned

    def longer_than(time_s: float) -> float:
        return float(patience.survival(np.array([time_s]))[0]) * offered.longer_than(time_s)

    return Waits(
        delayed_rate=delayed,
        abandon_rate=abandoned,
        mean_wait_s=wait,
        wait_sd_s=math.sqrt(max(square - wait**2, 0.0)),
        asa_s=answered_wait / answered if answered > 0 else None,
        abandon_time_s=(wait - answered_wait) / abandoned if abandoned > 0 else None,
        service_level=1 - delayed + float((mass * stay)[nodes < threshold_s].sum()),
        wait_p90_s=quantile(longer_than, 0.9, 1 / offered.service_rate),
    )
