"""How many agents were there, and how many of them took calls: from their services alone.

An agent is on duty from the first service to the last one of the day, without gaps of more than
half an hour in which none was taken. Not all on duty are ready for a call.
Every arrival tells something of how many are: who has to wait, that no more are ready than are at
work just then; who is answered at once, that more are. That is a survival time seen by some and
censored for the others, so the estimator of Kaplan and Meier gives the mean share of those on duty
who are ready. (The share at work while somebody waits, by itself, is too low: callers wait most
when few are ready.) At work is who is in service, or in a pause after a call (`pauses`).
Where others on duty come to the phone once somebody has waited (`reserve`), it is those at the
ready that are counted so, by who finds no line; the rest of those on duty is the reserve.
Nothing is tuned to any result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.experiments.calibration.calls import DAY_S, Calls, Floats
from ccsim.experiments.calibration.days import LAST_S, ServiceDay, service_days, steps
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.experiments.calibration.handling import Fitted
from ccsim.experiments.calibration.pauses import (
    Pauses,
    alone,
    grade_of,
    jackknife,
    kaplan_meier,
    pauses_of,
)
from ccsim.experiments.calibration.reserve import called_in, reserve_of
from ccsim.intake.calls import ANSWERED

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GAP_S: Final = 1800
"""Who takes nobody for so long is away."""
_ENOUGH: Final = 500
"""Arrivals of a part of the day, for a share of its own."""
_SHARED: Final = 0.2
_SERVES: Final = 0.05
_ROUNDS: Final = 5
_TOO_FEW: Final = 0.06
"""As much fewer agents are found than there are where some come only when called, in records of
simulated centres (`tests/recovered.py`); where all are at the ready it is 0.013."""
_A_MOMENT_S: Final = 2
"""Clocks of whole seconds may have a service begin just before its caller has come."""


@dataclass(frozen=True)
class Team:
    """Agents who share queues, and how many of them there were."""

    name: str
    queues: tuple[str, ...]
    """As the records call them."""
    people: int
    """Agents who are named in the records."""
    on_duty: Floats
    """[date, interval]: agents on duty, on average."""
    ready: Estimate
    """Share of them who take calls."""
    taking_calls: Floats
    """[date, interval]: those of them who do, by the share of the time of day."""
    headcount: Ints
    """[weekday, interval]: agents who take calls."""
    pauses: Pauses | None = None
    """What lies between their calls, where the records do not tell it."""
    called_after: Estimate | None = None
    """The wait after which the others on duty come to the phone too, if they do."""
    others: Ints | None = None
    """[weekday, interval]: those others."""

    @property
    def capacity(self) -> Estimate | None:
        """How sure the agents' number is, as a multiple of their handle times; None: nothing is.

        A list of agents by interval has no range of its own. As many more agents as are ready do
        what the same agents would do with handle times so much shorter.
        """
        one = self.ready
        if not one.is_interval or not 0 < one.low < one.high:
            return None
        low = one.value / one.high / (1 + _TOO_FEW)
        return Estimate(
            f"teams.{self.name}.talk_factor", 1.0, low, one.value / one.low, one.n, one.of,
            f"{one.method} ({one.value:.4g}, {one.ends}): how sure the number of agents is, told "
            "as handle times so much shorter or longer; shorter too by what the method is known "
            f"to miss ({_TOO_FEW:.0%})",
            grade="C",  # bounds, not an interval: what is missed is one figure of simulated centres
        )  # fmt: skip

    @property
    def heads(self) -> dict[str, Ints]:
        """[weekday, interval]: agents by the scenario's team, the reserve being one of its own."""
        if self.others is None:
            return {self.name: self.headcount}
        return {self.name: self.headcount, self.reserve: self.others}

    @property
    def reserve(self) -> str:
        """The name of those others."""
        return f"{self.name}_reserve"


def teams_of(calls: Calls) -> list[Team]:
    """The teams, each with its queues and its agents by interval of the week."""
    groups = shared_queues(calls)
    names = ["agents"] if len(groups) == 1 else [f"{calls.names[own[0]]}_agents" for own in groups]
    return [_team(calls, name, own) for name, own in zip(names, groups, strict=True)]


def shared_queues(calls: Calls) -> list[list[str]]:
    """Queues that are answered by the same agents, together; one with agents of its own, alone."""
    served = calls.having(ANSWERED).frame.dropna(subset=["agent"])
    if served.empty:  # nobody's name is known, so nothing says that anybody is apart
        return [list(calls.queues)]
    counts = pd.crosstab(served["agent"], served["queue"])
    share = counts.div(counts.sum(axis=1), axis=0)
    group = {queue: {queue} for queue in calls.queues}
    for one in counts.columns:
        for other in counts.columns:
            small, large = sorted((one, other), key=lambda queue: counts[queue].sum())
            # Who serves the larger one regularly: hardly anybody lives on a small one.
            both = share[large] >= _SERVES
            if one < other and counts.loc[both, small].sum() >= _SHARED * counts[small].sum():
                joined = group[one] | group[other]
                group |= dict.fromkeys(joined, joined)
    for queue in calls.queues:  # a queue of which no agent is known joins the largest
        if queue not in counts.columns and len(counts.columns):
            largest = str(counts.sum().idxmax())
            joined = group[largest] | {queue}
            group |= dict.fromkeys(joined, joined)
    order = {queue: at for at, queue in enumerate(calls.queues)}
    distinct = {tuple(sorted(own, key=order.__getitem__)) for own in group.values()}
    return [list(own) for own in sorted(distinct, key=lambda own: order[own[0]])]


