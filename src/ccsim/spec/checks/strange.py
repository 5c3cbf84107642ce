"""What is allowed and can hardly be meant: it is told, and the scenario is played all the same."""

import datetime as dt
from collections.abc import Iterator

from ccsim.spec.checks.doors import doors
from ccsim.spec.checks.evidence import outside
from ccsim.spec.checks.finding import Finding
from ccsim.spec.departments import Department
from ccsim.spec.hours import HoursError, local_intervals
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, MINUTE

_LOOKED_AT = dt.timedelta(days=28)


def strange(scenario: Scenario) -> Iterator[Finding]:
    """Findings that are no faults."""
    yield from _nobody_plays_the_superior(scenario)
    yield from _moves_nobody(scenario)
    yield from _takes_no_calls(scenario)
    for name, department in scenario.departments.items():
        if department.promise is not None and department.promise.date != "estimated":
            yield from _cannot_be_kept(scenario, name, department, department.promise.says)
        yield from _goes_round(scenario, name)
    yield from _never_begins(scenario)
    yield from doors(scenario)
    yield from outside(scenario)


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


def _moves_nobody(scenario: Scenario) -> Iterator[Finding]:
    """What is to drive people away multiplies something, and does nothing where that is 0."""
    for name, team in scenario.teams.items():
        stress, turnover = team.stress, team.turnover
        suffers = any((stress.angry, stress.powerless, stress.lies, stress.workload))
        for key in ("by_script", "by_stress", "by_underuse"):
            if getattr(turnover, key) > 0 and turnover.yearly == 0:
                words = "it raises turnover.yearly, which is 0: nobody goes for it"
                yield ("teams", name, "turnover", key), words
        if turnover.by_stress > 0 and not suffers:
            words = (
                "no talk weighs on them: give stress a weight (angry, powerless, lies, workload)"
            )
            yield ("teams", name, "turnover", "by_stress"), words
        if stress.absence > 0 and not (suffers and _may_be_absent(scenario, name)):
            lacks = (
                "it raises shrinkage.unplanned, which is 0" if suffers else "no talk weighs on them"
            )
            yield ("teams", name, "stress", "absence"), f"{lacks}: nobody stays away for it"


def _may_be_absent(scenario: Scenario, name: str) -> bool:
    """Whether anybody of a team ever stays away: from its own places, or the pit stop."""
    facts, places = scenario.pit_stop, [name]
    if facts is not None and facts.floor == name and facts.team in scenario.teams:
        places.append(facts.team)
    return any(scenario.teams[place].shrinkage.unplanned > 0 for place in places)


def _takes_no_calls(scenario: Scenario) -> Iterator[Finding]:
    facts = scenario.pit_stop
    if facts is None:
        return
    serving = {team for queue in scenario.queues.values() for team in queue.teams}
    serving |= {q.overflow.to for q in scenario.queues.values() if q.overflow is not None}
    if facts.team not in serving:
        words = f"no queue has {facts.team!r} among its teams: who is sent there takes no calls"
        yield ("pit_stop", "team"), words


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
