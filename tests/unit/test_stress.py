"""What days at work, and days at home, leave in people."""

from typing import Any

import numpy as np
import pytest

from by_hand import with_defaults
from ccsim.codes import Event
from ccsim.eventlog.chunk import from_rows
from ccsim.overnight.night import Nights
from ccsim.overnight.stress import ONE, wear
from ccsim.overnight.turnover import yearly_rate
from ccsim.overnight.work import Work
from ccsim.plan.plan import make_plan
from ccsim.plan.state import State
from ccsim.units import DAY, HOUR
from faults import world
from playing import scenario_of

EVIDENCE = {
    "stress": {"workload": 0.5, "memory": "4w"},
    "turnover": {"yearly": 0.25, "by_workload": 0.5},
}
"""As `evidence.md` has them: E-ATT-01, E-ATT-05."""


class Person:
    """Somebody who works eight hours on some days, and is at home on the others."""

    def __init__(self, **team: Any) -> None:
        hours = {"hours": "Mo-Su 08:00-20:00"}
        self.plan = make_plan(scenario_of(with_defaults(world(team=hours | team))))
        self.work, self.state = Work(self.plan), Nights(self.plan, 1, 0).first_state()
        self.day = 0

    def spends(self, busy: float | None) -> State:
        """A day, busy for this share of it, or at home; says what is left of it at night."""
        begin = self.day * DAY
        if busy is not None:
            rows = [
                (begin + 8 * HOUR, Event.SHIFT_STARTED, 0),
                (begin + 16 * HOUR, Event.WRAP_UP_ENDED, round(8 * HOUR * busy)),
                (begin + 16 * HOUR, Event.SHIFT_ENDED, 0),
            ]
            self.work.add(
                from_rows([(t, int(e), -1, 0, 0, 0, -1, -1, 0, 0, 0, v) for t, e, v in rows])
            )
        self.day += 1
        self.work.close(self.day * DAY)
        wear(self.plan, self.state, self.work)
        self.work.clear()
        return self.state

    @property
    def rate(self) -> float:
        """The yearly rate at which this person goes."""
        team = self.plan.scenario.teams["agents"]
        return float(yearly_rate(team, self.state.people[:1], np.array([0.95]))[0])


@pytest.mark.mechanism("E-ATT-05")
@pytest.mark.parametrize("days", [1, 10, 60])
def test_workload_drives_people_out_from_the_first_busy_day_on(days: int) -> None:
    """Ten points of occupancy above 85 % are 0.05 leavers more a year for each place."""
    somebody = Person(**EVIDENCE)
    for _ in range(days):
        somebody.spends(0.95)
    assert somebody.state.people["workload"][0] / ONE == pytest.approx(0.95, abs=2e-4)
    assert somebody.rate == pytest.approx(0.25 + 0.5 * 0.10, abs=1e-3)


@pytest.mark.mechanism("E-ATT-05")
def test_days_of_late_count_for_more_and_a_day_at_home_counts_for_nothing() -> None:
    """With a memory of a day: half of what there is is yesterday's, and a quarter older."""
    somebody = Person(stress={"memory": "1d"}, turnover={"yearly": 0.25, "by_workload": 0.5})
    for busy in (0.6, None, 0.9):
        somebody.spends(busy)
    mean = (0.9 * 2 + 0.6) / 3
    assert somebody.state.people["workload"][0] / ONE == pytest.approx(mean, abs=1e-4)


@pytest.mark.mechanism("S001-32")
def test_a_free_day_is_a_day_of_rest_from_stress() -> None:
    """Fully busy on three days, then three days at home: a half is forgotten in each."""
    somebody, left = Person(stress={"workload": 1.0, "memory": "1d"}), list[float]()
    for busy in (1.0, 1.0, 1.0, None, None, None):
        left.append(float(somebody.spends(busy).people["stress"][0]) / ONE)
    assert left == pytest.approx([1 / 2, 3 / 4, 7 / 8, 7 / 16, 7 / 32, 7 / 64], abs=1e-3)
