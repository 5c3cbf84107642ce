"""Numbers of the reference cases that no metric stands for, told by the event log."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytic.reference_checks import FAR, Case, Check, ccsim
from analytic.reference_runs import RUNS
from ccsim.codes import Event, Reason
from ccsim.metrics.window import Floats
from ccsim.units import DAY, HOUR, MINUTE

Measure = Callable[[pd.DataFrame], float]

LEAVES = (
    Event.CONTACT_ABANDONED, Event.CONTACT_FLOWED_OUT, Event.CONTACT_DISCONNECTED, Event.LEG_ENDED,
)  # fmt: skip
COLUMNS = ["replication", "time", "event", "who", "case", "contact", "reason", "value"]


def in_system_at_closing(log: pd.DataFrame) -> float:
    """Callers who wait or talk at eight o'clock, the end of the day of TV-02."""
    until = log[log["time"] <= 8 * HOUR]["event"]
    return float((until == Event.QUEUE_ENTERED).sum() - until.isin(LEAVES).sum())


def orbit(reason: Reason) -> Measure:
    """The mean number of callers between two attempts, after a day of warm-up.

    Who would call again after the run is not in the log, so the last hours are left out.
    """

    def measure(log: pd.DataFrame) -> float:
        begin, end = DAY, int(log["time"].max()) - 3 * HOUR
        caller = ["who", "case", "contact"]
        again = log[(log["event"] == Event.CONTACT_ARRIVED) & (log["reason"] == reason)]
        ended = log[log["event"] == Event.CONTACT_ENDED]
        before = again.assign(contact=again["contact"] - 1)
        pairs = before.merge(ended, on=caller, suffixes=("_again", "_ended"))
        stays = pairs["time_again"].clip(begin, end) - pairs["time_ended"].clip(begin, end)
        return float(stays.sum() / (end - begin))

    return measure


def offered_wait(log: pd.DataFrame) -> float:
    """The mean wait of callers who would never hang up, in minutes, after a day of warm-up.

    Who hangs up shows only that the wait would have been longer: the product-limit estimate.
    """
    left = log[log["event"].isin([Event.CONTACT_ANSWERED, Event.CONTACT_ABANDONED])]
    left = left[left["time"] >= DAY].sort_values("value")
    wait = left["value"].to_numpy()
    answered = (left["event"] == Event.CONTACT_ANSWERED).to_numpy()
    still = len(wait) - np.arange(len(wait))
    longer = np.cumprod(np.where(answered, 1 - 1 / still, 1.0))
    return float((np.append(1.0, longer[:-1]) * np.diff(wait, prepend=0)).sum() / MINUTE)


MEASURES: dict[tuple[str, str], Measure] = {
    ("TV-02", "mean_in_system_at_T"): in_system_at_closing,
    ("RD-01", "mean_redial_orbit"): orbit(Reason.REDIAL),
    ("RD-01", "mean_reconnect_orbit"): orbit(Reason.RECONNECT),
    ("NG-04", "mean_offered_wait"): offered_wait,
    ("NG-08", "mean_offered_wait"): offered_wait,
}
"""By the case and its name for the number."""


def log_checks(case: Case) -> list[Check]:
    """What a case expects of its log, beside what the log of a shorter run tells."""
    wanted = {name: of for (known, name), of in MEASURES.items() if known == case["id"]}
    if not wanted:
        return []
    run = RUNS[case["id"]]
    run = replace(run, days=run.days and 2, replications=min(run.replications, 400))
    found: dict[str, list[float]] = {name: [] for name in wanted}
    with tempfile.TemporaryDirectory() as folder:
        ccsim([*run.words("compiled", Path(folder)), "--log"])
        (kept,) = Path(folder).glob("*/log.parquet")
        for number in range(run.replications):
            log = pd.read_parquet(kept, columns=COLUMNS, filters=[("replication", "==", number)])
            for name, measure in wanted.items():
                found[name].append(measure(log))
    return [_check(case, name, np.array(values)) for name, values in found.items()]


def _check(case: Case, name: str, values: Floats) -> Check:
    error = float(values.std(ddof=1) / np.sqrt(len(values)))
    simulated, expected = float(values.mean()), float(case["expected"][name])
    return Check(case["id"], f"{name} (log)", expected, simulated, error, FAR * error)
