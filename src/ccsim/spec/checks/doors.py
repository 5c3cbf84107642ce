"""Calls that find the line closed, or an open line and nobody at work: told with hours and number.

A week is looked at, minute by minute. Whatever is open or at work on one of the next four Mondays
counts as being there on Mondays, so that public holidays are not told of.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Final

from ccsim.spec.calendar import Calendar
from ccsim.spec.checks.finding import Finding
from ccsim.spec.demand import WEEKDAYS, Profile
from ccsim.spec.hours import HoursError, local_intervals
from ccsim.spec.queues import Forecast, Queue
from ccsim.spec.scenario import Scenario
from ccsim.spec.teams import Headcount
from ccsim.units import DAY, DAYS_OF_YEAR, MINUTE

Minutes = tuple[bool, ...]
"""Of a week from Monday, midnight."""
Hours = Callable[[str], Minutes]
_LOOKED_AT: Final = 28
_A_DAY: Final = DAY // MINUTE
_A_WEEK: Final = 7 * _A_DAY
_FEWEST: Final = 1.0
"""So many calls are worth a word; fewer are what is left of an average."""
_MOST_SPANS: Final = 4
"""So many stretches of hours are told; of more, how many there are."""


def doors(scenario: Scenario) -> Iterator[Finding]:
    """Queues that are called when they are closed, or when nobody is there to answer."""
    calendar = scenario.calendar

    @cache
    def hours(text: str) -> Minutes:
        return _of_week(text, calendar)

    for name, queue in scenario.queues.items():
        if not queue.written:  # nobody waits for an answer in writing
            yield from _of_queue(scenario, name, hours)


def _of_queue(scenario: Scenario, name: str, hours: Hours) -> Iterator[Finding]:
    queue = scenario.queues[name]
    opened, there = hours(queue.hours), _somebody(scenario, queue, hours)
    believed = hours(queue.advertised_hours or queue.hours)
    shut = [not one and not other for one, other in zip(opened, believed, strict=True)]
    empty = [one and not other for one, other in zip(opened, there, strict=True)]
    if not any(empty) and (queue.forecast is None or queue.forecast.calls is None):
        return
    calls, per = _first_calls(scenario, name, opened), _of_the_run(scenario.calendar)
    closed = _in(shut, calls)
    if sum(closed) >= _FEWEST:
        when = f"{_number(closed)} calls {per} come when it is closed ({_spans(closed)})"
        again = queue.forecast is not None and queue.forecast.redials_when_blocked > 0
        lost = "nobody takes them unless they dial again" if again else "nobody takes them"
        words = f"{lost}; write hours that fit, or leave these calls out"
        yield ("queues", name, "forecast"), f"{when}: {words}"
    alone = _in(empty, calls)
    if sum(alone) >= _FEWEST:
        who = " or ".join(repr(team) for team in _answering(queue))
        when = f"{_number(alone)} calls {per} come when it is open and nobody of {who} is at work"
        yield ("queues", name, "hours"), f"{when} ({_spans(alone)}): nobody takes them then"


def _of_the_run(calendar: Calendar) -> str:
    return "a week" if calendar.total_days >= 7 else "in all"


def _in(where: list[bool], calls: list[float]) -> list[float]:
    return [one if here else 0.0 for one, here in zip(calls, where, strict=True)]


def _of_week(text: str, calendar: Calendar) -> Minutes:
    """The minutes of a week in which hours are open on any of the days looked at."""
    start, days = calendar.start, min(calendar.total_days, _LOOKED_AT)
    try:
        spans = local_intervals(text, calendar, start, start + dt.timedelta(days=days))
    except HoursError:
        return (True,) * _A_WEEK  # told with all opening hours
    monday = dt.datetime.combine(start - dt.timedelta(days=start.weekday()), dt.time())
    minutes = [False] * _A_WEEK
    for begin, end in spans:
        first, last = ((at - monday) // dt.timedelta(minutes=1) for at in (begin, end))
        for at in range(first, min(last, first + _A_WEEK)):
            minutes[at % _A_WEEK] = True
    return tuple(minutes)


def _first_calls(scenario: Scenario, name: str, opened: Minutes) -> list[float]:
    """Calls that a queue is to expect in each minute of a week, without redials and repeats."""
    calendar, forecast = scenario.calendar, scenario.queues[name].forecast
    calls = [0.0] * _A_WEEK if forecast is None else _of_forecast(forecast, opened)
    for needed, profile in _of_needs(scenario, name):
        weights = _of_profile(profile)
        # Whoever needs something while the line is closed calls when it has opened.
        share = needed / sum(weights)
        calls = [
            one + weight * share if here else one
            for one, weight, here in zip(calls, weights, opened, strict=True)
        ]
    first, days = calendar.start.weekday(), min(calendar.total_days, 7)
    played = {(first + day) % 7 for day in range(days)}
    return [one if at // _A_DAY in played else 0.0 for at, one in enumerate(calls)]


def _of_forecast(forecast: Forecast, opened: Minutes) -> list[float]:
    """Anonymous calls; a rate holds only while the queue is open."""
    if forecast.rate is not None:
        a_minute = forecast.rate * forecast.scale * MINUTE
        return [a_minute if here else 0.0 for here in opened]
    values, step = forecast.calls or [], forecast.interval
    calls = [0.0] * _A_WEEK
    weekly = len(values) * step + forecast.starts > DAY
    for first in (0,) if weekly else range(0, 7 * DAY, DAY):
        for number, value in enumerate(values):
            begin = first + forecast.starts + number * step
            minutes = range(begin // MINUTE, max((begin + step) // MINUTE, begin // MINUTE + 1))
            for at in minutes:
                calls[at % _A_WEEK] += value * forecast.scale / len(minutes)
    return calls


def _of_needs(scenario: Scenario, name: str) -> Iterator[tuple[float, Profile]]:
    """Calls a week for what customers need, that go to a queue of their own accord."""
    for need in scenario.needs.values():
        by_line = 1 - sum(share.chance for share in need.channels)
        mixed = sum(share.chance for share in need.channels if share.queue == name)
        a_year = 0.0
        for segment, facts in scenario.customers.items():
            here = need.queue_by_segment.get(segment, need.queue) == name
            often = need.per_customer_year * need.by_segment.get(segment, 1.0)
            a_year += facts.count * often * (mixed + by_line * here)
        if a_year > 0:
            yield a_year / DAYS_OF_YEAR * 7, need.profile or scenario.demand.profile


def _of_profile(profile: Profile) -> list[float]:
    """Weights of the minutes of a week."""
    day = profile.day or [1.0]
    minutes = [day[at * len(day) // _A_DAY] for at in range(_A_DAY)]
    return [profile.weekday.get(name, 1.0) * one for name in WEEKDAYS for one in minutes]


def _answering(queue: Queue) -> list[str]:
    return [*queue.teams, *([queue.overflow.to] if queue.overflow else [])]


def _somebody(scenario: Scenario, queue: Queue, hours: Hours) -> Minutes:
    """The minutes in which at least one who answers a queue is at work."""
    there = [_at_work(scenario, name, hours) for name in _answering(queue)]
    return tuple(map(any, zip(*there, strict=True)))


def _at_work(scenario: Scenario, name: str, hours: Hours) -> Minutes:
    team, stop = scenario.teams[name], scenario.pit_stop
    if stop is not None and stop.team == name:
        return (True,) * _A_WEEK  # whoever is sent there for a week brings their hours along
    if team.shifts is not None:
        shifts = [hours(shift.hours) for shift in team.shifts if shift.agents]
        return tuple(map(any, zip(*shifts, strict=True))) if shifts else (False,) * _A_WEEK
    if not isinstance(team.headcount, Headcount):
        return hours(team.hours) if team.headcount else (False,) * _A_WEEK
    return tuple(map(all, zip(hours(team.hours), _wanted(team.headcount), strict=True)))


def _wanted(headcount: Headcount) -> Minutes:
    """The minutes of a week in which a headcount by interval is above zero."""
    step, weekly = headcount.interval, len(headcount.agents) * headcount.interval > DAY
    weekly = weekly or headcount.starts + len(headcount.agents) * step > DAY
    minutes = [False] * _A_WEEK
    for first in (0,) if weekly else range(0, 7 * DAY, DAY):
        for number, agents in enumerate(headcount.agents):
            begin = first + headcount.starts + number * step
            for at in range(begin // MINUTE, -(-(begin + step) // MINUTE)):
                minutes[at % _A_WEEK] = minutes[at % _A_WEEK] or agents > 0
    return tuple(minutes)


def _number(calls: list[float]) -> str:
    total = sum(calls)
    return f"{total:,.0f}" if total >= 10 else f"{total:.2g}"


def _spans(calls: list[float]) -> str:
    """The hours in which there are calls, days of the same hours together."""
    by_day = [_of_day(calls[day * _A_DAY : (day + 1) * _A_DAY]) for day in range(7)]
    told = []
    for spans, group in groupby(range(7), lambda day: by_day[day]):
        days = [WEEKDAYS[day] for day in group]
        name = days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"
        told += [f"{name} {','.join(spans)}"] if spans else []
    if len(told) > _MOST_SPANS:
        return f"{'; '.join(told[:_MOST_SPANS])} and more"
    return "; ".join(told)


def _of_day(calls: list[float]) -> tuple[str, ...]:
    """The hours of a day in which there are calls."""
    spans, at = list[str](), 0
    for some, group in groupby(calls, bool):
        end = at + len(list(group))
        if some:
            spans.append(f"{at // 60:02d}:{at % 60:02d}-{end // 60:02d}:{end % 60:02d}")
        at = end
    return tuple(spans)
