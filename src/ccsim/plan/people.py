"""How people differ, as shapes of distributions."""

from math import log1p, sqrt

from ccsim.plan.lowering import Lowering


def lower_talents(lowering: Lowering) -> tuple[int, ...]:
    """[team]: the shape of how handle times differ from person to person; -1 where they do not.

    Log-normal, after E-AHT-07.
    """
    spreads = [team.talents.pace for team in lowering.scenario.teams.values()]
    return tuple(
        -1 if cv == 0 else lowering.shapes.row("lognormal", (sqrt(log1p(cv * cv)),))
        for cv in spreads
    )


def lower_tenure(lowering: Lowering) -> int:
    """The shape of how long people have been here, where so many leave every year; else -1."""
    if any(team.turnover.yearly > 0 for team in lowering.scenario.teams.values()):
        return lowering.shapes.row("exponential", ())
    return -1
