"""What counts, or records without times, do not tell: times of the literature, agents by theory."""

from typing import Final

import numpy as np

from ccsim.analytic.offered_load import offered_load
from ccsim.analytic.staffing import Target, required_servers
from ccsim.experiments.calibration.calls import Calls, Floats, Ints
from ccsim.experiments.calibration.estimates import Estimate, duration
from ccsim.experiments.calibration.handling import Fitted
from ccsim.experiments.calibration.staffing import Team

TALK_S, TALK_RANGE_S, TALK_SIGMA = 300.0, (180.0, 420.0), 0.9
"""E-AHT-02 and E-AHT-01."""
PATIENCE_S, PATIENCE_RANGE_S, PATIENCE_SHAPE = 900.0, (360.0, 2100.0), 0.8
"""E-PAT-01."""
_DOUBT: Final = 0.1
"""Assumption: counts tell a mean and no spread, and leave open whether wrap-up is in it."""
_WISH: Final = Target(service_level=0.8, threshold_s=20.0)


def assumed_talk(calls: Calls, queue: str) -> Fitted:
    """Talk as long as the handle times of counts, or as the literature has it."""
    own = calls.of(queue).frame
    timed = own[own["talk_s"].notna() & (own["talk_s"] > 0)]
    path, n = f"queues.{calls.names[queue]}.talk", int(timed["count"].sum())
    if n:
        mean = float(np.average(timed["talk_s"], weights=timed["count"]))
        method = (
            "mean handle time of the counts; assumption: its range of 10 % to either side; shape "
            "as E-AHT-01 has it"
        )
        ends = mean * (1 - _DOUBT), mean * (1 + _DOUBT)
        estimate = Estimate(path, mean, *ends, n, "calls", method, "time", "D")
    else:
        mean, method = TALK_S, "E-AHT-02: no handle times are told"
        estimate = Estimate(
            path, mean, *TALK_RANGE_S, 0, "talks", method, "time", "C", assumed=True
        )
    return Fitted({"lognormal": {"mean": duration(mean), "sigma": TALK_SIGMA}}, (estimate,))


def assumed_patience(calls: Calls, queue: str) -> Fitted:
    """Patience as the literature has it."""
    path = f"queues.{calls.names[queue]}.patience"
    method = "E-PAT-01: the counts tell nobody's patience"
    estimate = Estimate(
        path, PATIENCE_S, *PATIENCE_RANGE_S, 0, "waits", method, "time", "C", assumed=True
    )
    written = {"weibull": {"mean": duration(PATIENCE_S), "shape": PATIENCE_SHAPE}}
    return Fitted(written, (estimate,))


def assumed_team(calls: Calls, weekly: dict[str, Floats], talk_s: dict[str, float]) -> Team:
    """One team for all queues, with the agents that Erlang A asks for."""
    total = np.sum(list(weekly.values()), axis=0)
    work = sum(float(weekly[queue].sum()) * talk_s[queue] for queue in calls.queues)
    handle_s = work / max(float(total.sum()), 1e-9)
    loads = offered_load(total.reshape(-1).tolist(), calls.minutes * 60.0, handle_s, True)
    known: dict[float, int] = {}
    heads: Ints = np.zeros(total.size, np.int64)
    for at, load in enumerate(loads):
        rounded = float(f"{load:.3g}")
        if rounded > 0 and total.reshape(-1)[at] > 0:
            if rounded not in known:
                known[rounded] = required_servers(rounded / handle_s, handle_s, _WISH, PATIENCE_S)
            heads[at] = known[rounded]
    heads = heads.reshape(total.shape)
    duty = heads[calls.weekday].astype(np.float64)
    ready = Estimate(
        "teams.agents.headcount", 1.0, 1.0, 1.0, 0, "services",
        "Erlang A for 80 % within 20 s: no services show the agents", "share", "D",
        ranged=False, assumed=True,
    )  # fmt: skip
    return Team("agents", calls.queues, 0, duty, ready, duty, heads)
