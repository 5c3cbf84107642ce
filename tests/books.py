"""The books of a run, kept a second time: each line of money from the rows of the log, one by one.

Prices are read from the scenario, spans of work and events from the log; nothing of the metrics'
tables is used. Slow and plain, so that a reader can follow it.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from book_record import Record, Row, per_ms, value_of
from ccsim.codes import Event, LeavingCause, Outcome, Telling
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.hours import open_intervals
from ccsim.plan.pit_stop import rotation
from ccsim.plan.plan import Plan
from ccsim.units import DAY
from vendor_books import VendorBooks

MONTH_DAYS = 365.2425 / 12
CAUSES = {
    "friends": (LeavingCause.FRIENDS,),
    "publications": (LeavingCause.PUBLICATIONS,),
    "own_experience": (
        LeavingCause.OPEN_CASE, LeavingCause.EFFORT, LeavingCause.BROKEN_PROMISE,
        LeavingCause.COMPOUNDED, LeavingCause.UNSOLVED, LeavingCause.OUTAGE,
    ),
}  # fmt: skip
PROSPECTS = {
    "lost_friends": Telling.COMPLAINT,
    "won_friends": Telling.PRAISE,
    "lost_publications": Telling.POST,
}
SERVING = (
    "own_pay", "back_office_pay", "vendor_fees", "vendor_shortfall", "vendor_bonus", "visit_cost",
    "hiring_cost", "training_cost", "tools_cost", "conversation_training_cost",
)  # fmt: skip
BESIDE = (
    "fixes_cost", "exposure_cost", "fines", "target_fines", "publication_fines", "sla_credits",
    "visit_credits", "transition_cost",
)  # fmt: skip
_ENDS = (
    Event.CASE_RESOLVED, Event.CASE_GIVEN_UP, Event.CASE_CLOSED_BY_LEAVING, Event.CASE_EXPIRED,
)  # fmt: skip


class Books:
    """All lines of one replication."""

    def __init__(self, plan: Plan, log: Chunk) -> None:
        self.record = record = Record(plan, log)
        self.plan, self.scenario = plan, plan.scenario
        self.begin, self.end, self.rows = record.begin, record.end, record.rows
        self.segments = list(self.scenario.customers.values())

    def lines(self) -> dict[str, float]:
        """Every line by its name, and what they come to."""
        found = VendorBooks(self.record).lines() | self._people() | self._events()
        found |= self._customers() | self._open_time() | self._fixed()
        malus = found["vendor_malus"]
        found["cost"] = sum(found[name] for name in ("own_pay", *SERVING[2:5])) - malus
        found["cost_to_serve"] = sum(found[name] for name in SERVING) - malus
        found["total_cost"] = found["cost_to_serve"] + sum(found[name] for name in BESIDE)
        brought = found["margin_at_hand"] + found["cross_sell_revenue"] - found["margin_lost"]
        found["net_value"] = brought - found["total_cost"]
        return found

    # People

    def _people(self) -> dict[str, float]:
        """Own pay with floor-walkers and other functions, hiring, and paid training."""
        lines = dict.fromkeys(("own_pay", "hiring_cost", "training_cost", "functions_cost"), 0.0)
        for t, (name, team) in enumerate(self.scenario.teams.items()):
            if team.employer in self.scenario.vendors:
                continue
            lines["own_pay"] += self.record.ms(t, self.record.paid(t)) * per_ms(team.pay)
            if team.floor_walkers is not None:
                walkers = team.floor_walkers
                hours = self.record.opened(name, walkers.hours or team.hours)
                there = walkers.count * sum(b - a for a, b in hours)
                lines["own_pay"] += there * per_ms(walkers.pay or team.pay)
            hired = self.record.measured(Event.AGENT_HIRED, team=t)
            lines["hiring_cost"] += len(hired) * value_of(team.hiring.cost)
            for row in self.record.measured(Event.TRAINING_DAY, team=t):
                lines["training_cost"] += row.value * per_ms(team.pay)
        lines["functions_cost"] = self._functions()
        lines["own_pay"] += lines["functions_cost"]
        return lines

    def _functions(self) -> float:
        """People of other functions in the pit stop, while a group is there."""
        facts, cost, starts = self.scenario.pit_stop, 0.0, self.plan.day_starts.tolist()
        if facts is None:
            return 0.0
        spans = list(self.record.opened(facts.team, self.scenario.teams[facts.team].hours))
        for day, (start, end) in enumerate(pairwise(starts)):
            if rotation(facts, day) >= 0:
                there = sum(max(min(b, end) - max(a, start), 0) for a, b in spans)
                for one in facts.functions.values():
                    cost += there * one.people * per_ms(one.pay)
        return cost

    # What is counted row by row

    def _events(self) -> dict[str, float]:
        """Visits, fines, fixes, and managers who listen."""
        regulator = self.scenario.regulator
        reporting, visits = regulator.reporting, list(self.scenario.departments.values())
        came = [
            visits[row.department].visits
            for row in self.record.measured(Event.VISIT_MADE)
            if row.reason in (Outcome.VISIT_DONE, Outcome.NO_ACCESS)
        ]
        found = [row for row in self.record.measured(Event.INSPECTED) if row.reason == 1]
        funded = self.record.measured(Event.CAUSE_FUNDED)
        kinds = list(self.scenario.needs.values())
        fixed = [sorted(kinds[row.kind].causes.items())[row.reason - 1][1] for row in funded]
        listened = sum(row.value for row in self.record.measured(Event.MANAGERS_LISTENED))
        published = 0.0 if reporting is None else value_of(reporting.fine)
        return {
            "visit_cost": sum(value_of(each.cost) for each in came if each is not None),
            "fines": len(found) * value_of(regulator.fine),
            "target_fines": self._target_fines(),
            "publication_fines": published
            * sum(self._part_of_period(row) for row in self.record.measured(Event.TARGET_MISSED)),
            "fixes_cost": sum(value_of(cause.fix_cost) for cause in fixed),
            "exposure_cost": listened * per_ms(self.scenario.operating_model.manager_pay),
        }

    def _target_fines(self) -> float:
        """By what was demanded at the time."""
        regulator, fines = self.scenario.regulator, 0.0
        demanded = [target.share for target in regulator.targets.values()]
        both = self.rows[Event.TARGET_MISSED] + self.rows[Event.TARGET_TIGHTENED]
        for row in sorted(both):
            if row.event == Event.TARGET_TIGHTENED:
                demanded[row.reason] = row.value / 1e6
            elif row.time >= self.begin and row.reason < len(demanded):
                points = 100 * max(demanded[row.reason] - row.value / 1e6, 0)
                price = value_of(regulator.fine_per_point_missed)
                fines += points * price * self._part_of_period(row)
        return fines

    def _part_of_period(self, row: Row) -> float:
        """How much of the regulator's period that ends here is measured."""
        day = int(np.searchsorted(self.plan.day_starts, row.time, side="right")) - 1
        begun = max((end for end in self.plan.oversight.period_ends if end < day), default=0)
        return (day - max(begun, self.plan.warm_up_days)) / (day - begun)

    def _customers(self) -> dict[str, float]:
        """Margin, credits and sales, customer by customer."""
        margin = self.plan.margin_per_month.tolist()
        months = self.scenario.measures.margin_months
        left = [self.record.segment(row) for row in self.record.measured(Event.CUSTOMER_LEFT)]
        early = [row for row in self.rows[Event.CUSTOMER_LEFT] if row.time < self.begin]
        slas = [each.sla for each in self.segments]
        credit = [0.0 if s is None else per_ms(s.credit, DAY) * DAY * s.claimed for s in slas]
        missed = [0.0 if s is None else value_of(s.missed_visit) * s.claimed for s in slas]
        sold = [each.cross_sell.revenue for each in self.segments]
        made = self.record.measured(Event.VISIT_MADE)
        whole = sum(m * each.count for m, each in zip(margin, self.segments, strict=True))
        whole -= sum(margin[self.record.segment(row)] for row in early)
        days = self.plan.total_days - self.plan.warm_up_days
        lifetime = [value_of(each.lifetime_value) for each in self.segments]
        lines = {
            "margin_lost": months * sum(margin[s] for s in left),
            "lifetime_value_lost": sum(lifetime[s] for s in left),
            "margin_at_hand": whole * days / MONTH_DAYS,
            "sla_credits": self._priced(credit, self.record.measured(Event.CREDIT_DUE)),
            "visit_credits": self._priced(
                missed, [row for row in made if row.reason == Outcome.VISIT_MISSED]
            ),
            "cross_sell_revenue": self._priced(
                [value_of(one) for one in sold], self.record.measured(Event.CROSS_SOLD)
            ),
        }
        taken = [months * each for each in margin]
        because, turned = (
            self.record.measured(event) for event in (Event.LEFT_BECAUSE, Event.PROSPECTS_TURNED)
        )
        for name, causes in CAUSES.items():
            mine = [row for row in because if row.reason in causes]
            lines[f"margin_lost_{name}"] = self._priced(taken, mine)
        for name, telling in PROSPECTS.items():
            mine = [row for row in turned if row.reason == telling]
            lines[f"prospect_margin_{name}"] = self._priced(taken, mine, lambda row: row.value)
        return lines

    def _priced(
        self, prices: list[float], rows: list[Row], of: Callable[[Row], int] = lambda _: 1
    ) -> float:
        return sum(prices[self.record.segment(row)] * of(row) for row in rows)

    def _open_time(self) -> dict[str, float]:
        """What open needs cost the customers themselves, case by case."""
        opened = {(row.who, row.case): row for row in self.rows[Event.CASE_OPENED] if row.kind >= 0}
        ends: dict[Any, int] = {}
        for event in _ENDS:
            for row in self.rows[event]:
                ends[row.who, row.case] = row.time
        loss, cost, needs = 0.0, 0.0, list(self.scenario.needs.values())
        for key, row in opened.items():
            until = ends.get(key, self.end)
            time = max(until, self.begin) - max(row.time, self.begin)
            need = needs[row.kind]
            cost += time * per_ms(need.cost_per_day, DAY)
            if need.stops_business:
                loss += time * per_ms(self.segments[self.record.segment(row)].loss_per_hour)
        return {"outage_loss": loss, "customer_cost": cost}

    # What is paid whatever happens

    def _time_of_places(self) -> int:
        """Milliseconds of all places; the pit stop borrows its people, who have places already."""
        starts, borrowed = self.plan.day_starts.tolist(), self.scenario.pit_stop
        time = 0
        for t, (name, places) in enumerate(
            zip(self.plan.team_names, self.plan.team_places, strict=True)
        ):
            for day in range(self.plan.warm_up_days, self.plan.total_days):
                lent = borrowed is not None and name == borrowed.team
                if not lent and self.record.is_there(t, starts[day]):
                    time += int(places) * (starts[day + 1] - starts[day])
        return time

    def _fixed(self) -> dict[str, float]:
        """Departments, equipment of places, and a transition."""
        scenario, lines = self.scenario, {"back_office_pay": 0.0, "transition_cost": 0.0}
        for each in scenario.departments.values():
            spans = open_intervals(each.hours, scenario.calendar)
            there = sum(max(min(b, self.end) - max(a, self.begin), 0) for a, b in spans)
            lines["back_office_pay"] += each.staff * there * per_ms(each.pay)
        model, time = scenario.operating_model, self._time_of_places()
        lines["tools_cost"] = time * per_ms(model.tools.cost)
        lines["conversation_training_cost"] = time * per_ms(model.conversation_training.cost)
        if (change := scenario.transition) is not None:
            days = self.plan.total_days - self.plan.warm_up_days
            weeks = min(change.parallel_weeks, days / 7)
            lines["transition_cost"] = value_of(change.one_off) + weeks * value_of(change.systems)
        return lines
