"""Handle times that are not exponential: one agent, constant times, and an approximation."""

import math
from dataclasses import replace

import numpy as np
from scipy.special import gammainc, gammaln, lambertw

from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.theory import (
    QueueTheory,
    TheoryError,
    check_not_negative,
    check_queue,
    check_stable,
    quiet_queue,
)
from ccsim.analytic.waits import Floats, quantile


def one_agent(arrival_rate: float, handle_s: float, handle_sd_s: float) -> QueueTheory:
    """Return M/G/1, whose mean wait needs only mean and spread (Pollaczek and Khinchine).

    >>> round(one_agent(0.01, 60.0, 0.0).mean_wait_s, 6)
    45.0
    """
    check_queue(arrival_rate, handle_s, 1)
    check_not_negative("handle_sd_s", handle_sd_s)
    if arrival_rate == 0:
        return quiet_queue(1)
    load = arrival_rate * handle_s
    check_stable(load, 1)
    wait = arrival_rate * (handle_s**2 + handle_sd_s**2) / (2 * (1 - load))
    return QueueTheory(
        delayed_rate=load,
        abandon_rate=0.0,
        blocked_rate=0.0,
        mean_wait_s=wait,
        asa_s=wait,
        occupancy=load,
        mean_queue=arrival_rate * wait,
        mean_busy=load,
        mean_in_system=load + arrival_rate * wait,
    )


def allen_cunneen(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    handle_cv2: float,
    arrival_cv2: float = 1.0,
) -> QueueTheory:
    """Return an approximation of G/G/c: Erlang C's wait, times the mean of two squared variations.

    Exact for M/M/c and for M/G/1 only, which `exact` says.

    >>> round(allen_cunneen(0.01, 60.0, 1, 0.0).mean_wait_s, 6)
    45.0
    """
    check_not_negative("handle_cv2", handle_cv2)
    check_not_negative("arrival_cv2", arrival_cv2)
    theory = erlang_c(arrival_rate, handle_s, servers)
    if theory.mean_wait_s is None:
        return replace(theory, threshold_s=None)
    wait = theory.mean_wait_s * (arrival_cv2 + handle_cv2) / 2
    queue = arrival_rate * wait
    markov = handle_cv2 == 1 or servers == 1
    return QueueTheory(
        abandon_rate=0.0,
        blocked_rate=0.0,
        mean_wait_s=wait,
        asa_s=wait,
        occupancy=theory.occupancy,
        mean_queue=queue,
        mean_busy=theory.mean_busy,
        mean_in_system=arrival_rate * handle_s + queue,
        exact=markov and arrival_cv2 == 1,
    )


def _queue_moments(load: float, servers: int, at_most: Floats) -> tuple[float, float]:
    """Return mean and variance of an M/D/c queue, by Spitzer's identity for a random walk.

    Seen once per handle time, the queue grows by a Poisson number and shrinks by `servers`. Near
    overload the sum gets long, and the chances are exact enough by themselves.
    """
    slack = servers - load
    count = math.ceil(75 * servers / slack**2) + 20
    if count > 50_000:
        waiting = np.arange(len(at_most), dtype=np.float64)
        chances = np.diff(at_most, prepend=0.0)
        mean_waiting = float(chances @ waiting)
        return mean_waiting, float(chances @ waiting**2) - mean_waiting**2
    periods = np.arange(1, count + 1, dtype=np.float64)
    came, gone = periods * load, periods * servers
    # P(Poisson(m) >= k) is the regularised incomplete gamma function P(k, m).
    at_least, more = gammainc(gone, came), gammainc(gone + 1, came)
    one_less = gammainc(np.maximum(gone - 1, 1e-300), came)
    mean = came * at_least - gone * more
    square = came**2 * one_less + came * at_least - 2 * gone * came * at_least + gone**2 * more
    return float((mean / periods).sum()), float((square / periods).sum())


def _at_most(load: float, servers: int) -> Floats:
    """Return the chances that at most 0, 1 ... wait in M/D/c, from the generating function.

    Its zeros inside the unit circle, and the pole outside that sets how fast the tail falls, are
    values of Lambert's function; its coefficients come by Fourier from values on the circle.
    """
    use = load / servers
    turns = np.exp(2j * np.pi * np.arange(1, servers) / servers)
    zeros = np.asarray(-lambertw(-use * math.exp(-use) * turns) / use)
    pole = float(np.real(-lambertw(-use * math.exp(-use), -1) / use))
    count = 1 << math.ceil(math.log2(40 / math.log(pole) + servers + 16))
    if count > 1 << 20:
        raise TheoryError(f"{load:g} erlang for {servers} agents is too near overload for M/D/c")
    circle = np.exp(2j * np.pi * np.arange(1, count) / count)
    product = np.zeros(count - 1, dtype=np.complex128)
    for zero in zeros:
        product += np.log((circle - zero) / (1 - zero))
    rest = (servers - load) * (circle - 1) / (circle**servers - np.exp(load * (circle - 1)))
    values = np.concatenate(([1.0], rest * np.exp(product)))
    chances = np.maximum(np.fft.fft(values).real / count, 0.0)
    return np.asarray(np.minimum(np.cumsum(chances), 1.0), dtype=np.float64)


def _within(periods: float, load: float, at_most: Floats, servers: int) -> float:
    """Return the chance of a wait of at most so many handle times (Franx 2001)."""
    whole = math.floor(periods) + 1
    newcomers = np.arange(whole * servers, dtype=np.float64)
    mean = load * (whole - periods)
    chances = np.exp(newcomers * math.log(mean) - mean - gammaln(newcomers + 1))
    before = np.minimum(whole * servers - 1 - np.arange(whole * servers), len(at_most) - 1)
    return min(float(chances @ at_most[before]), 1.0)


def constant_handle_time(
    arrival_rate: float, handle_s: float, servers: int, threshold_s: float = 20.0
) -> QueueTheory:
    """Return M/D/c, answered in order of arrival (Crommelin 1932).

    >>> round(constant_handle_time(18 / 60, 60.0, 20).mean_wait_s, 5)
    8.65716
    """
    check_queue(arrival_rate, handle_s, servers, threshold_s)
    if arrival_rate == 0:
        return quiet_queue(servers, threshold_s)
    load = arrival_rate * handle_s
    check_stable(load, servers)
    at_most = _at_most(load, servers)
    queue, variance = _queue_moments(load, servers, at_most)
    wait = queue / arrival_rate
    # Those who come during a wait make the queue behind it: E[Q(Q-1)] = rate^2 E[W^2].
    square = (variance + queue**2 - queue) / arrival_rate**2

    def longer_than(periods: float) -> float:
        return 1 - _within(periods, load, at_most, servers)

    return QueueTheory(
        delayed_rate=longer_than(0.0),
        abandon_rate=0.0,
        blocked_rate=0.0,
        mean_wait_s=wait,
        wait_sd_s=math.sqrt(max(square - wait**2, 0.0)),
        asa_s=wait,
        service_level=1 - longer_than(threshold_s / handle_s),
        occupancy=load / servers,
        mean_queue=queue,
        mean_busy=load,
        mean_in_system=load + queue,
        wait_p90_s=handle_s * quantile(longer_than, 0.9, 0.5),
        threshold_s=threshold_s,
    )
