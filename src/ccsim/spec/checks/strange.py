"""What is allowed and can hardly be meant: it is told, and the scenario is played all the same."""

import datetime as dt
from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.departments import Department
from ccsim.spec.hours import HoursError, local_intervals
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, MINUTE

_LOOKED_AT = dt.timedelta(days=28)


def strange(scenario: Scenario) -> Iterator[Finding]:
    """Findings that are no faults."""
    yield from _nobody_plays_the_superior(scenario)
    for name, department in scenario.departments.items():
        if department.promise is not None and department.promise.date != "estimated":
            yield from _cannot_be_kept(scenario, name, department, department.promise.says)
        yield from _goes_round(scenario, name)
    yield from _never_begins(scenario)


def _never_begins(scenario: Scenario) -> Iterator[Finding]:
    """What lies beyond the end of the run, which may have been shortened after it was written."""
    calendar = scenario.calendar
    for name, incident in scenario.incidents.items():
        if not incident.begins(calendar.start, calendar.total_days):
            when = f"{incident.at:%Y-%m-%d %H:%M}"
            words = f"{when} lies beyond the run of {calendar.total_days} days: it never strikes"
            yield ("incidents", name, "at"), words
    stop = scenario.pit_stop
    if stop is not None and stop.starts >= calendar.total_days * DAY:
        words = f"the run ends after {calendar.total_days} days: nobody is ever sent"
        yield ("pit_stop", "starts"), words


def _nobody_plays_the_superior(scenario: Scenario) -> Iterator[Finding]:
    faked = scenario.operating_model.escalation == "fake_supervisor"
    if faked and max(team.people for team in scenario.teams.values()) < 2:
        words = "every team is one person: there is no colleague to play the superior"
        yield ("operating_model", "escalation"), words


def _cannot_be_kept(
    scenario: Scenario, name: str, department: Department, says: int
) -> Iterator[Finding]:
    """A promise is strange if not even the best moment leaves enough open hours for the work."""
    start = scenario.calendar.start
    try:
        spans = local_intervals(department.hours, scenario.calendar, start, start + _LOOKED_AT)
    except HoursError:
        return  # told with all opening hours
    told, work = dt.timedelta(milliseconds=says), department.work.mean_ms
    best = dt.timedelta(0)
    for begin, _ in spans:
        inside = (min(end, begin + told) - first for first, end in spans if begin <= first)
        best = max(best, sum((max(one, dt.timedelta(0)) for one in inside), dt.timedelta(0)))
    if best / dt.timedelta(milliseconds=1) < work:
        hours = f"{best / dt.timedelta(hours=1):.3g} open hours of {department.hours!r}"
        words = (
            f"at most {hours} lie in it, and the work takes {work / (60 * MINUTE):.3g} on average"
        )
        yield ("departments", name, "promise", "says"), f"{words}: it will seldom be kept"


def _goes_round(scenario: Scenario, name: str) -> Iterator[Finding]:
    """Tickets that go round for certain are done only when everybody has had enough."""
    way, at = list[str](), name
    while at in scenario.departments and at not in way:
        here = scenario.departments[at]
        if not here.passes_on or min(here.passes_on) < 1 or here.fixes_on_spot > 0:
            return
        way.append(at)
        at = here.passes_to or ""
    if at == name == min(way):
        circle = " to ".join((*way, at))
        yield ("departments", name, "passes_to"), f"tickets go round from {circle}, every time"
