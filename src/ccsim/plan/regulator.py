"""By when cases must be solved, on a calendar of working days, and what it costs where not."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ccsim.codes import Event
from ccsim.plan.hours import BEYOND_DAYS, day_starts
from ccsim.plan.records import Integers
from ccsim.spec.calendar import Calendar
from ccsim.spec.fields import Amount
from ccsim.spec.hours import public_holidays
from ccsim.spec.money import per_ms
from ccsim.spec.needs import Need
from ccsim.spec.regulator import Party
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, HOUR, NEVER

REPAIR_DAYS, INSTALLATION_DAYS, COMPLAINT_DAYS = 2, 12, 10
"""Of the published shares: faults fixed, lines installed (E-REG-01), complaints settled (-08)."""
_WEEK = {"Mo-Fr": 5, "Mo-Sa": 6}
_MONTHS_OF_PERIOD = {"month": 1, "quarter": 3}

Money = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Oversight:
    """Instants by which a case must be solved, from the day on which its clock was started.

    An instant is the midnight that ends the last of the working days; NEVER where there is none.
    """

    clock: tuple[Event, Event]
    """The rows that start and stop the clock which targets and published shares are read from."""
    target_of: Integers
    """[kind]: index of the regulator's target, or -1."""
    target_due: Integers
    """[kind, day]"""
    clock_due: Integers
    """[kind, day]: of repairs and installations, whatever the regulator demands."""
    complaint_due: Integers
    """[kind, day]: of cases that were taken to the regulator."""
    repairs: npt.NDArray[np.bool_]
    """[kind]: which are repairs."""
    sla_due: Integers
    """[segment, day]: of repairs."""
    period_ends: frozenset[int]
    """Days that begin with a look at what was done in the period before."""
    credit_per_day: Money
    """[segment]: what is paid of it, on average."""
    loss_per_ms: Money
    """[segment]: while a need that stops their business is not met."""
    cost_per_ms: Money
    """[kind]: to the customer, while it is not met."""
    stops_business: npt.NDArray[np.bool_]
    """[kind]"""
    fine: float


def lower_oversight(scenario: Scenario, starts: Integers) -> Oversight:
    """What the regulator, contracts and customers hold the company to."""
    regulator, needs = scenario.regulator, list(scenario.needs.values())
    segments = list(scenario.customers.values())
    due = _WorkingDays(scenario, len(starts) - 1)
    targets = list(regulator.targets.values())
    target_of = [_target(scenario, name) for name in scenario.needs]
    kinds = _truths(needs)
    claimed = np.array([0.0 if each.sla is None else each.sla.claimed for each in segments])
    credited = [None if each.sla is None else each.sla.credit for each in segments]
    return Oversight(
        clock=_CLOCK_OF[regulator.measure_party],
        target_of=np.array(target_of, np.int64),
        target_due=due.table(None if t < 0 else targets[t].within for t in target_of),
        clock_due=due.table(_CLOCK_DAYS.get(need.clock or "") for need in needs),
        complaint_due=due.table(COMPLAINT_DAYS for _ in needs),
        repairs=kinds(lambda need: need.clock == "repair"),
        sla_due=due.table(
            None if each.sla is None else each.sla.repair_within for each in segments
        ),
        period_ends=_period_ends(scenario, len(starts) - 1),
        credit_per_day=_money(credited, DAY) * DAY * claimed,
        loss_per_ms=_money([each.loss_per_hour for each in segments], HOUR),
        cost_per_ms=_money([need.cost_per_day for need in needs], DAY),
        stops_business=kinds(lambda need: need.stops_business),
        fine=0.0 if regulator.fine is None else regulator.fine.value,
    )


class _WorkingDays:
    """Which days count, and the midnights between them."""

    def __init__(self, scenario: Scenario, days: int) -> None:
        calendar = scenario.calendar
        longer = calendar.model_copy(update={"days": calendar.days + BEYOND_DAYS})
        self._midnights = np.array(day_starts(longer), np.int64)
        self._days = days
        self._counted = np.flatnonzero(
            working_days(calendar, _WEEK[scenario.regulator.working_days], longer.total_days)
        )

    def table(self, within: Iterable[int | None]) -> Integers:
        """[row, day]: when so many working days after the day are over."""
        rows = [self._row(count) for count in within]
        return np.array(rows, np.int64).reshape(-1, self._days)

    def _row(self, count: int | None) -> Integers:
        if count is None:
            return np.full(self._days, NEVER, np.int64)
        place = np.searchsorted(self._counted, np.arange(self._days), side="right") + count - 1
        known = place < len(self._counted)
        last = self._counted[np.where(known, place, 0)]
        return np.where(known, self._midnights[last + 1], NEVER)


def working_days(calendar: Calendar, week: int, days: int) -> npt.NDArray[np.bool_]:
    """Which days of a run are working days: the first so many of a week, without holidays.

    >>> working_days(Calendar(days=7), 5, 7).tolist()
    [True, True, True, True, True, False, False]
    """
    dates = [calendar.start + dt.timedelta(days=day) for day in range(days)]
    place = calendar.holidays
    closed = set() if place is None else set(public_holidays(place, dates[0], dates[-1]))
    return np.array([date.weekday() < week and date not in closed for date in dates], bool)


_CLOCK_OF: Final[dict[Party, tuple[Event, Event]]] = {
    "person": (Event.CASE_OPENED, Event.CASE_RESOLVED),
    "provider": (Event.TICKET_OPENED, Event.TICKET_DONE),
}
_CLOCK_DAYS = {"repair": REPAIR_DAYS, "installation": INSTALLATION_DAYS}


def _target(scenario: Scenario, kind: str) -> int:
    targets = scenario.regulator.targets.values()
    return next((i for i, target in enumerate(targets) if kind in target.needs), -1)


def _truths(needs: list[Need]) -> Callable[[Callable[[Need], bool]], npt.NDArray[np.bool_]]:
    return lambda holds: np.array([holds(need) for need in needs], bool)


def _period_ends(scenario: Scenario, days: int) -> frozenset[int]:
    """Days of the run on which a month or a quarter begins; the first has none before it."""
    months, start = _MONTHS_OF_PERIOD[scenario.regulator.period], scenario.calendar.start
    dates = [(day, start + dt.timedelta(days=day)) for day in range(1, days)]
    return frozenset(d for d, date in dates if date.day == 1 and (date.month - 1) % months == 0)


def _money(named: list[Amount | None], span: int) -> Money:
    """Per millisecond; an amount without a span counts per `span`."""
    return np.array([per_ms(one, span) for one in named])
