"""Tiny plans and hand-written logs for the tests of the metrics."""

import datetime as dt
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog.chunk import NO_ONE, Chunk, copy, from_rows, head
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.metrics.totals import Totals
from ccsim.plan.causes import Causes
from ccsim.plan.departments import Desks
from ccsim.plan.money import Contract, Prices
from ccsim.spec.calendar import Calendar
from ccsim.spec.customers import Segment
from ccsim.spec.fields import Amount
from ccsim.spec.measures import Measures
from ccsim.spec.operating_model import OperatingModel
from ccsim.spec.regulator import Regulator
from ccsim.spec.reports import Reporting
from ccsim.spec.steering import ConversationTraining, Tools
from ccsim.spec.superiors import FloorWalkers, Superiors
from ccsim.spec.transition import Transition
from ccsim.units import DAY, HOUR

_MONTHLY = Amount(value=30.0, currency="EUR", per_ms=30 * DAY)
CONSUMER = 7
"""The code of the only segment."""

TALKATIVE: Any = {
    "count": 1000,
    "deterred": 0.1,
    "cross_sell": {"chance": 0.1},
    "tells": {"posts": 0.1},
}
URGENT = {
    "billing": SimpleNamespace(deadline=None, cancels=True),
    "fault": SimpleNamespace(deadline="2h", cancels=False),
}


VISIT = Amount(value=180, currency="EUR")
_ALL = SimpleNamespace(ivr=True, callback=True, advertised_hours="24/7", enquires=True)
"""A queue with everything that only some scenarios have, so that every metric can be told."""
_TEAM = SimpleNamespace(floor_walkers=FloorWalkers(count=1), is_steady=False, kpi_regime=None)


def customer(number: int) -> int:
    return CONSUMER << 32 | number


def caller(number: int) -> int:
    """An anonymous caller: the upper half is the code of a queue, not of a segment."""
    return 99 << 32 | number


def tiny_plan(
    *,
    days: int = 1,
    warm_up: int = 0,
    queues: tuple[str, ...] = ("front",),
    agents: tuple[int, ...] = (0, 0),
    opens: int = 8,
    closes: int = 12,
    measures: Measures | None = None,
    money: bool = True,
    channel: str = "phone",
) -> Any:
    """Days with cells of an hour; every queue and team is open from 8 to 12 unless said."""
    teams = ("blue", "green")[: max(agents) + 1]
    return SimpleNamespace(
        scenario=_scenario(days, queues, teams, measures),
        **_of_days(days, warm_up),
        **_of_queues(queues, channel),
        **_of_teams(teams, agents, days),
        **_of_customers(days),
        prices=prices(len(teams), len(queues), days),
        oversight=oversight(days),
        causes=tariffs(),
        department_names=("network",),
        desks=desks(days),
        currency="EUR" if money else None,
        grid=_grid(days, len(queues), len(teams), opens, closes),
    )


def _scenario(
    days: int, queues: tuple[str, ...], teams: tuple[str, ...], measures: Measures | None
) -> Any:
    return SimpleNamespace(
        queues=dict.fromkeys(queues, _ALL),
        departments={"network": SimpleNamespace(visits=SimpleNamespace(cost=VISIT))},
        calendar=Calendar(start=dt.date(2026, 1, 5), days=days),
        measures=measures or Measures(leaving_causes=True),
        operating_model=OperatingModel(
            escalation="real",
            escalation_queue=queues[0],
            superiors=Superiors(),
            kpi_regime="handle_time",
            tools=Tools(cost=_MONTHLY),
            conversation_training=ConversationTraining(cost=_MONTHLY),
        ),
        teams=dict.fromkeys(teams, _TEAM),
        needs=URGENT,
        incidents={"cable": SimpleNamespace()},
        customers={"consumer": Segment(**TALKATIVE)},
        regulator=Regulator(reporting=Reporting(fine="10 EUR")),
        transition=Transition(),
        pit_stop=SimpleNamespace(team=""),
    )


def _of_days(days: int, warm_up: int) -> dict[str, Any]:
    return {
        "total_days": days,
        "warm_up_days": warm_up,
        "day_starts": np.arange(days + 1) * DAY,
        "day_dates": tuple(f"2026-01-{day + 5:02d}" for day in range(days)),
    }


