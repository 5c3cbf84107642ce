"""What a day at work does to those who did it."""

import numpy as np

from ccsim.overnight.fading import fading
from ccsim.overnight.work import Work
from ccsim.plan.plan import Plan
from ccsim.plan.records import Records
from ccsim.plan.state import State

ONE = 1 << 16
ALL_DAYS = 1 << 32
"""What a person has seen of the job after very many days."""
FULL = 0.85
"""Occupancy from which work is too much (E-ATT-05)."""


def wear(plan: Plan, state: State, work: Work) -> None:
    """Lets stress fade by a night, and adds the day to those who were at work.

    Days at home are days of rest: stress fades, and nothing comes on top. Workload is how busy
    days at work are, whenever they were.
    """
    busy, there = work.occupancy()
    people = state.people
    talks = np.maximum(work.all_talks, 1)
    for t, team in enumerate(plan.scenario.teams.values()):
        facts, mine = team.stress, people["team"] == t
        kept = fading(facts.memory)
        load = facts.angry * (work.angry / talks) + facts.powerless * (work.powerless / talks)
        load = load + facts.lies * (work.lies / talks)
        load += facts.workload * np.maximum(busy - FULL, 0.0) / (1 - FULL)
        hired_for_it = np.where(people["number"] > 0, 1 - facts.tolerance, 1.0)
        today = np.where(there, np.minimum(load * hired_for_it, 1.0) * ONE, 0.0)
        faded = np.floor(people["stress"] * kept + today * (1 - kept))
        people["stress"] = np.where(mine, faded, people["stress"])
        _remember_workload(people, mine & there, busy, kept)


def _remember_workload(people: Records, which: np.ndarray, busy: np.ndarray, kept: float) -> None:
    """A mean of days at work in which those of late count for more.

    It is a mean of the days that there were: after the first of them it is as that one was.
    """
    before = people["days_seen"] * kept
    seen = np.minimum(np.floor(before + (1 - kept) * ALL_DAYS), ALL_DAYS)
    mean = (people["workload"] * before + busy * ONE * (seen - before)) / np.maximum(seen, 1)
    people["workload"] = np.where(which, np.floor(mean), people["workload"])
    people["days_seen"] = np.where(which, seen, people["days_seen"])
