"""The night of those who work here: worn out by the day, leaving, coming, learning."""

import numpy as np

from ccsim.codes import Away, Event
from ccsim.overnight.learning import differs, like_today
from ccsim.overnight.pit_stop import Rotations
from ccsim.overnight.steering import adopt
from ccsim.overnight.stress import ONE, wear
from ccsim.overnight.turnover import Row, come, go, introduce, teams_there
from ccsim.overnight.work import Work
from ccsim.plan.plan import Plan
from ccsim.plan.state import State
from ccsim.plan.transition import days_of_team
from ccsim.rules.agents import tenure_words
from ccsim.spec.people import Stress, Turnover
from ccsim.streams.quantiles import sample
from ccsim.units import DAY, DAYS_OF_YEAR

_MILLION = 1_000_000
_WEEK = 7
_LONGEST = 40 * 365
"""Days at work of who has always been here."""


class People:
    """The agents of one replication, night by night; nothing happens where all are alike."""

    def __init__(self, plan: Plan, seed: int, replication: int, work: Work) -> None:
        self._plan, self._luck, self._work = plan, (seed, replication), work
        places = plan.place_of(np.arange(len(plan.agent_team)))
        _, self._seat = np.unique(places, return_index=True)  # the first of each place
        teams = list(plan.scenario.teams.values())
        self._wears = any(team.stress != Stress() for team in teams)
        self._turns = any(team.turnover != Turnover() for team in teams)
        self._learns = any(differs(team) for team in teams)
        self._steered = plan.scenario.operating_model.changes_agents
        self._lies = any(team.stress.lies > 0 for team in teams)
        facts = plan.scenario.pit_stop
        self._rotations = None if facts is None else Rotations(plan, facts, seed, replication)
        steady = all(team.is_steady for team in teams) and not self._steered
        self.all_alike = facts is None and steady

    def night(self, day: int, state: State, now: int) -> list[tuple[Event, int, int, int]]:
        """What happens to them in the night before a day: event, agent, department, number."""
        if self.all_alike:
            return []
        plan, work = self._plan, self._work
        rows: list[Row] = []
        if day == 0:
            self._settle(state)
        else:
            work.close(now)
            if self._rotations is not None:
                self._rotations.credit(state, work)
            np.add(state.practice, work.talks, out=state.practice)
            if self._wears or self._turns:
                wear(plan, state, work)
            if self._turns:
                rows = self._turn_over(day, state)
        if self._rotations is not None:
            rows += self._rotations.night(day, state)
        rows.sort(key=lambda row: (int(state.people["who"][row[1]]), row[0]))
        if self._learns or self._steered or self._rotations is not None:
            adoption = adopt(plan, state, *self._luck)
            like_today(plan, state, day, adoption)
            if self._rotations is not None:
                self._rotations.like_today(state, adoption)
        told = [(event, int(self._seat[place]), -1, number) for event, place, number in rows]
        if day % _WEEK == 1:
            told += self._how_they_are(day, state)
        if self._rotations is not None:
            told += self._rotations.manners(state)
        if self._lies:
            false = self._work.false_promises
            told += [(Event.FALSE_PROMISES, -1, int(d), int(false[d])) for d in false.nonzero()[0]]
        work.clear()
        return told

    def _turn_over(self, day: int, state: State) -> list[Row]:
        """Who goes, and then who comes: a place that needs no time to be filled is filled at once.

        So nobody goes in the night before the first day.
        """
        rows = go(self._plan, state, *self._luck, day)
        if self._rotations is not None:
            rows += self._rotations.give_up(day, state)
        return [*rows, *come(self._plan, state, *self._luck, day)]

    def _settle(self, state: State) -> None:
        """Before the first day: how long each has been here, and is like."""
        plan, people = self._plan, state.people
        introduce(plan, state, *self._luck, np.ones(len(people), bool))
        words = tenure_words(*self._luck, people["who"])
        for place, word in enumerate(words.tolist()):
            t = int(people["team"][place])
            team = plan.scenario.teams[plan.team_names[t]]
            begins, _ = days_of_team(plan.scenario, plan.team_names[t])
            yearly = team.turnover.yearly
            # Without turnover everybody is an old hand; a team that begins later has none yet.
            days = _LONGEST if yearly == 0 else min(self._tenure(yearly, word), _LONGEST)
            days = days if begins == 0 else 0
            people["since"][place] = begins - days
            learned = days * DAY / team.learning.time
            state.practice[place] = min(int(learned * team.learning.practice), 1 << 40)

    def _tenure(self, yearly: float, word: int) -> int:
        """Days that one of a team with such turnover has been here, by a random word."""
        mean = round(DAYS_OF_YEAR / yearly)
        return sample(self._plan.tables.shapes, self._plan.tenure_shape, mean, word)

    def _how_they_are(self, day: int, state: State) -> list[tuple[Event, int, int, int]]:
        """Stress and knowledge of each team, week by week."""
        plan, people = self._plan, state.people
        places = plan.place_of(np.arange(len(state.agents)))
        rows = []
        for t, _ in teams_there(plan, day):
            mine = (people["team"] == t) & (people["away"] == Away.NO)
            seats = mine[places]
            if not mine.any():
                continue
            first = int(plan.team_first_agent[t])
            if self._wears:
                stress = int(people["stress"][mine].sum()) * _MILLION // (ONE * int(mine.sum()))
                rows.append((Event.TEAM_STRESS, first, -1, stress))
            full = int(plan.knowledge[t].sum()) * int(seats.sum())
            if self._learns and full:
                known = int(state.skills[seats].sum())
                rows.append((Event.TEAM_KNOWLEDGE, first, -1, known * _MILLION // full))
        if self._rotations is not None:
            rows += self._rotations.how_it_stands(state)
        return rows
