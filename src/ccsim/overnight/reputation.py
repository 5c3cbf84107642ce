"""Word of mouth: what friends are told, what everybody reads, and who does not even call."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ccsim.codes import Event, Telling
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import is_among
from ccsim.overnight.experiences import ENDED_BADLY, SOLVED, Lived
from ccsim.overnight.fading import fading
from ccsim.overnight.memory import PROMISE
from ccsim.overnight.rows import Row, rows_of
from ccsim.plan.chances import WORDS, threshold
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.reputation import deterrence_words, friend_words, telling_words

Rows = npt.NDArray[np.intp]


@dataclass
class Reputation:
    """What is said of the company, and what comes of it."""

    plan: Plan
    seed: int
    replication: int

    def __post_init__(self) -> None:
        segments, market = self.plan.scenario.customers.values(), self.plan.scenario.market
        self._spreads = any(
            each.tells.praise or each.tells.complaint or each.tells.posts for each in segments
        )
        self._deters = any(each.deterred for each in segments)
        everybody = sum(each.count for each in segments)
        self._ours = min(1.0, everybody / market.population) if market.population else 1.0

    def fame(self, state: State) -> float:
        """The share of the people who know how bad it is."""
        market = self.plan.scenario.market
        if market.population == 0:
            return market.ill_fame
        return min(1.0, market.ill_fame + state.organisation.readings / market.population)

    def spread(self, day: int, state: State, lived: Lived) -> list[Row]:
        """What is told in the night before a day; what was published before fades."""
        if not self._spreads:
            return []
        kept, known = fading(self.plan.scenario.market.memory), state.organisation
        known.readings = int(np.floor(known.readings * kept))
        log, at_first = lived.log, (lived.log.event == SOLVED) & (lived.attempts <= 1)
        rows, now = list[Row](), int(self.plan.day_starts[day])
        for s in range(len(self.plan.segment_names)):
            mine = np.flatnonzero(log.who >> 32 == int(self.plan.tables.segments["code"][s]))
            if len(mine):
                rows += self._told_by(s, state, log, mine, at_first[mine], now)
        return sorted(rows, key=lambda row: row[2:4])

    def _slice(self, s: int) -> slice:
        row = self.plan.tables.segments[s]
        return slice(int(row["first_customer"]), int(row["first_customer"] + row["count"]))

    def _told_by(
        self, s: int, state: State, lived: Chunk, mine: Rows,
        good: npt.NDArray[np.bool_], now: int,
    ) -> list[Row]:  # fmt: skip
        """What the customers of a segment tell, whose cases have ended: good at the first call."""
        tells = self.plan.scenario.customers[self.plan.segment_names[s]].tells
        luck = telling_words(self.seed, self.replication, lived.who[mine], lived.case[mine])
        bad = is_among(lived.event[mine], ENDED_BADLY)
        complain = mine[bad & (luck[:, 0] < threshold(tells.complaint))]
        praise = mine[good & (luck[:, 0] < threshold(tells.praise))]
        post = bad & (luck[:, 1] < threshold(tells.posts))
        market, rows = self.plan.scenario.market, list[Row]()
        for who, telling, friends, turns in (
            (complain, Telling.COMPLAINT, tells.complaint_to, market.turns_away),
            (praise, Telling.PRAISE, tells.praise_to, market.wins),
        ):
            turned = self._tell_friends(s, state.customers, lived, who, telling, friends, turns)
            heard = np.full(len(who), friends, np.int64)
            rows += _rows(lived, who, now, telling, heard, turned)
        readers, turned = self._publish(s, luck[post])
        state.organisation.readings += int(readers.sum())
        return rows + _rows(lived, mine[post], now, Telling.POST, readers, turned)

    def _tell_friends(
        self, s: int, customers: Records, lived: Chunk, rows: Rows, telling: Telling,
        friends: int, turns: float,
    ) -> Integers:  # fmt: skip
        """Friends who are customers remember it; gives how many of the others it turns."""
        segment = self.plan.scenario.customers[self.plan.segment_names[s]]
        luck = friend_words(self.seed, self.replication, lived.who[rows], lived.case[rows], friends)
        ours = luck[:, :, 0] < threshold(self._ours)
        if segment.leaving.friends > 0 and segment.count > 1:
            myself = (lived.who[rows] & 0xFFFFFFFF)[:, None]
            which = (luck[:, :, 1] * (segment.count - 1)) >> 32
            which += which >= myself  # nobody is a friend of their own
            heard = customers["heard"][self._slice(s)]
            if telling == Telling.COMPLAINT:
                np.add.at(heard, which[ours], PROMISE)
            else:
                np.subtract.at(heard, which[ours], PROMISE)
                np.maximum(heard, 0, out=heard)
        return np.asarray((~ours & (luck[:, :, 2] < threshold(turns))).sum(axis=1), np.int64)

    def _publish(self, s: int, luck: Integers) -> tuple[Integers, Integers]:
        """How many read each publication, and how many prospects it turns away."""
        tells = self.plan.scenario.customers[self.plan.segment_names[s]].tells
        market = self.plan.scenario.market
        # An audience ten times as large is ten times as rare: the least ÷ a uniform number.
        readers = np.minimum(tells.audience_least * WORDS // (luck[:, 2] + 1), tells.audience_most)
        if market.population:
            readers = np.minimum(readers, market.population)
        turns = (1.0 - self._ours) * market.turns_away
        turned = np.floor(readers * turns + luck[:, 3] / WORDS)
        return np.asarray(readers, np.int64), np.asarray(turned, np.int64)

    def deter(self, day: int, state: State, before: npt.NDArray[np.bool_]) -> list[Row]:
        """Takes away the needs of tonight about which their customers do not even call.

        `before` says which rows of the cases were taken before the needs of tonight arose.
        """
        fame = self.fame(state)
        if not self._deters or fame == 0:
            return []
        cases = state.cases
        new = cases["live"] == 1
        new[: len(before)] &= ~before
        born, now = np.flatnonzero(new), int(self.plan.day_starts[day])
        words = deterrence_words(
            self.seed, self.replication, cases["who"][born], cases["word"][born]
        )
        chances = [
            threshold(each.deterred * fame) for each in self.plan.scenario.customers.values()
        ]
        stays = born[words < np.array(chances, np.int64)[cases["segment"][born]]]
        cases["live"][stays] = 0
        rows = rows_of(
            len(stays), now, Event.NEED_SUPPRESSED, who=cases["who"][stays],
            case=cases["word"][stays], kind=cases["kind"][stays],
        )  # fmt: skip
        return sorted(rows, key=lambda row: row[2:4])


def _rows(
    lived: Chunk, rows: Rows, now: int, telling: Telling, heard: Integers, turned: Integers
) -> list[Row]:
    """How many people hear it, and how many of them it turns away, or wins."""
    found = list[Row]()
    turns = turned > 0
    for event, about, people in (
        (Event.WORD_OF_MOUTH, rows, heard), (Event.PROSPECTS_TURNED, rows[turns], turned[turns]),
    ):  # fmt: skip
        found += rows_of(
            len(about), now, event, who=lived.who[about], case=lived.case[about],
            contact=lived.contact[about], kind=lived.kind[about], reason=telling, value=people,
        )  # fmt: skip
    return found
