"""Tomorrow's changes of duty: who comes, goes, and takes a break, and who does not come."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ccsim.codes import Away, Event, Rank
from ccsim.overnight.stress import ONE as STRESSED
from ccsim.plan.chances import threshold
from ccsim.plan.plan import Plan, first_agents
from ccsim.plan.records import Integers, Records
from ccsim.rules.agents import absence_words

Change = tuple[int, int, int, int]
"""Time, rank and identity, agent, rostered end (-1: a break; below: the end, break first)."""

Missing = tuple[int, Event, int]
"""An agent who is absent, or learns; why; and the rostered time of it."""

_ON = int(Rank.AGENT_ON) << 56
_OFF = int(Rank.AGENT_OFF) << 56


@dataclass
class Rosters:
    """Duty over the nights: what began and has not ended yet is kept for the day when it does."""

    plan: Plan
    seed: int
    replication: int
    _later: list[Change] = field(default_factory=list)
    _who: list[int] = field(init=False)
    """By seat: the address of the agent in it."""

    def __post_init__(self) -> None:
        """Who is who."""
        self._who = first_agents(self.plan)["who"].tolist()

    def tomorrow(self, day: int, people: Records) -> tuple[list[Change], list[Missing]]:
        """Changes of duty of a day, and who does not come to the phone though it is rostered.

        The shifts of an empty place are nobody's, and nobody is missed.
        """
        roster = self.plan.roster
        starts, ends = int(self.plan.day_starts[day]), int(self.plan.day_starts[day + 1])
        first = 0 if day == 0 else int(np.searchsorted(roster.starts, starts))
        last = int(np.searchsorted(roster.starts, ends))
        away = people["away"][self.plan.place_of(roster.agent[first:last])]
        here = away == Away.NO
        absent = self._absent(first, last, day, people)
        first_seat = self.plan.person_of(roster.agent[first:last]) == roster.agent[first:last]
        learns = (away == Away.TRAINING) & first_seat
        missing = self._missing(Event.TRAINING_DAY, first + np.flatnonzero(learns))
        missing += self._missing(Event.AGENT_ABSENT, first + np.flatnonzero(here & absent))
        for i in (first + np.flatnonzero(here & ~absent)).tolist():
            self._later += self._changes(i)
        today = sorted(change for change in self._later if change[0] < ends)
        self._later = [change for change in self._later if change[0] >= ends]
        return today, missing

    def _missing(self, event: Event, shifts: Integers) -> list[Missing]:
        """Shifts that somebody is missed in, and for how long."""
        roster = self.plan.roster
        lost = (roster.ends[shifts] - roster.starts[shifts]).tolist()
        both = zip(roster.agent[shifts].tolist(), lost, strict=True)
        return [(agent, event, time) for agent, time in both]

    def _absent(self, first: int, last: int, day: int, people: Records) -> npt.NDArray[np.bool_]:
        """Who does not come to which shift; the stressed stay away oftener (E-ATT-06).

        A place in the pit stop is sat in by somebody of the floor, as stressed as there.
        """
        roster, plan = self.plan.roster, self.plan
        agent = roster.agent[first:last]
        team = plan.agent_team[agent]
        facts = list(plan.scenario.teams.values())
        chances = np.array([threshold(t.shrinkage.unplanned) for t in facts], np.int64)
        by_stress = np.array([t.stress.absence for t in facts])
        if not chances.any():
            return np.zeros(last - first, bool)
        teams = plan.tables.teams
        person = (agent - teams["first_agent"][team]) // teams["at_once"][team]
        who = (teams["code"][team] << 32) | person
        days = np.full(last - first, day, np.int64)
        words = absence_words(self.seed, self.replication, who, days, _numbers(agent))
        place = plan.place_of(agent)
        guest = people["guest"][place]
        sitting = people[np.where(guest > 0, guest - 1, place)]
        stress = sitting["stress"] / STRESSED
        chance = chances[team] * (1 + by_stress[sitting["team"]] * stress)
        return np.asarray(words < np.floor(chance), bool)

    def _changes(self, i: int) -> list[Change]:
        roster = self.plan.roster
        agent = int(roster.agent[i])
        who = self._who[agent]
        start, end = int(roster.starts[i]), int(roster.ends[i])
        comes, until = max(start, 0), end
        changes = [(end, _OFF | who, agent, 0)]
        for j in range(int(roster.first_break[i]), int(roster.first_break[i + 1])):
            begins, ends = int(roster.break_starts[j]), int(roster.break_ends[j])
            if begins > comes:
                changes.append((begins, _OFF | who, agent, -1))
            elif ends > comes:
                until = -end  # who comes goes on a break at once
            if comes < ends < end:
                changes.append((ends, _ON | who, agent, -1))
        return [*changes, (comes, _ON | who, agent, until)]


def _numbers(agents: Integers) -> Integers:
    """For each shift of a day, which shift of its agent it is: 0 for the first."""
    order = np.argsort(agents, kind="stable")
    ranked = agents[order]
    new = np.concatenate([[True], ranked[1:] != ranked[:-1]]) if len(ranked) else np.empty(0, bool)
    place = np.arange(len(ranked))
    numbers = np.empty(len(ranked), np.int64)
    numbers[order] = place - np.maximum.accumulate(np.where(new, place, 0))
    return numbers
