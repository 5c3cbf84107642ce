"""The books of a run, kept a second time: each line of money from the rows of the log, one by one.

Prices are read from the scenario, spans of work and events from the log; nothing of the metrics'
tables is used. Slow and plain, so that a reader can follow it.
"""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ccsim.codes import Event, LeavingCause, Outcome, Reason, Telling
from ccsim.eventlog.chunk import Chunk
from ccsim.metrics.call_log import CLOSED_IN_LOG
from ccsim.plan.hours import open_intervals
from ccsim.plan.pit_stop import rotation
from ccsim.plan.plan import Plan
from ccsim.plan.transition import time_of_team, within
from ccsim.spec.fields import Amount
from ccsim.spec.vendors import Agreed, Vendor
from ccsim.units import DAY, HOUR, MINUTE

MONTH_DAYS = 30.44
CAUSES = {
    "friends": (LeavingCause.FRIENDS,),
    "publications": (LeavingCause.PUBLICATIONS,),
    "own_experience": (
        LeavingCause.OPEN_CASE, LeavingCause.EFFORT, LeavingCause.BROKEN_PROMISE,
        LeavingCause.COMPOUNDED, LeavingCause.OUTAGE,
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
_SOLVED = (Outcome.SERVED, Outcome.RESOLVED)
_CLOSED = (Outcome.SERVED, *CLOSED_IN_LOG)
Span = tuple[int, int]


class Row(NamedTuple):
    """What is read of a row of the log."""

    number: int
    """Its place in the log."""
    time: int
    event: int
    who: int
    case: int
    kind: int
    queue: int
    department: int
    agent: int
    reason: int
    value: int


def value_of(amount: Amount | None) -> float:
    """A sum of money, nought where none is named."""
    return 0.0 if amount is None else amount.value


def per_ms(amount: Amount | None, else_per: int = HOUR) -> float:
    """A price of time."""
    return value_of(amount) / ((amount and amount.per_ms) or else_per)


class Books:
    """All lines of one replication."""

    def __init__(self, plan: Plan, log: Chunk) -> None:
        self.plan, self.scenario = plan, plan.scenario
        self.begin, self.end = plan.warm_up_end, plan.horizon
        self.rows: dict[int, list[Row]] = defaultdict(list)
        columns = [getattr(log, name).tolist() for name in Row._fields[1:]]
        for row in map(Row._make, zip(range(log.rows), *columns, strict=True)):
            self.rows[row.event].append(row)
        self.segments = list(self.scenario.customers.values())
        self._segment = dict(plan.segment_codes)

    def lines(self) -> dict[str, float]:
        """Every line by its name, and what they come to."""
        found = self._people() | self._vendors() | self._events() | self._customers()
        found |= self._open_time() | self._fixed()
        malus = found["vendor_malus"]
        found["cost"] = sum(found[name] for name in ("own_pay", *SERVING[2:5])) - malus
        found["cost_to_serve"] = sum(found[name] for name in SERVING) - malus
        found["total_cost"] = found["cost_to_serve"] + sum(found[name] for name in BESIDE)
        brought = found["margin_at_hand"] + found["cross_sell_revenue"] - found["margin_lost"]
        found["net_value"] = brought - found["total_cost"]
        return found

    # Time of people

    def spans(self, team: int, begins: Event, ends: Event) -> Iterator[Span]:
        """From when until when agents of a team did something; at the horizon all stop."""
        rows = sorted(self.rows[begins] + self.rows[ends])
        since: dict[int, int] = {}
        for row in rows:
            if row.agent >= 0 and self.plan.agent_team[row.agent] == team:
                if row.event == begins:
                    since[row.agent] = row.time
                else:
                    yield since.pop(row.agent), row.time
        for start in since.values():
            yield start, self.end

    def paid(self, team: int) -> list[Span]:
        """Shifts, overtime and breaks included."""
        return list(self.spans(team, Event.SHIFT_STARTED, Event.SHIFT_ENDED))

    def busy(self, team: int) -> list[Span]:
        """Talks and after-call work."""
        done = (Event.WRAP_UP_ENDED, Event.CALLBACK_UNANSWERED)
        wraps = [
            (row.time - row.value, row.time)
            for event in done
            for row in self.rows[event]
            if self.plan.agent_team[row.agent] == team
        ]
        return [*self.spans(team, Event.CONTACT_ANSWERED, Event.LEG_ENDED), *wraps]

    def ms(self, team: int, spans: Iterable[Span], begin: int = 0, end: int | None = None) -> float:
        """Milliseconds of people between two instants; who chats with several is one person."""
        first, last = max(begin, self.begin), self.end if end is None else end
        inside = sum(max(min(b, last) - max(a, first), 0) for a, b in spans)
        return inside / int(self.plan.team_at_once[team])

    def _open_ms(self, team: str, hours: str) -> Iterator[Span]:
        spans = open_intervals(hours, self.scenario.calendar)
        for a, b in within(spans, time_of_team(self.scenario, team, self.plan.day_starts)):
            if min(b, self.end) > max(a, self.begin):
                yield max(a, self.begin), min(b, self.end)

    def _people(self) -> dict[str, float]:
        """Own pay with floor-walkers and other functions, hiring, and paid training."""
        lines = dict.fromkeys(("own_pay", "hiring_cost", "training_cost", "functions_cost"), 0.0)
        for t, (name, team) in enumerate(self.scenario.teams.items()):
            if team.employer in self.scenario.vendors:
                continue
            lines["own_pay"] += self.ms(t, self.paid(t)) * per_ms(team.pay)
            if team.floor_walkers is not None:
                walkers = team.floor_walkers
                hours = self._open_ms(name, walkers.hours or team.hours)
                there = walkers.count * sum(b - a for a, b in hours)
                lines["own_pay"] += there * per_ms(walkers.pay or team.pay)
            hired = self._measured(Event.AGENT_HIRED, team=t)
            lines["hiring_cost"] += len(hired) * value_of(team.hiring.cost)
            for row in self._measured(Event.TRAINING_DAY, team=t):
                lines["training_cost"] += row.value * per_ms(team.pay)
        lines["functions_cost"] = self._functions()
        lines["own_pay"] += lines["functions_cost"]
        return lines

    def _functions(self) -> float:
        """People of other functions in the pit stop, while a group is there."""
        facts, cost, starts = self.scenario.pit_stop, 0.0, self.plan.day_starts.tolist()
        if facts is None:
            return 0.0
        spans = list(self._open_ms(facts.team, self.scenario.teams[facts.team].hours))
        for day, (start, end) in enumerate(pairwise(starts)):
            if rotation(facts, day) >= 0:
                there = sum(max(min(b, end) - max(a, start), 0) for a, b in spans)
                for one in facts.functions.values():
                    cost += there * one.people * per_ms(one.pay)
        return cost

    # Vendors, month by month

    def months(self, teams: list[int]) -> Iterator[tuple[int, int, float]]:
        """Each calendar month: where its measured part begins and ends, and in what part of it
        one of these teams is there."""
        days: dict[tuple[int, int], list[int]] = defaultdict(list)
        for day in range(self.plan.warm_up_days, self.plan.total_days):
            date = self.scenario.calendar.start + dt.timedelta(days=day)
            days[date.year, date.month].append(day)
        starts = self.plan.day_starts
        for (year, month), own in days.items():
            there = [day for day in own if any(self._is_there(t, int(starts[day])) for t in teams)]
            part = len(there) / monthrange(year, month)[1]
            yield int(starts[own[0]]), int(starts[own[-1] + 1]), part

    def _is_there(self, team: int, time: int) -> bool:
        """Whether a transition leaves a team at work at this time."""
        first, last = time_of_team(self.scenario, self.plan.team_names[team], self.plan.day_starts)
        return first <= time < last

    def _offered(self, row: Row) -> bool:
        """Whether somebody waited on the phone: nobody does for a call that the centre makes."""
        calls_out = self.scenario.operating_model.outbound_queue
        called = calls_out is not None and self.plan.queue_names[row.queue] == calls_out
        return not called and row.reason != Reason.CALLBACK

    def _vendors(self) -> dict[str, float]:
        names = ("vendor_fees", "vendor_shortfall", "vendor_bonus", "vendor_malus")
        lines = dict.fromkeys(names, 0.0)
        for name, vendor in self.scenario.vendors.items():
            employers = [team.employer for team in self.scenario.teams.values()]
            teams = [t for t, employer in enumerate(employers) if employer == name]
            for begin, end, part in self.months(teams) if teams else ():
                units, price = self._used(vendor, teams, begin, end, part), vendor.amount.value
                lines["vendor_fees"] += price * units
                unused = max(vendor.commitment * part - units, 0)
                lines["vendor_shortfall"] += price * unused
                for target in vendor.targets:
                    share = self._share(name, vendor, target, teams, begin, end)
                    points = 100 * (share - target.share) * part
                    lines["vendor_bonus"] += value_of(target.bonus) * max(points, 0)
                    lines["vendor_malus"] += value_of(target.malus) * max(-points, 0)
        return lines

    def _used(self, vendor: Vendor, teams: list[int], begin: int, end: int, part: float) -> float:
        """How many units of its fee a vendor did in a month."""
        if vendor.fee == "fixed":
            return part
        if vendor.fee == "per_hour":
            return sum(self.ms(t, self.paid(t), begin, end) for t in teams) / HOUR
        if vendor.fee == "per_minute":
            return sum(self.ms(t, self.busy(t), begin, end) for t in teams) / MINUTE
        if vendor.fee == "per_call":
            return len(self._of(teams, Event.CONTACT_ANSWERED, begin, end))
        counted = _SOLVED if vendor.counts_resolved == "truth" else _CLOSED
        return sum(row.reason in counted for row in self._of(teams, Event.LEG_ENDED, begin, end))

    def _share(
        self, name: str, vendor: Vendor, target: Agreed, teams: list[int], begin: int, end: int
    ) -> float:
        """What a month is held against; one without calls has met its target."""
        if target.measure == "resolution":
            counted = _SOLVED if vendor.counts_resolved == "truth" else _CLOSED
            judged = [row.reason in counted for row in self._of(teams, Event.LEG_ENDED, begin, end)]
        else:
            soon = self.scenario.measures.service_level_threshold
            answered = self._of(teams, Event.CONTACT_ANSWERED, begin, end)
            mine = [q for q in range(len(self.plan.queue_names)) if self._only(q) == {name}]
            lost = [row for row in self.rows[Event.CONTACT_ABANDONED] if row.queue in mine]
            lost = [row for row in lost if begin <= row.time < end and self._offered(row)]
            answered = [row for row in answered if self._offered(row)]
            judged = [row.value <= soon for row in answered] + [False] * len(lost)
        return sum(judged) / len(judged) if judged else target.share

    def _only(self, queue: int) -> set[str]:
        """Who employs those that answer a queue."""
        facts = self.scenario.queues[self.plan.queue_names[queue]]
        teams = [*facts.teams, *([] if facts.overflow is None else [facts.overflow.to])]
        return {self.scenario.teams[team].employer for team in teams}

    def _of(self, teams: list[int], event: Event, begin: int, end: int) -> list[Row]:
        rows = [row for row in self.rows[event] if begin <= row.time < end and row.agent >= 0]
        return [row for row in rows if self.plan.agent_team[row.agent] in teams]

    # What is counted row by row

    def _measured(self, event: Event, *, team: int | None = None) -> list[Row]:
        rows = [row for row in self.rows[event] if row.time >= self.begin]
        if team is None:
            return rows
        return [row for row in rows if self.plan.agent_team[row.agent] == team]

    def segment(self, row: Row) -> int:
        """The number of the customer's segment."""
        return self._segment[row.who >> 32]

    def _events(self) -> dict[str, float]:
        """Visits, fines, fixes, and managers who listen."""
        regulator = self.scenario.regulator
        reporting, visits = regulator.reporting, list(self.scenario.departments.values())
        came = [
            visits[row.department].visits
            for row in self._measured(Event.VISIT_MADE)
            if row.reason in (Outcome.VISIT_DONE, Outcome.NO_ACCESS)
        ]
        found = [row for row in self._measured(Event.INSPECTED) if row.reason == 1]
        funded = self._measured(Event.CAUSE_FUNDED)
        kinds = list(self.scenario.needs.values())
        fixed = [sorted(kinds[row.kind].causes.items())[row.reason - 1][1] for row in funded]
        listened = sum(row.value for row in self._measured(Event.MANAGERS_LISTENED))
        published = 0.0 if reporting is None else value_of(reporting.fine)
        return {
            "visit_cost": sum(value_of(each.cost) for each in came if each is not None),
            "fines": len(found) * value_of(regulator.fine),
            "target_fines": self._target_fines(),
            "publication_fines": published
            * sum(self._part_of_period(row) for row in self._measured(Event.TARGET_MISSED)),
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
        left = [self.segment(row) for row in self._measured(Event.CUSTOMER_LEFT)]
        early = [row for row in self.rows[Event.CUSTOMER_LEFT] if row.time < self.begin]
        slas = [each.sla for each in self.segments]
        credit = [0.0 if s is None else per_ms(s.credit, DAY) * DAY * s.claimed for s in slas]
        missed = [0.0 if s is None else value_of(s.missed_visit) * s.claimed for s in slas]
        sold = [each.cross_sell.revenue for each in self.segments]
        made = self._measured(Event.VISIT_MADE)
        whole = sum(m * each.count for m, each in zip(margin, self.segments, strict=True))
        whole -= sum(margin[self.segment(row)] for row in early)
        days = self.plan.total_days - self.plan.warm_up_days
        lifetime = [value_of(each.lifetime_value) for each in self.segments]
        lines = {
            "margin_lost": months * sum(margin[s] for s in left),
            "lifetime_value_lost": sum(lifetime[s] for s in left),
            "margin_at_hand": whole * days / MONTH_DAYS,
            "sla_credits": self._priced(credit, self._measured(Event.CREDIT_DUE)),
            "visit_credits": self._priced(
                missed, [row for row in made if row.reason == Outcome.VISIT_MISSED]
            ),
            "cross_sell_revenue": self._priced(
                [value_of(one) for one in sold], self._measured(Event.CROSS_SOLD)
            ),
        }
        taken = [months * each for each in margin]
        because, turned = (
            self._measured(event) for event in (Event.LEFT_BECAUSE, Event.PROSPECTS_TURNED)
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
        return sum(prices[self.segment(row)] * of(row) for row in rows)

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
                loss += time * per_ms(self.segments[self.segment(row)].loss_per_hour)
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
                if not lent and self._is_there(t, starts[day]):
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
