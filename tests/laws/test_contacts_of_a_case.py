"""What nobody has typed in: failure demand, and the many contacts of a few cases."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy import stats

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.replicate import run
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.loading import load
from playing import play
from shipped import SCENARIOS

BASE = load(SCENARIOS / "scripted_call_center.yaml")
REPLICATIONS = 8
FIRST_WEEK, LAST_WEEK = 1, 4
"""Cases opened then are followed for four weeks and more."""


def contacts_per_case(plan: Plan, log: Chunk) -> npt.NDArray[np.int64]:
    """Attempts at each case that was opened in the weeks that are looked at."""
    opened = log.event == Event.CASE_OPENED
    opened &= log.time >= plan.day_starts[7 * FIRST_WEEK]
    opened &= log.time < plan.day_starts[7 * LAST_WEEK]
    cases = pd.MultiIndex.from_arrays([log.who[opened], log.case[opened]])
    tried = log.event == Event.CONTACT_ARRIVED
    attempts = pd.MultiIndex.from_arrays([log.who[tried], log.case[tried]]).value_counts()
    return attempts.reindex(cases, fill_value=0).to_numpy(np.int64)


def low_end(values: list[float]) -> float:
    """The lower end of a one-sided 99 % interval of a mean over replications."""
    some = np.array(values)
    spread = stats.t.ppf(0.99, len(some) - 1) * stats.sem(some)
    return float(some.mean() - spread)


@pytest.mark.slow
@pytest.mark.mechanism("E-FCR-03")
def test_contacts_per_case_of_the_base_have_a_heavier_tail_than_geometric() -> None:
    """Cases differ in what they need, and each is what it is at every attempt."""
    plan = make_plan(BASE.scenario)
    spread, beyond, mean = [], [], []
    for replication in range(REPLICATIONS):
        contacts = contacts_per_case(plan, play(plan, replication=replication).log)
        contacts = contacts[contacts > 0]
        again = 1 - 1 / contacts.mean()
        mean.append(float(contacts.mean()))
        spread.append(float(contacts.var() / (again * contacts.mean() ** 2)))
        many = int(4.5 * contacts.mean())
        beyond.append(float(np.mean(contacts > many) / again**many))
    print(f"mean {np.mean(mean):.3f}, variance {np.mean(spread):.3f} and tail "
          f"{np.mean(beyond):.3f} times those of a geometric law")  # fmt: skip
    assert low_end(spread) > 1
    assert low_end(beyond) > 1
    assert 1.3 < np.mean(mean) < 3.2


@pytest.mark.slow
def test_failure_demand_of_the_base_lies_where_the_trade_finds_it() -> None:
    """E-FCR and the issue: between a quarter and two thirds, and nobody has set it."""
    found = run(BASE, replications=REPLICATIONS, workers=1).estimates["failure_demand_rate"]
    assert found.low is not None
    assert found.high is not None
    assert 0.25 < found.low < found.high < 0.65
