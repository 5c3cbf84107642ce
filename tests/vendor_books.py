"""What vendors are owed, month by month, from the rows of the log."""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator

from book_record import Record, Row, value_of
from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics.call_log import CLOSED_IN_LOG
from ccsim.spec.vendors import Agreed, Vendor
from ccsim.units import HOUR, MINUTE

_SOLVED = (Outcome.SERVED, Outcome.RESOLVED)
_CLOSED = (Outcome.SERVED, *CLOSED_IN_LOG)


class VendorBooks:
    """The lines of all vendors in one replication."""

    def __init__(self, record: Record) -> None:
        self.record, self.plan, self.scenario = record, record.plan, record.scenario

    def lines(self) -> dict[str, float]:
        """Fees, what was committed and not used, bonus and malus."""
        names = ("vendor_fees", "vendor_shortfall", "vendor_bonus", "vendor_malus")
        lines = dict.fromkeys(names, 0.0)
        for name, vendor in self.scenario.vendors.items():
            employers = [team.employer for team in self.scenario.teams.values()]
            teams = [t for t, employer in enumerate(employers) if employer == name]
            for begin, end, part in self._months(teams) if teams else ():
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

    def _months(self, teams: list[int]) -> Iterator[tuple[int, int, float]]:
        """Each calendar month: where its measured part begins and ends, and in what part of it
        one of these teams is there."""
        days: dict[tuple[int, int], list[int]] = defaultdict(list)
        for day in range(self.plan.warm_up_days, self.plan.total_days):
            date = self.scenario.calendar.start + dt.timedelta(days=day)
            days[date.year, date.month].append(day)
        starts = self.plan.day_starts
        for (year, month), own in days.items():
            there = [any(self.record.is_there(t, int(starts[day])) for t in teams) for day in own]
            part = sum(there) / monthrange(year, month)[1]
            yield int(starts[own[0]]), int(starts[own[-1] + 1]), part

    def _offered(self, row: Row) -> bool:
        """Whether somebody waited on the phone: nobody does for a call that the centre makes."""
        calls_out = self.scenario.operating_model.outbound_queue
        called = calls_out is not None and self.plan.queue_names[row.queue] == calls_out
        return not called and row.reason != Reason.CALLBACK

    def _used(self, vendor: Vendor, teams: list[int], begin: int, end: int, part: float) -> float:
        """How many units of its fee a vendor did in a month."""
        if vendor.fee == "fixed":
            return part
        if vendor.fee == "per_hour":
            return sum(self.record.ms(t, self.record.paid(t), begin, end) for t in teams) / HOUR
        if vendor.fee == "per_minute":
            return sum(self.record.ms(t, self.record.busy(t), begin, end) for t in teams) / MINUTE
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
            lost = [row for row in self.record.rows[Event.CONTACT_ABANDONED] if row.queue in mine]
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
        rows = [
            row for row in self.record.rows[event] if begin <= row.time < end and row.agent >= 0
        ]
        return [row for row in rows if self.plan.agent_team[row.agent] in teams]
