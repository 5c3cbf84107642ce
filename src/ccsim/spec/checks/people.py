"""Who may quit must go home some time: people leave between two shifts."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.people import Turnover
from ccsim.spec.scenario import Scenario


def people(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with those who work here."""
    for name, team in scenario.teams.items():
        if team.turnover == Turnover():
            continue
        if team.shifts is None and team.hours.strip() in ("24/7", "Mo-Su 00:00-24:00"):
            words = f"nobody of {name!r} ever goes home (hours 24/7), and so nobody can be replaced"
            yield ("teams", name, "turnover"), f"{words}: give hours with an end, or shifts"
        if team.turnover.by_underuse > 0 and team.talents.education == 0:
            yield (
                ("teams", name, "turnover", "by_underuse"),
                f"nobody of {name!r} is educated: give talents.education a share above 0",
            )
