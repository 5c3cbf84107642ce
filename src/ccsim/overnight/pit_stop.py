"""Groups that go to the pit stop and come back."""

import numpy as np

from ccsim.codes import Away, Event
from ccsim.overnight.fading import fading
from ccsim.overnight.norms import FULL
from ccsim.overnight.steering import Adoption
from ccsim.overnight.turnover import Row
from ccsim.overnight.uplift import Floor, courtesy, lift
from ccsim.overnight.work import Work
from ccsim.plan.pit_stop import rotation
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.plan.state import State
from ccsim.rules.pit_stop import pit_stop_words
from ccsim.spec.pit_stop import PitStop
from ccsim.units import DAY

_MILLION = 1_000_000


class Rotations:
    """The pit stop of one replication, night by night."""

    def __init__(self, plan: Plan, facts: PitStop, seed: int, replication: int) -> None:
        self._plan, self._facts, self._luck = plan, facts, (seed, replication)
        self._floor, self._stop = _places(plan, facts.floor), _places(plan, facts.team)
        seats = plan.place_of(np.arange(len(plan.agent_team)))
        _, self._seat = np.unique(seats, return_index=True)
        self._courtesy = int(plan.team_courtesy[plan.team_names.index(facts.floor)])

    def credit(self, state: State, work: Work) -> None:
        """What a guest has done in the pit stop is work of the person, whose place is elsewhere."""
        guest = state.people["guest"][self._stop]
        there = guest > 0
        work.move(self._stop[there], guest[there].astype(np.int64) - 1)

    def night(self, day: int, state: State) -> list[Row]:
        """Who comes back and who goes, in the night before a day."""
        people, floor = state.people, self._floor
        if day == 0:
            people["away"][self._stop] = Away.PIT_STOP
        left = people["uplift"][floor] * fading(self._facts.half_life)
        people["uplift"][floor] = np.floor(left)
        return [*self._come_back(day, state), *self._go(day, state)]

    def give_up(self, day: int, state: State) -> list[Row]:
        """Who quits in the middle of it is no guest any more; the place stays empty to the end."""
        people, facts = state.people, self._facts
        guest = people["guest"][self._stop].astype(np.int64)
        gone = (guest > 0) & (people["away"][guest - 1] == Away.VACANT)
        stays, home = self._stop[gone], guest[gone] - 1
        people["guest"][stays], people["away"][stays] = 0, Away.PIT_STOP
        days = (day - facts.starts // DAY) % (facts.every // DAY) or facts.stay // DAY
        return [(Event.PIT_STOP_LEFT, int(place), days) for place in home]

    def like_today(self, state: State, adoption: Adoption) -> None:
        """Writes into each seat what the pit stop has made of the person in it."""
        lift(self._plan, self._facts, state, self._who, adoption)

    def manners(self, state: State) -> list[tuple[Event, int, int, int]]:
        """How courteous the floor is from now on, where that has changed."""
        now = courtesy(self._plan, self._facts, state, self._who)
        if now == self._courtesy:
            return []
        self._courtesy = now
        return [(Event.TEAM_COURTESY, int(self._seat[self._floor[0]]), -1, now)]

    @property
    def _who(self) -> Floor:
        return Floor(self._floor, self._stop, self._seat)

    def how_it_stands(self, state: State) -> list[tuple[Event, int, int, int]]:
        """Who of the floor has been there, and how much is left of it, once a week."""
        people = state.people[self._floor]
        there = people["away"] != Away.VACANT
        count, first = int(there.sum()), int(self._seat[self._floor[0]])
        if count == 0:
            return []
        trained = int((people["trained"][there] > 0).sum()) * _MILLION // count
        left = int(people["uplift"][there].sum()) * _MILLION // (count * FULL)
        return [(Event.TEAM_TRAINED, first, -1, trained), (Event.TEAM_UPLIFT, first, -1, left)]

    def _come_back(self, day: int, state: State) -> list[Row]:
        """Those whose time is over are back on the floor, as good as they will be."""
        people = state.people
        guest = people["guest"][self._stop].astype(np.int64)
        over = (guest > 0) & (people["until"][guest - 1] <= day)
        stays, home = self._stop[over], guest[over] - 1
        people["guest"][stays], people["away"][stays] = 0, Away.PIT_STOP
        people["away"][home] = Away.NO
        people["trained"][home], people["uplift"][home] = day, FULL
        days = self._facts.stay // DAY
        return [(Event.PIT_STOP_LEFT, int(place), days) for place in home]

    def _go(self, day: int, state: State) -> list[Row]:
        """A group leaves the floor: who has never been there, or not for the longest time."""
        facts, people = self._facts, state.people
        if rotation(facts, day) < 0 or (day - facts.starts // DAY) % (facts.every // DAY):
            return []
        ready = self._floor[people["away"][self._floor] == Away.NO]
        words = pit_stop_words(*self._luck, people["who"][ready], day)
        group = ready[np.lexsort((words, people["trained"][ready]))][: facts.size]
        stop = self._stop[: len(group)]
        people["away"][group], people["until"][group] = Away.PIT_STOP, day + facts.stay // DAY
        people["guest"][stop], people["away"][stop] = group + 1, Away.NO
        both = zip(group.tolist(), self._seat[stop].tolist(), strict=True)
        return [(Event.PIT_STOP_ENTERED, home, seat) for home, seat in both]


def _places(plan: Plan, team: str) -> Integers:
    """The places of a team."""
    t = plan.team_names.index(team)
    after = np.cumsum(plan.team_places)
    return np.arange(int(after[t] - plan.team_places[t]), int(after[t]))
