"""The pit stop: who is there when, what other functions know, may do, and cost."""

import numpy as np
import numpy.typing as npt

from ccsim.plan.chances import threshold
from ccsim.plan.grid import Grid
from ccsim.plan.lowering import Lowering
from ccsim.plan.records import Integers
from ccsim.plan.teams import authority_code
from ccsim.spec.money import per_ms
from ccsim.spec.pit_stop import Function, PitStop
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY

NOBODY = -1


def rotation(facts: PitStop, day: int) -> int:
    """Which group is in the pit stop on a day, from 0, or -1.

    >>> fortnightly = PitStop(team="pit_stop", floor="front", every="14d", starts="7d")
    >>> [rotation(fortnightly, day) for day in (6, 7, 13, 14, 21)]
    [-1, 0, 0, -1, 1]
    """
    number, into = divmod(day - facts.starts // DAY, facts.every // DAY)
    late = facts.rotations is not None and number >= facts.rotations
    return NOBODY if number < 0 or late or into >= facts.stay // DAY else number


def present(facts: PitStop) -> dict[str, Function]:
    """The functions that somebody has come from."""
    return {name: one for name, one in facts.functions.items() if one.people > 0}


def lower_areas(lowering: Lowering) -> Integers:
    """[team, kind]: what a team may do because another function sits with it, or -1."""
    scenario, facts = lowering.scenario, lowering.scenario.pit_stop
    areas = np.full((len(scenario.teams), max(1, len(scenario.needs))), -1, np.int64)
    if facts is not None:
        mine, kinds = list(scenario.teams).index(facts.team), list(scenario.needs)
        for function in present(facts).values():
            for need in function.needs:
                k = kinds.index(need)
                areas[mine, k] = max(areas[mine, k], authority_code(function.authority))
    return areas


def lower_lent_knowledge(lowering: Lowering) -> Integers:
    """[kind]: the chance that one of the other functions knows the matter."""
    scenario, facts = lowering.scenario, lowering.scenario.pit_stop
    known = np.zeros(max(1, len(scenario.needs)), np.int64)
    kinds = list(scenario.needs)
    for function in present(facts).values() if facts is not None else ():
        for need in function.needs:
            k = kinds.index(need)
            known[k] = max(known[k], threshold(function.knowledge))
    return known


def functions_cost(scenario: Scenario, grid: Grid) -> npt.NDArray[np.float64]:
    """[team, cell]: what the people of other functions cost, while a group is there."""
    cost, facts = np.zeros(grid.team_open.shape), scenario.pit_stop
    if facts is None:
        return cost
    mine = list(scenario.teams).index(facts.team)
    paid = [(one.people, one.pay) for one in present(facts).values() if one.pay is not None]
    pay_per_ms = sum(people * per_ms(pay) for people, pay in paid)
    there = [rotation(facts, int(day)) >= 0 for day in grid.cell_day]
    cost[mine] = np.diff(grid.edges) * (grid.team_open[mine] & np.array(there, bool)) * pay_per_ms
    return cost
