"""Who calls again after hanging up or after being served: as far as records know the callers.

Where only some calls say whose they are, the share that is seen to call again is a lower bound:
some of the next calls do not say so. The upper bound divides it by the share of calls that would.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ccsim.experiments.calibration.calls import Calls, Floats
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.experiments.calibration.times import Fit, fit_times, times_of
from ccsim.intake.calls import ABANDONED, ANSWERED
from ccsim.metrics.estimates import wilson

WINDOW_S: Final = 7200.0
"""Who calls again later than that calls about something else."""
FEWEST: Final = 30
"""With fewer known callers nothing is said."""
_ALL_KNOWN: Final = 0.995
_DELAYS: Final = ("lognormal", "gamma", "weibull", "exponential")


@dataclass(frozen=True)
class CallingAgain:
    """A habit: the chance of calling again, and after how long."""

    chance: Estimate
    delay: Fit | None
    """None where nobody did."""
    known: float
    """Share of calls that say whose they are."""


def calling_again(calls: Calls, after: str, path: str) -> CallingAgain | None:
    """Who called again within the window after having hung up or been served.

    Args:
        calls: all calls that sought an agent.
        after: which outcome: abandoned or answered.
        path: what the estimate is of.
    """
    calls = calls.of_callers()
    frame = calls.frame
    last = frame.groupby("day")["second"].transform("max")
    known = frame[frame["customer"].notna()].copy()
    spent = known["wait_s"] + known[["talk_s", "hold_s"]].sum(axis=1)
    known["over"] = known["second"] + spent
    known["in_time"] = known["over"] + WINDOW_S <= last[known.index]
    following = known.groupby(["customer", "day"])["second"].shift(-1)
    gap = (following - known["over"]).to_numpy(np.float64)
    asked = (known["outcome"] == after).to_numpy(bool) & known["in_time"].to_numpy(bool)
    n = int(asked.sum())
    if n < FEWEST:
        return None
    again = asked & (gap >= 0) & (gap <= WINDOW_S)
    share = int(again.sum()) / n
    low, high = wilson(share, n)
    seen = _seen(calls, known[asked])
    upper = min(share / seen, 1.0)
    bounded = seen < _ALL_KNOWN
    method = "share who call again within 2 h"
    if bounded:
        high = max(high, wilson(upper, n)[1] if upper < 1 else 1.0)
        method += (
            f": at least {share:.2f} (known callers), at most {upper:.2f} (only {seen:.0%} of "
            "the next calls would say whose they are); the middle"
        )
    chance = Estimate(
        path, (share + upper) / 2 if bounded else share, low, high, n, f"{after} calls", method,
        "share", "C" if bounded else "B",
    )  # fmt: skip
    delay = None
    if again.sum() >= 2:
        delay = fit_times(times_of(gap[again]), _DELAYS)[0]
    return CallingAgain(chance, delay, float(frame["customer"].notna().mean()))


def expected_again(calls: Calls, habit: CallingAgain | None, after: str) -> tuple[Floats, Floats]:
    """[date, interval]: how many of the calls are expected to be such repeats; [date]: variance."""
    dates = len(calls.dates)
    if habit is None or habit.delay is None:
        return np.zeros((dates, calls.per_day)), np.zeros(dates)
    over = calls.having(after).counts(ends=True)
    step = calls.minutes * 60.0
    edges = np.maximum((np.arange(calls.per_day + 1) - 0.5) * step, 0.0)
    share = np.diff(habit.delay.upto(edges))
    chance = habit.chance.value
    found = np.array([np.convolve(row, share)[: calls.per_day] for row in over]) * chance
    return found, found.sum(axis=1) * (1 - chance)


def _seen(calls: Calls, after: pd.DataFrame) -> float:
    """The share of the next calls of known customers that would say whose they are.

    Where a system asks who it is only while a caller waits, who is answered at once stays unknown;
    of those whom it asks, some have no number at all, now and at the next call. Calls of the same
    interval of the same day tell how many it asked.
    """
    frame = calls.frame
    named = frame["customer"].notna()
    waited = frame["wait_s"] > 0
    asked = max(
        (float(named[some].mean()) for some in (waited, ~waited) if some.any()), default=0.0
    )
    cell = [frame["day"], frame["second"] // (calls.minutes * 60)]
    then = named.groupby(cell).transform("mean")[after.index]
    return min(float(then.mean()) / asked, 1.0) if asked > 0 else 1.0


HABITS: Final = {ABANDONED: "redials", ANSWERED: "reconnects"}
"""The facts of a forecast that say who calls again."""
