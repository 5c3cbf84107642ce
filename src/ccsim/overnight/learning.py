"""What each agent is like today: what has been learned, and what was there before."""

from decimal import Context, Decimal

import numpy as np

from ccsim.codes import Away
from ccsim.overnight.steering import Adoption
from ccsim.plan.chances import WORDS
from ccsim.plan.plan import Plan
from ccsim.plan.state import State
from ccsim.spec.teams import Team
from ccsim.streams.quantiles import ONE, quantile
from ccsim.units import DAY

_STEPS, _LONG = 64, 16
_EXACT = Context(prec=30)
_LEFT = np.array(
    [
        round(_EXACT.exp(_EXACT.divide(Decimal(-i), Decimal(_STEPS))) * (1 << 16))
        for i in range(_STEPS * _LONG)
    ]
    + [0]
)
"""What is left of a newcomer after so much time: exp(-x), by steps, out of 2**16."""


def left(x: np.ndarray) -> np.ndarray:
    """The share of a newcomer's distance that is left, after `x` times the time it takes.

    >>> left(np.array([0.0, 1.0, 100.0])).round(3).tolist()
    [1.0, 0.368, 0.0]
    """
    steps = np.minimum(np.floor(x * _STEPS), len(_LEFT) - 1).astype(np.int64)
    return np.asarray(_LEFT[steps] / (1 << 16))


def like_today(plan: Plan, state: State, day: int, adoption: Adoption) -> None:
    """Writes how each agent talks, what each knows, and how far each goes for a customer."""
    steered, facts = plan.scenario.operating_model.changes_agents, plan.scenario.pit_stop
    floor = -1 if facts is None else plan.team_names.index(facts.floor)
    people, agents = state.people, state.agents
    place = plan.place_of(np.arange(len(agents)))
    for t, team in enumerate(plan.scenario.teams.values()):
        mine = people["team"] == t
        if not mine.any() or not (steered or t == floor or differs(team)):
            continue
        seats = agents["team"] == t
        who = place[seats]
        days = np.maximum(day - people["since"], 0)
        agents["talk_factor"][seats] = _talk_factor(plan, t, state, days, adoption)[who]
        state.skills[seats] = _knowledge(plan, t, state, adoption)[who]
        hired = people["number"][who] > 0
        for name, habit in adoption.habits.items():
            agents[name][seats] = habit[who]
        gap = (WORDS - agents["ownership"][seats]) * team.hiring.ownership
        agents["ownership"][seats] += np.where(hired, np.floor(gap), 0).astype(np.int64)


def differs(team: Team) -> bool:
    """Whether the people of a team are not all alike."""
    learning, talents, hiring = team.learning, team.talents, team.hiring
    return any(
        (learning.slower, learning.lacks, talents.pace, talents.knowledge, talents.gain,
         hiring.ownership, hiring.knowledge)
    )  # fmt: skip


def learning_time(team: Team, old_hands: float) -> float:
    """Days after which a third of a newcomer is left, by the share of old hands at work."""
    return float(team.learning.time / DAY * (1 - team.learning.mentored * old_hands))


def _talk_factor(
    plan: Plan, t: int, state: State, days: np.ndarray, adoption: Adoption
) -> np.ndarray:
    """[place]: the pace of each, out of 2**16."""
    team, people = plan.scenario.teams[plan.team_names[t]], state.people
    tools, mine = plan.scenario.operating_model.tools, people["team"] == t
    here = mine & (people["away"] == Away.NO)
    old_hands = days[here] >= team.learning.time / DAY
    time = learning_time(team, float(old_hands.mean()) if here.any() else 0.0)
    unguided = team.learning.slower * (1 - tools.guides * adoption.uses)
    slower = (1 + unguided * left(days / time)) * (1 - tools.faster * adoption.uses)
    pace = np.full(len(people), float(ONE))
    shape = plan.talent_shapes[t]
    if shape >= 0:  # the ablest are the quickest
        words = people["able"][mine]
        pace[mine] = [quantile(plan.tables.shapes, shape, WORDS - 1 - int(w)) for w in words]
    factor = int(plan.tables.teams["talk_factor"][t])
    return np.asarray(np.maximum(np.floor(factor * (pace / ONE) * slower), 1), np.int64)


def _knowledge(plan: Plan, t: int, state: State, adoption: Adoption) -> np.ndarray:
    """[place, kind]: the chance that each knows the matter, out of 2**32."""
    team, people = plan.scenario.teams[plan.team_names[t]], state.people
    learning, talents = team.learning, team.talents
    known = plan.knowledge[t] * (1 - learning.lacks * left(state.practice / learning.practice))
    able = 2 * (people["able"] / WORDS) - 1
    known = np.clip(known + talents.knowledge * able[:, None] * WORDS, 0, WORDS)
    free = 1 - adoption.habits["script_adherence"] / WORDS
    closes = people["educated"] * talents.gain * free
    closes = closes + np.where(people["number"] > 0, team.hiring.knowledge, 0.0)
    known = known + np.minimum(closes, 1.0)[:, None] * (WORDS - known)
    told = plan.scenario.operating_model.tools.tells * adoption.uses
    known = known + told[:, None] * (WORDS - known)
    return np.asarray(np.floor(known), np.int64)
