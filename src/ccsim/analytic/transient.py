"""A day that starts empty, with arrival rates that change from stretch to stretch.

The chances of 0, 1, 2 ... callers present follow the forward equations, summed exactly over a
clock that ticks faster than anything can happen (uniformisation).
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import pdtrc

from ccsim.analytic.finite import leave_rates, theory_of_line
from ccsim.analytic.theory import (
    QueueTheory,
    TheoryError,
    check_not_negative,
    check_positive,
    check_queue,
)
from ccsim.analytic.waits import Floats

_MOST_LINES = 200_000
_TICKS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the day with one arrival rate."""

    length_s: float
    arrival_rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTheory:
    """What a day is expected to bring; counts are means over such days.

    Nobody comes after closing, and whoever waits then is still answered or gives up, and counted.
    """

    queue: QueueTheory
    """Shares and waits over all accepted callers; occupancy and numbers until closing."""
    arrivals: float
    blocked: float
    abandoned: float
    answered: float
    answered_within: float
    in_system_at_close: float
    by_stretch: tuple[QueueTheory, ...]
    """The same by the stretch of arrival."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a given number of places, and how fast callers leave it."""

    leaving: Floats
    """With 1, 2 ... callers present."""

    def advance(self, start: Floats, stretch: Stretch) -> tuple[Floats, Floats]:
        """Return the chances at the end of a stretch, and the seconds spent in each state."""
        top = stretch.arrival_rate + float(self.leaving.max(initial=0.0))
        left = stretch.length_s
        chances, spent = start, np.zeros_like(start)
        while left > 0:
            step = min(left, _TICKS_AT_ONCE / top) if top > 0 else left
            after, here = self._step(chances, stretch.arrival_rate, top, step)
            spent += here
            left -= step
            settled = float(np.abs(after - chances).sum()) < 1e-14
            chances = after
            if settled:
                # The line has come to rest: what is left of the stretch passes like this step.
                return chances, spent + here * (left / step)
        return chances, spent

    def _step(
        self, start: Floats, arrival_rate: float, top: float, length_s: float
    ) -> tuple[Floats, Floats]:
        """Return the same for a time of few enough ticks of a clock that ticks at rate `top`."""
        if top == 0:
            return start, start * length_s
        up, down = arrival_rate / top, self.leaving / top
        ticks = top * length_s
        numbers = np.arange(math.ceil(ticks + 8.5 * math.sqrt(ticks) + 30), dtype=np.float64)
        more = np.asarray(pdtrc(numbers, ticks), dtype=np.float64)
        exactly = np.concatenate(([1.0], more[:-1])) - more
        end, spent = np.zeros_like(start), np.zeros_like(start)
        chances = start
        for share_now, share_later in zip(exactly.tolist(), more.tolist(), strict=True):
            end += share_now * chances
            spent += share_later * chances
            chances = self._tick(chances, up, down)
        return end / end.sum(), spent * (length_s / float(spent.sum()))

    @staticmethod
    def _tick(chances: Floats, up: float, down: Floats) -> Floats:
        """Return the chances one tick of the clock later."""
        rise = chances[:-1] * up
        fall = chances[1:] * down
        after = chances.copy()
        after[:-1] += fall - rise
        after[1:] += rise - fall
        return after


def finite_day(
    stretches: tuple[Stretch, ...],
    handle_s: float,
    servers: int,
    patience_s: float | None = None,
    lines: int | None = None,
    threshold_s: float = 20.0,
) -> DayTheory:
    """Return M/M/c over a finite day that starts empty, with patience and lines where given.

    >>> day = finite_day((Stretch(28800.0, 0.07),), 120.0, 12, patience_s=60.0)
    >>> round(day.abandoned, 4)
    59.2632
    """
    for stretch in stretches:
        check_not_negative("length_s", stretch.length_s)
        check_not_negative("arrival_rate", stretch.arrival_rate)
    check_positive("the length of the day", sum(stretch.length_s for stretch in stretches))
    check_queue(0.0, handle_s, servers, threshold_s, patience_s, lines)
    if servers == 0 and patience_s is None:
        raise TheoryError("servers is 0 and nobody gives up: nobody ever leaves")
    places = lines if lines is not None else _first_lines(stretches, handle_s, servers, patience_s)
    while True:
        line = _Line(leave_rates(handle_s, servers, patience_s, places))
        spent, end = _play(line, stretches)
        # Blocked calls of an endless line tell that it was cut too short.
        if lines is not None or max(float(one[-1] / one.sum()) for one in spent) < 1e-13:
            break
        places = places + places // 2 + 20
        if places > _MOST_LINES:
            raise TheoryError(f"more than {_MOST_LINES} callers may wait at once: simulate it")
    return _theory_of(spent, end, stretches, handle_s, servers, patience_s, lines, threshold_s)


def _first_lines(
    stretches: tuple[Stretch, ...], handle_s: float, servers: int, patience_s: float | None
) -> int:
    """Return a first guess of how many lines are as good as endless."""
    backlog = most = 0.0
    for stretch in stretches:
        excess = stretch.arrival_rate - servers / handle_s
        backlog = max(backlog + excess * stretch.length_s, 0.0)
        bounded = backlog if patience_s is None else min(backlog, max(excess, 0.0) * patience_s)
        most = max(most, bounded)
    return servers + math.ceil(most + 6 * math.sqrt(most + servers) + 30)


def _play(line: _Line, stretches: tuple[Stretch, ...]) -> tuple[list[Floats], Floats]:
    """Return the seconds spent in each state, stretch by stretch, and the chances at closing."""
    chances = np.zeros(len(line.leaving) + 1)
    chances[0] = 1.0
    spent = []
    for stretch in stretches:
        if stretch.length_s > 0:
            chances, here = line.advance(chances, stretch)
            spent.append(here)
    return spent, chances


def _theory_of(
    spent: list[Floats],
    end: Floats,
    stretches: tuple[Stretch, ...],
    handle_s: float,
    servers: int,
    patience_s: float | None,
    lines: int | None,
    threshold_s: float,
) -> DayTheory:
    """Return the day from the seconds spent in each state."""
    leave_rate = 0.0 if patience_s is None else 1 / patience_s
    rates = [stretch.arrival_rate for stretch in stretches if stretch.length_s > 0]
    found = [here * rate for here, rate in zip(spent, rates, strict=True)]

    def queue_of(found_in: Floats, spent_in: Floats) -> QueueTheory:
        chances = spent_in / spent_in.sum()
        theory = theory_of_line(chances, found_in, handle_s, servers, leave_rate, threshold_s)
        endless = lines is None and theory.blocked_rate is not None
        return replace(theory, blocked_rate=0.0) if endless else theory

    met = np.asarray(np.sum(found, axis=0), dtype=np.float64)
    queue = queue_of(met, np.asarray(np.sum(spent, axis=0), dtype=np.float64))
    arrivals = float(met.sum())
    blocked = float(met[-1]) if lines is not None else 0.0
    accepted = arrivals - blocked
    abandoned = accepted * (queue.abandon_rate or 0.0)
    return DayTheory(
        queue=queue,
        arrivals=arrivals,
        blocked=blocked,
        abandoned=abandoned,
        answered=accepted - abandoned,
        answered_within=accepted * (queue.service_level or 0.0),
        in_system_at_close=float(end @ np.arange(len(end))),
        by_stretch=tuple(queue_of(*both) for both in zip(found, spent, strict=True)),
    )
