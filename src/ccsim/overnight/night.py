"""The night between two days: state and the day's log in, state, log rows and tomorrow out."""

import numpy as np

from ccsim.codes import CaseStatus, Event
from ccsim.eventlog.chunk import Chunk, from_rows
from ccsim.overnight.births import bear
from ccsim.overnight.cases import clear_finished, due_between, live_cases
from ccsim.overnight.causes import RootCauses
from ccsim.overnight.forecasts import dial
from ccsim.overnight.incidents import Incidents
from ccsim.overnight.leaving import Why, leave
from ccsim.overnight.marks import marked
from ccsim.overnight.memory import DayReader, remember
from ccsim.overnight.needs import arise
from ccsim.overnight.openings import openings
from ccsim.overnight.outages import suffer_outages
from ccsim.overnight.people import People
from ccsim.overnight.regulator import Oversight
from ccsim.overnight.reputation import Reputation
from ccsim.overnight.rosters import Change, Rosters
from ccsim.overnight.rows import Row, row_of, rows_of
from ccsim.overnight.sales import sell
from ccsim.overnight.trust import doubt_promises
from ccsim.overnight.work import Work
from ccsim.plan.customers import first_customers
from ccsim.plan.organisation import first_organisation
from ccsim.plan.plan import Plan, first_agents, first_people
from ccsim.plan.state import CASE, Day, State
from ccsim.rules.forecasts import busy_day_word
from ccsim.streams.quantiles import ONE, sample

_WEEK = 7


class Nights:
    """All the nights of one replication; `readers` must be shown the log of each day."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self._plan, self._seed, self._replication = plan, seed, replication
        self._rosters = Rosters(plan, seed, replication)
        self._incidents = Incidents(plan, seed, replication)
        self.reader = DayReader(plan)
        self._oversight = Oversight(plan, seed, replication, self.reader.attainment)
        self._work = Work(plan)
        self._people = People(plan, seed, replication, self._work)
        self.readers = (self.reader,) if self._people.all_alike else (self.reader, self._work)
        self._root_causes = RootCauses(plan, seed, replication, self.reader.hearing)
        self._reputation = Reputation(plan, seed, replication)

    def first_state(self) -> State:
        """Everybody before the first night."""
        targets = self._plan.scenario.regulator.targets.values()
        return State(
            cases=np.zeros(0, CASE),
            agents=first_agents(self._plan),
            customers=first_customers(self._plan.tables.segments),
            people=first_people(self._plan),
            skills=self._plan.knowledge[self._plan.agent_team],
            practice=np.zeros((self._plan.places, max(1, len(self._plan.kind_names))), np.int64),
            organisation=first_organisation(
                len(self._plan.causes.code), [target.share for target in targets]
            ),
        )

    def step(self, day: int, state: State) -> tuple[State, Day, Chunk]:
        """The night before a day: the state after it, the day, and what is written down."""
        plan, seed, replication = self._plan, self._seed, self._replication
        rows = list[Row]()
        now = int(plan.day_starts[day])
        if len(state.customers):
            remember(plan, state.customers, state.cases, self.reader)
            struck = self._incidents.struck(day, state)
            suffer_outages(plan, state, self.reader.endings, struck, day)
            if day > 0:
                rows += self._after_the_day(day, state)
        clear_finished(state.cases)
        if day % _WEEK == 0:
            live = live_cases(state.cases)
            self._work.keep_only(live)
            self.reader.reports.keep_only(live)
        state, born = bear(plan, state, seed, replication, day, self.reader.births)
        rows += born
        busy = self._busy_day(day)
        before = state.cases["live"] == 1
        state = arise(plan, state, seed, replication, day, busy, self._root_causes)
        rows += self._reputation.deter(day, state, before)
        doubt_promises(plan, state)
        state = dial(plan, state, seed, replication, day, busy)
        state, broken = self._incidents.strike(day, state)
        rows += [
            row_of(now, event, agent=agent, department=department, value=number)
            for event, agent, department, number in self._people.night(day, state, now)
        ]
        changes, missing = self._rosters.tomorrow(day, state.people)
        changes += broken
        changes += self._oversight.tomorrow(day, state)
        missing.sort(key=lambda one: int(state.agents["who"][one[0]]))
        rows += [row_of(now, event, agent=agent, value=lost) for agent, event, lost in missing]
        return state, self._day(day, state, changes), from_rows(rows)

    def _after_the_day(self, day: int, state: State) -> list[Row]:
        """What customers do at night about the day that is over, and what is published of it."""
        plan, seed, replication, reader = self._plan, self._seed, self._replication, self.reader
        lived, now = reader.experiences.take(state), int(plan.day_starts[day])
        rows = self._reputation.spread(day, state, lived)
        why: Why | None = {} if plan.scenario.measures.leaving_causes else None
        gone = leave(plan, state, seed, replication, day, self._reputation.fame(state), why)
        rows += _goodbyes(plan, state, gone, now, why or {})
        rows += sell(plan, state, seed, replication, day, lived)
        rows += reader.reports.publish(day)
        rows += self._oversight.night(day, state)
        return rows + self._root_causes.night(day, state)

    def _busy_day(self, day: int) -> float:
        shape, scale = self._plan.busy_day
        word = busy_day_word(self._seed, self._replication, day)
        return sample(self._plan.tables.shapes, shape, scale, word) / ONE

    def _day(self, day: int, state: State, changes: list[Change]) -> Day:
        starts, ends = int(self._plan.day_starts[day]), int(self._plan.day_starts[day + 1])
        rows = due_between(state.cases, starts, ends)
        ordered = np.array(sorted(changes + openings(self._plan, day)), np.int64).reshape(-1, 4)
        return Day(
            ends,
            np.ascontiguousarray(state.cases["due"][rows]),
            rows.astype(np.int64),
            *(np.ascontiguousarray(column) for column in ordered.T),
        )


def _goodbyes(plan: Plan, state: State, gone: np.ndarray, now: int, why: Why) -> list[Row]:
    """Log rows of the customers who leave, and of the cases that end with it."""
    if not len(gone):
        return []
    segments = plan.tables.segments[state.customers["segment"][gone]]
    who = (segments["code"].astype(np.int64) << 32) | (gone - segments["first_customer"])
    rows = rows_of(len(gone), now, Event.CUSTOMER_LEFT, who=who)
    for address, customer in zip(who.tolist(), gone.tolist(), strict=True):
        if customer in why:
            cause, chance = why[customer]
            rows.append(row_of(now, Event.LEFT_BECAUSE, who=address, reason=cause, value=chance))
    rows += _closed_by_leaving(state, gone, now)
    return sorted(rows, key=lambda row: row[2:4])  # by identity: who, then which case


def _closed_by_leaving(state: State, gone: np.ndarray, now: int) -> list[Row]:
    """Log rows of the open cases of those who leave tonight."""
    cases, tonight = state.cases, marked(state.customers, gone)
    closed = np.flatnonzero(
        (cases["left"] == 1)
        & (cases["live"] == 1)
        & (cases["status"] <= CaseStatus.WITH_DEPARTMENT)
        & (cases["opened"] >= 0)
    )
    closed = closed[tonight[cases["customer"][closed]]]
    return rows_of(
        len(closed), now, Event.CASE_CLOSED_BY_LEAVING, who=cases["who"][closed],
        case=cases["word"][closed], contact=cases["contact"][closed], kind=cases["kind"][closed],
        value=now - cases["opened"][closed],
    )  # fmt: skip