def _of_queues(names: tuple[str, ...], channel: str) -> dict[str, Any]:
    count = len(names)
    return {
        "queue_names": names,
        "queue_channel": (channel,) * count,
        "queue_of_calls": np.ones(count, bool),
        "queue_of_customers": np.ones(count, bool),
        "queue_effort": np.full(count, -1),
        "outbound_queue": -1,
    }


def _of_teams(names: tuple[str, ...], agents: tuple[int, ...], days: int) -> dict[str, Any]:
    count = len(names)
    return {
        "team_names": names,
        "team_at_once": np.ones(count, int),
        "team_places": np.bincount(agents, minlength=count),
        "team_abroad": np.zeros(count, int),
        "team_courtesy": np.full(count, 500),
        "agent_team": np.array(agents),
        "person_of": lambda agents: agents,
        "pay_per_ms": np.array([30.0, 60.0])[:count] / HOUR,
        "floor_walkers_paid": np.zeros((count, days * 24)),
        "floor_walkers_pay_per_ms": np.zeros(count),
        "functions_cost": np.zeros((count, days * 24)),
    }


def _of_customers(days: int) -> dict[str, Any]:
    return {
        "segment_names": ("consumer",),
        "segment_codes": {CONSUMER: 0},
        "segment_count": np.array([1000]),
        "margin_per_month": np.array([10.0]),
        "lifetime_value": np.array([540.0]),
        "cross_sell_revenue": np.array([60.0]),
        "expectations": np.zeros((1, days), int),
        "kind_names": ("billing", "fault"),
        "breeding": np.zeros(1),
    }


def _grid(days: int, queues: int, teams: int, opens: int, closes: int) -> Any:
    """Cells of an hour."""
    hour = np.arange(days * 24) % 24
    opened = (hour >= opens) & (hour < closes)
    return SimpleNamespace(
        edges=np.arange(days * 24 + 1) * HOUR,
        cell_day=np.arange(days * 24) // 24,
        cell_interval=hour,
        interval_labels=tuple(f"{h:02d}:00" for h in range(24)),
        queue_open=np.tile(opened, (queues, 1)),
        team_open=np.tile(opened, (teams, 1)),
    )


def desks(days: int) -> Desks:
    """A ticket takes an hour, and two people are there for four hours a day."""
    return Desks(work_ms=np.array([[1.0 * HOUR]]), staff_ms=np.full((1, days), 8.0 * HOUR))


def tariffs() -> Causes:
    """Billing has one cause that could be removed."""
    none = np.zeros(0, np.int64)
    return Causes(
        names=("tariff",),
        labels=("kind=billing,cause=tariff",),
        first=np.array([0, 1, 1]),
        code=np.array([1]),
        edges=(np.array([1 << 31]), none),
        function=np.array([0]),
        functions=("billing",),
        of_procedure=np.zeros(1, bool),
        fix_cost=np.array([500.0]),
        manager_pay_per_ms=60 / HOUR,
        voice=None,
    )


def prices(teams: int, queues: int, days: int) -> Any:
    """A vendor who employs nobody yet; a leaver takes a year of margin along."""
    return Prices(
        contracts=(Contract("vendor", "per_hour", 1.0, 0.0, False, ()),),
        vendor_of_team=np.full(teams, -1),
        vendor_of_queue=np.full(queues, -1),
        team_there=np.ones((teams, days), bool),
        month_of_day=np.zeros(days, int),
        share_of_month=np.full(days, 1 / 31),
        back_office_pay=np.ones(days),
        missed_visit=np.array([25.0]),
        hires=True,
        hiring=np.ones(teams),
        fine_per_point=100.0,
        target_shares=np.array([0.7]),
        margin_months=12.0,
        one_off=0.0,
        systems_per_day=0.0,
        systems_days=0,
        discount_rate=0.0,
    )


def oversight(days: int) -> Any:
    """Both kinds must be solved by the end of the next day; a fault is a repair and an outage."""
    due = np.tile((np.arange(days) + 2) * DAY, (2, 1))
    fault = np.array([False, True])
    return SimpleNamespace(
        clock=(Event.CASE_OPENED, Event.CASE_RESOLVED),
        target_due=due,
        clock_due=due,
        complaint_due=due,
        repairs=fault,
        stops_business=fault,
        loss_per_ms=np.array([6.0]) / HOUR,
        cost_per_ms=np.array([0.0, 24.0]) / DAY,
        credit_per_day=np.array([8.0]),
        fine=1_000.0,
        period_ends=frozenset(),
    )


