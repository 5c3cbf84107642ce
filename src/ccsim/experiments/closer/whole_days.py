"""What theory knows exactly of days that pass alike, each beginning with nobody in the queue."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Final

from ccsim.analytic.nearest import Reading
from ccsim.analytic.theory import QueueTheory
from ccsim.analytic.transient import DayTheory, Stretch, finite_day
from ccsim.experiments.closer.one_line import Answers, memoryless_mean
from ccsim.experiments.closer.own_laws import never_hangs_up
from ccsim.experiments.closer.parts import Part, all_days_alike, calls_again, moves_on
from ccsim.spec.calendar import Calendar
from ccsim.spec.hours import ALWAYS, local_intervals
from ccsim.spec.queues import Forecast, Queue
from ccsim.spec.teams import Headcount, Team
from ccsim.units import DAY, SECOND

_MOST_WORK: Final = 2e8
"""States times ticks of the clock of a day: beyond it, a user would wait for many seconds."""
_RESTED: Final = 20
"""Mean talks that fit in until midnight, so that nobody is still there when the day ends."""


@dataclass(frozen=True)
class _Open:
    """The hours of a day, in milliseconds from midnight."""

    start: int
    end: int
    every_day: bool
    """Whether no day of the run is closed."""


def whole_days(part: Part, calendar: Calendar) -> Answers:
    """One queue and its team on days that all pass alike."""
    (name, queue), *more = part.queues.items()
    times, hours = part.times(name), _hours(queue.hours, calendar)
    one = not more and not moves_on(queue) and queue.overflow is None and not calls_again(queue)
    if not one or times is None or not times.memoryless or hours is None or queue.forecast is None:
        return {}
    if queue.forecast.rate is None and not hours.every_day:
        return {}  # calls by interval come on closed days too, and find the line closed
    patience_s = memoryless_mean(queue.patience)
    if patience_s is None and not never_hangs_up(queue.patience):
        return {}
    stretches = _stretches(queue.forecast, hours)
    there = all(_is_there(part.teams[team], queue, hours) for team in part.teams_of(name))
    servers, handle_s = part.people(name), times.mean_s
    if not stretches or not there or servers == 0:
        return {}
    if _work(stretches, handle_s, servers, patience_s, queue.lines) > _MOST_WORK:
        return {}
    day = finite_day(stretches, handle_s, servers, patience_s, queue.lines, part.threshold_s)
    if not _is_over(day, hours, handle_s, servers):
        return {}
    return {name: Reading("a day that starts empty", _of_the_day(day), "")}


def _of_the_day(day: DayTheory) -> QueueTheory:
    """What callers meet; how busy agents are is known until closing only, and left out."""
    return replace(day.queue, occupancy=None, mean_queue=None, mean_busy=None, mean_in_system=None)


def _hours(hours: str, calendar: Calendar) -> _Open | None:
    """The hours of every day on which it is open at all; None if days differ."""
    if not all_days_alike(calendar):
        return None
    start = calendar.start
    spans = local_intervals(hours, calendar, start, start + dt.timedelta(days=calendar.total_days))
    if not spans or len({begin.date() for begin, _ in spans}) < len(spans):
        return None
    found = {(_of_day(begin, begin), _of_day(begin, end)) for begin, end in spans}
    if len(found) > 1:
        return None
    ((begin, end),) = found
    return None if end > DAY else _Open(begin, end, len(spans) == calendar.total_days)


def _of_day(day: dt.datetime, at: dt.datetime) -> int:
    """Milliseconds from a day's midnight."""
    midnight = dt.datetime.combine(day.date(), dt.time())
    return (at - midnight) // dt.timedelta(milliseconds=1)


def _stretches(forecast: Forecast, hours: _Open) -> tuple[Stretch, ...]:
    """Rates from opening to closing; none where some would call a closed line."""
    if forecast.rate is not None:
        rate = forecast.rate * forecast.scale * SECOND
        return (Stretch((hours.end - hours.start) / SECOND, rate),)
    calls, step = forecast.calls or [], forecast.interval
    if len(calls) * step + forecast.starts > DAY:
        return ()
    found = []
    for number, count in enumerate(calls):
        begin = forecast.starts + number * step
        inside = hours.start <= begin and begin + step <= hours.end
        if count and not inside:
            return ()
        if inside:
            length_s = step / SECOND
            found.append(Stretch(length_s, count * forecast.scale / length_s))
    covers = len(found) * step == hours.end - hours.start
    return tuple(found) if covers else ()


def _is_there(team: Team, queue: Queue, hours: _Open) -> bool:
    """Whether the same number are at work from opening to closing."""
    if team.hours not in (ALWAYS, queue.hours):
        return False
    if not isinstance(team.headcount, Headcount):
        return True
    end = team.headcount.starts + len(team.headcount.agents) * team.headcount.interval
    return team.headcount.starts <= hours.start and hours.end <= end <= DAY


def _work(
    stretches: tuple[Stretch, ...],
    handle_s: float,
    servers: int,
    patience_s: float | None,
    lines: int | None,
) -> float:
    """About how many states times ticks it takes to reckon a day."""
    backlog = 0.0
    for each in stretches:
        excess = (each.arrival_rate - servers / handle_s) * each.length_s
        bound = math.inf if patience_s is None else each.arrival_rate * patience_s
        backlog = max(backlog, min(backlog + excess, bound))
    states = lines if lines is not None else 2 * servers + 100 + 2 * backlog
    return states * sum(
        each.length_s * (each.arrival_rate + servers / handle_s) for each in stretches
    )


def _is_over(day: DayTheory, hours: _Open, handle_s: float, servers: int) -> bool:
    """Whether the last callers have gone by midnight, as good as always."""
    evening_s = (DAY - hours.end) / SECOND
    backlog_s = day.in_system_at_close * handle_s / servers
    return evening_s > _RESTED * handle_s + 2 * backlog_s
