"""How long callers wait who find every agent busy, given the places in the line that they take."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc

from ccsim.analytic.theory import QueueTheory

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of accepted callers; None where there is nobody to take a mean of."""

    delayed_rate: float
    abandon_rate: float
    mean_wait_s: float
    wait_sd_s: float
    asa_s: float | None
    abandon_time_s: float | None
    service_level: float
    wait_p90_s: float | None
    """None where nobody asked for it, too."""

    def added_to(self, theory: QueueTheory) -> QueueTheory:
        """Return a theory of numbers and loads with these waits filled in."""
        return replace(
            theory,
            delayed_rate=self.delayed_rate,
            abandon_rate=self.abandon_rate,
            mean_wait_s=self.mean_wait_s,
            wait_sd_s=self.wait_sd_s,
            asa_s=self.asa_s,
            abandon_time_s=self.abandon_time_s,
            service_level=self.service_level,
            wait_p90_s=self.wait_p90_s,
        )


def quantile(longer_than: Callable[[float], float], share: float, scale_s: float) -> float:
    """Return the wait that only `1 - share` of callers exceed, by halving an interval."""
    rest = 1 - share
    if longer_than(0.0) <= rest:
        return 0.0
    low, high = 0.0, scale_s
    while longer_than(high) > rest:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        if high - low < 1e-13 * high:
            break
        if longer_than(middle) > rest:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def served_by(time_s: float, places: Floats, service_rate: float, leave_rate: float) -> Floats:
    """Return the chance, by place in line, that an agent comes free for it within a time.

    Ahead of place k, people leave at rates `service_rate + i * leave_rate`, i = k-1 ... 0. For such
    a sum V of exponential times, exp(-leave_rate V) has a beta law; without leaving, V is gamma.
    """
    if service_rate == 0 or time_s == 0:
        return np.zeros_like(places)
    if leave_rate == 0:
        return np.asarray(gammainc(places, service_rate * time_s), dtype=np.float64)
    gone = -np.expm1(-leave_rate * time_s)
    return np.asarray(betainc(places, service_rate / leave_rate, gone), dtype=np.float64)


def answered_by(time_s: float, places: Floats, service_rate: float, leave_rate: float) -> Floats:
    """Return the chance, by place in line, of being answered within a time, not giving up before.

    Weighing V with the chance of still being there, exp(-leave_rate V), shifts its beta law by one.
    """
    stay = service_rate / (service_rate + places * leave_rate)
    return stay * served_by(time_s, places, service_rate + leave_rate, leave_rate)


def waits_in_line(
    seen: Floats,
    service_rate: float,
    leave_rate: float,
    threshold_s: float,
    with_p90: bool = True,
) -> Waits:
    """Return the waits when a share `seen[k-1]` of callers takes place k, and the rest no place.

    Everyone in line leaves at `leave_rate`, the head is fetched at `service_rate`, first come first
    served. Sums of positive terms only, so that nothing cancels for very patient callers.
    """
    places = np.arange(1, len(seen) + 1, dtype=np.float64)
    step = service_rate + places * leave_rate
    delayed = min(float(seen.sum()), 1.0)
    stays = service_rate / step
    abandoned = min(float(seen @ (places * leave_rate / step)), 1.0)
    wait = float(seen @ (places / step))
    square = float(seen @ (2 / step * np.cumsum(places / step)))
    answered_wait = float(seen @ (stays * np.cumsum(1 / step)))
    in_time = float(seen @ _in_time(threshold_s, places, service_rate, leave_rate))

    likely = seen > 1e-18

    def longer_than(time_s: float) -> float:
        still = 1 - served_by(time_s, places[likely], service_rate, leave_rate)
        return float(np.exp(-leave_rate * time_s) * (seen[likely] @ still))

    scale_s = float(1 / step[0]) if len(step) else 1.0
    answered = 1 - abandoned
    return Waits(
        delayed_rate=delayed,
        abandon_rate=abandoned,
        mean_wait_s=wait,
        wait_sd_s=float(np.sqrt(max(square - wait**2, 0.0))),
        asa_s=answered_wait / answered if answered > 0 else None,
        abandon_time_s=(wait - answered_wait) / abandoned if abandoned > 0 else None,
        service_level=1 - delayed + in_time,
        wait_p90_s=quantile(longer_than, 0.9, scale_s) if with_p90 else None,
    )


def _in_time(threshold_s: float, places: Floats, service_rate: float, leave_rate: float) -> Floats:
    """Return the chance of an answer within the threshold; none where nobody answers."""
    if service_rate == 0:
        return np.zeros_like(places)
    return answered_by(threshold_s, places, service_rate, leave_rate)
