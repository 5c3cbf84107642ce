"""What lies between two calls of an agent while callers wait: after-call work and picking up.

Most telephone systems write down when a talk ends, not when the agent is ready again. While
somebody waits, the time until the next service begins is seen in full; if the line empties first,
the pause is known to be longer than that. So the estimator of Kaplan and Meier gives its
distribution. Who takes nobody for more than five minutes does something else than the last call's
after-call work: that counts as being away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ccsim.experiments.calibration.calls import Floats, Ints
from ccsim.experiments.calibration.days import LAST_S, ServiceDay, places
from ccsim.experiments.calibration.estimates import Estimate

Day = TypeVar("Day")

LONGEST_S: Final = 300
"""A longer pause is none between calls: the agent is away from the phone."""
SHORTEST_S: Final = 2.0
"""A mean below that is no pause: clocks have whole seconds."""
FEWEST: Final = 100
"""With fewer pauses seen to their end nothing is said."""
_QUANTILES: Final = 41


class Seen(NamedTuple):
    """Pauses of a day: how long each was followed, and whether it had come to its end."""

    lengths: Floats
    ended: NDArray[np.bool_]


@dataclass(frozen=True)
class Pauses:
    """How long agents are busy after a call, while callers wait."""

    survival: Floats
    """[second]: the share that lasts longer; nought at the longest."""
    mean: Estimate
    """Of a team; a queue's own differs by its path alone."""

    def of_queue(self, name: str) -> Estimate:
        """The mean, as the fact of a queue."""
        return Estimate(**vars(self.mean) | {"path": f"queues.{name}.wrap_up"})

    def written(self) -> dict[str, Any]:
        """The distribution as a scenario writes it."""
        chances = np.linspace(0, 1, _QUANTILES)
        # The middle of each step between two whole seconds, so that the mean stays what it is.
        grid = np.arange(len(self.survival))
        found = np.interp(chances, 1 - self.survival, grid)
        scale = self.mean.value / max(float(np.trapezoid(found, chances)), 1e-9)
        return {"empirical": {"quantiles": [f"{round(one * scale * 1000)}ms" for one in found]}}

    def under_way(self, day: ServiceDay, ready: float | None = None) -> Floats:
        """[second]: how many agents are expected to be in a pause, if they take nobody yet.

        Args:
            day: the services of a day.
            ready: where callers wait, nobody is ready: who takes nobody is in a pause or away. So
                this share of those whose pause is over would be ready, and is none of them.
        """
        order = day.by_agent()
        agent, begins, ends = day.agent[order], day.begins[order], day.ends[order]
        chance = self.survival
        if ready is not None:
            chance = chance / np.maximum(chance + (1 - chance) * (1 - ready), 1e-9)
        same = np.append(agent[1:] == agent[:-1], False)[: len(agent)]
        until = np.where(same, np.append(begins[1:], np.inf)[: len(agent)], np.inf)
        found = np.zeros(LAST_S)
        for first, length in zip(places(ends), until - ends, strict=True):
            last = min(first + LONGEST_S, LAST_S, first + max(int(min(length, LAST_S)), 0))
            found[first:last] += chance[: last - first]
        return found


def pauses_of(days: Sequence[ServiceDay], called: Sequence[Ints], path: str) -> Pauses | None:
    """The pauses of a team; None where hardly any is seen, or where there are none.

    Args:
        days: the services of the team.
        called: of each day, the places of services by agents of the reserve.
        path: of what fact the mean is.
    """
    seen = [pauses_seen(day, own) for day, own in zip(days, called, strict=True)]
    seen = [one for one in seen if len(one.lengths)]
    ended = sum(int(one.ended.sum()) for one in seen)
    if ended < FEWEST:
        return None
    value = _mean(seen)
    if value < SHORTEST_S:
        return None
    low, high = jackknife(value, seen, _mean)
    mean = Estimate(
        path, value, low, high, ended, "pauses",
        "time from an agent's service to the next while callers wait (after-call work, picking "
        f"up), by Kaplan-Meier, up to {LONGEST_S // 60} min{alone(seen)}",
        "time", grade_of(seen),
    )  # fmt: skip
    return Pauses(_survival(seen), mean)