class Story:
    """What happened, written down in any order and read in the order of time."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, ...]] = []

    def row(self, time: int, event: Event, **columns: int) -> None:
        """One row; columns that are not named are unused."""
        unused = {"who": NO_ONE, "case": NO_ONE, "queue": NO_ONE, "department": NO_ONE}
        unused |= {"agent": NO_ONE, "kind": NO_ONE, "contact": 0, "leg": 0, "reason": 0, "value": 0}
        given = unused | columns
        names = ("who", "case", "contact", "leg", "queue", "department", "agent", "kind")
        row = (time, event, *(given[name] for name in names), given["reason"], given["value"])
        self._rows.append(tuple(int(number) for number in row))

    def arrival(self, time: int, reason: Reason = Reason.FRESH, **who: int) -> None:
        self.row(time, Event.CONTACT_ARRIVED, reason=reason, **who)

    def turned_away(
        self, time: int, event: Event, reason: Reason = Reason.FRESH, **who: int
    ) -> None:
        outcome = Outcome.BLOCKED if event == Event.CONTACT_BLOCKED else Outcome.CLOSED_OUT
        self.arrival(time, reason, **who)
        self.row(time, event, **who)
        self.row(time, Event.CONTACT_ENDED, reason=outcome, **who)

    def abandoned(self, time: int, wait: int, reason: Reason = Reason.FRESH, **who: int) -> None:
        self.arrival(time, reason, **who)
        self.row(time, Event.QUEUE_ENTERED, **who)
        self.row(time + wait, Event.CONTACT_ABANDONED, value=wait, **who)
        self.row(time + wait, Event.CONTACT_ENDED, reason=Outcome.ABANDONED, value=wait, **who)

    def served(
        self,
        time: int,
        wait: int,
        talk: int,
        *,
        agent: int,
        wrap: int = 0,
        reason: Reason = Reason.FRESH,
        outcome: Outcome = Outcome.SERVED,
        **who: int,
    ) -> int:
        """A contact of one leg; gives the end of the talk."""
        self.arrival(time, reason, **who)
        end = self.leg(time, wait, talk, agent=agent, wrap=wrap, outcome=outcome, **who)
        self.row(end, Event.CONTACT_ENDED, reason=outcome, value=end - time, **who)
        return end

    def leg(
        self,
        time: int,
        wait: int,
        talk: int,
        *,
        agent: int,
        wrap: int = 0,
        outcome: Outcome = Outcome.SERVED,
        **who: int,
    ) -> int:
        """A wait and a talk; gives the end of the talk."""
        end = time + wait + talk
        self.row(time, Event.QUEUE_ENTERED, **who)
        self.row(time + wait, Event.CONTACT_ANSWERED, agent=agent, value=wait, **who)
        self.row(end, Event.LEG_ENDED, agent=agent, reason=outcome, value=talk, **who)
        if wrap:
            self.row(end + wrap, Event.WRAP_UP_ENDED, agent=agent, value=wrap, **who)
        return end

    def shift(self, agent: int, begin: int, end: int, overtime: int = 0) -> None:
        """A shift that ends at the given instant, overtime included."""
        self.row(begin, Event.SHIFT_STARTED, agent=agent)
        self.row(end, Event.SHIFT_ENDED, agent=agent, value=overtime)

    def log(self) -> Chunk:
        return from_rows(sorted(self._rows, key=lambda row: row[0]))


def totals_of(plan: Any, log: Chunk, cuts: tuple[int, ...] = ()) -> Totals:
    """The totals of a log that comes in the stretches between the cuts."""
    ledger = Ledger(plan)
    buffer = copy(log)  # as of an engine, which fills it anew for every chunk
    places = [0, *sorted(cuts), log.rows]
    for begin, end in pairwise(places):
        for column, room in zip(log, buffer, strict=True):
            room[: end - begin] = column[begin:end]
        ledger.add(head(buffer, end - begin))
    return ledger.finish()


def metrics_of(plan: Any, story: Story) -> dict[str, float | None]:
    return values(totals_of(plan, story.log()))
