"""What vendors are owed: counts of their work by team and day, settled by contract months."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics.call_log import CLOSED_IN_LOG
from ccsim.metrics.days import Days
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.window import Bools, Floats, Ints, Window

if TYPE_CHECKING:
    from ccsim.plan.money import Contract
    from ccsim.plan.plan import Plan

_SOLVED: Final = (Outcome.SERVED, Outcome.RESOLVED)
_CLOSED: Final = (Outcome.SERVED, *CLOSED_IN_LOG)
LINES: Final = ("vendor_fees", "vendor_shortfall", "vendor_bonus", "vendor_malus")
"""Fees for work done; what is committed and was not used; paid above targets; kept back below."""


class Vendors:
    """Follows the work of vendors' teams; who employs nobody else costs nothing here."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        self._prices, self._window = plan.prices, window
        self._calls, self._waited, self._in_time = (Days(window, window.teams) for _ in range(3))
        self._lost = Days(window, window.queues)
        self._talks, self._solved, self._closed = (Days(window, window.teams) for _ in range(3))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        if not self._prices.contracts:
            return
        chunk, team = stretch.chunk, self._window.agent_team
        answered = stretch.rows(Event.CONTACT_ANSWERED)
        self._calls.add(stretch, answered, team[chunk.agent[answered]])
        answered = self._offered(stretch, answered)
        soon = answered[chunk.value[answered] <= self._window.measures.service_level_threshold]
        self._waited.add(stretch, answered, team[chunk.agent[answered]])
        self._in_time.add(stretch, soon, team[chunk.agent[soon]])
        lost = self._offered(stretch, stretch.rows(Event.CONTACT_ABANDONED))
        self._lost.add(stretch, lost, chunk.queue[lost])
        ended = stretch.rows(Event.LEG_ENDED)
        for days, outcomes in ((self._solved, _SOLVED), (self._closed, _CLOSED)):
            rows = ended[np.isin(chunk.reason[ended], outcomes)]
            days.add(stretch, rows, team[chunk.agent[rows]])
        self._talks.add(stretch, ended, team[chunk.agent[ended]])

    def _offered(self, stretch: Stretch, rows: Ints) -> Ints:
        """Those of the rows that end somebody's wait on the phone: the centre calls the others."""
        chunk = stretch.chunk
        called = chunk.reason[rows] == Reason.CALLBACK
        waited: Ints = rows[~called & (chunk.queue[rows] != self._window.outbound_queue)]
        return waited

    def owed(self, staffed_ms: Floats, busy_ms: Floats) -> dict[str, Floats]:
        """Each line by team and measured day, for work of so long by team and day."""
        lines = {name: np.zeros(self._calls.counts.shape) for name in LINES}
        for number, contract in enumerate(self._prices.contracts):
            teams = np.flatnonzero(self._prices.vendor_of_team == number)
            if not len(teams):
                continue
            there = self._there[teams]
            of_month = self._of_month(there)
            units = self._units(contract, teams, staffed_ms, busy_ms)
            lines["vendor_fees"][teams] = contract.price * units
            by_month = {"vendor_shortfall": self._shortfall(contract, units, of_month)}
            for target in contract.targets:
                points = 100 * (self._shares(number, contract, target.measure) - target.share)
                points *= of_month
                bonus, malus = by_month.get("vendor_bonus", 0.0), by_month.get("vendor_malus", 0.0)
                by_month["vendor_bonus"] = bonus + target.bonus * np.maximum(points, 0)
                by_month["vendor_malus"] = malus + target.malus * np.maximum(-points, 0)
            for name, sums in by_month.items():
                lines[name][teams] += self._spread(sums, there)
        return lines

    @property
    def _months(self) -> Ints:
        """[day]: contract months of the measured days, from 0."""
        measured = self._prices.month_of_day[self._window.warm_up_days :]
        return np.asarray(measured - measured[0], np.int64)

    @property
    def _there(self) -> Bools:
        """[team, day]: which teams there are; a vendor without any is owed nothing."""
        return self._prices.team_there[:, self._window.warm_up_days :]

    @property
    def _share_of_month(self) -> Floats:
        """[day]: one day as a share of its month."""
        return self._prices.share_of_month[self._window.warm_up_days :]

    def _of_month(self, there: Bools) -> Floats:
        """[month]: how much of it is measured, and sees one of these teams."""
        return self._by_month(self._share_of_month * _some(there))

    def _by_month(self, by_day: Floats) -> Floats:
        return np.asarray(np.bincount(self._months, by_day), np.float64)

    def _spread(self, by_month: Floats, there: Bools) -> Floats:
        """[team of the vendor, day]: a month's sum, equally over the days and teams there are."""
        days = self._by_month(_some(there))
        of_a_day = np.divide(by_month, days, out=np.zeros(len(days)), where=days > 0)
        return of_a_day[self._months] * _equal_parts(there)

    def _units(
        self, contract: "Contract", teams: Ints, staffed_ms: Floats, busy_ms: Floats
    ) -> Floats:
        """[team of the vendor, day]: what the fee is paid for; a fixed one is shared equally."""
        if contract.fee == "fixed":
            return self._share_of_month * _equal_parts(self._there[teams])
        work = {"per_hour": staffed_ms, "per_minute": busy_ms, "per_call": self._calls.counts}
        return work.get(contract.fee, self._resolved(contract))[teams]

    def _resolved(self, contract: "Contract") -> Floats:
        solved = self._solved if contract.counts_truth else self._closed
        return solved.counts

    def _shortfall(self, contract: "Contract", units: Floats, of_month: Floats) -> Floats:
        """[month]: the price of units that are committed and were not used."""
        unused = contract.committed * of_month - self._by_month(units.sum(axis=0))
        return np.asarray(contract.price * np.maximum(unused, 0), np.float64)

    def _shares(self, number: int, contract: "Contract", measure: str) -> Floats:
        """[month]: what is held against a target; a month without calls has met it."""
        mine = self._prices.vendor_of_team == number
        if measure == "resolution":
            met, judged = self._resolved(contract)[mine], self._talks.counts[mine]
        else:
            lost = self._lost.counts[self._prices.vendor_of_queue == number]
            met, judged = self._in_time.counts[mine], self._waited.counts[mine]
            judged = np.concatenate([judged, lost])
        above, below = self._by_month(met.sum(axis=0)), self._by_month(judged.sum(axis=0))
        targets = [target.share for target in contract.targets if target.measure == measure]
        shares = np.full(len(below), targets[0])
        np.divide(above, below, out=shares, where=below > 0)
        return shares


def _some(there: Bools) -> Floats:
    """[day]: 1 where there is any of the teams."""
    return np.asarray(there.max(axis=0), np.float64)


def _equal_parts(there: Bools) -> Floats:
    """[team, day]: the part of each team in what is shared among those that are there."""
    return np.asarray(there / np.maximum(there.sum(axis=0), 1))
