"""What the pit stop makes of people: there, back on the floor, and of their colleagues."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ccsim.codes import Away
from ccsim.overnight.norms import FULL, apostles, conform
from ccsim.overnight.steering import BY_HABIT, Adoption
from ccsim.plan.chances import WORDS
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.plan.state import State
from ccsim.rules.handling import FACTOR_BITS
from ccsim.spec.pit_stop import PitStop

Floats = npt.NDArray[np.float64]


class Floor(NamedTuple):
    """Who may be sent, and where to."""

    places: Integers
    """Those of the floor."""
    stop: Integers
    """Those of the pit stop."""
    seat: Integers
    """[place]: the first seat of each place, of whatever team."""


class Likeness(NamedTuple):
    """What people are like, one by one."""

    talk_factor: Integers
    script_adherence: Integers
    ownership: Integers
    knowledge: Integers
    """[person, kind]"""


def lift(plan: Plan, facts: PitStop, state: State, floor: Floor, adoption: Adoption) -> None:
    """Lifts people from what they are like today, on the floor and in the pit stop.

    What they would be like without a pit stop stands in the seats of the floor (`like_today`).
    """
    people = state.people[floor.places]
    lifted = _lifted(facts, state, floor)
    conformity = facts.norms.conformity * facts.implementation_fidelity
    own = conform(lifted.ownership, people["away"] == Away.NO, conformity)
    lifted = lifted._replace(ownership=own)
    _sit(plan, state, floor.places, lifted)
    guests = state.people["guest"][floor.stop].astype(np.int64)
    there = guests > 0
    home = guests[there] - 1 - floor.places[0]
    of_guests = Likeness(*(column[home] for column in lifted))
    rules = _rules_there(plan, facts, adoption.lives[guests[there] - 1])
    stays = floor.stop[there]
    _sit(plan, state, stays, _in_the_pit_stop(plan, facts, of_guests, rules))
    seats, who = _seats_of(plan, stays)
    for name in ("authority", "shared_notes", "kpi"):
        state.agents[name][seats] = rules[name][who]


def courtesy(plan: Plan, facts: PitStop, state: State, floor: Floor) -> int:
    """Mean courtesy of the floor, in thousandths."""
    people = state.people[floor.places]
    here = people["away"] == Away.NO
    usual = int(plan.team_courtesy[plan.team_names.index(facts.floor)])
    if not here.any():
        return usual
    left = int(people["uplift"][here].sum()) / (int(here.sum()) * FULL)
    share = facts.uplift.courtesy * facts.implementation_fidelity * left
    return usual + int(share * (1000 - usual))


def _lifted(facts: PitStop, state: State, floor: Floor) -> Likeness:
    """People of the floor with what they, or others, have brought back."""
    agents, people = state.agents[floor.seat[floor.places]], state.people[floor.places]
    known, uplift, norms = state.skills[floor.seat[floor.places]], facts.uplift, facts.norms
    left = people["uplift"] / float(FULL) * facts.implementation_fidelity
    share = apostles(people) * facts.implementation_fidelity
    pace = (1 + uplift.pace * left) * (1 + norms.spillover * share)
    closes = 1 - (1 - uplift.knowledge * left) * (1 - norms.knowledge * share)
    own = agents["ownership"]
    return Likeness(
        _whole(np.maximum(agents["talk_factor"] / pace, 1)),
        _whole(agents["script_adherence"]),
        _whole(own + (WORDS - own) * (uplift.ownership * left)),
        _whole(known + (WORDS - known) * closes[:, None]),
    )


def _rules_there(plan: Plan, facts: PitStop, lives: npt.NDArray[np.bool_]) -> dict[str, Integers]:
    """By which of the pit stop's rules each guest works: the new ones, or as before."""
    t = plan.team_names.index(facts.team)
    new, old = plan.tables.teams[t], plan.old_ways[t]
    return {name: np.where(lives, new[name], old[name]) for name in BY_HABIT}


def _in_the_pit_stop(
    plan: Plan, facts: PitStop, guests: Likeness, rules: dict[str, Integers]
) -> Likeness:
    """The same people where they may solve no matter how, beside those of other functions."""
    row = plan.tables.teams[plan.team_names.index(facts.team)]
    done = facts.implementation_fidelity
    script = guests.script_adherence
    own = np.maximum(rules["ownership"] - guests.ownership, 0)
    lent = np.maximum(plan.lent_knowledge - guests.knowledge, 0)
    return Likeness(
        np.maximum((guests.talk_factor * int(row["talk_factor"])) >> FACTOR_BITS, 1),
        _whole(script + np.floor((rules["script_adherence"] - script) * done)),
        _whole(guests.ownership + own * done),
        _whole(guests.knowledge + lent * done),
    )


def _sit(plan: Plan, state: State, places: Integers, people: Likeness) -> None:
    """People sit down in all the seats of these places."""
    seats, who = _seats_of(plan, places)
    for name in ("talk_factor", "script_adherence", "ownership"):
        state.agents[name][seats] = getattr(people, name)[who]
    state.skills[seats] = people.knowledge[who]


def _seats_of(plan: Plan, places: Integers) -> tuple[Integers, Integers]:
    """All the seats of these places, and the number of each one's place among them."""
    number = np.full(plan.places, -1, np.int64)
    number[places] = np.arange(len(places))
    who = number[plan.place_of(np.arange(len(plan.agent_team)))]
    seats = np.flatnonzero(who >= 0)
    return seats, who[seats]


def _whole(numbers: npt.ArrayLike) -> Integers:
    return np.asarray(np.floor(numbers), np.int64)
