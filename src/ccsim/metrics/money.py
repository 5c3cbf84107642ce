"""The ledger of money: a line for each cause, by day, added up over weeks and the whole.

Every line is a count of rows, or paid time, times a price. Costs are positive numbers; what the
customers at hand would bring if nobody left stands against them.
"""

from collections.abc import Collection
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.areas import over_time
from ccsim.metrics.causes import CauseCosts
from ccsim.metrics.days import Days
from ccsim.metrics.people import People
from ccsim.metrics.steering import EQUIPMENT, Equipment
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.vendors import LINES as VENDOR_LINES
from ccsim.metrics.vendors import Vendors
from ccsim.metrics.visits import VisitCosts
from ccsim.metrics.window import Floats, Ints, Window
from ccsim.units import DAYS_OF_MONTH, DAYS_OF_YEAR

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

WEEK_DAYS: Final = 7
_MILLIONTHS_OF_A_POINT: Final = 10_000

SERVING: Final = (
    "own_pay",
    "back_office_pay",
    *VENDOR_LINES[:-1],
    "visit_cost",
    "hiring_cost",
    "training_cost",
    *EQUIPMENT,
)
KEPT_BACK: Final = ("vendor_malus",)
BESIDE: Final = (
    "fixes_cost",
    "exposure_cost",
    "fines",
    "target_fines",
    "publication_fines",
    "sla_credits",
    "visit_credits",
    "transition_cost",
)
"""What learning, bad service and a change cost, beside the serving."""

Lines = dict[str, Floats]
"""By name: an array whose last axis are the measured days."""


