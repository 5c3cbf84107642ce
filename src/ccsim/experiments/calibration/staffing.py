"""How many agents were there, and how many of them took calls: from their services alone.

An agent is on duty from the first service to the last one of the day, without the gaps in which
callers waited and none was taken for a quarter of an hour. Not all on duty are ready for a call.
Every arrival tells something of how many are: who has to wait, that no more are ready than are in
service just then; who is answered at once, that more are. That is a survival time seen by some and
censored for the others, so the estimator of Kaplan and Meier gives the mean share of those on duty
who are ready. (The share in service while somebody waits, by itself, is too low: callers wait most
when few are ready.) Nothing is tuned to any result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from ccsim.experiments.calibration.calls import DAY_S, Calls, Floats
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.intake.calls import ANSWERED

Ints = NDArray[np.int64]

GAP_S: Final = 900
"""Who takes nobody for so long while callers wait is away."""
_SHARED: Final = 0.2
_SERVES: Final = 0.05
_LAST_S: Final = 2 * DAY_S
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
    own = calls.frame[calls.frame["queue"].isin(queues)]
    duty = np.zeros((len(calls.dates), calls.per_day))
    seen: list[tuple[Floats, NDArray[np.bool_]]] = []
    for day in own["day"].unique().tolist():
        frame = own[own["day"] == day]
        waiting, serving = _waiting(frame), _serving(frame)
        there = _on_duty(frame, waiting)
        if not there.any():  # nobody's name is known: at least as many as talk at one time
            there = _busiest(serving, calls.minutes * 60)
        seen.append(_arrivals(frame, serving, np.maximum(there, serving)))
        duty[day] = there[:DAY_S].reshape(calls.per_day, -1).mean(axis=1)
    ready = _ready(seen, f"teams.{name}.headcount")
    answered = calls.weekly(_of(calls, own).having(ANSWERED).counts())
    heads = whole_agents(calls.weekly(duty) * ready.value, answered)
    people = int(own["agent"].nunique())
    return Team(name, tuple(queues), people, duty, ready, heads)


def _of(calls: Calls, frame: pd.DataFrame) -> Calls:
    return Calls(**{**vars(calls), "frame": frame})


def _steps(begins: Floats, ends: Floats) -> Floats:
    """[second]: how many stretches are under way, of those of one day and what they last beyond."""
    found = np.zeros(_LAST_S + 1)
    np.add.at(found, np.clip(begins, 0, _LAST_S).astype(np.int64), 1)
    np.add.at(found, np.clip(ends, 0, _LAST_S).astype(np.int64), -1)
    return np.asarray(np.cumsum(found)[:-1])


def _waiting(frame: pd.DataFrame) -> Floats:
    begins = frame["second"].to_numpy(np.float64)
    return _steps(begins, begins + frame["wait_s"].to_numpy(np.float64))


def _served(frame: pd.DataFrame) -> pd.DataFrame:
    served = frame[(frame["outcome"] == ANSWERED) & frame["talk_s"].notna()].copy()
    served["begins"] = served["second"] + served["wait_s"]
    served["ends"] = served["begins"] + served[["talk_s", "hold_s", "wrap_up_s"]].sum(axis=1)
    return served


def _serving(frame: pd.DataFrame) -> Floats:
    served = _served(frame)
    return _steps(served["begins"].to_numpy(np.float64), served["ends"].to_numpy(np.float64))


def _on_duty(frame: pd.DataFrame, waiting: Floats) -> Floats:
    """[second]: agents between their first service and their last, but for gaps away."""
    queued_s = np.concatenate([[0.0], np.cumsum(waiting > 0)])
    begins, ends = [], []
    for _, own in _served(frame).dropna(subset=["agent"]).groupby("agent"):
        order = np.argsort(own["begins"].to_numpy(np.float64))
        start = own["begins"].to_numpy(np.float64)[order]
        end = np.maximum.accumulate(own["ends"].to_numpy(np.float64)[order])
        gap = start[1:] - end[:-1]
        from_, to = (np.clip(one, 0, _LAST_S).astype(np.int64) for one in (end[:-1], start[1:]))
        away = (gap > GAP_S) & (queued_s[np.maximum(to, from_)] - queued_s[from_] > 60)
        begins.append(start[np.append(True, away)])
        ends.append(end[np.append(away, True)])
    if not begins:
        return np.zeros(_LAST_S)
    return _steps(np.concatenate(begins), np.concatenate(ends))


def _busiest(serving: Floats, interval_s: int) -> Floats:
    """[second]: the 95 % point of those in service at one time, of each interval."""
    found = np.quantile(serving.reshape(-1, interval_s), 0.95, axis=1)
    return np.repeat(found, interval_s)


def _arrivals(
    frame: pd.DataFrame, serving: Floats, there: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """[arrival]: the share of those on duty that it finds in service, and whether it waits."""
    before = np.maximum(frame["second"].to_numpy(np.float64).astype(np.int64) - _A_MOMENT_S, 0)
    known = there[before] > 0
    share = serving[before][known] / there[before][known]
    return share, (frame["wait_s"] > 0).to_numpy(bool)[known]


def _ready(seen: Sequence[tuple[Floats, NDArray[np.bool_]]], path: str) -> Estimate:
    """The mean share of those on duty who are ready; its interval by jackknife over days."""
    days = [one for one in seen if len(one[0])]
    waits = sum(int(waited.sum()) for _, waited in days)
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
        path, value, low, high, sum(len(share) for share, _ in days), "arrivals",
        "share of agents on duty who are ready, by Kaplan-Meier over what arrivals find",
        "share", ranged=False,
    )  # fmt: skip


def mean_ready(days: Sequence[tuple[Floats, NDArray[np.bool_]]]) -> float:
    """The mean of the share at which arrivals begin to wait; who does not wait is censored."""
    share = np.concatenate([one for one, _ in days])
    waited = np.concatenate([one for _, one in days])
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
