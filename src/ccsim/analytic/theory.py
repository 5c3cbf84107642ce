"""What a theory says of one queue: the metrics by their field names, and when it says nothing."""

import math
from dataclasses import dataclass

from ccsim.errors import UsageError


class TheoryError(UsageError, ValueError):
    """The facts lie outside what the theory covers."""


class UnstableQueueError(TheoryError):
    """Work comes in as fast as agents can do it, or faster, and nobody gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTheory:
    """What a theory says of one queue, in seconds and shares; None where it is undefined.

    Shares and waits are per accepted attempt (blocked calls never entered the queue), a wait ends
    at the answer or at the hang-up, and the service level follows the rule `all_offered`.
    """

    delayed_rate: float | None = None
    abandon_rate: float | None = None
    blocked_rate: float | None = None
    mean_wait_s: float | None = None
    wait_sd_s: float | None = None
    asa_s: float | None = None
    abandon_time_s: float | None = None
    service_level: float | None = None
    occupancy: float | None = None
    mean_queue: float | None = None
    mean_busy: float | None = None
    mean_in_system: float | None = None
    wait_p90_s: float | None = None
    threshold_s: float | None = None
    exact: bool = True
    """False for an approximation."""


def check_positive(name: str, value: float) -> None:
    """Refuse a fact that is not a positive finite number."""
    if not (math.isfinite(value) and value > 0):
        raise TheoryError(f"{name} is {value!r}; it must be a positive number")


def check_not_negative(name: str, value: float) -> None:
    """Refuse a fact that is not zero or a positive finite number."""
    if not (math.isfinite(value) and value >= 0):
        raise TheoryError(f"{name} is {value!r}; it must be zero or more")


def check_share(name: str, value: float) -> None:
    """Refuse a fact that is not a share between 0 and 1."""
    if not 0 <= value <= 1:
        raise TheoryError(f"{name} is {value!r}; it must lie between 0 and 1")


def check_queue(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    threshold_s: float = 0.0,
    patience_s: float | None = None,
    lines: int | None = None,
) -> None:
    """Refuse facts of a queue that make no sense, by name."""
    check_not_negative("arrival_rate", arrival_rate)
    check_positive("handle_s", handle_s)
    check_not_negative("servers", servers)
    check_not_negative("threshold_s", threshold_s)
    if patience_s is not None:
        check_positive("patience_s", patience_s)
    if lines is not None:
        check_not_negative("lines", lines)


def check_stable(load: float, servers: float) -> None:
    """Refuse a load that patient callers would pile up under without end."""
    if load >= servers:
        raise UnstableQueueError(
            f"{load:g} erlang for {servers:g} agents: the queue grows without end when nobody "
            "gives up; add agents, or give callers a patience or the centre a number of lines"
        )


def quiet_queue(servers: int, threshold_s: float | None = None) -> QueueTheory:
    """Return the queue nobody calls: agents idle, and no caller to take a share or a wait of.

    >>> quiet_queue(3).occupancy, quiet_queue(3).service_level
    (0.0, None)
    """
    return QueueTheory(
        occupancy=0.0 if servers > 0 else None,
        mean_queue=0.0,
        mean_busy=0.0,
        mean_in_system=0.0,
        threshold_s=threshold_s,
    )
