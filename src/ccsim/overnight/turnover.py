"""Who goes for good, and who comes into the empty places."""

from collections.abc import Iterator

import numpy as np

from ccsim.codes import Away, Event
from ccsim.eventlog.reading import is_among
from ccsim.overnight.steering import adopt
from ccsim.overnight.stress import FULL, ONE
from ccsim.plan.chances import WORDS
from ccsim.plan.plan import Plan
from ccsim.plan.state import State
from ccsim.plan.transition import time_of_team
from ccsim.rules.agents import quitting_words, talent_words
from ccsim.spec.teams import Team
from ccsim.units import DAY, DAYS_OF_YEAR

_USUAL_SCRIPT = 0.95
"""Adherence to the script at which the yearly rate is meant (assumption)."""

Row = tuple[Event, int, int]
"""What happened, to which place, and a number."""


def go(plan: Plan, state: State, seed: int, replication: int, day: int) -> list[Row]:
    """Those who quit in the night before a day; a shift that has begun is worked to its end.

    Who is in the pit stop may quit like everybody else.
    """
    people = state.people
    words = quitting_words(
        seed, replication, people["who"], people["number"].astype(np.int64), day
    )  # fmt: skip
    chance = np.zeros(len(people))
    script = adopt(plan, state, seed, replication).habits["script_adherence"] / WORDS
    lead = np.zeros(len(people), np.int64)
    for t, team in teams_there(plan, day):
        mine = people["team"] == t
        chance[mine] = yearly_rate(team, people[mine], script[mine]) / DAYS_OF_YEAR
        lead[mine] = -(-team.hiring.lead // DAY)
    here = is_among(people["away"], (Away.NO, Away.PIT_STOP))
    going = (words < np.floor(np.minimum(chance, 1.0) * WORDS)) & here
    rows = [(Event.AGENT_QUIT, int(p), day - int(people["since"][p])) for p in going.nonzero()[0]]
    people["away"][going], people["until"][going] = Away.VACANT, day + lead[going]
    people["since"][going] = day  # of the empty place
    return rows


def yearly_rate(team: Team, people: np.ndarray, adherence: np.ndarray) -> np.ndarray:
    """The yearly rate at which each goes, where each keeps so often to the script."""
    facts = team.turnover
    able = 2 * (people["able"] / WORDS) - 1
    stress = people["stress"] / ONE * (1 + facts.the_able_first * able)
    rate = facts.yearly * (1 + facts.by_script * (adherence / _USUAL_SCRIPT - 1))
    rate = rate * (1 + facts.by_stress * stress)
    rate = rate * (1 + facts.by_underuse * people["educated"] * adherence)
    return np.asarray(rate + facts.by_workload * np.maximum(people["workload"] / ONE - FULL, 0))


def come(plan: Plan, state: State, seed: int, replication: int, day: int) -> list[Row]:
    """Those who are hired, and those who have learned enough to take calls."""
    people = state.people
    rows: list[Row] = []
    there = np.zeros(len(plan.team_names), bool)
    there[[t for t, _ in teams_there(plan, day)]] = True
    hired = (people["away"] == Away.VACANT) & (people["until"] <= day)
    hired &= there[people["team"]]
    training = [-(-team.hiring.training // DAY) for team in plan.scenario.teams.values()]
    for p in hired.nonzero()[0]:
        rows.append((Event.AGENT_HIRED, int(p), day - int(people["since"][p])))
        people["away"][p] = Away.TRAINING
        people["until"][p] = day + training[people["team"][p]]
        people["number"][p] += 1
        people["trained"][p], people["uplift"][p] = 0, 0
    if hired.any():
        state.agents["person"] = people["number"][plan.place_of(np.arange(len(state.agents)))]
    ready = (people["away"] == Away.TRAINING) & (people["until"] <= day)
    for p in ready.nonzero()[0]:
        rows.append((Event.AGENT_STARTED, int(p), day - int(people["since"][p])))
        people["away"][p], people["since"][p] = Away.NO, day
        for name in ("stress", "workload", "days_seen"):
            people[name][p] = 0
        state.practice[p] = 0
    introduce(plan, state, seed, replication, hired)
    return rows


def teams_there(plan: Plan, day: int) -> Iterator[tuple[int, Team]]:
    """The teams that work on a day, by number: of a transition not all are there all along."""
    starts = plan.day_starts
    for t, (name, team) in enumerate(plan.scenario.teams.items()):
        first, last = time_of_team(plan.scenario, name, starts)
        if first <= starts[day] < last:
            yield t, team


def introduce(plan: Plan, state: State, seed: int, replication: int, new: np.ndarray) -> None:
    """Says of new people how able and educated they are."""
    people = state.people
    which = new.nonzero()[0]
    if not len(which):
        return
    able, word = talent_words(
        seed, replication, people["who"][which], people["number"][which].astype(np.int64)
    )
    people["able"][which] = able
    teams = list(plan.scenario.teams.values())
    shares = np.array([team.talents.education for team in teams])
    people["educated"][which] = word < np.floor(shares[people["team"][which]] * WORDS)
