"""How many agents were there, and how many of them took calls: from their services alone.

An agent is on duty from the first service to the last one of the day, without gaps of more than
half an hour in which none was taken. Not all on duty are ready for a call.
Every arrival tells something of how many are: who has to wait, that no more are ready than are in
service just then; who is answered at once, that more are. That is a survival time seen by some and
censored for the others, so the estimator of Kaplan and Meier gives the mean share of those on duty
who are ready. (The share in service while somebody waits, by itself, is too low: callers wait most
when few are ready.) Nothing is tuned to any result.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from ccsim.experiments.calibration.calls import DAY_S, Calls, Floats
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.intake.calls import ANSWERED

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GAP_S: Final = 1800
"""Who takes nobody for so long is away."""
_ENOUGH: Final = 500
"""Arrivals of a part of the day, for a share of its own."""
_SHARED: Final = 0.2
_SERVES: Final = 0.05
_LAST_S: Final = DAY_S + 4 * 3600
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


def teams_of(calls: Calls) -> list[Team]:
    """The teams, each with its queues and its agents by interval of the week."""
    groups = shared_queues(calls)
    names = ["agents"] if len(groups) == 1 else [f"{calls.names[own[0]]}_agents" for own in groups]
    return [_team(calls, name, own) for name, own in zip(names, groups, strict=True)]


def shared_queues(calls: Calls) -> list[list[str]]:
    """Queues that are answered by the same agents, together; one with agents of its own, alone."""
    served = calls.having(ANSWERED).frame.dropna(subset=["agent"])
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
    duty = np.zeros((len(calls.dates), calls.per_day))
    seen: list[Seen] = []
    for day in _days(own.frame):
        waiting = _steps(day.second, day.second + day.wait_s)
        serving = _steps(day.begins, day.ends)
        there = _on_duty(day, waiting)
        if not there.any():  # nobody's name is known: at least as many as talk at one time
            there = _busiest(serving[:DAY_S], calls.minutes * 60)
        there = np.maximum(there, serving[: len(there)])
        seen.append(_arrivals(day, serving, there))
        duty[day.number] = there[:DAY_S].reshape(calls.per_day, -1).mean(axis=1)
    ready = _ready(seen, f"teams.{name}.headcount")
    answered = calls.weekly(own.having(ANSWERED).counts())
    taking_calls = duty * ready_by_hour(seen)[np.arange(calls.per_day) * 24 // calls.per_day]
    heads = whole_agents(calls.weekly(taking_calls), answered)
    people = int(own.frame["agent"].nunique())
    return Team(name, tuple(queues), people, duty, ready, taking_calls, heads)


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


@dataclass(frozen=True)
class _Day:
    """The calls of one day to one team."""

    number: int
    second: Floats
    wait_s: Floats
    begins: Floats
    """Of services whose length is known."""
    ends: Floats
    agent: Ints
    """Who gave each of them; -1 where that is not known."""


def _days(frame: pd.DataFrame) -> Iterator[_Day]:
    frame = frame.sort_values(["day", "second"], kind="stable")
    day = frame["day"].to_numpy(np.int64)
    second, wait_s = (frame[name].to_numpy(np.float64) for name in ("second", "wait_s"))
    lasts = frame[["talk_s", "hold_s", "wrap_up_s"]].sum(axis=1).to_numpy(np.float64)
    served = (frame["outcome"] == ANSWERED).to_numpy(bool) & frame["talk_s"].notna().to_numpy(bool)
    agent = frame["agent"].fillna(-1).to_numpy(np.int64)
    numbers, firsts = np.unique(day, return_index=True)
    for number, rows in zip(
        numbers.tolist(), np.split(np.arange(len(day)), firsts[1:]), strict=True
    ):
        own = rows[served[rows]]
        begins = second[own] + wait_s[own]
        yield _Day(number, second[rows], wait_s[rows], begins, begins + lasts[own], agent[own])


def _steps(begins: Floats, ends: Floats) -> Floats:
    """[second]: how many stretches are under way, of those of one day and what they last beyond."""
    up = np.bincount(np.clip(begins, 0, _LAST_S).astype(np.int64), minlength=_LAST_S + 1)
    down = np.bincount(np.clip(ends, 0, _LAST_S).astype(np.int64), minlength=_LAST_S + 1)
    return np.asarray(np.cumsum(up - down)[:-1], np.float64)


def _on_duty(day: _Day, waiting: Floats) -> Floats:
    """[second]: agents between their first service and their last, but for gaps away.

    Whose first call was answered at once had been there before, and who is idle at the end is there
    still: for as long as agents are idle between two calls on average, but not while callers wait.
    """
    known = day.agent >= 0
    if not known.any():
        return np.zeros(_LAST_S)
    order = np.lexsort((day.begins[known], day.agent[known]))
    agent, start = day.agent[known][order], day.begins[known][order]
    end = day.ends[known][order]
    gap, same = start[1:] - end[:-1], agent[1:] == agent[:-1]
    away = (gap > GAP_S) | ~same
    begins, ends = start[np.append(True, away)], end[np.append(away, True)]
    idle_s = float(np.maximum(gap[~away], 0.0).mean()) if (~away).any() else 0.0
    queued = np.concatenate([[-np.inf], np.flatnonzero(waiting > 0), [np.inf]])
    place = np.searchsorted(queued, begins)
    begins = begins - np.clip(begins - queued[place - 1], 0.0, idle_s)
    ends = ends + np.clip(queued[np.searchsorted(queued, ends)] - ends, 0.0, idle_s)
    return _steps(begins, ends)


def _busiest(serving: Floats, interval_s: int) -> Floats:
    """[second]: the 95 % point of those in service at one time, of each interval of the day."""
    found = np.quantile(serving.reshape(-1, interval_s), 0.95, axis=1)
    return np.asarray(np.repeat(found, interval_s))


def _arrivals(day: _Day, serving: Floats, there: Floats) -> Seen:
    """What arrivals of a day find."""
    before = np.maximum(day.second.astype(np.int64) - _A_MOMENT_S, 0)
    known = there[before] > 0
    share = serving[before][known] / there[before][known]
    hour = np.minimum(day.second[known] // 3600, 23).astype(np.int64)
    return Seen(share, (day.wait_s > 0)[known], hour)


def _ready(seen: Sequence[Seen], path: str) -> Estimate:
    """The mean share of those on duty who are ready; its interval by jackknife over days."""
    days = [one for one in seen if len(one.share)]
    waits = sum(int(one.waited.sum()) for one in days)
    if not waits:
        return Estimate(
            path, 1.0, 1.0, 1.0, 0, "arrivals", "nobody ever waited: all on duty count",
            "share", "D", ranged=False,
        )  # fmt: skip
    value = mean_ready(days)
    low = high = value
    if len(days) > 1:
        left_out = np.array([mean_ready([*days[:at], *days[at + 1 :]]) for at in range(len(days))])
        n = len(days)
        error = float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))
        reach = float(stats.t.ppf(0.975, n - 1)) * error
        low, high = max(value - reach, 0.0), min(value + reach, 1.0)
    return Estimate(
        path, value, low, high, sum(len(one.share) for one in days), "arrivals",
        "share of agents on duty who are ready, by Kaplan-Meier over what arrivals find",
        "share", ranged=False,
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
    levels, place = np.unique(share, return_inverse=True)
    at_risk = np.cumsum(np.bincount(place)[::-1])[::-1]
    survival = np.cumprod(1 - np.bincount(place, waited) / at_risk)
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
