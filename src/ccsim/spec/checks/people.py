"""Who may quit must go home some time: people leave between two shifts."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.checks.shifts import endless
from ccsim.spec.people import Turnover
from ccsim.spec.scenario import Scenario


def people(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with those who work here."""
    for name, team in scenario.teams.items():
        if team.turnover == Turnover():
            continue
        for path in endless(name, team, scenario.calendar):
            words = f"who of {name!r} is there all day and night never goes home, and so cannot be"
            yield path, f"{words} replaced: give hours with an end, or shifts"
        if team.turnover.by_underuse > 0 and team.talents.education == 0:
            yield (
                ("teams", name, "turnover", "by_underuse"),
                f"nobody of {name!r} is educated: give talents.education a share above 0",
            )
