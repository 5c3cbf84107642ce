"""Tomorrow's incidents: who is struck, who will call about it, and when all of it is repaired."""

from dataclasses import dataclass

import numpy as np

from ccsim.codes import Rank
from ccsim.overnight.needs import first_queues, hide_data_errors, make_cases, when_open
from ccsim.overnight.rosters import Change
from ccsim.plan.organisation import CHANGE, STRUCK
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.incidents import repair_word, strike
from ccsim.rules.needs import need_words
from ccsim.streams.quantiles import sample
from ccsim.units import NEVER

_STRIKES = int(Rank.INCIDENT_STRIKES) << 56
_REPAIRED = int(Rank.INCIDENT_REPAIRED) << 56


@dataclass
class Incidents:
    """Incidents over the nights: what is not repaired tomorrow waits for the day when it is."""

    plan: Plan
    seed: int
    replication: int

    def strike(self, day: int, state: State) -> tuple[State, list[Change]]:
        """The state with the cases of a day's incidents born into it, and the day's changes."""
        rows, known = self.plan.incidents.rows, state.organisation
        changes: list[Change] = known.repairs.tolist()
        for i in np.flatnonzero(rows["day"] == day).tolist():
            rank, at = int(rows[i]["word"]), int(rows[i]["at"])
            until = at + self._repair(rows[i])
            state, count = self._bear(i, state, until)
            changes.append((at, _STRIKES | rank, i, count))
            if until < NEVER:
                changes.append((until, _REPAIRED | rank, i, len(state.cases)))
        ends = int(self.plan.day_starts[day + 1])
        known.repairs = np.array([change for change in changes if change[0] >= ends], CHANGE)
        return state, [change for change in changes if change[0] < ends]

    def struck(self, day: int, state: State) -> Records:
        """Whom incidents hit on the day before a night; what is over by then is forgotten."""
        now, found = int(self.plan.day_starts[day]), state.organisation.struck
        state.organisation.struck = found[found["ends"] > now]
        return found

    def _repair(self, incident: Records) -> int:
        word = repair_word(
            self.seed, self.replication, int(incident["code"]), int(incident["number"])
        )
        shape, scale = int(incident["repair_shape"]), int(incident["repair_scale"])
        return sample(self.plan.tables.shapes, shape, scale, word)

    def _bear(self, i: int, state: State, until: int) -> tuple[State, int]:
        """Gives birth to the cases of those who will notice; says how many are struck.

        Segment by segment in the order of their addresses, so that the rows of the cases stand in
        the order of identity, in which one repair will reach them.
        """
        segments, cases, count = self.plan.tables.segments, state.cases, 0
        for s in np.argsort(segments["code"], kind="stable").tolist():
            if self.plan.incidents.struck[i, s] == 0:
                continue
            noticed = self._noticed(i, s, state)
            hit = np.flatnonzero(noticed >= 0)
            count += len(hit)
            self._remember(i, int(segments["first_customer"][s]) + hit, until, state)
            cases = self._born(i, s, state, cases, noticed)
        return state._replace(cases=cases), count

    def _remember(self, i: int, customers: Integers, until: int, state: State) -> None:
        row, known = self.plan.incidents.rows[i], state.organisation
        struck = np.zeros(len(customers), STRUCK)
        struck["customer"], struck["kind"] = customers, row["kind"]
        struck["begins"], struck["ends"] = row["at"], until
        known.struck = np.concatenate([known.struck, struck])

    def _noticed(self, i: int, s: int, state: State) -> np.ndarray:
        row, segment = self.plan.incidents.rows[i], self.plan.tables.segments[s]
        first, size = int(segment["first_customer"]), int(segment["count"])
        return strike(
            self.seed, self.replication, int(segment["code"]),
            state.customers["left_day"][first : first + size], int(row["word"]),
            int(self.plan.incidents.struck[i, s]), int(row["announced"]), int(row["calms"]),
            self.plan.tables.shapes, int(row["notices_shape"]), int(row["notices_scale"]),
        )  # fmt: skip

    def _born(self, i: int, s: int, state: State, cases: Records, noticed: np.ndarray) -> Records:
        plan, row = self.plan, self.plan.incidents.rows[i]
        segment, kind = plan.tables.segments[s], int(row["kind"])
        customers = np.flatnonzero((noticed >= 0) & (noticed < NEVER)).astype(np.int64)
        words = np.full(len(customers), row["word"], np.int64)
        luck = need_words(self.seed, self.replication, int(segment["code"]), customers, words)
        queues = first_queues(
            plan,
            state.customers,
            s,
            kind,
            self.seed,
            self.replication,
            customers,
            words,
            luck[:, 4],
        )
        times = int(row["at"]) + noticed[customers]
        due = when_open(plan, queues, times, luck[:, 1], int(segment["opening_spread"]))
        cases, rows = make_cases(plan, cases, s, kind, customers, words, luck, queues, due)
        hide_data_errors(plan, cases, rows, self.seed, self.replication)
        return cases
