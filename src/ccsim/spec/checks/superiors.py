"""Whether those who could be asked are there, and whether anybody may put an error right."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.needs import AuthorityName
from ccsim.spec.scenario import Scenario
from ccsim.spec.teams import Team

_MAY_OVERRIDE: tuple[AuthorityName, ...] = ("exception", "full")


def superiors(scenario: Scenario) -> Iterator[Finding]:
    """Errors that nobody could put right, and floor-walkers whose hours nobody knows."""
    for name, team in scenario.teams.items():
        walkers = team.floor_walkers
        if walkers is not None and walkers.hours is None and team.shifts is not None:
            yield (
                ("teams", name, "floor_walkers", "hours"),
                "a team of shifts has no hours of its own: say when its floor-walkers are there",
            )
    if any(_overrides(scenario, team) for team in scenario.teams.values()):
        return
    for name, need in scenario.needs.items():
        if need.data_error > 0 and need.owner is None:
            yield (
                ("needs", name, "data_error"),
                (
                    f"{need.data_error:g} of them could never be solved: give a team access: "
                    "override or authority for exceptions, or the need an owner"
                ),
            )


def _overrides(scenario: Scenario, team: Team) -> bool:
    """Whether somebody of the team may look behind what the system shows."""
    authority = team.authority or scenario.operating_model.authority
    on_the_floor = team.floor_walkers is not None and team.floor_walkers.authority
    return team.access == "override" or authority in _MAY_OVERRIDE or on_the_floor in _MAY_OVERRIDE
