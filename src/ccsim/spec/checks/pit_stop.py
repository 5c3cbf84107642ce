"""A pit stop takes its people from one team, has a place for each, and goes home at night."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.checks.shifts import endless
from ccsim.spec.pit_stop import PitStop
from ccsim.spec.scenario import Scenario
from ccsim.spec.teams import Team


def pit_stop(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with the pit stop."""
    facts = scenario.pit_stop
    if facts is None or facts.team not in scenario.teams or facts.floor not in scenario.teams:
        return
    if facts.team == facts.floor:
        words = "the pit stop and the floor are the same team: give the pit stop one of its own"
        yield ("pit_stop", "team"), words
        return
    yield from _sizes(scenario, facts)
    for where in (facts.team, facts.floor):
        for path in endless(where, scenario.teams[where], scenario.calendar):
            words = f"who of {where!r} is there all day and night never goes home, and so cannot"
            yield path, f"{words} change places: give hours with an end, or shifts"
    yield from _guests(facts.team, scenario.teams[facts.team])


def _sizes(scenario: Scenario, facts: PitStop) -> Iterator[Finding]:
    floor, places = scenario.teams[facts.floor].people, scenario.teams[facts.team].people
    if facts.size > floor:
        words = f"{facts.size} cannot be taken out of {facts.floor!r}, which has {floor}"
        yield ("pit_stop", "size"), f"{words}: at most {floor}"
    if facts.size != places:
        words = f"{facts.team!r} has {places} places for groups of {facts.size}"
        yield ("pit_stop", "size"), f"{words}: give it a headcount of {facts.size}"


def _guests(name: str, team: Team) -> Iterator[Finding]:
    """What people bring along is not the team's to say."""
    if not team.is_steady:
        words = "those in the pit stop learn, tire and leave as people of the floor"
        yield (
            ("teams", name),
            f"{words}: leave learning, talents, stress, turnover and hiring to that team",
        )
    if team.knowledge != 1.0:
        words = "those in the pit stop know what they knew on the floor, and what other functions"
        yield (
            ("teams", name, "knowledge"),
            f"{words} know: leave this out, and give pit_stop.functions",
        )
