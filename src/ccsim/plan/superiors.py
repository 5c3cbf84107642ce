"""Superiors and floor-walkers as integers, and what floor-walkers are paid."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import Authority
from ccsim.plan.chances import threshold
from ccsim.plan.hours import open_intervals
from ccsim.plan.lowering import Lowering
from ccsim.plan.records import Integers
from ccsim.plan.transition import time_of_team, within
from ccsim.spec.fields import Amount
from ccsim.spec.operating_model import OperatingModel
from ccsim.spec.scenario import Scenario
from ccsim.spec.superiors import Superiors
from ccsim.spec.teams import Team


def lower_superiors(model: OperatingModel) -> dict[str, int]:
    """The levers of asking somebody with wider authority, or the customer, for leave to act."""
    superiors, consent = model.superiors or Superiors(), model.recorded_consent
    return {
        "logs_superiors": int(model.superiors is not None),
        "superior_available": threshold(superiors.available),
        "puts_off_when_busy": int(superiors.when_busy == "put_off"),
        "fake_discovered": threshold(superiors.discovered),
        "consent_authority": -1 if consent is None else _reach(consent.authority),
        "consent_time": 0 if consent is None else consent.time,
    }


def lower_floor_walkers(lowering: Lowering, team: Team) -> dict[str, int]:
    """The fields of a team's floor-walkers; their number is 0 where there are none."""
    walkers = team.floor_walkers
    if walkers is None:
        names = ("walkers", "first", "last", "authority", "knowledge", "time")
        return dict.fromkeys((f"floor_{name}" for name in names), 0)
    hours = lowering.hours(walkers.hours or team.hours)
    return {
        "floor_walkers": walkers.count,
        "floor_first": hours["hours_first"],
        "floor_last": hours["hours_last"],
        "floor_authority": _reach(walkers.authority),
        "floor_knowledge": threshold(walkers.knowledge),
        "floor_time": walkers.time,
    }


def floor_walkers_paid(
    scenario: Scenario, edges: Integers, starts_of_days: Integers
) -> npt.NDArray[np.float64]:
    """[team, cell]: milliseconds paid to floor-walkers between two edges of the grid."""
    paid = np.zeros((len(scenario.teams), len(edges) - 1))
    for i, (name, team) in enumerate(scenario.teams.items()):
        walkers = team.floor_walkers
        if walkers is not None:
            time = time_of_team(scenario, name, starts_of_days)
            spans = within(open_intervals(walkers.hours or team.hours, scenario.calendar), time)
            paid[i] = walkers.count * np.diff(open_until(spans, edges))
    return paid


def floor_walkers_pay(team: Team) -> Amount | None:
    """What a floor-walker of a team costs; as one of the team where nothing else is said."""
    walkers = team.floor_walkers
    return None if walkers is None else walkers.pay or team.pay


def open_until(spans: list[tuple[int, int]], times: Integers) -> Integers:
    """How long it has been open by each instant."""
    opens, closes = np.array([(0, 0), *spans], np.int64).T
    opens[0] = closes[0] = np.iinfo(np.int64).min // 2
    span = np.searchsorted(opens, times, side="right") - 1
    whole = np.cumsum(closes - opens)[span]
    return np.asarray(whole - np.maximum(closes[span] - times, 0), np.int64)


def _reach(name: str) -> int:
    return int(Authority[name.upper()])
