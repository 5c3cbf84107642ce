"""Incidents lie in the run, and no kind of need strikes twice on one day."""

import datetime as dt
from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario


def incidents(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with the incidents."""
    calendar = scenario.calendar
    taken: dict[tuple[str, dt.date], str] = {}
    for name, incident in scenario.incidents.items():
        path = ("incidents", name, "at")
        if incident.at.date() < calendar.start:
            when = f"{incident.at:%Y-%m-%d %H:%M}"
            yield path, f"{when} lies before the run, which begins on {calendar.start}"
        for at in incident.begins(calendar.start, calendar.total_days):
            other = taken.setdefault((incident.need, at.date()), name)
            if other != name:
                words = f"{incident.need!r} strikes on {at.date()} already, by {other!r}"
                yield path, f"{words}: take another day, or a need of its own"
                break