class Money:
    """What is paid, credited and lost, by day; nothing where the scenario names no money."""

    def __init__(
        self, plan: "Plan", window: Window, people: People, learning: CauseCosts | None
    ) -> None:
        self._plan, self._window, self._people = plan, window, people
        self._vendors, self._equipment = Vendors(plan, window), Equipment(plan, window)
        self._learning, self._visits = learning, VisitCosts(plan, window)
        self._days = window.total_days - window.warm_up_days
        self._left, self._credits, self._missed = (Days(window, window.segments) for _ in range(3))
        self._sold, self._misses = Days(window, window.segments), Days(window, 1)
        self._breaches, self._points = Days(window, 1), Days(window, 1)
        self._hired, self._trained = Days(window, window.teams), Days(window, window.teams)
        self._demanded = np.round(plan.prices.target_shares * 1e6).astype(np.int64)
        self._period_began = _periods(plan.oversight.period_ends, window.total_days)
        self._left_before: Ints = np.zeros(window.segments, np.int64)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, team = stretch.chunk, self._window.agent_team
        self._vendors.add(stretch)
        self._visits.add(stretch)
        hired, learns = stretch.rows(Event.AGENT_HIRED), stretch.rows(Event.TRAINING_DAY)
        self._hired.add(stretch, hired, team[chunk.agent[hired]])
        self._trained.add(stretch, learns, team[chunk.agent[learns]], chunk.value[learns])
        if not self._window.segments:
            return
        left, credited = stretch.rows(Event.CUSTOMER_LEFT), stretch.rows(Event.CREDIT_DUE)
        self._left.add(stretch, left, stretch.segment[left])
        self._credits.add(stretch, credited, stretch.segment[credited])
        sold = stretch.rows(Event.CROSS_SOLD)
        self._sold.add(stretch, sold, stretch.segment[sold])
        missed = stretch.rows(Event.TARGET_MISSED)
        self._misses.add(stretch, missed, weight=self._part_of_period(stretch, missed))
        before = left[chunk.time[left] < self._window.begin]
        self._left_before += np.bincount(stretch.segment[before], minlength=self._window.segments)
        made = stretch.rows(Event.VISIT_MADE)
        missed = made[chunk.reason[made] == Outcome.VISIT_MISSED]
        self._missed.add(stretch, missed, stretch.segment[missed])
        inspected = stretch.rows(Event.INSPECTED)
        self._breaches.add(stretch, inspected[chunk.reason[inspected] == 1])
        self._add_targets(stretch)

    def _add_targets(self, stretch: Stretch) -> None:
        """How far targets were missed, each by what was demanded at the time."""
        chunk = stretch.chunk
        missed, tightened = (
            stretch.rows(event) for event in (Event.TARGET_MISSED, Event.TARGET_TIGHTENED)
        )
        for row in np.sort(np.concatenate([missed, tightened])):
            target, share = int(chunk.reason[row]), int(chunk.value[row])
            if chunk.event[row] == Event.TARGET_TIGHTENED:
                self._demanded[target] = share
            elif target < len(self._demanded):
                short, rows = max(int(self._demanded[target]) - share, 0), np.array([row])
                self._points.add(stretch, rows, weight=short * self._part_of_period(stretch, rows))

    def _part_of_period(self, stretch: Stretch, rows: Ints) -> Floats:
        """How much of the period that ends with each row is measured: no more of it is charged."""
        ended = self._window.cell_day[stretch.cell[rows]]
        begun = self._period_began[ended]
        measured = np.maximum(ended - np.maximum(begun, self._window.warm_up_days), 0)
        return np.asarray(measured / np.maximum(ended - begun, 1))

    def finish(self) -> Sums:
        """Lines and their sums, by axis."""
        plan, window = self._plan, self._window
        if plan.currency is None:
            return {}
        owed = self._owed()
        cells = self._own_pay() + self._over_cells(owed)
        sums = over_time(window, {"cost": cells.sum(axis=0)})
        sums["team"] = {"cost": (cells * window.measured).sum(axis=1)}
        days = self._lines(owed)
        sums["segment"] = self._by_segment()
        if self._visits.named:
            for axis, cost in self._visits.by_customer().items():
                sums.setdefault(axis, {})["visit_cost"] = cost
        for axis, tables in (("week", self._weeks(days)), (WHOLE, _whole(days))):
            sums[axis] = sums.get(axis, {}) | tables | _sums(tables)
        sums["week"]["cost"] = self._weeks({"cost": sums["day"]["cost"]})["cost"]
        if self._window.segments:
            units = {
                "points_missed": self._points.counts[0] / _MILLIONTHS_OF_A_POINT,
                "credit_days_due": self._credits.counts.sum(axis=0),
                "breaches_found": self._breaches.counts[0],
            }
            sums["week"] |= self._weeks(units)
            sums[WHOLE] |= _whole(units)
            of_segments = [self._weeks({"due": days})["due"] for days in self._credits.counts]
            sums["segment,week"] = {"credit_days_due": np.concatenate(of_segments)}
        worth = sums["week"]["net_value"] * discounts(plan.prices.discount_rate, self._weeks_)
        sums[WHOLE]["present_value"] = worth.sum(keepdims=True)
        if "margin_at_hand" in days:  # costs alone are no loss
            sums[WHOLE]["losses"] = (sums[WHOLE]["net_value"] < 0).astype(float)
        return sums

    def _lines(self, owed: Lines) -> Lines:
        """Every line of the ledger by measured day."""
        plan, prices = self._plan, self._plan.prices
        own = over_time(self._window, {"own": self._own_pay().sum(axis=0)})["day"]["own"]
        days: Lines = {"own_pay": own}
        if prices.contracts:
            days |= {name: of_team.sum(axis=0) for name, of_team in owed.items()}
        if prices.back_office_pay.any():
            days["back_office_pay"] = prices.back_office_pay[self._window.warm_up_days :]
        if self._visits.named:
            days["visit_cost"] = self._visits.by_day()
        if prices.hires:
            days["hiring_cost"] = prices.hiring @ self._hired.counts
            pay = np.asarray(plan.pay_per_ms, np.float64)
            days["training_cost"] = pay @ self._trained.counts
        days |= self._equipment.by_day()
        if self._learning is not None:
            days |= self._learning.by_day()
        if plan.scenario.transition is not None:
            days["transition_cost"] = self._transition()
        if not self._window.segments:
            return days
        credit = plan.oversight.credit_per_day
        days["fines"] = self._breaches.counts[0] * plan.oversight.fine
        days["sla_credits"] = credit @ self._credits.counts
        if prices.missed_visit.any():
            days["visit_credits"] = prices.missed_visit @ self._missed.counts
        if len(prices.target_shares):
            missed = self._points.counts[0] / _MILLIONTHS_OF_A_POINT
            days["target_fines"] = missed * prices.fine_per_point
        days |= self._published()
        if plan.cross_sell_revenue.any():
            days["cross_sell_revenue"] = plan.cross_sell_revenue @ self._sold.counts
        margin = np.asarray(plan.margin_per_month, np.float64)
        days["margin_lost"] = (margin * prices.margin_months) @ self._left.counts
        if margin.any():
            at_hand = plan.segment_count - self._left_before
            days["margin_at_hand"] = np.full(self._days, margin @ at_hand / DAYS_OF_MONTH)
        return days

    def _published(self) -> Lines:
        """What missed targets cost, once they are published."""
        reporting = self._plan.scenario.regulator.reporting
        if reporting is None or reporting.fine is None:
            return {}
        return {"publication_fines": self._misses.counts[0] * reporting.fine.value}

    def _by_segment(self) -> dict[str, Floats]:
        if not self._window.segments:
            return {}
        plan = self._plan
        lost = np.asarray(plan.margin_per_month, np.float64) * plan.prices.margin_months
        sums = {
            "margin_lost": self._left.counts.sum(axis=1) * lost,
            "sla_credits": self._credits.counts.sum(axis=1) * plan.oversight.credit_per_day,
        }
        if plan.cross_sell_revenue.any():
            sums["cross_sell_revenue"] = self._sold.counts.sum(axis=1) * plan.cross_sell_revenue
        return sums

    def _own_pay(self) -> Floats:
        """[team, cell]: own people at their pay, floor-walkers and other functions included."""
        plan = self._plan
        pay = np.asarray(plan.pay_per_ms, np.float64)
        beside = plan.floor_walkers_paid * plan.floor_walkers_pay_per_ms[:, None]
        beside = beside + plan.functions_cost
        return np.asarray(self._people.by_cell("staffed_ms") * pay[:, None] + beside)

    def _owed(self) -> Lines:
        """What vendors are owed, by team and measured day."""
        if not self._plan.prices.contracts:
            return {}
        staffed, busy = (
            self._by_day(self._people.by_cell(name)) for name in ("staffed_ms", "busy_ms")
        )
        return self._vendors.owed(staffed, busy)

    def _over_cells(self, owed: Lines) -> Floats:
        """[team, cell]: a day's bill spread over the day, as long as each cell lasts."""
        window = self._window
        cells = np.zeros((window.teams, window.cells))
        if owed:
            bill = sum(owed[name] for name in VENDOR_LINES[:-1]) - owed[VENDOR_LINES[-1]]
            day = window.cell_day - window.warm_up_days
            lengths = np.bincount(window.cell_day, window.lengths)[window.cell_day]
            of_cell = bill[:, np.maximum(day, 0)] * (window.lengths / lengths)
            cells = np.where(day >= 0, of_cell, 0.0)
        return np.asarray(cells)

    def _by_day(self, cells: Floats) -> Floats:
        window = self._window
        starts = np.searchsorted(window.cell_day, np.arange(window.warm_up_days, window.total_days))
        return np.asarray(np.add.reduceat(cells, starts, axis=1))

    def _transition(self) -> Floats:
        prices = self._plan.prices
        cost = np.zeros(self._days)
        cost[: prices.systems_days] = prices.systems_per_day
        cost[0] += prices.one_off
        return cost

    @property
    def _weeks_(self) -> int:
        return -(-self._days // WEEK_DAYS)

    def _weeks(self, days: Lines) -> Lines:
        """Sums of seven days from the first measured one; the last week may be shorter."""
        week = np.arange(self._days) // WEEK_DAYS
        return {name: np.bincount(week, by_day).astype(float) for name, by_day in days.items()}


def _periods(ends: Collection[int], days: int) -> Ints:
    """[day]: the first day of the regulator's period that ends with the night before, if one does.

    >>> _periods({3, 5}, 6)[[3, 5]].tolist()
    [0, 3]
    """
    first = np.zeros(days, np.int64)
    for before, end in pairwise((0, *sorted(ends))):
        first[end:] = before
    return first


def discounts(rate: float, weeks: int) -> Floats:
    """What a sum of each week is worth on the first day, at so much a year.

    >>> discounts(0.0, 2).tolist()
    [1.0, 1.0]
    """
    return np.asarray((1 + rate) ** -(np.arange(weeks) * WEEK_DAYS / (DAYS_OF_YEAR)))


def _whole(days: Lines) -> Lines:
    return {name: by_day.sum(keepdims=True) for name, by_day in days.items()}


def _sums(lines: Lines) -> Lines:
    """What the lines come to."""
    kept_back = sum((lines[name] for name in KEPT_BACK if name in lines), np.float64(0))
    serving = sum((lines[name] for name in SERVING if name in lines), np.float64(0)) - kept_back
    beside = sum((lines[name] for name in BESIDE if name in lines), np.float64(0))
    sums: Lines = {"cost_to_serve": np.asarray(serving), "total_cost": np.asarray(serving + beside)}
    nothing = np.float64(0)
    brought, sold, lost = (
        lines.get(name, nothing) for name in ("margin_at_hand", "cross_sell_revenue", "margin_lost")
    )
    return sums | {"net_value": np.asarray(brought + sold - lost - sums["total_cost"])}
