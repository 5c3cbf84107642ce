"""A scenario calibrated on two weeks of a known centre is held against its next two weeks.

The truth is known: a scenario plays its own history, so nothing is wrong with the model, and what
is calibrated is off only by what two weeks can tell. So 95 % of days must lie inside, and "do not
trust it" must be rare, where the doubts of the estimates are drawn; held against the point
estimates alone, days lie outside too often.
"""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from ccsim.experiments.backtest import backtest
from ccsim.experiments.backtest_sums import METRICS
from ccsim.experiments.calibration.calls import calls_of
from ccsim.experiments.calibration.centre import centre_of
from ccsim.experiments.calibration.writing import Remembered, write_scenario
from ccsim.experiments.replicate import Settings
from ccsim.intake.calls import CallRecords
from ccsim.intake.history_files import history_of_calls
from ccsim.plan.plan import make_plan
from ccsim.replication import replicate
from ccsim.spec.scenario import Scenario
from ccsim.store.call_records import CallRecordsOf
from recovered import known_centre

HISTORIES, DRAWS = 40, 199
FORTNIGHT = dt.timedelta(14)


def one_queue() -> Scenario:
    """Four weeks of a queue with three agents, busy and quiet days, redials and reconnects."""
    whole = known_centre(4)
    return whole.model_copy(
        update={
            "queues": {"sales": whole.queues["sales"]},
            "teams": {"sales_agents": whole.teams["sales_agents"]},
        }
    )


class Held:
    """How histories of a known centre fit what was calibrated on their first half."""

    def __init__(self) -> None:
        self.inside = dict.fromkeys(METRICS, 0)
        self.whole = dict.fromkeys(METRICS, 0)
        self.days = 0
        self.distrusted = 0
        self.left_out: list[str] = []

    def add(self, scenario: Scenario, records: CallRecords, since: dt.date, worlds: int) -> None:
        """Hold a scenario against the records from a day on."""
        found = backtest(
            scenario,
            history_of_calls(records, 30, 20.0, 5.0),
            start=since,
            settings=Settings(DRAWS, 1, workers=1),
            worlds=worlds,
        )
        for name, check in found.whole.metrics.items():
            self.inside[name] += check.errors.inside
            self.whole[name] += bool(check.whole.inside[0])
        self.days += len(found.days)
        self.distrusted += bool(found.differing)
        self.left_out += [str(one) for one in found.unlike]

    def told(self) -> str:
        """The figures in a line."""
        shares = {name: round(count / self.days, 3) for name, count in self.inside.items()}
        return (
            f"of {self.days} days inside {shares}; of {HISTORIES} whole inside {self.whole}; "
            f"distrusted {self.distrusted}; left out {self.left_out}"
        )


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_of_a_calibrated_truth_95_of_100_days_lie_inside_and_few_are_distrusted(
    tmp_path: Path,
) -> None:
    plan, point, drawn = make_plan(one_queue()), Held(), Held()
    for replication in range(HISTORIES):
        listener = CallRecordsOf(plan)
        replicate(plan, seed=5, replication=replication, listeners=[listener])
        records = CallRecords(listener.frame().assign(hold_s=0.0))
        since = records.dates[0] + FORTNIGHT
        first = records.between(None, since - dt.timedelta(1))
        path = tmp_path / f"{replication}.yaml"
        centre = centre_of(calls_of(first, 30))
        known = write_scenario(centre, path, "Known", Remembered({"calls": {}}))
        drawn.add(known.scenario, records, since, 20)
        point.add(known.scenario, records, since, 1)
        print(f"{replication + 1}: drawn: {drawn.told()}\n   point: {point.told()}", flush=True)
    assert not drawn.left_out
    share = np.array([count / drawn.days for count in drawn.inside.values()])
    # Days of one history share its estimates: three standard errors over histories are some 4 %.
    assert ((share > 0.91) & (share <= 0.99)).all(), drawn.told()
    assert sum(drawn.inside.values()) > sum(point.inside.values())
    assert drawn.distrusted <= 0.05 * HISTORIES + 3 * np.sqrt(0.0475 * HISTORIES)
    assert drawn.distrusted <= point.distrusted
