"""Who is on duty and not at the ready, but comes to the phone once a caller has waited for a while.

Whoever had taken nobody for longer than any pause between calls, and takes somebody while a line
stands, has come for the line. How long after the line began the first of them comes is seen, or
known to be later than the line lasted.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ccsim.experiments.calibration.calls import Floats, Ints
from ccsim.experiments.calibration.days import ServiceDay
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.experiments.calibration.pauses import (
    LONGEST_S,
    alone,
    grade_of,
    jackknife,
    kaplan_meier,
)

FEWEST: Final = 20
"""With fewer of them nothing is said."""
_SELDOM: Final = 0.1
"""Where so few lines bring somebody, nobody is called by them."""
_A_MOMENT_S: Final = 2.0
"""Who comes within it was ready, only slow."""


class Lines(NamedTuple):
    """The lines of a day: how long each lasted until the first of the reserve came, or ended."""

    lasted: Floats
    came: NDArray[np.bool_]


def reserve_of(days: Sequence[ServiceDay], away_s: float, path: str) -> Estimate | None:
    """How long the first caller in line has waited when the reserve comes; None: there is none.

    It is the median of those who come within five minutes.

    Args:
        days: the services of a team.
        away_s: agents who take nobody for longer are not on duty.
        path: of what fact it is.
    """
    seen = [lines_of(day, away_s) for day in days]
    seen = [one for one in seen if len(one.lasted)]
    came = sum(int(one.came.sum()) for one in seen)
    if came < FEWEST:
        return None
    value = _median(seen)
    if value is None:
        return None
    low, high = jackknife(value, seen, lambda some: _median(some) or value)
    return Estimate(
        path, value, min(low, value - 1.0), max(high, value + 1.0), came, "arrivals of agents",
        "wait of the first in line when agents come who had taken nobody for 5 min, by "
        f"Kaplan-Meier: the median of those who come within 5 min{alone(seen)}",
        "time", grade_of(seen),
    )  # fmt: skip


def lines_of(day: ServiceDay, away_s: float) -> Lines:
    """The lines of a day, each from the caller with whom it began to the end of that wait."""
    order = day.by_agent()
    agent, begins, ends = day.agent[order], day.begins[order], day.ends[order]
    same = agent[1:] == agent[:-1]
    last, begun = ends[:-1][same], begins[1:][same]
    reserve = (begun - last > LONGEST_S) & (begun - last <= away_s)
    last, begun = last[reserve], begun[reserve]
    order = np.argsort(begun)
    last, begun = last[order], begun[order]
    waits = day.wait_s > 0
    second, over = day.second[waits], (day.second + day.wait_s)[waits]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(over)[:-1]])[: len(over)]
    first = second >= before
    lasted, came = (over - second)[first], np.zeros(int(first.sum()), bool)
    for at, (start, end) in enumerate(zip(second[first], over[first], strict=True)):
        one, other = np.searchsorted(begun, [start + _A_MOMENT_S, end + 1e-6])
        away = np.flatnonzero(start - last[one:other] > LONGEST_S)
        if len(away):
            lasted[at], came[at] = begun[one + away[0]] - start, True
    return Lines(lasted, came)


def called_in(day: ServiceDay, after: Estimate | None) -> Ints:
    """Places of the services that agents gave because they were called by the line.

    The first of them had waited so long, and the agent had taken nobody for longer than any pause
    (or on that day); so do the next ones that the same agent takes, for as long as their callers
    have waited so long.
    """
    if after is None:
        return np.zeros(0, np.int64)
    order = day.by_agent()
    agent, begins, ends = day.agent[order], day.begins[order], day.ends[order]
    long = day.waited[order] >= after.value - _A_MOMENT_S
    found = np.zeros(len(order), bool)
    for at in np.flatnonzero(long).tolist():
        first = not at or agent[at] != agent[at - 1]
        found[at] = first or found[at - 1] or begins[at] - ends[at - 1] > LONGEST_S
    return np.asarray(order[found], np.int64)


def _median(seen: Sequence[Lines]) -> float | None:
    """The median time to the first who comes, of those who do in five minutes."""
    lasted = np.concatenate([one.lasted for one in seen])
    came = np.concatenate([one.came for one in seen])
    levels, share = kaplan_meier(lasted, came)
    share = share[levels <= LONGEST_S]
    if not len(share) or 1 - share[-1] < _SELDOM:
        return None
    return float(levels[np.flatnonzero(share <= (1 + share[-1]) / 2)[0]])
