"""What is expected of each queue before any luck: first attempts, work, and agents on duty."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ccsim.plan.plan import Plan
from ccsim.spec.demand import WEEKDAYS, Profile
from ccsim.spec.queues import Forecast
from ccsim.units import DAY, DAYS_OF_YEAR, NEVER

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Stream:
    """First attempts that one kind of caller makes at one queue."""

    calls: Floats
    """[cell]: how many are expected."""
    handle_ms: float
    """Mean talk and after-call work."""
    patience_ms: float
    """Mean patience; NEVER where they do not hang up."""


def streams_of(plan: Plan, queue: str) -> list[Stream]:
    """Who calls a queue of their own accord, expected by cell of the plan's grid."""
    facts, q = plan.scenario, plan.queue_names.index(queue)
    own, team = facts.queues[queue], facts.teams[facts.queues[queue].teams[0]]
    streams = []
    if own.forecast is not None:
        handle = own.talk.mean_ms * team.talk_factor + own.wrap_up.mean_ms
        patience = float(NEVER) if own.patience is None else own.patience.mean_ms
        streams.append(Stream(_of_forecast(plan, own.forecast, q), handle, patience))
    sample = facts.operating_model.sample
    for s, (segment_name, segment) in enumerate(facts.customers.items()):
        for k, need in enumerate(facts.needs.values()):
            share = 0.0 if sample is None else sample.share
            here = (1 - share) * (plan.kind_queue[s, k] == q)
            here += share * (sample is not None and sample.queue == queue)
            a_year = need.per_customer_year * need.by_segment.get(segment_name, 1.0) * segment.count
            if not here * a_year:
                continue
            wrap_up = need.wrap_up or facts.operating_model.wrap_up
            handle = need.talk.mean_ms * team.talk_factor
            handle += 0.0 if wrap_up is None else wrap_up.mean_ms
            calls = here * a_year / DAYS_OF_YEAR * _of_profile(plan, need.profile)
            calls = _at_the_door(plan, calls, q, segment.opening_spread)
            patience = (own.patience or segment.patience).mean_ms
            streams.append(Stream(calls, handle, patience))
    return streams


def agents_on_duty(plan: Plan) -> Floats:
    """[team, cell]: agents expected at work, without breaks, planned time away and absence."""
    edges, roster = plan.grid.edges, plan.roster
    lengths = np.diff(edges).astype(float)
    team = plan.agent_team[roster.agent]
    shift_of_break = np.repeat(np.arange(len(roster.agent)), np.diff(roster.first_break))
    duty = np.empty((len(plan.team_names), len(lengths)))
    for number, facts in enumerate(plan.scenario.teams.values()):
        mine, resting = team == number, team[shift_of_break] == number
        there = _overlap(edges, roster.starts[mine], roster.ends[mine])
        away = _overlap(edges, roster.break_starts[resting], roster.break_ends[resting])
        duty[number] = (there - away) / lengths * (1 - facts.shrinkage.unplanned)
    return duty


def _overlap(edges: npt.NDArray[np.int64], starts: Floats, ends: Floats) -> Floats:
    """Milliseconds of all spans together that lie within each cell."""

    def before(instants: Floats) -> Floats:
        ordered = np.sort(instants).astype(float)
        summed = np.concatenate([[0.0], np.cumsum(ordered)])
        counts = np.searchsorted(ordered, edges)
        return np.asarray(counts * edges - summed[counts], np.float64)

    return np.diff(before(starts) - before(ends))


def _of_forecast(plan: Plan, forecast: Forecast, q: int) -> Floats:
    """Expected calls of a forecast by cell; outside the hours only where the forecast says so."""
    edges = plan.grid.edges
    lengths = np.diff(edges).astype(float)
    if forecast.rate is not None:
        return np.where(plan.grid.queue_open[q], forecast.rate * forecast.scale * lengths, 0.0)
    values = forecast.calls or []
    per_day, shift = DAY // forecast.interval, forecast.starts // forecast.interval
    weekly = len(values) * forecast.interval + forecast.starts > DAY
    cells = np.zeros(len(lengths))
    for cell, day in enumerate(plan.grid.cell_day):
        into = int(edges[cell] - plan.day_starts[day])
        index = into // forecast.interval - shift + (_weekday(plan, day) * per_day if weekly else 0)
        if 0 <= index < len(values):
            cells[cell] = values[index] * forecast.scale * lengths[cell] / forecast.interval
    return cells


def _of_profile(plan: Plan, profile: Profile | None) -> Floats:
    """The share of a day's average demand that falls into each cell."""
    profile = profile or plan.scenario.demand.profile
    edges = plan.grid.edges
    weights = np.array(profile.day or [1.0])
    summed = np.concatenate([[0.0], np.cumsum(weights / weights.sum())])
    marks = np.linspace(0, 1, len(summed))
    shares = np.zeros(len(edges) - 1)
    for day, (start, end) in enumerate(pairwise(plan.day_starts)):
        cells = np.flatnonzero(plan.grid.cell_day == day)
        places = (edges[[*cells, cells[-1] + 1]] - start) / (end - start)
        today = profile.weekday.get(WEEKDAYS[_weekday(plan, day)], 1.0) * 7 / profile.weight_of_week
        shares[cells] = today * np.diff(np.interp(places, marks, summed))
    return shares


def _at_the_door(plan: Plan, calls: Floats, q: int, spread: int) -> Floats:
    """Demand of closed hours brought to the time after the next opening, in equal parts."""
    edges, opened = plan.grid.edges, plan.grid.queue_open[q]
    arriving, waiting, cell = np.where(opened, calls, 0.0), 0.0, 0
    while cell < len(calls):
        if not opened[cell]:
            waiting, cell = waiting + calls[cell], cell + 1
            continue
        if waiting:
            start = edges[cell]
            parts = np.clip(edges[1:] - start, 0, max(spread, 1)) / max(spread, 1)
            arriving += waiting * np.diff(parts, prepend=0.0)
            waiting = 0.0
        cell += 1
    return arriving


def _weekday(plan: Plan, day: int) -> int:
    return (plan.scenario.calendar.start.weekday() + int(day)) % 7
