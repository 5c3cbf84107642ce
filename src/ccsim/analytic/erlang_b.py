"""Erlang B: callers who find every line taken are turned away, and nobody waits."""

from ccsim.analytic.theory import QueueTheory, check_not_negative, check_queue, quiet_queue


def blocking(load_erl: float, servers: int) -> float:
    """Return the share of calls that find all servers taken when there is no queue.

    The recursion over the servers neither overflows nor cancels, for any size of centre.

    >>> round(blocking(10.0, 17), 6)
    0.012949
    """
    check_not_negative("load_erl", load_erl)
    check_not_negative("servers", servers)
    share = 1.0
    for server in range(1, servers + 1):
        share = load_erl * share / (server + load_erl * share)
    return share


def erlang_b(arrival_rate: float, handle_s: float, servers: int) -> QueueTheory:
    """Return Erlang's loss system M/G/c/c; only the mean of the handle time matters to it.

    >>> round(erlang_b(10 / 180, 180.0, 17).occupancy, 4)
    0.5806
    """
    check_queue(arrival_rate, handle_s, servers)
    if arrival_rate == 0:
        return quiet_queue(servers)
    load = arrival_rate * handle_s
    blocked = blocking(load, servers)
    busy = load * (1 - blocked)
    anyone = servers > 0
    return QueueTheory(
        delayed_rate=0.0 if anyone else None,
        abandon_rate=0.0 if anyone else None,
        blocked_rate=blocked,
        mean_wait_s=0.0 if anyone else None,
        wait_sd_s=0.0 if anyone else None,
        asa_s=0.0 if anyone else None,
        service_level=1.0 if anyone else None,
        occupancy=busy / servers if anyone else None,
        mean_queue=0.0,
        mean_busy=busy,
        mean_in_system=busy,
        wait_p90_s=0.0 if anyone else None,
    )