def _team(calls: Calls, name: str, queues: Sequence[str]) -> Team:
    own = calls.among(queues)
    days = list(service_days(own.frame))
    called_after = reserve_of(days, GAP_S, f"teams.{name}_reserve.after")
    called = [called_in(day, called_after) for day in days]
    pauses = None
    if not own.frame["wrap_up_s"].fillna(0.0).any():  # else the records tell after-call work
        pauses = pauses_of(days, called, f"teams.{name}.pauses")
    floors = [_floor(day, calls.minutes * 60) for day in days]
    duty = np.zeros((len(calls.dates), calls.per_day))
    for day, there in zip(days, floors, strict=True):
        duty[day.number] = there[:DAY_S].reshape(calls.per_day, -1).mean(axis=1)
    own_days = [day.without(gone) for day, gone in zip(days, called, strict=True)]
    seen = _seen(own_days, floors, pauses)
    ready = _ready(seen, f"teams.{name}.headcount")
    answered = own.having(ANSWERED).counts()
    taking_calls = duty * ready_by_hour(seen)[np.arange(calls.per_day) * 24 // calls.per_day]
    people = int(own.frame["agent"].nunique())
    found = Team(
        name, tuple(queues), people, duty, ready, taking_calls,
        whole_agents(calls.weekly(taking_calls), calls.weekly(answered)), pauses, called_after,
    )  # fmt: skip
    weekly = calls.weekly(duty)
    return replace(found, others=the_others(found, weekly, calls.weekly(answered), found.headcount))


def called_by(team: Team, queue: str) -> Fitted | None:
    """The rule by which callers of a queue get the reserve of its team; None: there is none."""
    if team.called_after is None:
        return None
    path = f"queues.{queue}.overflow"
    after = replace(team.called_after, path=f"{path}.after")
    written = {"to": team.reserve, "after": after.text(after.value)}
    return Fitted(written, (after,))


def the_others(team: Team, duty: Floats, answered: Floats, heads: Ints) -> Ints | None:
    """[day, interval]: whole agents on duty who are not at the ready; None: nobody calls them.

    Args:
        team: whose they are.
        duty: [day, interval], on average.
        answered: [day, interval].
        heads: [day, interval]: those at the ready.
    """
    if team.called_after is None:
        return None
    return np.asarray(np.maximum(whole_agents(duty, answered) - heads, 0), np.int64)


def _floor(day: ServiceDay, interval_s: int) -> Floats:
    """[second]: agents on duty."""
    serving = day.serving()
    there = _on_duty(day, day.waiting())
    if not there.any():  # nobody's name is known: at least as many as talk at one time
        there = _busiest(serving[:DAY_S], interval_s)
    return np.maximum(there, serving[: len(there)])


class Seen(NamedTuple):
    """[arrival]: what those who call find."""

    share: Floats
    """Of those on duty, how many are in service."""
    waited: Bools
    hour: Ints

    def within(self, first: int, last: int) -> "Seen":
        """Those of some hours of the day."""
        chosen = (self.hour >= first) & (self.hour <= last)
        return Seen(self.share[chosen], self.waited[chosen], self.hour[chosen])


def _on_duty(day: ServiceDay, waiting: Floats) -> Floats:
    """[second]: agents between their first service and their last, but for gaps away.

    Whose first call was answered at once had been there before, and who is idle at the end is there
    still: for as long as agents are idle between two calls on average, but not while callers wait.
    """
    order = day.by_agent()
    if not len(order):
        return np.zeros(LAST_S)
    agent, start, end = day.agent[order], day.begins[order], day.ends[order]
    gap, same = start[1:] - end[:-1], agent[1:] == agent[:-1]
    away = (gap > GAP_S) | ~same
    begins, ends = start[np.append(True, away)], end[np.append(away, True)]
    idle_s = float(np.maximum(gap[~away], 0.0).mean()) if (~away).any() else 0.0
    queued = np.concatenate([[-np.inf], np.flatnonzero(waiting > 0), [np.inf]])
    place = np.searchsorted(queued, begins)
    begins = begins - np.clip(begins - queued[place - 1], 0.0, idle_s)
    ends = ends + np.clip(queued[np.searchsorted(queued, ends)] - ends, 0.0, idle_s)
    return steps(begins, ends)


def _busiest(serving: Floats, interval_s: int) -> Floats:
    """[second]: the 95 % point of those in service at one time, of each interval of the day."""
    found = np.quantile(serving.reshape(-1, interval_s), 0.95, axis=1)
    return np.asarray(np.repeat(found, interval_s))


def _seen(
    days: Sequence[ServiceDay], floors: Sequence[Floats], pauses: Pauses | None
) -> list[Seen]:
    """What arrivals of each day find.

    While somebody waits nobody is ready, so that whoever takes nobody is rather in a pause than
    away: how much rather depends on the share who are ready, which is found by going round.
    """
    found = [_arrivals(day, there, pauses) for day, there in zip(days, floors, strict=True)]
    if pauses is None or not any(one.waited.any() for one in found):
        return found
    for _ in range(_ROUNDS):
        ready = mean_ready(found)
        found = [
            one._replace(share=np.where(one.waited, _share(day, there, pauses, ready), one.share))
            for one, day, there in zip(found, days, floors, strict=True)
        ]
    return found


def _arrivals(day: ServiceDay, there: Floats, pauses: Pauses | None) -> Seen:
    """What arrivals of a day find."""
    known = there[_before(day)] > 0
    hour = np.minimum(day.second[known] // 3600, 23).astype(np.int64)
    return Seen(_share(day, there, pauses), (day.wait_s > 0)[known], hour)


def _share(
    day: ServiceDay, there: Floats, pauses: Pauses | None, ready: float | None = None
) -> Floats:
    """[arrival]: of those on duty, how many are at work, as far as can be expected."""
    before = _before(day)
    before = before[there[before] > 0]
    at_work = day.serving()[before]
    if pauses is not None:
        at_work = at_work + pauses.under_way(day, ready)[before]
    return np.asarray(np.minimum(at_work / there[before], 1.0))


def _before(day: ServiceDay) -> Ints:
    """[arrival]: the second just before it."""
    return np.maximum(day.second.astype(np.int64) - _A_MOMENT_S, 0)


def _ready(seen: Sequence[Seen], path: str) -> Estimate:
    """The mean share of those on duty who are ready; its interval by jackknife over days."""
    days = [one for one in seen if len(one.share)]
    waits = sum(int(one.waited.sum()) for one in days)
    if not waits:
        return Estimate(
            path, 1.0, 1.0, 1.0, 0, "arrivals", "nobody ever waited: all on duty count",
            "share", "D", ranged=False, assumed=True,
        )  # fmt: skip
    value = mean_ready(days)
    low, high = jackknife(value, days, mean_ready)
    return Estimate(
        path, value, low, min(high, 1.0), sum(len(one.share) for one in days), "arrivals",
        "share of agents on duty who are ready, by Kaplan-Meier over what arrivals find"
        f"{alone(days)}",
        "share", grade_of(days), ranged=False,
    )  # fmt: skip


def ready_by_hour(seen: Sequence[Seen]) -> Floats:
    """[hour of the day]: the share who are ready, of hours together that have enough arrivals."""
    found = np.ones(24)
    hours = np.bincount(np.concatenate([one.hour for one in seen]), minlength=24)
    begun = 0
    for hour in range(24):
        enough = hours[begun : hour + 1].sum() >= _ENOUGH and hours[hour + 1 :].sum() >= _ENOUGH
        if enough or hour == 23:
            part = [one.within(begun, hour) for one in seen]
            if any(one.waited.any() for one in part):
                found[begun : hour + 1] = mean_ready(part)
            begun = hour + 1
    return found


def mean_ready(days: Sequence[Seen]) -> float:
    """The mean of the share at which arrivals begin to wait; who does not wait is censored."""
    share = np.concatenate([one.share for one in days])
    waited = np.concatenate([one.waited for one in days])
    levels, survival = kaplan_meier(share, waited)
    edges = np.concatenate([[0.0], levels, [1.0]])
    return float((np.concatenate([[1.0], survival]) * np.diff(edges)).sum())


def whole_agents(wanted: Floats, answered: Floats) -> Ints:
    """[weekday, interval]: whole agents, whose sum over any part of a day is nearly the wanted one.

    Rounding each interval by itself would lose or add up to half an agent all day long; what one
    interval loses, the next one gets. Where calls are answered there is at least one.
    """
    found = np.zeros(wanted.shape, np.int64)
    for day, row in enumerate(wanted):
        owed = 0.0
        for at, number in enumerate(row):
            heads = max(int(np.floor(number + owed + 0.5)), 0) if number > 0 else 0
            owed = np.clip(owed + number - heads, -1.0, 1.0) if number > 0 else 0.0
            least = 1 if answered[day, at] >= 0.5 or (number > 0 and answered[day, at] > 0) else 0
            found[day, at] = max(heads, least)
    return found
