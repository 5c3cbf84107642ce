"""What a day at work does to those who did it."""

import numpy as np

from ccsim.overnight.fading import fading
from ccsim.overnight.work import Work
from ccsim.plan.plan import Plan
from ccsim.plan.state import State

ONE = 1 << 16
FULL = 0.85
"""Occupancy from which work is too much (E-ATT-05)."""


def wear(plan: Plan, state: State, work: Work, now: int) -> None:
    """Lets stress and workload fade by a night, and adds the day to those who were at work."""
    busy, there = work.occupancy(now)
    people = state.people
    talks = np.maximum(work.all_talks, 1)
    for t, team in enumerate(plan.scenario.teams.values()):
        facts, mine = team.stress, (people["team"] == t) & there
        kept = fading(facts.memory)
        load = facts.angry * (work.angry / talks) + facts.powerless * (work.powerless / talks)
        load = load + facts.lies * (work.lies / talks)
        load += facts.workload * np.maximum(busy - FULL, 0.0) / (1 - FULL)
        hired_for_it = np.where(people["number"] > 0, 1 - facts.tolerance, 1.0)
        today = np.minimum(load * hired_for_it, 1.0) * ONE
        for name, value in (("stress", today), ("workload", busy * ONE)):
            faded = np.floor(people[name] * kept + value * (1 - kept))
            people[name] = np.where(mine, faded, people[name])
    work.fade()