def pauses_seen(day: ServiceDay, called: Ints | None = None) -> Seen:
    """Each pause that began while somebody waited, followed while somebody does.

    Args:
        day: the services of a day.
        called: places of services by agents of the reserve: after them nobody is at the ready.
    """
    order = day.by_agent()
    agent, begins, ends = day.agent[order], day.begins[order], day.ends[order]
    if len(agent) < 2:
        return Seen(np.zeros(0), np.zeros(0, bool))
    waiting = day.waiting() > 0
    moments = np.arange(LAST_S)
    empty = np.minimum.accumulate(np.where(waiting, LAST_S, moments)[::-1])[::-1]
    same = agent[1:] == agent[:-1]
    until = np.where(np.append(same, False), np.append(begins[1:], 0.0), np.inf) - ends
    lined = np.maximum(empty[np.minimum(places(ends), LAST_S - 1)] - ends, 0.0)
    # In a line of one, whom the agent takes within the second in which the last call ends.
    at_once = np.abs(until) < 1.0
    waited = np.append(day.waited[order][1:] > 0, False)
    ended = (until >= -1.0) & ((until <= lined + 1.0) | (at_once & waited))
    lengths = np.where(ended, np.maximum(until, 0.0), lined)
    kept = (until >= -1.0) & (ended | (lined > 0))
    if called is not None:
        kept &= ~np.isin(order, called)
    return Seen(lengths[kept], ended[kept])


def _survival(seen: Sequence[Seen]) -> Floats:
    """[second]: the share of pauses that last longer, by Kaplan and Meier."""
    lengths = np.concatenate([one.lengths for one in seen])
    ended = np.concatenate([one.ended for one in seen])
    levels, share = kaplan_meier(lengths, ended)
    place = np.searchsorted(levels, np.arange(LONGEST_S + 1), side="right") - 1
    found = np.where(place >= 0, share[place], 1.0)
    found[-1] = 0.0
    return np.asarray(found, np.float64)


def _mean(seen: Sequence[Seen]) -> float:
    """The mean of pauses up to the longest: what lies under their survival."""
    lengths = np.concatenate([one.lengths for one in seen])
    ended = np.concatenate([one.ended for one in seen])
    levels, share = kaplan_meier(lengths, ended)
    inner = levels < LONGEST_S
    edges = np.concatenate([[0.0], levels[inner], [LONGEST_S]])
    return float((np.concatenate([[1.0], share[inner]]) * np.diff(edges)).sum())


def kaplan_meier(lengths: Floats, ended: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Each length once, and the share of times that last longer."""
    levels, place = np.unique(lengths, return_inverse=True)
    at_risk = np.cumsum(np.bincount(place, minlength=len(levels))[::-1])[::-1]
    share = np.cumprod(1 - np.bincount(place, ended, len(levels)) / at_risk)
    return levels, np.asarray(share, np.float64)


def grade_of(days: Sequence[Day]) -> str:
    """As in the evidence table: of several days their interval is known, of one it is assumed."""
    return "B" if len(days) > 1 else "D"


def alone(days: Sequence[Day]) -> str:
    """What is to be said of the range of an estimate that rests on one day; else nothing."""
    return "" if len(days) > 1 else "; of one day alone: its range is an assumption"


def jackknife(
    value: float, days: Sequence[Day], of: Callable[[Sequence[Day]], float]
) -> tuple[float, float]:
    """A 95 % interval by what the value is without each of the days; its lower end is not below 0.

    With a single day nothing is known of how days differ: from nothing to twice the value, which
    is no interval but an assumption (`grade_of`).

    Args:
        value: of all days.
        days: what each of them tells.
        of: the value of some of them.
    """
    n = len(days)
    if n < 2:
        return 0.0, 2 * value
    others = np.array([of([*days[:at], *days[at + 1 :]]) for at in range(n)])
    error = float(np.sqrt((n - 1) / n * ((others - others.mean()) ** 2).sum()))
    reach = float(stats.t.ppf(0.975, n - 1)) * error
    return max(value - reach, 0.0), value + reach
