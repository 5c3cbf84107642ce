"""Prices: what is paid to vendors, for fines, hiring and a transition, and by which months."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ccsim.plan.hours import open_intervals
from ccsim.plan.records import Integers
from ccsim.plan.superiors import open_until
from ccsim.plan.transition import time_of_team
from ccsim.spec.fields import Amount
from ccsim.spec.money import per_ms
from ccsim.spec.queues import Queue
from ccsim.spec.scenario import Scenario
from ccsim.spec.vendors import Fee
from ccsim.units import DAY, HOUR, MINUTE, WEEK

Money = npt.NDArray[np.float64]

_UNIT: Final[dict[Fee, float]] = {"per_hour": HOUR, "per_minute": MINUTE}
OWN: Final = -1
"""Stands for a vendor where the company itself employs."""


@dataclass(frozen=True)
class Target:
    """What a contract month is held against; money is per point."""

    measure: str
    share: float
    bonus: float
    malus: float


@dataclass(frozen=True)
class Contract:
    """How a vendor is paid."""

    name: str
    fee: Fee
    price: float
    """Of a millisecond, a call, a matter solved, or a month."""
    committed: float
    """Units of the fee in a whole month: milliseconds, calls or matters."""
    counts_truth: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Prices:
    """What is paid beside the pay of own people; nothing of it changes what happens."""

    contracts: tuple[Contract, ...]
    vendor_of_team: Integers
    """[team]: index of its contract, or OWN."""
    vendor_of_queue: Integers
    """[queue]: the vendor whose teams alone serve it, or OWN."""
    team_there: npt.NDArray[np.bool_]
    """[team, day]: whether it is there at all; a transition sends old teams away."""
    month_of_day: Integers
    """[day]: calendar months of the run, numbered from 0."""
    share_of_month: npt.NDArray[np.float64]
    """[day]: one day as a share of its month."""
    back_office_pay: Money
    """[day]: paid to the staff of all departments."""
    missed_visit: Money
    """[segment]: credited for an appointment to which nobody came, on average."""
    hires: bool
    """Whether people may come and go: there are lines for it."""
    hiring: Money
    """[team]: of one who is hired; nothing for a team that its vendor pays."""
    fine_per_point: float
    """For each point by which a target of the regulator is missed."""
    target_shares: npt.NDArray[np.float64]
    """[target]: what the regulator demands at the start."""
    margin_months: float
    one_off: float
    """What a transition costs on its first day."""
    systems_per_day: float
    systems_days: int
    """For how many days of the measured time two systems are paid."""
    discount_rate: float
    """Of a year."""


def lower_prices(scenario: Scenario, starts: Integers) -> Prices:
    """The prices of a scenario, and the months in which contracts are settled."""
    days, names = len(starts) - 1, list(scenario.vendors)
    teams = list(scenario.teams.values())
    vendor_of = {name: _index(names, team.employer) for name, team in scenario.teams.items()}
    dates = [scenario.calendar.start + dt.timedelta(days=day) for day in range(days)]
    months = [date.year * 12 + date.month for date in dates]
    regulator, change = scenario.regulator, scenario.transition
    return Prices(
        contracts=tuple(_contract(scenario, name) for name in names),
        vendor_of_team=np.array(list(vendor_of.values()), np.int64),
        vendor_of_queue=np.array(
            [
                _only({vendor_of[team] for team in _answering(queue)})
                for queue in scenario.queues.values()
            ],
            np.int64,
        ),
        team_there=_team_there(scenario, starts),
        month_of_day=np.array(months, np.int64) - months[0],
        share_of_month=np.array([1 / monthrange(date.year, date.month)[1] for date in dates]),
        back_office_pay=_back_office_pay(scenario, starts),
        missed_visit=np.array(
            [
                0.0 if each.sla is None else _value(each.sla.missed_visit) * each.sla.claimed
                for each in scenario.customers.values()
            ]
        ),
        hires=not all(team.is_steady for team in teams),
        hiring=np.array([_value(team.hiring.cost) for team in teams])
        * [team.employer not in names for team in teams],
        fine_per_point=_value(regulator.fine_per_point_missed),
        target_shares=np.array([target.share for target in regulator.targets.values()]),
        margin_months=scenario.measures.margin_months,
        one_off=0.0 if change is None else _value(change.one_off),
        systems_per_day=0.0 if change is None else _value(change.systems) * DAY / WEEK,
        systems_days=0 if change is None else 7 * change.parallel_weeks,
        discount_rate=0.0 if change is None else change.discount_rate,
    )


def _team_there(scenario: Scenario, starts: Integers) -> npt.NDArray[np.bool_]:
    """[team, day]: whether the day begins while the team is there."""
    spans = np.array([time_of_team(scenario, name, starts) for name in scenario.teams])
    days = starts[:-1]
    return np.asarray((spans[:, :1] <= days) & (days < spans[:, 1:]))


def _back_office_pay(scenario: Scenario, starts: Integers) -> Money:
    """[day]: staff x hours x pay, whether there is work or not."""
    paid = np.zeros(len(starts) - 1)
    for department in scenario.departments.values():
        if department.pay is not None:
            spans = open_intervals(department.hours, scenario.calendar)
            hours = np.diff(open_until(spans, starts))
            paid += department.staff * hours * per_ms(department.pay)
    return paid


def _contract(scenario: Scenario, name: str) -> Contract:
    vendor = scenario.vendors[name]
    unit = _UNIT.get(vendor.fee, 1)
    return Contract(
        name=name,
        fee=vendor.fee,
        price=vendor.amount.value / unit,
        committed=vendor.commitment * unit,
        counts_truth=vendor.counts_resolved == "truth",
        targets=tuple(
            Target(each.measure, each.share, _value(each.bonus), _value(each.malus))
            for each in vendor.targets
        ),
    )


def _answering(queue: Queue) -> list[str]:
    return queue.teams if queue.overflow is None else [*queue.teams, queue.overflow.to]


def _index(names: list[str], name: str) -> int:
    return names.index(name) if name in names else OWN


def _only(vendors: set[int]) -> int:
    return vendors.pop() if len(vendors) == 1 else OWN


def _value(amount: Amount | None) -> float:
    return 0.0 if amount is None else amount.value
