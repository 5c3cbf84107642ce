"""Erlang A: callers wait, and give up when their exponential patience runs out (M/M/c+M)."""

from dataclasses import replace

from ccsim.analytic.finite import enough_lines, finite_line
from ccsim.analytic.theory import QueueTheory, check_queue, quiet_queue


def erlang_a(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    patience_s: float,
    lines: int | None = None,
    threshold_s: float = 20.0,
    with_p90: bool = True,
) -> QueueTheory:
    """Return M/M/c+M, on endless lines unless a number is given; it has a steady state always.

    `wait_p90_s` takes longer than all else; who asks for many queues can do without.

    >>> round(erlang_a(100 / 1800, 180.0, 11, 120.0).abandon_rate, 6)
    0.094155
    """
    check_queue(arrival_rate, handle_s, servers, threshold_s, patience_s, lines)
    if arrival_rate == 0:
        return quiet_queue(servers, threshold_s)
    endless = lines is None
    if lines is None:
        lines = enough_lines(arrival_rate, handle_s, servers, patience_s)
    theory = finite_line(arrival_rate, handle_s, servers, lines, patience_s, threshold_s, with_p90)
    return replace(theory, blocked_rate=0.0) if endless else theory
