"""Tomorrow's anonymous callers, from the forecasts of queues, as new cases."""

import numpy as np

from ccsim.overnight.cases import give_birth
from ccsim.overnight.openings import next_openings
from ccsim.plan.addresses import CALLER_BITS
from ccsim.plan.chances import poisson_count
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.plan.state import State
from ccsim.rules.forecasts import call_times, count_word
from ccsim.spec.queues import Forecast
from ccsim.units import DAY


def dial(plan: Plan, state: State, seed: int, replication: int, day: int, busy: float) -> State:
    """The state with the anonymous callers of a day; `busy` is the busy-day factor."""
    cases = state.cases
    for q, name in enumerate(plan.queue_names):
        forecast = plan.scenario.queues[name].forecast
        if forecast is None:
            continue
        who, due = _callers(plan, forecast, q, seed, replication, day, busy)
        if forecast.rate is not None:
            is_open = next_openings(plan, q, due) == due
            who, due = who[is_open], due[is_open]
        word = np.full(len(who), day, np.int64)
        cases, _ = give_birth(cases, who, word, due, np.full(len(who), q, np.int64))
    return state._replace(cases=cases)


def _callers(
    plan: Plan, forecast: Forecast, q: int, seed: int, replication: int, day: int, busy: float
) -> tuple[Integers, Integers]:
    """Addresses and times of a day's callers of one queue."""
    code = int(plan.tables.queues["code"][q])
    starts, ends = int(plan.day_starts[day]), int(plan.day_starts[day + 1])
    callers, times = [], []
    for i, at in enumerate(range(starts, ends, forecast.interval)):
        length = min(forecast.interval, ends - at)
        mean = _expected(plan, forecast, day, i, length) * busy
        if mean == 0:
            continue
        count = poisson_count(mean, count_word(seed, replication, code, i, day))
        first = i << CALLER_BITS
        callers.append((code << 32) | (first + np.arange(count)))
        times.append(call_times(seed, replication, code, first, day, count, at, length))
    if not callers:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    due = np.concatenate(times)
    order = np.argsort(due, kind="stable")  # rows in order of time are read faster
    return np.concatenate(callers)[order], due[order]


def _expected(plan: Plan, forecast: Forecast, day: int, i: int, length: int) -> float:
    if forecast.rate is not None:
        return forecast.rate * forecast.scale * length
    calls = forecast.calls or []
    index = i - forecast.starts // forecast.interval
    if len(calls) * forecast.interval + forecast.starts > DAY:
        weekday = (plan.scenario.calendar.start.weekday() + day) % 7
        index += weekday * (DAY // forecast.interval)
    return calls[index] * forecast.scale if 0 <= index < len(calls) else 0.0
