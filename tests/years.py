"""A year of a call centre, night by night: how many would go, and how those bear it who stay."""

from functools import cache
from typing import NamedTuple

import numpy as np

from ccsim.overnight.night import Nights
from ccsim.overnight.turnover import yearly_rate
from ccsim.plan.plan import make_plan
from ccsim.replication import make_engine
from ccsim.spec.loading import load
from shipped import SCENARIOS

HALF = (
    "customers.consumer.count=46000",
    "customers.business.count=4000",
    "teams.front.headcount=7",
    "teams.second_line.headcount=2",
    "departments.billing.staff=6",
    "departments.network.staff=32",
    "departments.provisioning.staff=4",
    "departments.retention.staff=2",
)
"""The scripted call centre for half its customers, with as many people as it needs."""


class Year(NamedTuple):
    """Of the front line, day by day."""

    rate: np.ndarray
    """Leavers in a year for each place, as things stand."""
    stress: np.ndarray
    """Mean, out of 1."""
    able: np.ndarray
    """How able those at work are: 0.5 is the mean of all."""
    gone: np.ndarray
    """How many have left so far."""


@cache
def year(
    sets: tuple[str, ...], seed: int = 1, weeks: int = 52, name: str = "scripted_call_center"
) -> Year:
    """So many weeks of a shipped scenario under these rules."""
    sets = (*sets, f"calendar.weeks={weeks}", "calendar.warm_up_weeks=0")
    facts = load(SCENARIOS / f"{name}.yaml", list(sets))
    plan = make_plan(facts.scenario)
    nights, engine = Nights(plan, seed, 0), make_engine("compiled", plan, seed, 0)
    state, rows = nights.first_state(), []
    front = plan.scenario.teams["front"]
    for number in range(plan.total_days):
        state, day, written = nights.step(number, state)
        for chunk in (written, *engine.play(day, state)):
            for reader in nights.readers:
                reader.add(chunk)
        people = state.people[state.people["team"] == plan.team_names.index("front")]
        there = people[people["away"] == 0]
        script = np.full(len(there), plan.tables.teams["script_adherence"][0] / (1 << 32))
        rows.append(
            (
                yearly_rate(front, there, script).mean(),
                there["stress"].mean() / (1 << 16),
                there["able"].mean() / (1 << 32),
                people["number"].sum() + (people["away"] == 1).sum(),
            )
        )
    return Year(*np.array(rows).T)
