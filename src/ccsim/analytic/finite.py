"""A queue with a finite number of lines (M/M/c/K), with callers who may give up or not."""

import math

import numpy as np

from ccsim.analytic.theory import QueueTheory, TheoryError, check_queue, quiet_queue
from ccsim.analytic.waits import Floats, waits_in_line

_MOST_STATES = 20_000_000


def leave_rates(handle_s: float, servers: int, patience_s: float | None, lines: int) -> Floats:
    """Return how fast callers leave, answered to the end or not, with 1, 2 ... `lines` of them."""
    present = np.arange(1, lines + 1, dtype=np.float64)
    give_up = 0.0 if patience_s is None else 1 / patience_s
    talking = np.minimum(present, float(servers))
    return talking / handle_s + (present - talking) * give_up


def chances_of_presence(arrival_rate: float, leaving: Floats) -> Floats:
    """Return the steady chances of 0, 1, 2 ... callers being present, by products of rates.

    Logarithms, shifted to the largest, keep a centre of any size within range.
    """
    logs = np.concatenate(([0.0], np.cumsum(math.log(arrival_rate) - np.log(leaving))))
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def enough_lines(arrival_rate: float, handle_s: float, servers: int, patience_s: float) -> int:
    """Return so many lines that a call is blocked less than once in 10^18, as good as endless."""
    top_rate = servers / handle_s
    excess = max(arrival_rate - top_rate, 0.0) * patience_s
    spread = math.sqrt(arrival_rate * (patience_s + handle_s)) + 1
    lines = servers + math.ceil(excess + 10 * spread) + 20
    # A short line suffices when agents keep up; the spread above is that of a queue they do not.
    if arrival_rate < top_rate:
        idle = math.log(top_rate / arrival_rate)
        lines = min(lines, servers + math.ceil(60 / idle) + 20)
    if lines > _MOST_STATES:
        raise TheoryError(
            f"about {excess:.0f} callers would wait at once; that is too many to count one by one"
        )
    return lines


def finite_line(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    lines: int,
    patience_s: float | None = None,
    threshold_s: float = 20.0,
    with_p90: bool = True,
) -> QueueTheory:
    """Return M/M/c/K, or M/M/c/K+M with patience; `lines` hold talking and waiting callers alike.

    >>> round(finite_line(0.05, 15.0, 2, 3).blocked_rate, 6)
    0.04936
    """
    check_queue(arrival_rate, handle_s, servers, threshold_s, patience_s, lines)
    if arrival_rate == 0:
        return quiet_queue(servers, threshold_s)
    if servers == 0 and patience_s is None and lines > 0:
        raise TheoryError("servers is 0 and nobody gives up: whoever gets a line keeps it for ever")
    chances = chances_of_presence(arrival_rate, leave_rates(handle_s, servers, patience_s, lines))
    leave_rate = 0.0 if patience_s is None else 1 / patience_s
    return theory_of_line(chances, chances, handle_s, servers, leave_rate, threshold_s, with_p90)


def theory_of_line(
    chances: Floats,
    found: Floats,
    handle_s: float,
    servers: int,
    leave_rate: float,
    threshold_s: float,
    with_p90: bool = True,
) -> QueueTheory:
    """Return the metrics of a line from the chances of 0, 1, 2 ... callers present.

    `found` counts the callers by what they find; the last state has no line left and blocks.
    """
    present = np.arange(len(chances), dtype=np.float64)
    busy = float(chances @ np.minimum(present, float(servers)))
    queue = float(chances @ np.maximum(present - servers, 0.0))
    arrivals = float(found.sum())
    accepted = float(found[:-1].sum())
    theory = QueueTheory(
        blocked_rate=float(found[-1]) / arrivals if arrivals > 0 else None,
        occupancy=busy / servers if servers > 0 else None,
        mean_queue=queue,
        mean_busy=busy,
        mean_in_system=busy + queue,
        threshold_s=threshold_s,
    )
    if accepted == 0:
        return theory
    seen = found[servers:-1] / accepted
    waits = waits_in_line(seen, servers / handle_s, leave_rate, threshold_s, with_p90)
    return waits.added_to(theory)
