"""Erlang C: callers wait as long as it takes."""

import math

from ccsim.analytic.erlang_b import blocking
from ccsim.analytic.theory import QueueTheory, check_queue, check_stable, quiet_queue


def delay_probability(load_erl: float, servers: int) -> float:
    """Return the share of calls that wait when nobody gives up; 1 in overload.

    >>> round(delay_probability(10.0, 14), 5)
    0.17413
    """
    if load_erl >= servers:
        return 1.0
    lost = blocking(load_erl, servers)
    return servers * lost / (servers - load_erl * (1 - lost))


def erlang_c(
    arrival_rate: float, handle_s: float, servers: int, threshold_s: float = 20.0
) -> QueueTheory:
    """Return M/M/c, answered in order of arrival; overload raises `UnstableQueueError`.

    >>> round(erlang_c(100 / 1800, 180.0, 14).service_level, 5)
    0.88835
    """
    check_queue(arrival_rate, handle_s, servers, threshold_s)
    if arrival_rate == 0:
        return quiet_queue(servers, threshold_s)
    load = arrival_rate * handle_s
    check_stable(load, servers)
    delayed = delay_probability(load, servers)
    spare_rate = (servers - load) / handle_s
    wait = delayed / spare_rate
    queue = arrival_rate * wait
    return QueueTheory(
        delayed_rate=delayed,
        abandon_rate=0.0,
        blocked_rate=0.0,
        mean_wait_s=wait,
        wait_sd_s=math.sqrt(delayed * (2 - delayed)) / spare_rate,
        asa_s=wait,
        service_level=1 - delayed * math.exp(-spare_rate * threshold_s),
        occupancy=load / servers,
        mean_queue=queue,
        mean_busy=load,
        mean_in_system=load + queue,
        wait_p90_s=math.log(delayed / 0.1) / spare_rate if delayed > 0.1 else 0.0,
        threshold_s=threshold_s,
    )
