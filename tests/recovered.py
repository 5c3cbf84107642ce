"""A known centre, its call records, and how often the 95 % intervals drawn from them are right."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ccsim.experiments.calibration.calls import calls_of
from ccsim.experiments.calibration.centre import Centre, centre_of
from ccsim.experiments.calibration.staffing import Team, teams_of
from ccsim.intake.calls import CallRecords
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import replicate
from ccsim.spec.scenario import Scenario
from ccsim.store.call_records import CallRecordsOf

OPEN, PER_DAY = (18, 30), 48
SHAPE = np.array([1.2, 1.5, 1.6, 1.4, 1.2, 1.0, 0.9, 0.8, 0.7, 0.7, 0.6, 0.4])
TRUTH = {
    "demand.busy_day_cv": 0.15,
    "queues.*.forecast.redials": 0.5,
    "queues.*.forecast.reconnects": 0.1,
    "queues.sales.talk": 180.0,
    "queues.sales.talk.lognormal.sigma": 0.8,
    "queues.sales.patience": 240.0,
    "queues.sales.patience.weibull.shape": 0.7,
    "queues.faults.talk": 360.0,
    "queues.faults.talk.lognormal.sigma": 1.0,
    "queues.faults.patience": 480.0,
    "queues.faults.patience.weibull.shape": 1.3,
}
"""Times in seconds."""
CALLS = {"sales": 240.0, "faults": 150.0}
"""First calls of a day."""
AGENTS = {"sales": 3, "faults": 3}


def known_centre(weeks: int) -> Scenario:
    """Two queues with a team each, open from nine to three from Monday to Friday."""
    queues, teams = {}, {}
    for name, calls in CALLS.items():
        day = np.zeros(PER_DAY)
        day[slice(*OPEN)] = calls * SHAPE / SHAPE.sum()
        truth = {fact: TRUTH[f"queues.{name}.{fact}"] for fact in ("talk", "patience")}
        sigma = TRUTH[f"queues.{name}.talk.lognormal.sigma"]
        shape = TRUTH[f"queues.{name}.patience.weibull.shape"]
        queues[name] = {
            "teams": [f"{name}_agents"],
            "hours": "Mo-Fr 09:00-15:00",
            "talk": {"lognormal": {"mean": f"{truth['talk']}s", "sigma": sigma}},
            "patience": {"weibull": {"mean": f"{truth['patience']}s", "shape": shape}},
            "forecast": {
                "calls": [*day.tolist() * 5, *[0.0] * 96],
                "redials": TRUTH["queues.*.forecast.redials"],
                "redial_delay": {"lognormal": {"median": "10m", "sigma": 0.8}},
                "reconnects": TRUTH["queues.*.forecast.reconnects"],
                "reconnect_delay": {"exponential": "15m"},
                "after_closing": "lost",
            },
        }
        teams[f"{name}_agents"] = {"headcount": AGENTS[name], "hours": "Mo-Fr 09:00-15:00"}
    return Scenario.model_validate({
        "name": "Known", "calendar": {"weeks": weeks},
        "demand": {"busy_day_cv": TRUTH["demand.busy_day_cv"]}, "queues": queues, "teams": teams,
    })  # fmt: skip


FLOOR = {"pauses": 29.69, "after": 60.0, "ready": 0.75}
"""Seconds between calls (of a log-normal of 30 s, at most 5 min); the wait after which the others
on duty come; the share of those on duty who are at the ready."""
AT_THE_READY, OTHERS = 6, 2


def floor_with_a_reserve(others: int, weeks: int) -> Scenario:
    """One queue; agents work on after calls, which no record tells, and some come when called."""
    day = np.zeros(PER_DAY)
    day[slice(*OPEN)] = 69.0 * SHAPE / SHAPE.mean()
    hours = "Mo-Fr 09:00-15:00"
    queue = {
        "teams": ["agents"],
        "hours": hours,
        "talk": {"lognormal": {"mean": "180s", "sigma": 0.8}},
        "wrap_up": {"lognormal": {"mean": "30s", "sigma": 1.0}},
        "patience": {"weibull": {"mean": "300s", "shape": 0.9}},
        "overflow": {"to": "others", "after": f"{FLOOR['after']}s"},
        "forecast": {"calls": [*day.tolist() * 5, *[0.0] * 96]},
    }
    teams = {"agents": AT_THE_READY + OTHERS - others, "others": others}
    return Scenario.model_validate({
        "name": "Floor", "calendar": {"weeks": weeks}, "demand": {"busy_day_cv": 0.1},
        "queues": {"calls": queue},
        "teams": {name: {"headcount": count, "hours": hours} for name, count in teams.items()},
    })  # fmt: skip


def floor_seen(plan: Plan, replication: int) -> Team:
    """The team of one replication, as its records without after-call work show it."""
    listener = CallRecordsOf(plan)
    replicate(plan, seed=1, replication=replication, listeners=[listener])
    frame = listener.frame().assign(hold_s=0.0, wrap_up_s=0.0)
    (team,) = teams_of(calls_of(CallRecords(frame), 30))
    return team


@dataclass
class Coverage:
    """How often the interval of each parameter held the truth."""

    held: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def table(self) -> pd.DataFrame:
        """[parameter]: truth, mean estimate, share of intervals that held it, repeats."""
        rows = {
            path: (_truth(path), np.mean(self.values[path]), np.mean(held), len(held))
            for path, held in self.held.items()
        }
        return pd.DataFrame(rows, index=["truth", "mean", "held", "repeats"]).T


def calibrated(plan: Plan, replication: int) -> Centre:
    """One replication's call records, calibrated."""
    listener = CallRecordsOf(plan)
    replicate(plan, seed=1, replication=replication, listeners=[listener])
    frame = listener.frame().assign(hold_s=0.0)
    return centre_of(calls_of(CallRecords(frame), 30))


def coverage(repeats: int, weeks: int) -> Coverage:
    """The known centre, calibrated over and over again."""
    plan, found = make_plan(known_centre(weeks)), Coverage()
    for replication in range(repeats):
        centre = calibrated(plan, replication)
        estimates = {one.path: one for one in centre.estimates}
        for path in [*TRUTH, *(f"queues.{name}.forecast.scale" for name in CALLS)]:
            one = estimates.get(path)
            factor = 1.0
            if path.endswith("scale"):  # a multiple of what was counted
                queue = next(q for q in centre.queues if q.name == path.split(".")[1])
                factor = float(queue.weekly.sum()) / (5 * CALLS[queue.name])
            held = one is not None and one.low * factor <= _truth(path) <= one.high * factor
            found.held[path].append(held)
            if one is not None:
                found.values[path].append(one.value * factor)
    return found


def _truth(path: str) -> float:
    return TRUTH.get(path, 1.0)
