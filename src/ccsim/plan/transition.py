"""Who works when an operating model gives way to another: old teams, new ones, side by side."""

from ccsim.plan.records import Integers
from ccsim.spec.scenario import Scenario
from ccsim.units import NEVER

Span = tuple[int, int]
ALL_ALONG: Span = (-NEVER, NEVER)


def time_of_team(scenario: Scenario, team: str, starts_of_days: Integers) -> Span:
    """From when until when a team is there, whatever its hours are."""
    change = scenario.transition
    if change is None:
        return ALL_ALONG
    day = scenario.calendar.warm_up_total_days
    if team in change.new_teams:
        return int(starts_of_days[day]), NEVER
    if team in change.old_teams:
        last = min(day + 7 * change.parallel_weeks, len(starts_of_days) - 1)
        return -NEVER, int(starts_of_days[last])
    return ALL_ALONG


def days_of_team(scenario: Scenario, team: str) -> tuple[int, int]:
    """The first day on which a team is there, and the first on which it is gone again."""
    change, day = scenario.transition, scenario.calendar.warm_up_total_days
    if change is not None and team in change.new_teams:
        return day, NEVER
    if change is not None and team in change.old_teams:
        return 0, day + 7 * change.parallel_weeks
    return 0, NEVER


def within(spans: list[Span], time: Span) -> list[Span]:
    """The parts of spans that lie within a time."""
    if time == ALL_ALONG:
        return spans
    cut = [(max(start, time[0]), min(end, time[1])) for start, end in spans]
    return [(start, end) for start, end in cut if start < end]
